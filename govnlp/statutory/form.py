"""The cells of a form by their ids, and the totals it implies without a cell of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from govnlp.gazetteers import table
from govnlp.report import Indicator


@dataclass(frozen=True, slots=True)
class Cell:
    """What a form says of an id; `terms` are the cells that a derived total sums, none for a cell of the form."""

    id: str
    series: str | None
    unit: str
    table: str | None
    row: str
    column: str
    terms: tuple[str, ...] = ()


@cache
def cells(form: str) -> dict[str, Cell]:
    """Cells of the form of 2014, 2019 or 2021 by id, then its derived totals."""
    own = {
        row["id"]: Cell(row["id"], row["series"] or None, row["unit"], row["table"], row["row"], row["column"])
        for row in table("indicators")
        if row["format"] == form
    }
    derived = {
        row["id"]: Cell(row["id"], row["series"] or None, row["unit"], None, row["name"], "", expand(row["terms"], own))
        for row in table("derived_indicators")
        if form in row["formats"].split()
    }
    return own | derived


def expand(terms: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Ids that space-separated terms name, in order; `*` in a term stands for one step of an id."""
    known = list(ids)
    return tuple(one for term in terms.split() for one in known if fnmatchcase(one, term) and one.count(".") == term.count("."))


def value_of(cell: Cell, values: Mapping[str, int | float | None]) -> int | float | None:
    """The value of a cell, of a derived total the sum of its terms; None where it, or a term, is blank or absent."""
    if not cell.terms:
        return values.get(cell.id)
    found = [values.get(term) for term in cell.terms]
    known = [value for value in found if value is not None]
    return sum(known) if len(known) == len(found) else None


def table_values(indicators: Iterable[Indicator]) -> dict[str, int | float | None]:
    """Values of the cells read from tables; the first of an id counts."""
    values: dict[str, int | float | None] = {}
    for indicator in indicators:
        if indicator.origin == "table":
            values.setdefault(indicator.id, indicator.value)
    return values


def label(form: str, id_: str) -> str:
    """How an auditor names a cell: its row's last steps and, in a table of several columns, its column."""
    cell = cells(form).get(id_)
    if cell is None:
        return id_
    if cell.terms:
        return f"“{cell.row}”之和"
    steps = cell.row.split("/")
    name = "·".join(steps[1:] if steps[0].startswith("三、本年度办理结果") else steps[-1:])
    return f"“{name.removeprefix('其中:')}”" + ("" if cell.column in ("统计数", "") else f"的“{cell.column.split('/')[-1]}”")
