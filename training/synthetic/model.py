"""What the generator makes: a report as a file, with all that is true of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Number = int | float
Figures = dict[str, Number | None]
"""Indicator id → its value in the unit of the form; None where the cell is blank."""

KINDS = ("sum", "identity", "text-table", "text-text", "percent", "year-year", "form")
"""Kinds of mistakes, as `govnlp` names its findings."""


@dataclass(frozen=True)
class Planted:
    """A check of the report that fails, and the edit that made it fail.

    One edit may break several equations (a cell stands in a row and in a column): all bear its number, and a reader that
    names one of them has found the edit. `optional`: a finding here is right, and none is no fault; -1 is the edit of those
    that are no mistakes at all (rows that the form does not have). Of a `sum`, `found` is the total and `expected` what its
    parts add up to; of an `identity`, what came in and what was done or left.
    """

    kind: str
    ids: tuple[str, ...]
    expected: Number | str | None
    found: Number | str | None
    note: str
    edit: int = 0
    optional: bool = False


@dataclass(frozen=True)
class Sample:
    """A synthetic report.

    `marks` are cells with a sign for nothing (`/`, `—`, `无`), which read as blank or as 0; `initiatives` what the
    narrative says the body takes part in.
    """

    name: str
    content: bytes
    suffix: str
    layout: str
    script: str
    year: int
    agency: str
    region: str | None
    level: str
    format: str
    cells: Figures
    said: dict[str, Number]
    mistakes: tuple[Planted, ...]
    text: str
    marks: frozenset[str] = frozenset()
    initiatives: tuple[str, ...] = ()

    def truth(self) -> dict[str, Any]:
        """The line of `truth.jsonl.gz`: everything but the file's content."""
        plain = {key: value for key, value in vars(self).items() if key not in ("content", "text")}
        plain["marks"] = sorted(self.marks)
        plain["mistakes"] = [vars(planted) for planted in self.mistakes]
        return {"synthetic": True, "file": self.name + self.suffix, **plain}
