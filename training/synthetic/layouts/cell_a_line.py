"""Text dumps with a cell a line, nothing between cells but, at times, an empty line."""

from __future__ import annotations

import random

from training.synthetic.document import Document
from training.synthetic.forms import Grid
from training.synthetic.layouts.dump import dump


def render(document: Document, rng: random.Random) -> str:
    gap = rng.choice(("\n", "\n\n"))
    breaks = rng.random() < 0.4

    def table(grid: Grid) -> str:
        texts = [cell.text for line in grid.lines for cell in line if cell.text]
        return gap.join(text.strip().replace(" ", gap) if breaks else text.strip() for text in texts)

    return dump(document, rng, table)
