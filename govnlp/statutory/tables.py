"""Statutory tables to indicators: `read` is the way in.

Cells of every layout become lines (`lines`), lines are matched to the rows of a form by their labels (`align`), their values to its
columns (`columns`). A number that finds no cell of the form is told in a finding, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from govnlp.labels import label_of, variants
from govnlp.report import Finding, Indicator, Table
from govnlp.statutory.align import Pair, align
from govnlp.statutory.columns import assign
from govnlp.statutory.formats import Field, Form, Row, forms, table_format
from govnlp.statutory.lines import Cell, Line, lines
from govnlp.values.cells import in_unit, stated_money

MOST_ROWS = 3_000
"""Lines of a report that are compared with the forms; the longest reports have some hundreds."""

LEAST = 1.5
"""Sum of the likeness of all matched rows from which a form of 2019 or 2021 is there: one row under its own header has 1.6."""

LEAST_OF_2014 = 7.0
"""The same for the form of 2014: tables of the years before share a few of its labels."""


SHOWN = 5
"""Rows without a place in the form that a finding names."""

Placed = tuple[Line, Row, str | None]
"""A line, the row of a form that it is, and the form's format where that is certain."""


@dataclass(frozen=True, slots=True)
class Tabulation:
    """What statutory tables say: the tables with their formats, their numbers, findings of the numbers that could not be placed."""

    tables: list[Table]
    indicators: list[Indicator]
    findings: list[Finding]


def read(tables: Sequence[Table]) -> Tabulation:
    """The indicators of a report's tables.

    `Indicator.value` is in `Indicator.unit`, the form's: a cell `1.5万元` of a column of 元 is 15000. A blank cell, or a mark of
    blankness in it, is an indicator of value None; a cell that is not there is none. Whichever of the forms of 2014, 2019 and 2021
    fits best is read, whatever the year. A number without a place in the form becomes a finding of kind `form`, severity `note`.

    Parameters
    ----------
    tables : of one report, in order; several may be one form, or one several.

    Source: 国办发〔2014〕32号, 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号.
    """
    found = lines(tables)[:MOST_ROWS]
    formats: dict[int, str | None] = {number: format for number, table in enumerate(tables) if (format := table_format(table.rows))}
    used: set[tuple[int, int, int]] = set()
    indicators = []
    for line, row, format in _best(found):
        for field, cell in assign(line, row.fields) or ():
            value = _value(line, field, cell)
            if value is not None or cell.is_blank:
                used.add(cell.place)
                indicators.append(Indicator(field.id, field.series, value, field.unit, cell.start, cell.end, "table"))
        formats.setdefault(line.values[0].place[0], format)
    known = {number for number, format in formats.items() if used or format != "2014"}  # tables before 2014 share its labels
    return Tabulation(
        [replace(table, format=formats.get(number)) for number, table in enumerate(tables)],
        sorted(indicators, key=lambda indicator: indicator.start),
        list(_unread(found, used, known)),
    )


def _best(found: Sequence[Line]) -> list[Placed]:
    """Lines, rows and format of the form that fits best: of 2014, or of 2019 and 2021, which may differ from table to table."""
    (form,) = forms("2014")
    score, pairs = align(found, form)
    old: list[Placed] = [(line, row, form.format) for line, row in pairs]
    new: list[Placed] = []
    total, format = 0.0, None
    for versions in zip(forms("2019"), forms("2021"), strict=True):
        best, format, pairs = _matched(found, versions, format)
        total += best
        new += [(line, row, format) for line, row in pairs]
    if score >= max(total, LEAST_OF_2014):
        return old
    return new if total >= LEAST else []


def _matched(found: Sequence[Line], versions: Sequence[Form], format: str | None) -> tuple[float, str | None, list[Pair]]:
    """Score, format and pairs of the version of a table that fits best; where they fit alike, `format`, that of the tables before."""
    ranked = [(*align(found, form), form.format) for form in versions]
    score, pairs, best = max(ranked, key=lambda item: (round(item[0], 6), item[2] == format, item[2]))
    is_alone = sum(round(other, 6) == round(score, 6) for other, _, _ in ranked) == 1
    return score, best if is_alone and pairs else format, pairs


def _value(line: Line, field: Field, cell: Cell) -> int | float | None:
    """The number of a cell in the field's unit; what its row's label, its unit's cell or its column's head declares counts."""
    if cell.number is None:
        return None
    heads = [head for head in line.header if head.label.bare == field.column]
    stated = next((unit for word in (*line.units, *reversed(line.words), *heads) if (unit := stated_money(word.text))), None)
    return in_unit(cell.number, field.unit, stated)


def _unread(found: Sequence[Line], used: set[tuple[int, int, int]], known: set[int]) -> Iterator[Finding]:
    """A finding for each statutory table with numbers that have no place in the form, unless in a province's own rows."""
    of_table: dict[int, list[tuple[str, list[Cell]]]] = {}
    for line in found:
        label = line.words[-1].text if line.words else ""
        if not (left := _left(line, used, known)) or variants().get(label_of(label).bare) == "":
            continue
        of_table.setdefault(left[0].place[0], []).append((label, left))
    for rows in of_table.values():
        told = "；".join(f"“{label[:40]}”行的{'、'.join(cell.text[:20] for cell in left[:8])}" for label, left in rows[:SHOWN])
        told += "等" if len(rows) > SHOWN or any(len(left) > 8 for _, left in rows) else ""
        evidence = tuple((cell.start, cell.end) for _, left in rows for cell in left)
        yield Finding("form", "note", f"表中{told}在法定表式中没有对应的格，未计入指标，请对照原表核对。", evidence=evidence)


def _left(line: Line, used: set[tuple[int, int, int]], known: set[int]) -> list[Cell]:
    """The cells of a line with figures that no field took, but for those that repeat a merged cell."""
    left = []
    taken: str | None = None
    for cell in line.values:
        taken = cell.text if cell.place in used or cell.text == taken else None
        if taken is None and cell.place[0] in known and any(char.isdigit() for char in cell.text):
            left.append(cell)
    return left
