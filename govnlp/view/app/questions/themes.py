"""What reports write about: shares of themes by year, level or area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govnlp.view.app.ledger import Ledger, Scope, joined

if TYPE_CHECKING:
    import pandas

GROUPS = ("year", "level", "area")
EXAMPLES = 10


def profile(ledger: Ledger, scope: Scope, by: str = "year") -> pandas.DataFrame:
    """part, theme, segments, share: every theme in every part, by the primary themes of segments; a part's shares add up to one."""
    where, values = scope.where("c")
    return ledger.ask(
        f"""with counts as (
          select c.{by} as part, s.theme, count(*) as segments from segments s join chosen c using (report)
          where s.theme is not null and {where} group by all)
        select part, theme, coalesce(segments, 0) as segments, coalesce(segments, 0) / sum(segments) over (partition by part) as share
        from (select distinct part from counts) cross join (select distinct theme from counts) left join counts using (part, theme)
        order by part, segments desc, theme""",
        values,
    )


def examples(ledger: Ledger, scope: Scope, theme: str, words: str = "") -> pandas.DataFrame:
    """Segments of a theme, one a report, those the classifier is surest of first: agency, year, text, score, report."""
    own = ("s.theme = $theme", {"theme": theme})
    holds = ("contains(s.text, $words)", {"words": words}) if words else ("true", {})
    where, values = joined(own, holds, scope.where("c"))
    return ledger.ask(
        f"""select c.agency, c.year, s.text, s.themes[1].score as score, c.report
        from segments s join chosen c using (report) where {where}
        qualify row_number() over (partition by c.report order by score desc, length(s.text) desc, s."index") = 1
        order by score desc, c.year desc, c.agency limit {EXAMPLES}""",
        values,
    )
