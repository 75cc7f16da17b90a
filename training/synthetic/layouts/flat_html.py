"""A page whose tables have no spans, as a spreadsheet exports them: merged cells repeated or blank, or heads made one line."""

from __future__ import annotations

import random

from training.synthetic.document import Document, Heading, Paragraph
from training.synthetic.forms import Grid
from training.synthetic.layouts.cells import Covered, flattened, matrix
from training.synthetic.layouts.markup import escape, page, tag


def render(document: Document, rng: random.Random) -> str:
    covered: Covered = rng.choice(("repeat", "blank"))
    joiner = rng.choice(("-", "—", "/", ""))
    flattens = rng.random() < 0.35

    def block(block: Heading | Paragraph | Grid) -> str:
        if not isinstance(block, Grid):
            return tag("div", escape(block.text))
        rows = flattened(block, joiner) if flattens else matrix(block, covered)
        return tag("table", "\n".join(tag("tr", "".join(tag("td", escape(text)) for text in row)) for row in rows))

    parts = [tag("h2", escape(document.title)), *(tag("span", escape(line)) + "<br>" for line in document.before)]
    parts += [block(part) for part in document.blocks] + [tag("p", escape(line)) for line in document.after]
    return page(document.title, "\n".join(parts))
