"""Tables without rules: words at their places to grids, in which a blank cell is a place without a word.

Which lines are a table is told by their words (`dumps`); here each word gets its column: that of the head above it, or where there are
no heads that of the numbers above and below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from govnlp.reading.dumps import find_grid
from govnlp.reading.page import Grid
from govnlp.reading.vocabulary import is_column, is_label, is_value
from govnlp.values.cells import is_unit

CLOSE = 0.6
"""Heights of a line by which the lines of one cell stand apart at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together, and their place on the page, in points; `size` is that of the type."""

    text: str
    x0: float
    x1: float
    top: float
    size: float

    @property
    def middle(self) -> float:
        """Where the middle of the piece stands from the left."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, its pieces from left to right, its page."""

    text: str
    pieces: tuple[Piece, ...]
    page: int

    @property
    def x0(self) -> float:
        """Where the line begins."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """Where the line ends."""
        return self.pieces[-1].x1

    @property
    def top(self) -> float:
        """Where the line stands on its page."""
        return self.pieces[0].top

    @property
    def size(self) -> float:
        """The size of its type."""
        return self.pieces[0].size


Column = tuple[float, float]
"""From where to where the words of a column stand."""


def find_table(lines: Sequence[Line], start: int) -> tuple[Grid | None, int]:
    """The statutory table that starts at a line, if one does, and the index behind it; else None, and up to where none starts."""
    grid, after = find_grid([line.text for line in lines], start)
    return (Grid(tuple(_rows(lines[start:after]))) if grid else None), after


def _rows(lines: Sequence[Line]) -> Iterator[tuple[str, ...]]:
    """The rows of a table, block by block: heads, and the lines under them that hold values."""
    heads: list[Line] = []
    body: list[Line] = []
    for group in _groups(lines):
        stacked = [] if _has_values(group[0]) else _stacked(group)
        if any(is_column(piece.text) for line in stacked for piece in line.pieces):
            yield from _placed(heads, body)
            heads, body = stacked, []
        else:
            body += group
    yield from _placed(heads, body)


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines without values, and lines with values, each alone."""
    run: list[Line] = []
    for line in lines:
        if _has_values(line):
            yield from filter(None, (run, [line]))
            run = []
        else:
            run.append(line)
    if run:
        yield run


def _has_values(line: Line) -> bool:
    return any(is_value(piece.text) for piece in line.pieces)


def _stacked(lines: Sequence[Line]) -> list[Line]:
    """The lines, with the pieces of a cell that stand one upon another as one piece, in the first of its lines."""
    rows = [[part for piece in line.pieces for part in _parted(piece)] for line in lines]
    for lower in range(1, len(rows)):
        for piece in list(rows[lower]):
            for row in reversed(rows[:lower]):
                above = next((one for one in row if lines[0].page == lines[lower].page and _is_under(piece, one)), None)
                if above:
                    row[row.index(above)] = replace(
                        above, text=above.text + piece.text, x0=min(above.x0, piece.x0), x1=max(above.x1, piece.x1), top=piece.top
                    )
                    rows[lower].remove(piece)
                    break
    return [replace(line, pieces=tuple(row)) for line, row in zip(lines, rows, strict=True) if row]


def _parted(piece: Piece) -> list[Piece]:
    """A piece that is the heads of several columns, which touch each other, as one piece a head."""
    each = (piece.x1 - piece.x0) / len(piece.text)
    for cut in range(1, len(piece.text)):
        if is_column(piece.text[:cut]) and not is_column(piece.text):
            rest = _parted(replace(piece, text=piece.text[cut:], x0=piece.x0 + cut * each))
            if all(is_column(part.text) for part in rest):
                return [replace(piece, text=piece.text[:cut], x1=piece.x0 + cut * each), *rest]
    return [piece]


def _is_under(lower: Piece, upper: Piece) -> bool:
    """Whether a piece goes on with the one above: right under it, in the same column; two heads, one upon another, are two cells."""
    shared = min(lower.x1, upper.x1) - max(lower.x0, upper.x0)
    is_close = 0 < lower.top - upper.top < (1 + CLOSE) * upper.size
    is_same = 2 * shared > min(lower.x1 - lower.x0, upper.x1 - upper.x0)
    return is_close and is_same and (not is_column(upper.text) or is_column(upper.text + lower.text))


def _placed(heads: Sequence[Line], body: Sequence[Line]) -> Iterator[tuple[str, ...]]:
    """The rows of a block: labels before the first column, then a cell a column; rows as they stand where no columns fit them."""
    block = [*heads, *body]
    values = [[piece for piece in line.pieces if is_value(piece.text)] for line in body]
    under = [(piece.x0, piece.x1) for line in heads for piece in line.pieces if is_column(piece.text)]
    columns = next((found for found in (sorted(under), _spread(values)) if found and _fits(found, values)), None)
    if columns is None:
        yield from (tuple(piece.text for piece in line.pieces) for line in block)
        return
    left = min([columns[0][0], *(piece.x0 for row in values for piece in row if _nearest(piece, columns) == 0)])
    rest = [[piece for piece in line.pieces if piece.middle >= left] for line in block]
    labels = [[piece for piece in line.pieces if piece.middle < left] for line in block]
    _complete(labels, list(map(bool, rest)))
    most = max(map(len, labels))
    for number, (own, pieces) in enumerate(zip(labels, rest, strict=True)):
        if not own and not pieces:
            continue
        cells = [""] * len(columns)
        for piece in pieces:
            place = _nearest(piece, columns)
            cells[place] = f"{cells[place]} {piece.text}".strip()
        is_begun = number >= len(heads) and not any(cells) and not (own and _is_blank_row(own[-1], labels[number + 1 : number + 2]))
        yield (*[""] * (most - len(own)), *(piece.text for piece in own), *([] if is_begun else cells))


def _complete(labels: list[list[Piece]], filled: Sequence[bool]) -> None:
    """Join the pieces of each label that is broken over several lines, in the line of its values.

    The values stand beside the middle of the label, or else beside its first or its last line.
    """
    for index in (index for index, is_filled in enumerate(filled) if is_filled):
        own = next((piece for piece in reversed(labels[index]) if not is_unit(piece.text)), None)
        above, below = _run(labels, filled, index, -1), _run(labels, filled, index, 1)
        if own and any(own.x1 <= piece.x0 for piece in (*above[:1], *below[:1])):
            own = None  # the label of a group, farther left
        elif own and is_label(own.text):
            continue
        for up, down in _SPANS:
            whole = [*reversed(above[:up]), *([own] if own else []), *below[:down]]
            if (up and len(above) < up) or len(below) < down or not is_label("".join(piece.text for piece in whole)):
                continue
            label = replace(whole[0], text="".join(piece.text for piece in whole), x0=min(piece.x0 for piece in whole))
            for row in labels[index - up : index + down + 1]:
                row[:] = [piece for piece in row if not any(piece is part for part in whole)]
            labels[index] = sorted([*labels[index], label], key=lambda piece: piece.x0)
            break


_SPANS = (*((lines, lines) for lines in range(1, 5)), *((0, lines) for lines in range(1, 5)), *((lines, 0) for lines in range(1, 5)))
"""How many lines of a label stand above its values, and how many below: what is likeliest first."""


def _run(labels: Sequence[Sequence[Piece]], filled: Sequence[bool], start: int, step: int) -> list[Piece]:
    """The last label of each line without values that stands close above or below a line, nearest first."""
    found: list[Piece] = []
    place = start + step
    while 0 <= place < len(labels) and not filled[place] and labels[place]:
        piece = labels[place][-1]
        if found and not 0 < (piece.top - found[-1].top) * step < (1 + CLOSE) * piece.size:
            break
        found.append(piece)
        place += step
    return found


def _is_blank_row(label: Piece, following: Sequence[Sequence[Piece]]) -> bool:
    """Whether a label without values is that of a row whose cells are blank, not the beginning of a label that goes on."""
    return is_unit(label.text) or (is_label(label.text) and any(own and is_label(own[-1].text) for own in following))


def _spread(values: Sequence[Sequence[Piece]]) -> list[Column]:
    """The columns that the values stand in: stretches of the page that they cover one below the other."""
    columns: list[Column] = []
    for piece in sorted((piece for row in values for piece in row), key=lambda piece: piece.x0):
        if columns and piece.x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], piece.x1))
        else:
            columns.append((piece.x0, piece.x1))
    return columns


def _fits(columns: Sequence[Column], values: Sequence[Sequence[Piece]]) -> bool:
    """Whether no two values of a line stand in one column."""
    places = [[_nearest(piece, columns) for piece in row] for row in values]
    return all(len(set(row)) == len(row) for row in places)


def _nearest(piece: Piece, columns: Sequence[Column]) -> int:
    """The column whose middle is nearest to a piece's."""
    return min(range(len(columns)), key=lambda place: abs(sum(columns[place]) / 2 - piece.middle))
