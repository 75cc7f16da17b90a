"""Reports to be found, and what stands beside one; sources that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govnlp.view.app.ledger import Ledger, Scope, any_of, joined

if TYPE_CHECKING:
    import pandas

PAGE = 20
"""Reports that a page of the list has."""


def count(ledger: Ledger, scope: Scope, words: str = "") -> int:
    """How many reports hold `words` in title or source."""
    where, values = _holding(scope, words)
    total: int = ledger.one(f"select count(*) as n from about a where {where}", values)["n"]
    return total


def found(ledger: Ledger, scope: Scope, words: str = "", page: int = 1) -> list[dict[str, Any]]:
    """A page of these reports by agency and year: report, agency, year, title, findings (how many)."""
    where, values = _holding(scope, words)
    return ledger.rows(
        f"""with page as (
          select * from about a where {where} order by agency nulls last, year desc, source limit {PAGE} offset {(page - 1) * PAGE})
        select report, agency, year, title, (select count(*) from findings f where f.report = page.report) as findings
        from page order by agency nulls last, year desc, source""",
        values,
    )


def _holding(scope: Scope, words: str) -> tuple[str, dict[str, Any]]:
    holds = ("contains(coalesce(a.title, '') || ' ' || a.source, $words)", {"words": words}) if words else ("true", {})
    return joined(holds, scope.where("a"))


def about(ledger: Ledger, key: str) -> dict[str, Any] | None:
    """What is known of a report, or None where the store has none of that key."""
    rows = ledger.rows("select a.*, r.govnlp from about a join reports r using (report) where a.report = $key", {"key": key})
    return rows[0] if rows else None


def years(ledger: Ledger, key: str) -> list[dict[str, Any]]:
    """The reports of the same agency by year, copies and itself among them: report, year."""
    return ledger.rows(
        """select o.report, o.year from about a join about o on o.agency = a.agency and o.region is not distinct from a.region
        where a.report = $key and o.year is not null order by o.year, o.source""",
        {"key": key},
    )


def failures(ledger: Ledger, errors: tuple[str, ...] = (), words: str = "") -> pandas.DataFrame:
    """error, message, source of what could not be read."""
    holds = ("contains(source || ' ' || message, $words)", {"words": words}) if words else ("true", {})
    where, values = joined(any_of("error", "errors", errors), holds)
    return ledger.ask(f"select error, message, source from failures where {where} order by error, source", values)


def kinds_of_failure(ledger: Ledger) -> pandas.DataFrame:
    """error, sources: how many sources failed in which way."""
    return ledger.ask("select error, count(*) as sources from failures group by error order by sources desc, error")
