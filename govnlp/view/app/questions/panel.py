"""Series over years, and what may be compared over the forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from govnlp.gazetteers import table
from govnlp.statutory.formats import FORMATS
from govnlp.statutory.series import units
from govnlp.view.app.ledger import Ledger, Scope

if TYPE_CHECKING:
    import pandas

GROUPS = {"all": "'全部'", "level": "level", "area": "area", "agency": "agency"}
"""By what a series can be parted, and its expression."""
MOST_AGENCIES = 12
"""Agencies that are shown beside each other."""
_FIRST_YEARS = {"2014": 2014, "2019": 2019, "2021": 2021}


@dataclass(frozen=True)
class Series:
    """A series as people are shown it: name, unit, the forms that ask for it, the years that count it otherwise, and what differs."""

    id: str
    name: str
    unit: str
    forms: tuple[str, ...]
    breaks: tuple[int, ...]
    note: str


@cache
def known() -> dict[str, Series]:
    """Series → what people are shown it as, in the order of `series.csv`."""
    forms = {row["series"]: tuple(row["forms"].split()) for row in table("series")}
    found = {}
    for row in table("series_names"):
        id_ = row["series"]
        found[id_] = Series(id_, row["name"], units()[id_], forms[id_], tuple(map(int, row["breaks"].split())), row["note"])
    return found


def era(year: int) -> str:
    """The form that reports on a year should use; 2014 for those before, which are read by it."""
    return max((form for form in FORMATS if _FIRST_YEARS[form] <= year), default="2014")


def breaks(series: Series, years: tuple[int, int]) -> list[int]:
    """The years within `years` from which a form counts the series otherwise than the one before."""
    return [year for year in series.breaks if years[0] < year <= years[1]]


def available(ledger: Ledger, scope: Scope) -> list[str]:
    """The series of which the reports in scope give any value, in the order of `series.csv`."""
    where, values = scope.where("c")
    found = ledger.ask(f"select distinct series from chosen c join series s using (report) where s.value is not null and {where}", values)
    given = set(found["series"])
    return [name for name in known() if name in given]


def figures(ledger: Ledger, series: str, scope: Scope, group: str = "all", balanced: bool = False) -> pandas.DataFrame:
    """A series by year and part.

    Copies of a report count once. `balanced` keeps the agencies that give a value for every year in which any does, so that a
    change is not one of who reported.

    Returns
    -------
    year, part; reports, whose form asks for the series; given, of which it is known; total, median, low and high (quartiles)
    in the unit of the series. A year in which nobody's form asks has no row.
    """
    where, values = scope.where("c")
    only = (
        """where (agency, place) in (select (agency, place) from cells where value is not null group by all
             having count(distinct year) = (select count(distinct year) from cells where value is not null))"""
        if balanced
        else ""
    )
    return ledger.ask(
        f"""with cells as (
          select c.year, {GROUPS[group]} as part, c.agency, coalesce(c.region, '') as place, s.value
          from chosen c join series s using (report) where s.series = $series and {where})
        select year, part, count(*) as reports, count(value) as given, sum(value) as total, median(value) as median,
          quantile_cont(value, 0.25) as low, quantile_cont(value, 0.75) as high
        from cells {only} group by all order by year, part""",
        {**values, "series": series},
    )


def agencies(ledger: Ledger, series: str, scope: Scope) -> list[str]:
    """The agencies with most values of a series, at most `MOST_AGENCIES`."""
    where, values = scope.where("c")
    found = ledger.ask(
        f"""select agency from chosen c join series s using (report) where s.series = $series and s.value is not null and {where}
        group by agency order by count(*) desc, sum(s.value) desc, agency limit {MOST_AGENCIES}""",
        {**values, "series": series},
    )
    return list(found["agency"])


def outdated(ledger: Ledger, scope: Scope) -> int:
    """How many reports use another form than their year's."""
    where, values = scope.where("c")
    found = ledger.ask(f"select year, format, count(*) as n from chosen c where format is not null and {where} group by all", values)
    return sum(int(n) for year, form, n in zip(found["year"], found["format"], found["n"], strict=True) if era(int(year)) != form)


def wide(ledger: Ledger, scope: Scope) -> pandas.DataFrame:
    """The panel of the reports in scope: a row an agency and year, a column a series; missing where blank or not asked for."""
    where, values = scope.where("c")
    columns = "".join(f", max(s.value) filter (s.series = '{name}') as {name}" for name in available(ledger, scope))
    return ledger.ask(
        f"""with cells as (
          select report{columns} from chosen c join series s using (report) where {where} group by report)
        select agency, region, area, level, year, code, format, published, copies, c.report, source, cells.* exclude (report)
        from chosen c left join cells using (report) where {where} order by code nulls last, agency, year""",
        values,
    )
