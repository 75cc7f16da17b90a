"""Text extracted from a print: cells of a row set off by spaces, one or several; merged cells are not there."""

from __future__ import annotations

import random

from training.synthetic.document import Document
from training.synthetic.forms import Grid, Line
from training.synthetic.layouts.dump import dump


def render(document: Document, rng: random.Random) -> str:
    gap = rng.choice((" ", "  ", "    "))

    def row(line: Line) -> str:
        return gap.join(cell.text.strip().replace(" ", "") for cell in line if cell.text.strip())

    def table(grid: Grid) -> str:
        return "\n".join(row(line) for line in grid.lines)

    return dump(document, rng, table)
