"""What the text dumps of pages have in common: lines of the site, the report's lines, its tables as a layout draws them."""

from __future__ import annotations

import random
from collections.abc import Callable

from training.synthetic.document import Document, Heading
from training.synthetic.forms import Grid


def dump(document: Document, rng: random.Random, table: Callable[[Grid], str]) -> str:
    """The page as text. Some dumps have a blank line between paragraphs, some indent, some lost the title."""
    gap = rng.choice(("\n", "\n", "\n\n"))
    indent = rng.choice(("", "", "　　", "  "))
    lines = [*document.before[:-1], document.title, document.before[-1]] if rng.random() < 0.85 else [document.title]
    for block in document.blocks:
        if isinstance(block, Grid):
            lines.append(table(block))
        else:
            lines.append(("" if isinstance(block, Heading) and rng.random() < 0.5 else indent) + block.text)
    return gap.join((*lines, *document.after)) + "\n"
