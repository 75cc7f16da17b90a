"""Checks of the tables: the equations of `equations.csv`, one finding a cause."""

from __future__ import annotations

from collections.abc import Iterator

from govnlp.statutory.equations import FAILED, Cause, Equation, assess, causes, equations, sides
from govnlp.statutory.form import label
from govnlp.statutory.outcome import Material, Outcome, failed, number

SHOWN = 4  # equations that a message spells out


def check_equations(material: Material) -> Iterator[Outcome]:
    """Every equation of the form: held, failed or not assessable; those that fail from one cause share one finding."""
    if material.form is None or not material.values:
        return
    for equation in equations(material.form):
        state = assess(equation, material.values)
        if state != FAILED:
            yield Outcome(equation.kind, state)
    for cause in causes(material.form, material.values):
        yield _finding(cause, material)
        yield from (Outcome(equation.kind, FAILED) for equation in cause.broken[1:])


def _finding(cause: Cause, material: Material) -> Outcome:
    told = "；".join(_describe(equation, material) for equation in cause.broken[:SHOWN])
    told += f"等{len(cause.broken)}处" if len(cause.broken) > SHOWN else ""
    involved = tuple(dict.fromkeys(id_ for equation in cause.broken for id_ in equation.ids))
    ids = cause.cells or involved
    evidence = material.evidence(involved, always=cause.cells or cause.broken[0].left)
    first = cause.broken[0]  # the kind of a finding is that of the first of its equations in the order of equations.csv
    left, right = sides(first, material.values)
    if cause.cells:
        wrong = cause.cells[-1]
        found = material.values[wrong] or 0
        expected: int | float = found + cause.change
        names = "与".join(label(str(material.form), id_) for id_ in cause.cells)
        message = f"{names}填{number(found)}，应为{number(expected)}：{told}。"
    else:
        found, expected = (left, right) if first.kind == "sum" else (right, left)
        message = told + ("。" if first.relation == "=" else "，部分多于总数。")
    return failed(first.kind, message, severity=first.severity, indicators=ids, expected=expected, found=found, evidence=evidence)


def _describe(equation: Equation, material: Material) -> str:
    left, right = sides(equation, material.values)
    row = label(str(material.form), equation.left[0]).split("的“")[0]
    return equation.text.format(column=f"“{equation.column}”", row_label=row, left=number(left), right=number(right))
