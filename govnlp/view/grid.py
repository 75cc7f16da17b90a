"""The tables of a report as rows of cells, each with its place in the text, its part in the form, and what it tells."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from govnlp.report import Indicator, Report, Table
from govnlp.view.flow import Flow, Piece
from govnlp.view.words import cell_tip

_NUMBER = re.compile(r"[-+]?\d[\d,，]*(?:\.\d+)?\s*(?:[%％]|[^\W\d]{0,3})")
LIST = 8
"""Rows from which a table of one column, a cell a line, is shown as running cells."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the blank ones that a merged cell left beside it.

    `kind` is head, label, number, other, blank, or under: blank since the cell above it goes on.
    """

    kind: str
    pieces: list[Piece]
    span: int = 1
    tip: str | None = None
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to be shown: its name for those who do not see it, its rows; `is_list` where it has but one column."""

    name: str
    rows: list[list[Cell]]
    is_list: bool


class Gridder:
    """Makes the grids of a report."""

    def __init__(self, report: Report, flow: Flow) -> None:
        self._flow = flow
        self._form = report.format
        self._indicators = sorted((i for i in report.indicators if i.origin == "table"), key=lambda i: i.start)
        self._starts = [indicator.start for indicator in self._indicators]

    def grid(self, table: Table) -> Grid:
        """The table; its rows stand in the text joined by line breaks, their cells by tabs."""
        position, rows, above = table.start, [], _Row()
        for texts in table.rows:
            starts = [position + sum(len(text) + 1 for text in texts[:i]) for i in range(len(texts))]
            found = [self._indicator(start, start + len(text)) for start, text in zip(starts, texts, strict=True)]
            above = self._layout(texts, found, above)
            rows.append([self._cell(starts[box.at], len(texts[box.at]), box, found[box.at]) for box in above.boxes])
            position += len("\t".join(texts)) + 1
        is_list = len(table.rows) >= LIST and all(len(row) == 1 for row in table.rows)
        return Grid(table.title or "表格", rows, is_list)

    @staticmethod
    def _layout(texts: tuple[str, ...], found: list[Indicator | None], above: _Row) -> _Row:
        """The boxes of a row: a blank of which the form asks nothing goes on with the label at its left, or with the one above."""
        is_data = any(found) or any(_NUMBER.fullmatch(text.strip()) for text in texts)
        is_alone = sum(bool(text.strip()) for text in texts) == 1 and bool(texts[0].strip())
        row = _Row()
        for at, text in enumerate(texts):
            left = row.boxes[-1] if row.boxes else None
            over = above.owners[at] if at < len(above.owners) else None
            if found[at] or _NUMBER.fullmatch(text.strip()):
                row.add(_Box(at, "number"))
            elif text.strip():
                is_first = not any(box.kind == "number" for box in row.boxes)
                row.add(_Box(at, "other" if is_data and not is_first else "label" if is_data else "head"))
            elif left and _goes_on(left, over, at, is_data or is_alone):
                row.widen()
            else:
                row.add(_Box(at, "blank", over=over if over and (over.kind in ("label", "head") or over.over) else None))
        return row

    def _indicator(self, start: int, end: int) -> Indicator | None:
        index = bisect_left(self._starts, start)
        return self._indicators[index] if index < len(self._starts) and self._starts[index] <= end else None

    def _cell(self, start: int, length: int, box: _Box, indicator: Indicator | None) -> Cell:
        pieces = self._flow.pieces(start, start + length)
        findings = tuple(sorted({n for piece in pieces for run in piece.runs for n in run.findings}))
        kind = "under" if box.over else box.kind
        tip = cell_tip(indicator, self._form) if indicator else None
        return Cell(kind, pieces, box.span, tip, findings)


@dataclass(slots=True)
class _Box:
    """A cell as it is laid out: its column, how many it spans, the box above that it goes on with."""

    at: int
    kind: str
    span: int = 1
    over: _Box | None = None


@dataclass(slots=True)
class _Row:
    """Boxes of a row, and for each column the box it belongs to."""

    boxes: list[_Box] = field(default_factory=list)
    owners: list[_Box] = field(default_factory=list)

    def add(self, box: _Box) -> None:
        self.boxes.append(box)
        self.owners.append(box)

    def widen(self) -> None:
        self.boxes[-1].span += 1
        self.owners.append(self.boxes[-1])


def _goes_on(left: _Box, over: _Box | None, at: int, is_plain: bool) -> bool:
    """Whether a blank belongs to the box at its left, which may itself go on with one above; heads of columns go on downwards."""
    if left.over is not None:
        return left.over is over
    heads_column = over is not None and over.at == at and (over.kind == "head" or over.over is not None)
    return left.kind in ("label", "head") and (is_plain or not heads_column)
