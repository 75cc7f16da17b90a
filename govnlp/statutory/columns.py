"""The values of a line to the columns of its row: by the heads above them, by their count, and by the row's total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from govnlp.statutory.formats import Field
from govnlp.statutory.lines import Cell, Line

TOTAL = "总计"
Reading = list[tuple[Field, Cell]]


def assign(line: Line, fields: Sequence[Field]) -> Reading | None:
    """The fields with their cells; None where the values can be read in several ways, or in none."""
    return _by_heads(line, fields) or _by_count(line, fields) or _by_window(line, fields) or _total_alone(line, fields)


def _by_heads(line: Line, fields: Sequence[Field]) -> Reading | None:
    """In a grid whose header stands over its columns: every number stands under the head of a field."""
    if not line.values or not line.header or line.values[0].place[0] != line.header[0].place[0]:
        return None
    if len({cell.width for cell in (*line.header, *line.values)}) > 1:
        return None  # merged or blank cells were dropped: cells stand under other heads
    cells = {cell.place[2]: cell for cell in line.values}
    if len({cell.place[1] for cell in line.values}) > 1:
        return None
    heads: dict[int, str] = {}
    for head in line.header:
        if heads.setdefault(head.place[2], head.label.bare) != head.label.bare:
            return None
    by_name: dict[str, int] = {}
    for column, name in sorted(heads.items()):
        if by_name.setdefault(name, column) != column and not _is_repeated(column, heads, cells):
            return None
    if any(cell.place[2] not in heads for cell in line.values if not cell.is_blank):
        return None
    reading = [(field, cells[by_name[field.column]]) for field in fields if field.column in by_name and by_name[field.column] in cells]
    return reading if len(reading) == len(fields) == len(by_name) else None


def _is_repeated(column: int, heads: dict[int, str], cells: dict[int, Cell]) -> bool:
    """Whether a column is the rest of a merged one, its head and its value those of the column before."""
    value, before = cells.get(column), cells.get(column - 1)
    is_same = value is None or (before is not None and value.text == before.text)
    return heads.get(column - 1) == heads[column] and is_same


def _by_count(line: Line, fields: Sequence[Field]) -> Reading | None:
    """As many numbers as the row has fields."""
    return list(zip(fields, line.numbers, strict=True)) if len(line.numbers) == len(fields) else None


def _by_window(line: Line, fields: Sequence[Field]) -> Reading | None:
    """Numbers and blanks side by side: the one place at which they fill the fields, or the one at which the total is right."""
    values, width = line.values, len(fields)
    windows = [values[start : start + width] for start in range(len(values) - width + 1)]
    filled = sum(not cell.is_blank for cell in values)
    whole = [window for window in windows if sum(not cell.is_blank for cell in window) == filled]
    fitting = [reading for window in whole if not is_shifted(reading := list(zip(fields, window, strict=True)))]
    if not filled:
        return fitting[-1] if fitting else None
    if len(fitting) > 1:
        told = [reading for reading in fitting if adds_up(reading)] or [reading for reading in fitting if _is_under_head(line, reading)]
        packed = [reading for reading in fitting if _is_packed(line) and reading[0][1] is values[0]]
        fitting = told or packed or fitting
    # in a stream blanks that begin the next row may follow the values; under heads alone, blanks that end theirs come before
    is_stream = len({cell.place[1] for cell in values}) > 1
    return fitting[0 if line.words else -1] if len(fitting) == 1 or (fitting and is_stream) else None


def _is_under_head(line: Line, reading: Reading) -> bool:
    """Whether the 总计 is filled and stands under its head, be it that of a table before which goes on in this one."""
    heads = {head.place[2] for head in line.header if head.label.bare == TOTAL}
    return any(field.column == TOTAL and bool(cell.number) and heads == {cell.place[2]} for field, cell in reading)


def _is_packed(line: Line) -> bool:
    """Whether the cells of the header were moved to the left, and blanks behind them; so were then the cells of all rows."""
    places = {(cell.place[0], cell.width) for cell in (*line.header, *line.values)}
    return len(places) == 1 and any(head.place[2] == 0 for head in line.header)


def _total_alone(line: Line, fields: Sequence[Field]) -> Reading | None:
    """Where blanks were lost and with them the columns: the last number, if it is the sum of several others, is the total."""
    figures = [cell.number.digits for cell in line.numbers if cell.number]
    is_total = fields[-1].column == TOTAL and 3 <= len(figures) < len(fields) and 0 < figures[-1] == sum(figures[:-1])
    return [(fields[-1], line.numbers[-1])] if is_total else None


def is_shifted(reading: Reading) -> bool:
    """Whether the 总计 is blank and the last number is the sum of those before: blanks were moved behind the numbers."""
    figures = [cell.number.digits for _, cell in reading if cell.number]
    if sum(field.column == TOTAL for field, _ in reading) != 1 or reading[-1][0].column != TOTAL or not reading[-1][1].is_blank:
        return False
    is_first = all(cell.number for _, cell in reading[: len(figures)])
    return is_first and len(figures) > 1 and figures[-1] == sum(figures[:-1])


def adds_up(reading: Reading) -> bool:
    """Whether there is a 总计 and each is the sum of the fields before it, back to the last; blanks count as nothing."""
    totals, parts = 0, Decimal(0)
    for field, cell in reading:
        digits = cell.number.digits if cell.number else Decimal(0)
        if field.column != TOTAL:
            parts += digits
        elif parts != digits:
            return False
        else:
            totals, parts = totals + bool(cell.number), Decimal(0)
    return totals > 0
