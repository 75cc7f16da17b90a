"""The statutory tables as grids: cells with their spans, labels as the form has them, an id where a value stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from govnlp.gazetteers import Row
from training.synthetic.indicators import rows

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_ARTICLES = {"1": "一", "5": "五", "6": "六", "8": "八", "9": "九"}


@dataclass(frozen=True)
class Cell:
    """A cell, where it begins; `id` the indicator whose value it holds; `role` head, label, note, unit or value."""

    text: str
    role: str = "label"
    id: str | None = None
    width: int = 1
    height: int = 1


Line = tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """A table: rows of the cells that begin in them. `name` is disclosure, applications, cases or statistics."""

    name: str
    lines: tuple[Line, ...]
    caption: str | None = None

    @property
    def columns(self) -> int:
        return sum(cell.width for cell in self.lines[0])

    def map(self, change: Callable[[Cell], Cell]) -> Grid:
        return replace(self, lines=tuple(tuple(change(cell) for cell in line) for line in self.lines))

    def laid(self) -> list[list[tuple[Cell, bool]]]:
        """Every place of the grid: its cell, and whether the cell begins there."""
        places: list[dict[int, tuple[Cell, bool]]] = [{} for _ in self.lines]
        for row, line in enumerate(self.lines):
            column = 0
            for cell in line:
                while column in places[row]:
                    column += 1
                for down in range(min(cell.height, len(self.lines) - row)):
                    places[row + down] |= {column + right: (cell, down == 0 and right == 0) for right in range(cell.width)}
                column += cell.width
        return [[line[column] for column in sorted(line)] for line in places]


def filled(grid: Grid, written: Mapping[str, str]) -> Grid:
    """The grid with its values as they are written."""
    return grid.map(lambda cell: replace(cell, text=written.get(cell.id, "")) if cell.id else cell)


def grids(format: str, *, key_areas: bool = True) -> tuple[Grid, ...]:
    """The tables of a format, without values. `key_areas`: the rows that Beijing's table of 2014 has and most have not."""
    if format == "2014":
        return (_statistics(key_areas),)
    tables = {name: tuple(group) for name, group in groupby(rows(format), key=lambda row: row["table"])}
    first, second, third = tables.values()
    return _disclosure(first), _applications(second), _cases(third)


def _head(text: str, width: int = 1, height: int = 1) -> Cell:
    return Cell(text, "head", None, width, height)


def _value(row: Row, width: int = 1) -> Cell:
    return Cell("", "value", row["id"], width)


def _disclosure(table: tuple[Row, ...]) -> Grid:
    """Blocks of four columns, one an item of article 20; the last value of a short row spans the rest."""
    lines: list[Line] = []
    for article, of_article in groupby(table, key=lambda row: row["id"].split(".")[1]):
        block = [tuple(group) for _, group in groupby(of_article, key=lambda row: row["row"])]
        columns = [row["column"] for row in block[0]]
        rest = 4 - len(columns)
        lines.append((_head(f"第二十条第（{_ARTICLES[article[-1]]}）项", 4),))
        lines.append((_head("信息内容"), *(_head(text, rest if text == columns[-1] else 1) for text in columns)))
        lines += [(Cell(row[0]["row"]), *(_value(cell, rest if cell is row[-1] else 1) for cell in row)) for row in block]
    return Grid("disclosure", tuple(lines))


def _applications(table: tuple[Row, ...]) -> Grid:
    """Three columns of labels, seven of applicants; three lines of heads."""
    by_row = [tuple(group) for _, group in groupby(table, key=lambda row: row["row"])]
    names = [row["column"].removeprefix("法人或其他组织/") for row in by_row[0]]
    lines: list[Line] = [
        (Cell(NOTE, "note", None, 3, 3), _head("申请人情况", 7)),
        (_head(names[0], 1, 2), _head("法人或其他组织", 5), _head(names[-1], 1, 2)),
        tuple(_head(name) for name in names[1:-1]),
    ]
    paths = [row[0]["row"].split("/") for row in by_row]
    for index, (row, path) in enumerate(zip(by_row, paths, strict=True)):
        labels = []
        for depth, text in enumerate(path):
            if index and paths[index - 1][: depth + 1] == path[: depth + 1]:
                continue
            below = sum(other[: depth + 1] == path[: depth + 1] for other in paths)
            labels.append(Cell(text, "label", None, 3 - depth if depth == len(path) - 1 else 1, below))
        lines.append((*labels, *(_value(cell) for cell in row)))
    return Grid("applications", tuple(lines))


def _cases(table: tuple[Row, ...]) -> Grid:
    """One line of fifteen values under three lines of heads."""
    results = [row["column"] for row in table[:5]]
    lines = (
        (_head("行政复议", 5), _head("行政诉讼", 10)),
        (*(_head(name, 1, 2) for name in results), _head("未经复议直接起诉", 5), _head("复议后起诉", 5)),
        tuple(_head(name) for name in results * 2),
        tuple(_value(row) for row in table),
    )
    return Grid("cases", lines)


def _statistics(key_areas: bool) -> Grid:
    """Label, unit, value; lines of sections and groups without values."""
    lines: list[Line] = [(_head("统计指标"), _head("单位"), _head("统计数"))]
    table = sorted(rows("2014"), key=_order) if key_areas else [row for row in rows("2014") if ".key_area." not in row["id"]]
    numbers = {"重点领域公开政府信息数": "(二)", "通过不同渠道和方式公开政府信息的情况": "(三)" if key_areas else "(二)"}
    seen = {row["row"] for row in table}
    for row in table:
        *groups, label = row["row"].split("/")
        for depth, group in enumerate(groups, 1):
            path = "/".join(groups[:depth])
            if path not in seen:
                lines.append((Cell(numbers.get(group, "") + group), Cell("", "unit"), Cell("", "blank")))
                seen.add(path)
        lines.append((Cell(numbers.get(label, "") + label), Cell(row["unit"], "unit"), _value(row)))
    return Grid("statistics", tuple(lines))


def _order(row: Row) -> int:
    """Key areas before channels, as in the tables that have both."""
    if ".channel." in row["id"]:
        return 2
    return 1 if ".key_area." in row["id"] else 0 if row["id"] in ("disclosure.total", "disclosure.normative", "normative.made") else 3
