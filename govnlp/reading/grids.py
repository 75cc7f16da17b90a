"""Tables of pages and files to grids: spans laid out, tables of layout told from tables of data, prose between rows kept as prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govnlp.reading.page import MOST_CELLS, Block, Grid, Paragraph
from govnlp.reading.vocabulary import is_label, is_value

LONGEST_CELL = 400
"""Characters of a cell of a table of data."""


@dataclass(frozen=True, slots=True)
class SpannedCell:
    """A cell's text and how many rows and columns it spans."""

    text: str
    height: int = 1
    width: int = 1


def is_data(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table holds data, not a page's layout: several rows of several short cells without running text.

    Labels and numbers of a statutory form make it data whatever stands beside them: the forms have long notes.
    """
    if sum(len(row) > 1 for row in rows) < 2:
        return False
    if _is_statutory(rows):
        return True
    if any(cell.count("。") > 1 for row in rows for cell in row):
        return False
    lengths = [sum(map(len, cell.split())) for row in rows for cell in row]
    return max(lengths, default=0) <= LONGEST_CELL and sum(lengths) <= 60 * len(lengths) + LONGEST_CELL


def _is_statutory(rows: Sequence[Sequence[str]]) -> bool:
    """Whether several rows are a label of a form with values behind it, and no cell is a long text."""
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        return False
    named = (row for row in rows if len(row) > 1 and any(is_label(cell.strip()) for cell in row[:3]))
    return sum(any(is_value(cell) for cell in row[1:]) for row in named) >= 2


def lay_out(rows: Sequence[Sequence[SpannedCell]]) -> list[list[str]]:
    """Rows of equal width; the place of a cell that another one spans is the empty string.

    A span that would make more cells than `MOST_CELLS` is cut off.
    """
    laid: dict[int, dict[int, str]] = {}
    cells = 0
    for index, row in enumerate(rows):
        column = 0
        line = laid.setdefault(index, {})
        for cell in row:
            while column in line:
                column += 1
            height, width = min(cell.height, len(rows) - index), cell.width
            cells += height * width
            if cells > MOST_CELLS:
                height, width = 1, 1
            for down in range(height):
                laid.setdefault(index + down, {}).update((column + right, "") for right in range(width))
            line[column] = cell.text
            column += width
    width = max((max(line, default=-1) for line in laid.values()), default=-1) + 1
    if width * len(laid) > MOST_CELLS:  # ragged on purpose: rows as they stand
        return [[line[column] for column in sorted(line)] for line in laid.values()]
    return [[laid[index].get(column, "") for column in range(width)] for index in sorted(laid)]


def data_blocks(rows: Sequence[Sequence[str]]) -> list[Block]:
    """The grids of a table of data, parted at rows that are a single text: these are paragraphs."""
    blocks: list[Block] = []
    grid: list[tuple[str, ...]] = []
    for row in rows:
        filled = [cell for cell in row if cell.strip()]
        if len(filled) == 1 and (filled[0].count("。") > 1 or len(filled[0]) > LONGEST_CELL):
            blocks += [Grid(tuple(grid))] if grid else []
            blocks += [Paragraph(line) for line in filled[0].split("\n") if line.strip()]
            grid = []
        elif filled:
            grid.append(tuple(row))
    return [*blocks, Grid(tuple(grid))] if grid else blocks
