"""Lines to the rows of a form: by their labels, in the form's order, rows skipped on either side where they have no partner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from govnlp.labels import SURE, label_of, likeness
from govnlp.statutory.columns import assign
from govnlp.statutory.formats import Form, Row
from govnlp.statutory.lines import Line

Pair = tuple[Line, Row]
T = TypeVar("T")

ENOUGH = 0.5
"""Likeness of labels from which a line may be a row of the form."""

FAINT = 0.35
"""The same where the row has as many numbers as the form has columns, and more than one."""


def align(lines: Sequence[Line], form: Form) -> tuple[float, list[Pair]]:
    """The sum of likeness of the lines and rows that fit best together in order, and these pairs."""
    if form.is_side_by_side and (flat := _flat(lines, form)):
        return sum(len(row.fields) for _, row in flat) / 5, flat
    total, pairs = 0.0, list[Pair]()
    lines, rows = list(lines), list(form.rows)
    score, found = _in_order(lines, rows, ENOUGH, FAINT)
    while found:
        total, pairs = total + score, pairs + found
        lines = _without(lines, [line for line, _ in found])
        rows = [row for row in _without(rows, [row for _, row in found]) if form.is_alone(row)]
        score, found = _in_order(lines, rows, SURE, SURE)  # parts of the form that a province moved
    return total, pairs


def _without(items: Sequence[T], gone: Sequence[T]) -> list[T]:
    places = {id(item) for item in gone}
    return [item for item in items if id(item) not in places]


def _in_order(lines: Sequence[Line], rows: Sequence[Row], enough: float, faint: float) -> tuple[float, list[Pair]]:
    """The pairs, in the order of both, whose likeness is enough and in sum the greatest; and that sum."""
    named = [(row, _names(row)) for row in rows]
    scores = [[_score(line, row, names, enough, faint) for row, names in named] for line in lines]
    best = [[0.0] * (len(rows) + 1) for _ in range(len(lines) + 1)]
    for i in range(len(lines) - 1, -1, -1):
        for j in range(len(rows) - 1, -1, -1):
            paired = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs = []
    i = j = 0
    while i < len(lines) and j < len(rows):
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((lines[i], rows[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return best[0][0], pairs


def _flat(lines: Sequence[Line], form: Form) -> list[Pair]:
    """Lines that have several rows of a form side by side, told by the rows' labels above the columns, or in the table's title."""
    pairs: list[Pair] = []
    left = list(form.rows)
    for line in lines:
        present = _present(line, form)
        for rows in (form.rows, present) if present and (line.numbers or not line.words) else ():
            fields = tuple(field for row in rows for field in row.fields)
            if all(row in left for row in rows) and len(line.values) >= len(fields) and assign(line, fields):
                pairs.append((line, Row((), fields)))
                left = _without(left, rows)
                break
    return pairs


def _present(line: Line, form: Form) -> Sequence[Row]:
    """The rows whose labels stand above a line; all of them where only its title or a broken header speaks of the table."""
    named = {cell.label.bare for cell in (*line.header, *line.context, *line.words)}
    present = [row for row in form.rows if row.labels[-1].bare in named]
    outcomes = {field.column for field in form.rows[0].fields} & named
    if present and len(outcomes) + len(present) > 2:
        return present
    heads = {row.labels[0].bare for row in form.rows}  # 行政复议, 行政诉讼
    words = [label_of(line.title).bare, *named]
    return form.rows if any(head in word for head in heads for word in words) else ()


def _score(line: Line, row: Row, names: Sequence[str], enough: float, faint: float) -> float:
    """How well a line is a row, or 0: the likeness of its label, a little for its numbering, its parents, the number of its values."""
    like = max((likeness(label.bare, own) for label in line.labels for own in names), default=0.0)
    is_filled = len(line.numbers) == len(row.fields)
    if like < (faint if is_filled and len(row.fields) > 1 else enough):
        return 0.0
    score = like
    if line.labels[0].mark and line.labels[0].mark == row.labels[-1].mark:
        score += 0.1
    parents = {label.bare for label in row.labels[:-1]}
    if parents & {cell.label.bare for cell in (*line.context, *line.words)}:
        score += 0.1
    if is_filled:
        score += 0.1
    return score + _header_fit(line, row)


def _names(row: Row) -> tuple[str, ...]:
    """The row's own label, and with its parent's or all its parents' before it, as merged cells may have it."""
    return tuple("".join(label.bare for label in row.labels[-depth:]) for depth in dict.fromkeys((1, 2, len(row.labels))))


def _header_fit(line: Line, row: Row) -> float:
    """Up to 0.5 for, or against, the columns that the last header names."""
    if not line.header:
        return 0.0
    named = {cell.label.bare for cell in line.header}
    own = {field.column for field in row.fields}
    return 0.5 * len(named & own) / len(named | own) - (0.3 if not named & own else 0.0)
