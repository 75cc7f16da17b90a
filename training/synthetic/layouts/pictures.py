"""A page whose tables are pictures: only their captions are text."""

from __future__ import annotations

import random

from training.synthetic.document import Document
from training.synthetic.layouts.markup import escape, page, tag


def render(document: Document, rng: random.Random) -> str:
    parts = [tag("h1", escape(document.title)), *(tag("div", escape(line)) for line in document.before)]
    for block in document.blocks:
        text = escape(getattr(block, "text", ""))
        parts.append(tag("p", text))
        if rng.random() < 0.3 and len(text) < 40:
            parts.append(tag("p", f'<img src="table{len(parts)}.png" alt="">'))
    return page(document.title, "\n".join((*parts, *(tag("div", escape(line)) for line in document.after))))
