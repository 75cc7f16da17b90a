"""The tables of a report as rows of cells, each with its place in the text, its part in the form, and what it tells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from govnlp.report import Indicator, Report, Table
from govnlp.view.flow import Flow, Piece
from govnlp.view.words import cell_tip

_NUMBER = re.compile(r"[-+]?[\d,，.]+\s*(?:[%％]|[^\W\d]{0,3})")
LIST = 8
"""Rows from which a table of one column, a cell a line, is shown as running cells."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the blank ones that a merged cell left behind it; `kind` is head, label, number or other."""

    start: int
    end: int
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
        position, rows = table.start, []
        for row in table.rows:
            rows.append(list(self._row(row, position)))
            position += len("\t".join(row)) + 1
        is_list = len(table.rows) >= LIST and all(len(row) == 1 for row in table.rows)
        return Grid(table.title or "表格", rows, is_list)

    def _row(self, row: tuple[str, ...], position: int) -> Iterator[Cell]:
        """The cells; a blank one of which the form asks nothing belongs to the label before it."""
        starts = [position + sum(len(cell) + 1 for cell in row[:i]) for i in range(len(row))]
        found = [self._indicator(start, start + len(cell)) for start, cell in zip(starts, row, strict=True)]
        is_data = any(found) or any(_NUMBER.fullmatch(cell.strip()) for cell in row)
        index, has_label = 0, False
        while index < len(row):
            kind = self._kind(row[index], found[index], is_data, has_label)
            span = 1
            while kind in ("head", "label", "other") and index + span < len(row) and self._is_rest(row, found, index + span):
                span += 1
            has_label = has_label or kind == "label"
            yield self._cell(starts[index], starts[index] + len(row[index]), kind, span, found[index])
            index += span

    @staticmethod
    def _is_rest(row: tuple[str, ...], found: list[Indicator | None], index: int) -> bool:
        return not row[index].strip() and found[index] is None

    @staticmethod
    def _kind(text: str, indicator: Indicator | None, is_data: bool, has_label: bool) -> str:
        if indicator is not None or _NUMBER.fullmatch(text.strip()):
            return "number"
        if not text.strip():
            return "other"
        return "other" if is_data and has_label else "label" if is_data else "head"

    def _indicator(self, start: int, end: int) -> Indicator | None:
        index = bisect_left(self._starts, start)
        return self._indicators[index] if index < len(self._starts) and self._starts[index] <= end else None

    def _cell(self, start: int, end: int, kind: str, span: int, indicator: Indicator | None) -> Cell:
        pieces = self._flow.pieces(start, end)
        findings = tuple(sorted({n for piece in pieces for run in piece.runs for n in run.findings}))
        return Cell(start, end, kind, pieces, span, indicator and cell_tip(indicator, self._form), findings)
