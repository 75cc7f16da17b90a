"""The tables of a report as rows of cells, each with its place in the text, its part in the form, and what it tells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from govnlp.report import Indicator, Report, Table
from govnlp.view.flow import Flow, Piece
from govnlp.view.layout import Box, Row, lay_out, straighten
from govnlp.view.words import cell_names, cell_tip

LIST = 8
"""Rows from which a table of one column, a cell a line, is shown in lines of several cells."""


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
    """A table to be shown: its name for those who do not see it, its rows; `is_list` where rows are guessed from a cell a line."""

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
        position, laid, above = table.start, [], Row()
        places: list[list[int]] = []
        for texts in table.rows:
            places.append([position + sum(len(text) + 1 for text in texts[:i]) for i in range(len(texts))])
            found = [self._indicator(start, start + len(text)) for start, text in zip(places[-1], texts, strict=True)]
            above = lay_out(texts, [cell_names(one, self._form) if one else None for one in found], above)
            laid.append((texts, above))
            position += len("\t".join(texts)) + 1
        straighten(laid)
        rows = [[self._cell(texts, starts, box) for box in row.boxes] for (texts, row), starts in zip(laid, places, strict=True)]
        is_list = len(table.rows) >= LIST and all(len(row) == 1 for row in table.rows)
        return Grid(table.title or "表格", _lines(rows) if is_list else rows, is_list)

    def _indicator(self, start: int, end: int) -> Indicator | None:
        index = bisect_left(self._starts, start)
        return self._indicators[index] if index < len(self._starts) and self._starts[index] <= end else None

    def _cell(self, texts: Sequence[str], starts: Sequence[int], box: Box) -> Cell:
        if box.at is None:
            return Cell("under", [], box.span)
        start, end = starts[box.at], starts[box.at] + len(texts[box.at])
        pieces = self._flow.pieces(start, end)
        findings = tuple(sorted({n for piece in pieces for run in piece.runs for n in run.findings}))
        indicator = self._indicator(start, end)
        tip = cell_tip(indicator, self._form) if indicator else None
        return Cell("under" if box.over else box.kind, pieces, box.span, tip, findings)


def _lines(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Cells that stand one a line, in lines that begin with words after a number or a blank."""
    lines: list[list[Cell]] = []
    is_over = True
    for (cell,) in rows:
        is_words = cell.kind in ("head", "label", "other")
        if (is_over and is_words) or not lines:
            lines.append([])
        lines[-1].append(cell)
        is_over = not is_words
    return lines
