"""Tables to lines: the words that name a row and the values behind them, whatever the layout.

A grid with merged cells, rows broken over lines and a dump of a cell a line all come to the same: a stream of cells in reading
order, in which a run of words is followed by a run of values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from govnlp.labels import Label, is_known, label_of
from govnlp.report import Table
from govnlp.statutory.formats import canonical, columns
from govnlp.values.cells import Number, is_blank, is_unit, read_number

MOST_CELLS = 20_000
"""Cells of a table that may be a form; the largest has some three hundred."""

CONTEXT = 60
"""Words without values that are remembered: the longest header of the forms has some thirty."""

PIECES = 5
"""Cells that one label may be broken into."""

FEWEST_CODES = 5
"""Lines in a row whose first numbers go up by one, from which these are codes of the lines, not values."""

CODE_HEADS = ("代码", "指标代码", "行次")
"""Heads of a column of such codes."""

_LEVEL = re.compile(r"[-—–/>]+|(?=[（(][一二三四五六七八九十][）)]|(?<!\d)\d[.．、])")
"""Between the levels of a label that were made one: `（六）其他处理-3.其他`."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its place in the report's text; `number` is None where it holds none.

    `place` is (table, row, column), `width` the number of cells of its row.
    """

    text: str
    start: int
    end: int
    place: tuple[int, int, int]
    width: int
    number: Number | None
    is_blank: bool
    is_unit: bool

    @property
    def is_words(self) -> bool:
        """Whether the cell holds words: a label, a note."""
        return not (self.number or self.is_blank or self.is_unit) and bool(label_of(self.text).bare)

    @property
    def label(self) -> Label:
        """The cell's words in the normal form of labels, a variant as the form's own."""
        return _canonical(self.text)


@dataclass
class Line:
    """A run of words and the values behind it, blank and unreadable ones among them.

    `header` are the column heads that were seen last, in this line or before; `context` the other words of the lines before it
    that have no values. `labels` are those that the line may have, `title` is its table's.
    """

    words: list[Cell] = field(default_factory=list)
    values: list[Cell] = field(default_factory=list)
    units: list[Cell] = field(default_factory=list)
    context: list[Cell] = field(default_factory=list)
    header: list[Cell] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    title: str = ""

    @property
    def numbers(self) -> list[Cell]:
        """The values that are numbers."""
        return [cell for cell in self.values if cell.number]


def cells(tables: Sequence[Table]) -> Iterator[list[Cell]]:
    """Each row of the tables as cells with their offsets: `Table` says how rows lie in the text."""
    for number, table in enumerate(tables):
        if sum(map(len, table.rows)) > MOST_CELLS:
            continue
        position = table.start
        for row_number, row in enumerate(table.rows):
            found = []
            for column_number, text in enumerate(row):
                end = position + len(text)
                place = (number, row_number, column_number)
                found.append(Cell(text, position, end, place, len(row), read_number(text), is_blank(text), is_unit(text)))
                position = end + 1
            yield found


def lines(tables: Sequence[Table]) -> list[Line]:
    """The lines of all tables, in order."""
    reader = _Reader()
    for row in filter(None, cells(tables)):
        reader.add(row)
    reader.close()
    _drop_codes(reader.lines)
    for line, following in zip(reader.lines, [*reader.lines[1:], Line()], strict=False):
        line.labels = _labels(line, following)
        line.title = tables[[*line.words, *line.values][0].place[0]].title or ""
    return reader.lines


def _drop_codes(lines: Sequence[Line]) -> None:
    """Take the codes that number the lines of a table from before their values, as provinces kept them from their tables before 2014.

    They go up by one or, in a column so named, just up; rows that a province added may have none. A form that is parted in
    several tables goes on counting.
    """
    is_named, before = False, Decimal(0)
    for _, group in groupby(lines, key=lambda line: (line.values or line.words)[0].place[0]):
        filled: list[Line] = []
        is_head = False
        for line in group:
            is_head = is_head or any(word.label.bare in CODE_HEADS for word in line.words)
            filled += [line] if line.values else []
        if is_head:
            is_named, before = True, Decimal(0)
        coded, last = _coded(filled, before, is_named)
        goes_on = bool(coded) and 0 < before == (_code(coded[0]) or 0) - 1
        is_column = is_named or goes_on or 2 * sum(len(line.values) > 1 for line in coded) > len(filled)
        if is_column and (goes_on or len(coded) >= FEWEST_CODES):
            before = last
            for line in coded:
                del line.values[0]
        elif coded:
            is_named, before = False, Decimal(0)


def _coded(filled: Sequence[Line], before: Decimal, is_named: bool) -> tuple[list[Line], Decimal]:
    """The lines whose first numbers go up from the code before, and the last of these numbers."""
    coded: list[Line] = []
    last = before
    for line in filled:
        code = _code(line)
        if code is not None and (code == last + 1 or (is_named and code >= last)):
            coded.append(line)
            last = code
    return coded, last


def _code(line: Line) -> Decimal | None:
    """The number before the values of a line."""
    first = line.values[0].number
    return first.digits if first else None


def _labels(line: Line, following: Line) -> list[Label]:
    """The labels that a line may have.

    Its last words, alone and with those before, which may be the label's beginning; where none of these is known, also with the
    words behind its values, which may be the label's end: a broken label stands around its values.
    """
    words = [*line.context, *line.words][-PIECES:] if line.words and line.values else []
    starts = range(len(words) - 1, -1, -1)
    labels = [_joined(words[start:]) for start in starts]
    if words and len(levels := [level for level in _LEVEL.split(words[-1].text) if level.strip()]) > 1:
        labels.append(_canonical(levels[-1]))
    if words and not any(is_known(label.bare) for label in labels):
        behind = [*following.context, *following.words][:PIECES]
        labels += [_joined([*words[start:], *behind[:end]]) for start in starts for end in range(1, len(behind) + 1)]
    return labels


def _joined(words: Sequence[Cell]) -> Label:
    return _canonical("".join(cell.text for cell in words))


def _canonical(text: str) -> Label:
    label = label_of(text)
    return Label(canonical(label.bare), label.mark)


class _Reader:
    """Gathers cells into lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._line = Line()
        self._context: list[Cell] = []
        self._header: list[Cell] = []
        self._in_header = False
        self._table = 0

    def add(self, row: list[Cell]) -> None:
        """Take in a row of a grid; rows of one cell are a dump of a cell a line."""
        if self._table != row[0].place[0]:
            self.close()
            self._table = row[0].place[0]
        first = next((index for index, cell in enumerate(row) if cell.is_words), None)
        is_stream = len(row) == 1
        if first is None and not is_stream and not self._line.numbers and _is_head(self._line.words[-1:]):
            self._line.values.clear()  # blanks behind the heads of columns are none of the row's below them
        if first is not None and not is_stream:
            if self._line.values:
                self.close()
            if any(cell.number for cell in row[first:]) or not any(cell.number for cell in row[:first]):
                row = row[first:]  # what stands before is a running number or the rest of a merged cell
        for cell in row:
            if cell.is_words and (is_stream or not self._is_remark(cell)):
                self._add_words(cell, is_stream)
            elif cell.is_unit:
                self._line.units.append(cell)
            elif self._line.words or cell.number:
                self._line.values.append(cell)

    def _is_remark(self, cell: Cell) -> bool:
        """Whether words among the values of a row are no label: `约3`, `见说明`."""
        bare = cell.label.bare
        is_figure = len(bare) < 4 and not cell.label.mark and any(char.isdigit() for char in cell.text)
        return not is_known(bare) and (bool(self._line.numbers) or (bool(self._line.values) and is_figure))

    def _add_words(self, cell: Cell, is_stream: bool) -> None:
        if self._line.numbers or (is_stream and self._line.values):
            self.close()
        self._line.values.clear()  # blanks between words belong to a merged cell
        self._line.words.append(cell)

    def close(self) -> None:
        """End the line; one without numbers is context for those that follow, its column heads their header."""
        line, self._line = self._line, Line()
        heads = _heads(line)
        if heads:
            self._header = [*self._header, *heads] if self._in_header else heads
        self._in_header = bool(heads) and not line.numbers
        line.context, line.header = self._context, self._header
        places = {head.place for head in heads}
        line.words = [cell for cell in line.words if cell.place not in places]
        self._context = [] if line.numbers else [*self._context, *line.words][-CONTEXT:]
        if line.words or line.values:
            self.lines.append(line)


def _is_head(words: Sequence[Cell]) -> bool:
    """Whether words are a head of a column."""
    return any(cell.label.bare in columns() and not cell.label.mark for cell in words)


def _heads(line: Line) -> list[Cell]:
    """The words of a line that are heads of columns; a last word alone before numbers is the row's: `其他`, `总计`."""
    heads = [cell for cell in line.words if _is_head([cell])]
    is_last = bool(heads and line.numbers) and heads[-1] is line.words[-1]
    return heads[:-1] if is_last and (len(line.words) == 1 or line.words[-2] not in heads[-2:-1]) else heads
