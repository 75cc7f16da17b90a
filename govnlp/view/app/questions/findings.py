"""Findings to browse: which there are, and each with the words that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from govnlp.corpus.restore import report_of
from govnlp.view import facts
from govnlp.view.app.ledger import Ledger, Scope, any_of, joined
from govnlp.view.flow import Flow

if TYPE_CHECKING:
    import pandas

PAGE = 10
"""Findings that a page of the list has."""


@dataclass(frozen=True)
class Choice:
    """Which findings: of these kinds and severities, whose message holds these words; what is empty leaves all in."""

    scope: Scope
    kinds: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    words: str = ""

    def where(self) -> tuple[str, dict[str, Any]]:
        """The condition on `findings f` and `about a`."""
        holds = ("contains(f.message, $words)", {"words": self.words}) if self.words else ("true", {})
        return joined(
            any_of("f.kind", "kinds", self.kinds), any_of("f.severity", "severities", self.severities), holds, self.scope.where("a")
        )


@dataclass(frozen=True)
class Card:
    """A finding, whose it is, and the words that show it; `number` is its number on the page of the report."""

    report: str
    number: int
    agency: str | None
    year: int | None
    level: str
    area: str
    title: str | None
    expected: str | None
    found: str | None
    shown: facts.Shown


def tally(ledger: Ledger, choice: Choice) -> pandas.DataFrame:
    """kind, severity, findings, reports: how many there are."""
    where, values = choice.where()
    return ledger.ask(
        f"""select f.kind, f.severity, count(*) as findings, count(distinct f.report) as reports
        from findings f join about a using (report) where {where} group by all order by findings desc, f.kind""",
        values,
    )


def listed(ledger: Ledger, choice: Choice) -> pandas.DataFrame:
    """The findings, the latest year first, with whose they are."""
    return ledger.ask(*_listing(choice))


def _listing(choice: Choice, limit: int | None = None, offset: int = 0) -> tuple[str, dict[str, Any]]:
    where, values = choice.where()
    cut = f"limit {limit} offset {offset}" if limit is not None else ""
    return (
        f"""select a.report, f."index" + 1 as number, a.agency, a.year, a.level, a.area, f.kind, f.severity, f.message,
          f.expected, f.found, a.title, a.source
        from findings f join about a using (report) where {where}
        order by a.year desc nulls last, a.agency, a.source, f."index" {cut}""",
        values,
    )


def cards(ledger: Ledger, choice: Choice, page: int = 1) -> list[Card]:
    """A page of the findings, each with its sentences and cells."""
    rows = ledger.rows(*_listing(choice, PAGE, (page - 1) * PAGE))
    shown = _shown(ledger, sorted({row["report"] for row in rows}))
    own = ("report", "number", "agency", "year", "level", "area", "title", "expected", "found")
    return [Card(**{name: row[name] for name in own}, shown=shown[row["report"]][row["number"] - 1]) for row in rows]


def _shown(ledger: Ledger, keys: list[str]) -> dict[str, list[facts.Shown]]:
    """The findings of some reports as their pages show them."""
    parts = {name: _rows(ledger, name, keys) for name in ("indicators", "findings")}
    found = {}
    for row in ledger.reports(keys):
        report = report_of(row, {name: rows.get(row["report"], []) for name, rows in parts.items()})
        found[row["report"]] = facts.findings(report, Flow(report, facts.places(report)))
    return found


def _rows(ledger: Ledger, table: str, keys: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Report → its rows of a table, in order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in ledger.rows(f'select * from {table} where report = any($keys) order by "index"', {"keys": keys}):
        found.setdefault(row["report"], []).append(row)
    return found
