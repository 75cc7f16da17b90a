"""Text copied out of a table: a tab between cells; merged cells repeated, blank or dropped; labels at times broken over lines."""

from __future__ import annotations

import random

from training.synthetic.document import Document
from training.synthetic.forms import Grid
from training.synthetic.layouts.cells import Covered, flattened, matrix
from training.synthetic.layouts.dump import dump


def render(document: Document, rng: random.Random) -> str:
    covered: Covered = rng.choice(("repeat", "blank", "drop"))
    flattens = rng.random() < 0.2

    def table(grid: Grid) -> str:
        rows = flattened(grid, "-") if flattens else matrix(grid, covered)
        return "\n".join("\t".join(row) for row in rows)

    return dump(document, rng, table)
