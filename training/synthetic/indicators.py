"""The rows of `govnlp/data/indicators.csv` as the generator needs them: by format, by row and column, with the sums they obey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from govnlp.gazetteers import Row, table
from training.synthetic.model import Number

APPLICANTS = ("person", "business", "research", "nonprofit", "law", "other")
"""The six columns of applicants; `total` is the seventh."""
_SUMS_2014 = (
    "applications.received",
    "applications.closed",
    "applications.answered",
    "applications.answered.denied",
    "review.total",
    "litigation.total",
    "capacity.staff",
)
_RESULTS = ("upheld", "corrected", "other", "pending")
_CASES = ("review", "litigation.direct", "litigation.after_review")


@dataclass(frozen=True)
class Equation:
    """`left` and `right` add up to the same. `kind` is that of the finding where they do not."""

    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return self.left + self.right

    def sides(self, cells: Mapping[str, Number | None]) -> tuple[Number, Number]:
        """Both sides; a blank cell adds nothing."""
        return sum(cells.get(i) or 0 for i in self.left), sum(cells.get(i) or 0 for i in self.right)


@cache
def rows(format: str) -> tuple[Row, ...]:
    """The indicators of a format, in the order of the form."""
    return tuple(row for row in table("indicators") if row["format"] == format)


@cache
def units(format: str) -> dict[str, str]:
    return {row["id"]: row["unit"] for row in rows(format)}


@cache
def results(format: str) -> tuple[str, ...]:
    """What an application may come to, (一) to (六): ids without their applicant."""
    stems = [
        row["id"].removesuffix(".total") for row in rows(format) if row["row"].startswith("三、本年度") and row["id"].endswith(".total")
    ]
    return tuple(stem for stem in stems if stem != "applications.closed")


def children(parent: str) -> tuple[str, ...]:
    """The parts of a row of the table of 2014: the ids one level below."""
    stem = parent.removesuffix(".total") + "."
    ids = [row["id"] for row in rows("2014")]
    return tuple(i for i in ids if i.startswith(stem) and i != parent and "." not in i[len(stem) :])


@cache
def equations(format: str) -> tuple[Equation, ...]:
    """All equations that the form itself states or that its totals are by name."""
    if format == "2014":
        return tuple(Equation("sum", (parent,), children(parent)) for parent in _SUMS_2014)
    found = []
    parts = results(format)
    for column in (*APPLICANTS, "total"):
        inflow = (f"applications.received.{column}", f"applications.carried_in.{column}")
        outflow = (f"applications.closed.{column}", f"applications.carried_out.{column}")
        found.append(Equation("identity", inflow, outflow))
        found.append(Equation("sum", outflow[:1], tuple(f"{stem}.{column}" for stem in parts)))
    stems = ("applications.received", "applications.carried_in", *parts, "applications.closed", "applications.carried_out")
    found += [Equation("sum", (f"{stem}.total",), tuple(f"{stem}.{column}" for column in APPLICANTS)) for stem in stems]
    found += [Equation("sum", (f"{case}.total",), tuple(f"{case}.{result}" for result in _RESULTS)) for case in _CASES]
    return tuple(found)


def broken(format: str, cells: Mapping[str, Number | None]) -> list[Equation]:
    """Equations that the cells do not satisfy. A side that is blank altogether says nothing."""
    return [equation for equation in equations(format) if _fails(equation, cells)]


def _fails(equation: Equation, cells: Mapping[str, Number | None]) -> bool:
    left, right = equation.sides(cells)
    is_blank = any(all(cells.get(i) is None for i in side) for side in (equation.left, equation.right))
    return left != right and not is_blank
