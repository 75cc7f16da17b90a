"""Series: what is comparable over the forms of 2014, 2019 and 2021, under one name.

`series.csv` says what each series counts and what changed between the forms. A series is a cell of the form
(`indicators.csv`, column `series`; `series.csv`, column `cells`) or a sum of cells (`derived_indicators.csv`).
Cells without a series are not comparable: 对外公开总数量 of 2019 counts what stands published, 现行有效件数 of 2021 what is in force.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from govnlp.gazetteers import table
from govnlp.report import Indicator, Report
from govnlp.statutory.form import Cell, cells, table_values, value_of
from govnlp.statutory.narrative import form_of


def series(report: Report) -> dict[str, int | float | None]:
    """The value of every series of the report's form: of its tables, or, where they have none, of its narrative.

    Returns
    -------
    Series → value in the unit that `series.csv` gives. None where the cell is blank, or a term of a sum is, or nothing
    states it; a series that the form does not ask for is no key. Empty where neither form nor year is known.
    Reports of 2008 to 2013, which have no form, are read by that of 2014.
    """
    form = form_of(report.format, report.year)
    if form is None:
        return {}
    values, told = table_values(report.indicators), _told(report.indicators)
    found: dict[str, int | float | None] = {}
    for name, cell in _cells(form):
        value = value_of(cell, values)
        found[name] = value if value is not None else value_of(cell, told)
    return found


@cache
def units() -> dict[str, str]:
    """Series → unit, in the order of `series.csv`."""
    return {row["series"]: row["unit"] for row in table("series")}


@cache
def _cells(form: str) -> list[tuple[str, Cell]]:
    """The series of a form, in the order of `series.csv`, with the cell or the sum each is."""
    known = cells(form)
    return [
        (row["series"], cell)
        for row in table("series")
        for cell in known.values()
        if row["series"] == cell.series or row["cells"] == cell.id
    ]


def _told(indicators: Iterable[Indicator]) -> dict[str, int | float | None]:
    """Values of cells that the narrative states; none where it contradicts itself."""
    told: dict[str, set[int | float]] = {}
    for indicator in indicators:
        if indicator.origin == "text" and indicator.value is not None:
            told.setdefault(indicator.id, set()).add(indicator.value)
    return {id_: next(iter(values)) for id_, values in told.items() if len(values) == 1}
