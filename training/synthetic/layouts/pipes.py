"""Text dumps of pages: cells set off by pipes, a row a line; merged cells leave empty pipes at the end of their row, or none."""

from __future__ import annotations

import random

from training.synthetic.document import Document
from training.synthetic.forms import Grid, Line
from training.synthetic.layouts.dump import dump


def render(document: Document, rng: random.Random) -> str:
    leading = rng.choice(("", "", "| "))
    pads = rng.random() < 0.6
    breaks = rng.random() < 0.25
    carries = rng.random() < 0.3

    def row(line: Line, missing: int) -> str:
        texts = [f"\n {cell.text}  " if breaks and leading else f"{cell.text} " for cell in line]
        empty = "| " * missing if carries else ""
        spanned = "|" * (sum(cell.width - 1 for cell in line)) if pads else ""
        return (leading + empty + "| ".join(texts) + "|" + spanned).rstrip(" ")

    def table(grid: Grid) -> str:
        return "\n".join(row(line, missing) for line, missing in zip(grid.lines, _covered(grid), strict=True))

    return dump(document, rng, table)


def _covered(grid: Grid) -> list[int]:
    """How many cells of each row hang down from rows above, before its own first cell."""
    counts = []
    for places in grid.laid():
        own = next((index for index, (_, begins) in enumerate(places) if begins), len(places))
        counts.append(own)
    return counts
