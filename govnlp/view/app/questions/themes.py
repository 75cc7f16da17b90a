"""What reports write about: shares of themes by year, level or area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govnlp.view.app.ledger import Ledger, Scope, joined

if TYPE_CHECKING:
    import pandas

GROUPS = ("year", "level", "area")
EXAMPLES = 20


def profile(ledger: Ledger, scope: Scope, by: str = "year") -> pandas.DataFrame:
    """part, theme, segments, share: the primary themes of the segments of each part; the shares of a part add up to one."""
    where, values = scope.where("c")
    return ledger.ask(
        f"""with counts as (
          select c.{by} as part, s.theme, count(*) as segments from segments s join chosen c using (report)
          where s.theme is not null and {where} group by all)
        select *, segments / sum(segments) over (partition by part) as share from counts order by part, segments desc, theme""",
        values,
    )


def examples(ledger: Ledger, scope: Scope, theme: str, words: str = "") -> pandas.DataFrame:
    """Segments of a theme, those the classifier is surest of first: agency, year, text, score, report."""
    own = ("s.theme = $theme", {"theme": theme})
    holds = ("contains(s.text, $words)", {"words": words}) if words else ("true", {})
    where, values = joined(own, holds, scope.where("c"))
    return ledger.ask(
        f"""select c.agency, c.year, s.text, s.themes[1].score as score, c.report
        from segments s join chosen c using (report) where {where}
        order by score desc, c.year desc, c.agency, s."index" limit {EXAMPLES}""",
        values,
    )
