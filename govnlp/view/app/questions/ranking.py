"""Regions and levels beside each other: a measure of each, and how its reports spread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from govnlp.gazetteers import table
from govnlp.view.app.ledger import Ledger, Scope
from govnlp.view.app.questions.panel import known

if TYPE_CHECKING:
    import pandas

GROUPS = {"area": "area", "level": "level", "region": "coalesce(region, area)"}
FAULTY = "faulty"
"""A measure: the share of reports in which a check failed."""

_QUARTILES = "quantile_cont(v, 0.25) as low, quantile_cont(v, 0.75) as high"


@dataclass(frozen=True)
class Measure:
    """What is compared: a share of one series in another, the median of a series, or the share of reports with a failed check."""

    id: str
    name: str
    unit: str
    note: str
    part: str = ""
    whole: str = ""

    @property
    def is_share(self) -> bool:
        """Whether it is shown in per cent."""
        return self.unit == "%"


@cache
def measures() -> dict[str, Measure]:
    """Measures by id: shares, then reports with failed checks, then medians of series."""
    shares = [Measure(row["share"], row["name"], "%", row["note"], row["part"], row["whole"]) for row in table("series_shares")]
    faulty = Measure(FAULTY, "查出不符的报告占比", "%", "至少有一处数字不符的报告占全部报告的比重；无从核对的报告不会查出不符")
    medians = [Measure(f"median.{s.id}", f"{s.name}（每份中位数）", s.unit, s.note, s.id) for s in known().values()]
    return {measure.id: measure for measure in (*shares, faulty, *medians)}


def ranking(ledger: Ledger, measure: str, scope: Scope, group: str = "area", least: int = 1) -> pandas.DataFrame:
    """The parts by the measure, the highest first.

    Returns
    -------
    part; reports, from which the value is; value: of a share the sum of the parts over that of the wholes (0 to 1), of a
    series the median; low and high: quartiles of the single reports, None for the share of reports with a failed check.
    Parts of fewer than `least` reports are left out.
    """
    chosen = measures()[measure]
    by = GROUPS[group]
    where, values = scope.where("c")
    if measure == FAULTY:
        value, spread = "avg(v)", "null::double as low, null::double as high"
        cells = f"""select c.*, exists (from findings f where f.report = c.report and f.severity = 'error')::int as v
          from chosen c where {where}"""
    elif chosen.is_share:
        value, spread = "sum(n) / sum(m)", _QUARTILES
        cells = f"""select c.*, a.value as n, b.value as m, n / m as v
          from chosen c join series a using (report) join series b using (report)
          where a.series = $part and b.series = $whole and a.value is not null and b.value > 0 and {where}"""
        values |= {"part": chosen.part, "whole": chosen.whole}
    else:
        value, spread = "median(v)", _QUARTILES
        cells = f"""select c.*, a.value as v from chosen c join series a using (report)
          where a.series = $part and a.value is not null and {where}"""
        values |= {"part": chosen.part}
    return ledger.ask(
        f"""select {by} as part, count(*) as reports, {value} as value, {spread} from ({cells})
        group by 1 having count(*) >= $least order by value desc, reports desc, part""",
        {**values, "least": least},
    )
