"""How initiatives spread: who mentions one, from which year on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govnlp.view.app.ledger import Ledger, Scope

if TYPE_CHECKING:
    import pandas

MOST = 500
"""Initiatives that are offered at once."""
GROUPS = {"all": "'全部'", "level": "level", "area": "area"}


def initiatives(ledger: Ledger, scope: Scope, words: str = "") -> pandas.DataFrame:
    """name, agencies, reports, first: the initiatives that most agencies mention, of those whose names hold `words`."""
    where, values = scope.where("c")
    holds = "and contains(e.name, $words)" if words else ""
    return ledger.ask(
        f"""select e.name, count(distinct (c.agency, c.region)) as agencies, count(distinct c.report) as reports, min(c.year) as first
        from entities e join chosen c using (report) where e.label = 'INITIATIVE' and e.name is not null {holds} and {where}
        group by e.name order by agencies desc, e.name limit {MOST}""",
        {**values, **({"words": words} if words else {})},
    )


def adopters(ledger: Ledger, name: str, scope: Scope) -> pandas.DataFrame:
    """The agencies that mention an initiative, each with the first of its reports that does, the earliest first.

    `since` is the year of the agency's first report in the scope: where it is the same, the initiative may be older than what
    the store has of the agency.
    """
    where, values = scope.where("c")
    return ledger.ask(
        f"""with told as (select distinct report from entities where label = 'INITIATIVE' and name = $name),
        scoped as (select * from chosen c where {where})
        select agency, region, any_value(area) as area, any_value(level) as level,
          min(year) filter (report in (from told)) as year, min(year) as since,
          arg_min(report, year) filter (report in (from told)) as report, arg_min(title, year) filter (report in (from told)) as title
        from scoped group by agency, region having count(*) filter (report in (from told)) > 0
        order by year, level, agency""",
        {**values, "name": name},
    )


def spread(ledger: Ledger, name: str, scope: Scope, group: str = "all") -> pandas.DataFrame:
    """By year and part: agencies that mention an initiative for the first time, all that have so far, and their share.

    Returns
    -------
    year, part, new, agencies (so far), known (agencies of which there is a report on that year or an earlier one), share.
    """
    where, values = scope.where("c")
    by = GROUPS[group]
    return ledger.ask(
        f"""with told as (select distinct report from entities where label = 'INITIATIVE' and name = $name),
        bodies as (
          select agency, region, any_value({by}) as part, min(year) as since, min(year) filter (report in (from told)) as adopted
          from chosen c where {where} group by agency, region),
        grid as (
          select year, part from (select distinct year from chosen c where {where}),
            (select distinct part from bodies where adopted is not null))
        select g.year, g.part, count(*) filter (b.adopted = g.year) as new, count(*) filter (b.adopted <= g.year) as agencies,
          count(*) filter (b.since <= g.year) as known,
          count(*) filter (b.adopted <= g.year) / nullif(count(*) filter (b.since <= g.year), 0) as share
        from grid g join bodies b using (part) group by g.year, g.part order by g.part, g.year""",
        {**values, "name": name},
    )
