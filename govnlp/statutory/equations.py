"""The equations that hold between cells of a form, with blanks told from noughts; and which wrong cell breaks several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from govnlp.gazetteers import table
from govnlp.statutory.form import cells, expand

Values = Mapping[str, "int | float | None"]
HELD, FAILED, UNKNOWN = "held", "failed", "not_assessable"


@dataclass(frozen=True, slots=True)
class Equation:
    """`sum(left)` related to `sum(right)`: `=`, `>=`, or `each` (no cell of the right is more than the left)."""

    family: str
    kind: str
    severity: str
    left: tuple[str, ...]
    relation: str
    right: tuple[str, ...]
    text: str
    column: str = ""
    row: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """All cells of the equation, those of the left first."""
        return self.left + self.right


@cache
def equations(form: str) -> tuple[Equation, ...]:
    """The equations of a form, `{c}` of `equations.csv` written out for every column, `{row}` for every row of applicants."""
    own = {id_: cell for id_, cell in cells(form).items() if not cell.terms}
    rows = [id_.removesuffix(".person") for id_ in own if id_.endswith(".person")]
    columns = [id_.rpartition(".")[2] for id_ in own if id_.startswith("applications.received.")]
    found = []
    for entry in (entry for entry in table("equations") if form in entry["formats"].split()):
        variants = (
            [("{c}", column) for column in columns]
            if "{c}" in entry["left"]
            else [("{row}", row) for row in rows]
            if "{row}" in entry["left"]
            else [("", "")]
        )
        for hole, word in variants:
            left, right = (expand(entry[side].replace(hole, word) if hole else entry[side], own) for side in ("left", "right"))
            column, row = own[left[0]].column.split("/")[-1], own[left[0]].row.split("/")[-1]
            found.append(
                Equation(entry["family"], entry["kind"], entry["severity"], left, entry["relation"], right, entry["text"], column, row)
            )
    return tuple(found)


def assess(equation: Equation, values: Values) -> str:
    """`held`, `failed` or `not_assessable`.

    A blank may stand for any number from nought up: an equation with blanks fails where no such number could mend it,
    holds where the numbers that are there meet it with the blanks at nought, and is otherwise not assessable.
    """
    left, left_blank = _sum(equation.left, values)
    right, right_blank = _sum(equation.right, values)
    if left is None or right is None:
        return UNKNOWN
    if equation.relation == "each":
        return FAILED if worst_part(equation, values) > left else HELD
    if left < right:
        return UNKNOWN if left_blank else FAILED
    if left == right or equation.relation == ">=":
        return HELD
    return UNKNOWN if right_blank else FAILED


def sides(equation: Equation, values: Values) -> tuple[int | float, int | float]:
    """The sums of both sides, blanks at nought; of `each` the largest part."""
    left, right = _sum(equation.left, values)[0] or 0, _sum(equation.right, values)[0] or 0
    return left, worst_part(equation, values) if equation.relation == "each" else right


def worst_part(equation: Equation, values: Values) -> int | float:
    """The largest cell of the right."""
    return max((value for id_ in equation.right if (value := values.get(id_)) is not None), default=0)


def _sum(ids: Iterable[str], values: Values) -> tuple[int | float | None, bool]:
    """The sum of what is known (None where nothing is) and whether a cell is blank."""
    found = [values.get(id_) for id_ in ids]
    known = [value for value in found if value is not None]
    return (sum(known) if known else None), len(known) < len(found)


@dataclass(frozen=True, slots=True)
class Cause:
    """Cells whose correction by `change` mends all of `broken`; no cells where nothing tells which of several it is."""

    cells: tuple[str, ...]
    change: int | float
    broken: tuple[Equation, ...]


def causes(form: str, values: Values) -> list[Cause]:
    """The failed equations of a form, each once, under what explains most of them."""
    states = {equation: assess(equation, values) for equation in equations(form)}
    left = [equation for equation, state in states.items() if state == FAILED]
    found: list[Cause] = []
    while cause := _best(left, states, values):
        found.append(cause)
        left = [equation for equation in left if equation not in cause.broken]
    return found + [Cause((), 0, tuple(sorted(group, key=_total_first))) for group in _families(left, values)]


def _families(failed: Sequence[Equation], values: Values) -> list[list[Equation]]:
    """Failed equations that no one cell explains: one group a family, of rows of applicants one a row.

    Rows filled in the total alone, with noughts for the applicants, are one group, and so are the columns of the
    identity that they break.
    """
    groups: dict[tuple[str, str], list[Equation]] = {}
    unsplit = [equation for equation in failed if equation.family == "applicants" and sides(equation, values)[1] == 0]
    columns = [equation for equation in failed if equation.family == "identity"]
    if unsplit and not any(equation.column == "总计" for equation in columns):
        unsplit += columns
    for equation in failed:
        row = equation.row if equation.family == "applicants" else ""
        key = ("unsplit", "") if equation in unsplit else (equation.family, row)
        groups.setdefault(key, []).append(equation)
    return list(groups.values())


def _total_first(equation: Equation) -> bool:
    return equation.column != "总计"


def _best(failed: Sequence[Equation], states: Mapping[Equation, str], values: Values) -> Cause | None:
    """The one correction that mends the most failed equations, at least two; None where two corrections would do as well."""
    suspects = {id_ for equation in failed for id_ in equation.ids if values.get(id_) is not None}
    groups = [(id_,) for id_ in suspects] + [
        (id_, total) for id_ in suspects if (total := re.sub(r"[^.]+$", "total", id_)) in suspects and total != id_
    ]
    options = [cause for group in groups if (cause := _mends(group, failed, states, values))]
    most = max((len(cause.broken) for cause in options), default=0)
    best = [cause for cause in options if len(cause.broken) == most]
    return best[0] if most > 1 and len(best) == 1 else None


def _mends(group: tuple[str, ...], failed: Sequence[Equation], states: Mapping[Equation, str], values: Values) -> Cause | None:
    """Whether one change of all cells of a group mends every failed equation they are in and breaks none that holds."""
    changes = set()
    broken = []
    for equation, state in states.items():
        weight = sum((id_ in equation.left) - (id_ in equation.right) for id_ in group)
        if weight == 0 or state == UNKNOWN or equation.relation != "=":
            continue
        if state == HELD or equation not in failed:
            return None
        left, right = sides(equation, values)
        changes.add((right - left) / weight)
        broken.append(equation)
    if len(changes) != 1:
        return None
    change = changes.pop()
    whole = int(change) if float(change).is_integer() else change
    is_possible = all((values[id_] or 0) + whole >= 0 for id_ in group)
    return Cause(group, whole, tuple(broken)) if is_possible else None
