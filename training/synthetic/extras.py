"""Departures from the form: rows and columns that provinces added in 2014, a lost line, tables of the narrative.

None of what is added has an indicator.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from training.synthetic.forms import Cell, Grid, Line
from training.synthetic.model import Number
from training.synthetic.tables import rows

_CLASSES = ("机构职能", "政策文件", "规划计划", "财政信息", "工作动态", "公示公告", "其他")


def with_added_rows(rng: random.Random, grid: Grid) -> Grid:
    """The table of 2014 with rows that the form does not have."""
    chosen = [row for row in rows("extra_rows") if rng.random() < 0.7]
    lines: list[Line] = []
    for line in grid.lines:
        lines.append(line)
        for row in (row for row in chosen if row["after"] == line[-1].id):
            value = str(rng.randint(0, 40)) if row["unit"] else ""
            lines.append((Cell(row["label"]), Cell(row["unit"], "unit"), Cell(value, "value" if value else "blank")))
    return replace(grid, lines=tuple(lines))


def with_codes(grid: Grid) -> Grid:
    """The table of 2014 with a column of codes between unit and value, as provinces kept it from their tables before 2014."""
    lines = []
    number = 0
    for line in grid.lines:
        number += line[-1].role == "value"
        code = "代码" if line[0].role == "head" else f"{number:02d}" if line[-1].role == "value" else ""
        lines.append((*line[:-1], Cell(code, line[0].role), line[-1]))
    return replace(grid, lines=tuple(lines))


def without_first_line(grid: Grid) -> Grid:
    """A table that lost its first line, the article of the regulation."""
    return replace(grid, lines=grid.lines[1:])


def classes(rng: random.Random, items: int) -> Grid:
    """A table of the narrative: items published, by class, with shares."""
    counts = [items // len(_CLASSES) + rng.randint(0, 3) for _ in _CLASSES[:-1]]
    counts.append(max(0, items - sum(counts)))
    whole = sum(counts) or 1
    lines: list[Line] = [tuple(Cell(text, "head") for text in ("序号", "信息类别", "数量（条）", "占比"))]
    for index, (name, count) in enumerate(zip(_CLASSES, counts, strict=True), 1):
        lines.append((Cell(str(index)), Cell(name), Cell(str(count), "value"), Cell(f"{count * 100 / whole:.1f}%", "value")))
    return Grid("other", tuple(lines))


def comparison(rng: random.Random, year: int, numbers: Mapping[str, Number]) -> Grid:
    """A table of the narrative: this year beside the last."""
    pairs = (("主动公开政府信息（条）", "items", "items_before"), ("收到申请（件）", "received", "received_before"))
    lines: list[Line] = [tuple(Cell(text, "head") for text in ("项目", f"{year - 1}年", f"{year}年"))]
    for label, now, before in pairs:
        lines.append((Cell(label), Cell(str(numbers[before]), "value"), Cell(str(numbers[now]), "value")))
    lines.append((Cell("政策解读（篇）"), Cell(str(rng.randint(1, 40)), "value"), Cell(str(rng.randint(1, 40)), "value")))
    return Grid("other", tuple(lines))
