"""A page turned into Markdown: pipes around every row, a line of dashes under the first, `#` before headings."""

from __future__ import annotations

import random

from training.synthetic.document import Document
from training.synthetic.forms import Grid
from training.synthetic.layouts.cells import Covered, matrix
from training.synthetic.layouts.dump import dump


def render(document: Document, rng: random.Random) -> str:
    covered: Covered = rng.choice(("repeat", "blank"))

    def table(grid: Grid) -> str:
        rows = matrix(grid, covered)
        lines = ["| " + " | ".join(text.strip() for text in row) + " |" for row in rows]
        return "\n" + "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]) + "\n"

    return dump(document, rng, table)
