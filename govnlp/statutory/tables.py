"""Statutory tables to indicators: `read` is the way in.

Cells of every layout become lines (`lines`), lines are matched to the rows of a form by their labels (`align`), their values to its
columns (`columns`). A number that finds no cell of the form is told in a finding, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govnlp.labels import label_of, variants
from govnlp.report import Finding, Indicator, Table
from govnlp.statutory.align import Pair, align
from govnlp.statutory.columns import assign
from govnlp.statutory.formats import FORMATS, Field, Form, forms, table_format
from govnlp.statutory.lines import Cell, Line, lines
from govnlp.values.cells import in_unit, stated_money

MOST_ROWS = 3_000
"""Lines of a report that are compared with the forms; the longest reports have some hundreds."""

MOST_CELLS = 20_000
"""Cells of a table that may be a form; the largest has some three hundred."""

LEAST = 1.5
"""Sum of the likeness of all matched rows from which a form of 2019 or 2021 is there: one row under its own header has 1.6."""

LEAST_OF_2014 = 7.0
"""The same for the form of 2014: tables of the years before share a few of its labels."""


@dataclass(frozen=True, slots=True)
class Tabulation:
    """What statutory tables say: their numbers, and findings (`form`, `note`) of the numbers that could not be placed."""

    indicators: list[Indicator]
    findings: list[Finding]


def read(tables: Sequence[Table]) -> Tabulation:
    """The indicators of a report's tables.

    `Indicator.value` is in `Indicator.unit`, the form's: a cell `1.5万元` of a column of 元 is 15000. A blank cell, or a mark of
    blankness in it, is an indicator of value None; a cell that is not there is none. Whichever of the forms of 2014, 2019 and 2021
    fits best is read, whatever the year.

    Parameters
    ----------
    tables : of one report, in order; several may be one form, or one several.

    Source: 国办发〔2014〕32号, 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号.
    """
    tables = [table for table in tables if sum(map(len, table.rows)) <= MOST_CELLS]
    found = lines(tables)[:MOST_ROWS]
    pairs = _best(found)
    used: set[tuple[int, int, int]] = set()
    indicators = []
    for line, row in pairs:
        for field, cell in assign(line, row.fields) or ():
            value = _value(line, field, cell)
            if value is not None or cell.is_blank:
                used.add(cell.place)
                indicators.append(Indicator(field.id, field.series, value, field.unit, cell.start, cell.end, "table"))
    known = {line.values[0].place[0] for line, _ in pairs} | {
        i for i, table in enumerate(tables) if table_format(table.rows) in FORMATS[1:]
    }
    return Tabulation(sorted(indicators, key=lambda indicator: indicator.start), list(_unread(found, used, known)))


def _best(found: Sequence[Line]) -> list[Pair]:
    """The pairs of lines and rows of the form that fits best: of 2014, or of 2019 and 2021, which may differ from table to table."""
    old = _matched(found, forms("2014"), None)
    new: list[Pair] = []
    total, format = 0.0, None
    for versions in zip(forms("2019"), forms("2021"), strict=True):
        score, format, pairs = _matched(found, versions, format)
        total += score
        new += pairs
    score, _, pairs = old
    if score >= max(total, LEAST_OF_2014):
        return pairs
    return new if total >= LEAST else []


def _matched(found: Sequence[Line], versions: Sequence[Form], format: str | None) -> tuple[float, str | None, list[Pair]]:
    """Score, format and pairs of the version of a table that fits best; of `format` where they fit alike, else the newest."""
    ranked = [(*align(found, form), form.format) for form in versions]
    score, pairs, best = max(ranked, key=lambda item: (round(item[0], 6), item[2] == format, item[2]))
    return score, best if pairs else format, pairs


def _value(line: Line, field: Field, cell: Cell) -> int | float | None:
    """The number of a cell in the field's unit; what its row's label, its unit's cell or its column's head declares counts."""
    if cell.number is None:
        return None
    heads = [head for head in line.header if head.label.bare == field.column]
    stated = next((unit for word in (*line.units, *reversed(line.words), *heads) if (unit := stated_money(word.text))), None)
    return in_unit(cell.number, field.unit, stated)


def _unread(found: Sequence[Line], used: set[tuple[int, int, int]], known: set[int]) -> Iterator[Finding]:
    """A finding for each line of a statutory table whose numbers have no place in the form and are no province's own row."""
    for line in found:
        left = [cell for cell in line.numbers if cell.place not in used and cell.place[0] in known]
        label = line.words[-1].text if line.words else ""
        if not left or variants().get(label_of(label).bare) == "":
            continue
        numbers = ", ".join(cell.text for cell in left[:20])
        message = f"no cell of the statutory form for {numbers} in the row {label[:60]!r}; read it by eye"
        yield Finding("form", "note", message, evidence=tuple((cell.start, cell.end) for cell in left))
