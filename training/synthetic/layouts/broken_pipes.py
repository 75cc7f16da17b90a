"""Rows between pipes whose labels are broken over lines, as a narrow column breaks them."""

from __future__ import annotations

import random

from training.synthetic.document import Document
from training.synthetic.forms import Cell, Grid
from training.synthetic.layouts.dump import dump


def render(document: Document, rng: random.Random) -> str:
    width = rng.choice((6, 8, 10))
    at_spaces = rng.random() < 0.4

    def broken(cell: Cell) -> str:
        if at_spaces:
            return cell.text.replace(" ", "\n")
        text = cell.text
        if cell.role == "value" or len(text) <= width or rng.random() < 0.4:
            return text
        return "\n".join(text[start : start + width] for start in range(0, len(text), width))

    def table(grid: Grid) -> str:
        return "\n".join(" | ".join(broken(cell) for cell in line) + " |" for line in grid.lines)

    return dump(document, rng, table)
