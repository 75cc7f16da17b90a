"""The registry of checks, and what they make of a report: findings, and how many of each kind held, failed or could not be told.

Tolerances and sources stand in `checks.csv`; `carried over` needs two reports and is run by `govnlp.comparison`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from govnlp.report import CheckCount, Finding, Report
from govnlp.statutory.checks_form import check_deadline, check_parts_of_form, check_tables_of_form
from govnlp.statutory.checks_percent import check_growth, check_shares
from govnlp.statutory.checks_sentence import check_larger_parts, check_parts
from govnlp.statutory.checks_table import check_equations
from govnlp.statutory.checks_text import check_text_table, check_text_text
from govnlp.statutory.equations import FAILED, HELD, UNKNOWN
from govnlp.statutory.narrative import Mention, form_of
from govnlp.statutory.outcome import Material, Outcome
from govnlp.statutory.sentences import sentences

CHECKS: dict[str, Callable[[Material], Iterator[Outcome]]] = {
    "table equations": check_equations,
    "text against table": check_text_table,
    "text against text": check_text_text,
    "parts of a sentence": check_parts,
    "part and total": check_larger_parts,
    "shares": check_shares,
    "growth": check_growth,
    "required parts": check_parts_of_form,
    "required tables": check_tables_of_form,
    "deadline": check_deadline,
}


def run(report: Report, mentions: Sequence[Mention]) -> tuple[list[Finding], list[CheckCount]]:
    """All checks on a report with its indicators, and the mentions that `narrative.link` found in it.

    Findings are in order of their first evidence; counts are one a kind, in the order of the registry.
    """
    form = form_of(report.format, report.year)
    material = Material(report, form, list(mentions), list(sentences(report.segments, report.entities)))
    outcomes = [outcome for check in CHECKS.values() for outcome in check(material)]
    findings = _one_a_cause([outcome.finding for outcome in outcomes if outcome.finding])
    return sorted(findings, key=lambda finding: finding.evidence[:1]), _counts(outcomes)


def _counts(outcomes: Sequence[Outcome]) -> list[CheckCount]:
    states = Counter((outcome.kind, outcome.state) for outcome in outcomes)
    kinds = dict.fromkeys(outcome.kind for outcome in outcomes)
    return [CheckCount(kind, states[kind, HELD], states[kind, FAILED], states[kind, UNKNOWN]) for kind in kinds]


def _one_a_cause(findings: list[Finding]) -> list[Finding]:
    """A cell that the table itself shows to be wrong, and the text gives right, is one finding: the text is its evidence."""
    kept: list[Finding] = []
    for finding in findings:
        same = next((index for index, other in enumerate(kept) if _tells(other, finding)), None)
        if same is None:
            kept.append(finding)
        else:
            evidence = tuple(dict.fromkeys((*kept[same].evidence, *finding.evidence)))
            kept[same] = replace(kept[same], message=kept[same].message + "正文所述与应填数一致。", evidence=evidence)
    return kept


def _tells(table: Finding, text: Finding) -> bool:
    is_pair = table.kind in ("sum", "identity") and text.kind == "text-table"
    return is_pair and text.indicators[0] in table.indicators and table.expected == text.found and table.found == text.expected
