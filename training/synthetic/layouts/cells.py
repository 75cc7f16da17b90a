"""Grids without spans: merged cells repeated, left blank or dropped; heads of three levels made one; tables cut and joined."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from training.synthetic.forms import Cell, Grid, Line

Covered = Literal["repeat", "blank", "drop"]
"""What stands where a merged cell goes on."""


def matrix(grid: Grid, covered: Covered) -> list[list[str]]:
    """The texts of a grid, row by row."""
    rows = []
    for places in grid.laid():
        kept = [(cell, begins) for cell, begins in places if begins or covered != "drop"]
        rows.append([cell.text if begins or covered == "repeat" else "" for cell, begins in kept])
    return rows


def hanging(grid: Grid) -> list[int]:
    """How many places of each row, before its own first cell, cells of rows above take."""
    return [next((index for index, (_, begins) in enumerate(places) if begins), len(places)) for places in grid.laid()]


def flattened(grid: Grid, joiner: str) -> list[list[str]]:
    """One line of heads, one column of labels: `法人或其他组织-商业企业`, `（三）不予公开-1.属于国家秘密`."""
    if grid.name not in ("applications", "cases"):
        return matrix(grid, "drop")
    laid = grid.laid()
    heads, body = laid[:3], laid[3:]
    first = 3 if grid.name == "applications" else 0
    skipped = ("申请人", "申請人")
    columns = list(zip(*heads, strict=True))[first:]
    names = [joiner.join(_distinct([cell.text for cell, _ in column if not cell.text.startswith(skipped)])) for column in columns]
    rows = [["项目", *names]] if first else [names]
    for places in body:
        label = [joiner.join(_distinct([cell.text for cell, _ in places[:first]]))] if first else []
        rows.append([*label, *(cell.text for cell, _ in places[first:])])
    return rows


def _distinct(texts: list[str]) -> list[str]:
    return [text for index, text in enumerate(texts) if text and text not in texts[:index]]


def cut(grid: Grid, row: int, *, repeats_head: bool) -> tuple[Grid, Grid]:
    """A grid as two, before and after a row; merged cells that the cut goes through begin again, empty, in the second."""
    laid = grid.laid()
    lower: list[Line] = []
    for index in range(row, len(grid.lines)):
        line = list(grid.lines[index])
        if index == row:
            line = _continued(laid, row, grid) + line
        lower.append(tuple(line))
    upper = [tuple(_shortened(cell, row - index) for cell in line) for index, line in enumerate(grid.lines[:row])]
    head = grid.lines[: _head_lines(grid)] if repeats_head else ()
    return replace(grid, lines=tuple(upper)), replace(grid, lines=(*head, *lower))


def _head_lines(grid: Grid) -> int:
    return next((index for index, line in enumerate(grid.lines) if any(cell.id for cell in line)), len(grid.lines)) or 0


def _shortened(cell: Cell, rows_left: int) -> Cell:
    return replace(cell, height=min(cell.height, rows_left))


def _continued(laid: list[list[tuple[Cell, bool]]], row: int, grid: Grid) -> list[Cell]:
    """The lower parts of the merged cells that the line above has open."""
    parts: list[Cell] = []
    for column, (cell, begins) in enumerate(laid[row]):
        if begins:
            break
        if column == 0 or laid[row][column - 1][0] is not cell:
            start = next(index for index, line in enumerate(grid.lines) if any(other is cell for other in line))
            parts.append(replace(cell, text="", height=cell.height - (row - start)))
    return parts


def articles(grid: Grid) -> list[Grid]:
    """The table of disclosure as one table an article of the regulation."""
    starts = [index for index, line in enumerate(grid.lines) if len(line) == 1 or index == 0]
    return [replace(grid, lines=grid.lines[start:stop]) for start, stop in zip(starts, [*starts[1:], len(grid.lines)], strict=True)]
