"""Text dumps of pages: cells set off by pipes, a row a line.

Places that a merged cell takes are pipes at the end of the row (`行政许可 | 0 | ||`), empty cells where they are, or nothing.
"""

from __future__ import annotations

import random

from training.synthetic.document import Document
from training.synthetic.forms import Grid, Line
from training.synthetic.layouts.cells import hanging
from training.synthetic.layouts.dump import dump


def render(document: Document, rng: random.Random) -> str:
    leading = rng.choice(("", "", "| "))
    manner = rng.choice(("pads", "pads", "places", "nothing"))
    breaks = bool(leading) and rng.random() < 0.4

    def row(grid: Grid, line: Line, hung: int) -> str:
        texts = [f"\n {cell.text}  " if breaks else f"{cell.text} " for cell in line]
        before = "| " * hung if manner == "places" else ""
        after = " " + "|" * (grid.columns - len(line)) if manner == "pads" else ""
        return (leading + before + "| ".join(texts) + "|" + after).rstrip(" ")

    def table(grid: Grid) -> str:
        return "\n".join(row(grid, line, hung) for line, hung in zip(grid.lines, hanging(grid), strict=True))

    return dump(document, rng, table)
