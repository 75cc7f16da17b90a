"""What a check answers, and what all checks look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from govnlp.gazetteers import table
from govnlp.report import Finding, Report
from govnlp.statutory.equations import FAILED
from govnlp.statutory.form import table_values
from govnlp.statutory.narrative import Mention
from govnlp.statutory.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question and its answer: `held`, `failed` (with a finding, unless another finding already tells it) or `not_assessable`."""

    kind: str
    state: str
    finding: Finding | None = None


@dataclass(frozen=True)
class Material:
    """A report and what was made of it: the form of its ids, the mentions and sentences of its narrative, its tables' values."""

    report: Report
    form: str | None
    mentions: list[Mention]
    sentences: list[Sentence]
    values: dict[str, int | float | None] = field(init=False)
    spans: dict[str, tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        cells = [indicator for indicator in self.report.indicators if indicator.origin == "table"]
        object.__setattr__(self, "values", table_values(cells))
        object.__setattr__(self, "spans", {cell.id: (cell.start, cell.end) for cell in reversed(cells)})

    def evidence(self, ids: Iterable[str], always: Iterable[str] = ()) -> tuple[tuple[int, int], ...]:
        """Where the cells stand, each once: those of `always` unless blank, then those that are neither blank nor nought."""
        shown = [id_ for id_ in always if self.values.get(id_) is not None] + [id_ for id_ in ids if self.values.get(id_)]
        return tuple(dict.fromkeys(self.spans[id_] for id_ in shown))


def failed(kind: str, message: str, **facts: object) -> Outcome:
    """A failed question with its finding; `facts` are fields of `Finding`, `severity` error unless told."""
    return Outcome(kind, FAILED, Finding(kind, str(facts.pop("severity", "error")), message, **facts))  # type: ignore[arg-type]  # the fields of Finding


def tolerance(check: str) -> float:
    """What `checks.csv` allows a check."""
    return next(float(row["tolerance"]) for row in table("checks") if row["check"] == check)


def number(value: int | float) -> str:
    """A number as a message writes it."""
    return f"{value:g}" if isinstance(value, float) else str(value)
