"""How much there is: reports, agencies, years, failures, checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from govnlp.report import LEVELS
from govnlp.view.app.ledger import CENTRAL, UNKNOWN, Ledger, Scope

if TYPE_CHECKING:
    import pandas

_SYNTHETIC = "regexp_matches(lower(source), 'synthetic|合成数据|合成报告')"


@dataclass(frozen=True)
class Extent:
    """What a store can be asked for: first and last year, levels and areas in their order."""

    years: tuple[int, int] | None
    levels: tuple[str, ...]
    areas: tuple[str, ...]


def extent(ledger: Ledger) -> Extent:
    """The choices that the store offers."""
    years = ledger.one("select min(year) as first, max(year) as last from about")
    levels = {row["level"] for row in ledger.rows("select distinct level from about")}
    areas = ledger.rows("select area, min(code) as code from about group by area")
    areas.sort(key=lambda row: (row["area"] == UNKNOWN, row["area"] != CENTRAL, row["code"] or "~", row["area"]))
    return Extent(
        years=None if years["first"] is None else (int(years["first"]), int(years["last"])),
        levels=tuple(level for level in (*LEVELS, UNKNOWN) if level in levels),
        areas=tuple(row["area"] for row in areas),
    )


def summary(ledger: Ledger, scope: Scope) -> dict[str, Any]:
    """Counts of the reports in scope, and of all failures; `synthetic` is how many sources name themselves so."""
    where, values = scope.where("a")
    counts = ledger.one(
        f"""select count(*) as reports, count(distinct (agency, region)) filter (agency is not null) as agencies,
          min(year) as first, max(year) as last,
          count(distinct area) filter (area not in ('{CENTRAL}', '{UNKNOWN}')) as areas,
          count(*) filter (agency is null or year is null) as unplaced, count(*) filter ({_SYNTHETIC}) as synthetic
        from about a where {where}""",
        values,
    )
    where, values = scope.where("c")
    counts |= ledger.one(f"select count(*) as chosen from chosen c where {where}", values)
    where, values = scope.where("a")
    counts |= ledger.one(
        f"""select count(*) filter (f.severity = 'error') as errors, count(*) filter (f.severity <> 'error') as notes,
          count(distinct f.report) filter (f.severity = 'error') as faulty
        from findings f join about a using (report) where {where}""",
        values,
    )
    counts |= ledger.one("select count(*) as failures from failures")
    return {**counts, "copies": counts["reports"] - counts["unplaced"] - counts["chosen"]}


def coverage(ledger: Ledger, scope: Scope, by: str = "level") -> pandas.DataFrame:
    """year, part, reports: agencies that reported on a year, by level or area."""
    where, values = scope.where("c")
    return ledger.ask(f"select year, {by} as part, count(*) as reports from chosen c where {where} group by all order by all", values)


def checks(ledger: Ledger, scope: Scope) -> pandas.DataFrame:
    """kind, held, failed, unassessed, share: how the checks of each kind came out."""
    where, values = scope.where("a")
    return ledger.ask(
        f"""select k.kind, sum(k.held)::bigint as held, sum(k.failed)::bigint as failed, sum(k.not_assessable)::bigint as unassessed,
          sum(k.failed) / nullif(sum(k.held + k.failed), 0) as share
        from (select report, unnest(checks) as k from reports) join about a using (report)
        where {where} group by all order by 3 desc, 1""",
        values,
    )
