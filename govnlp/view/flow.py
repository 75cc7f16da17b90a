"""The text of a report as blocks, pieces and runs: every character that is no white space once, in its place.

A block is a heading, a segment, a table, or text that is none of these. Its pieces are entities and what stands between them;
a piece is cut into runs where a place begins or ends that a finding or a key figure points to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govnlp.report import Entity, Report, Table


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text that is pointed to; `findings` are the numbers, from 1, of those that do."""

    start: int
    end: int
    findings: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """Its name in the page."""
        return f"p{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one kind; `ids` are the places that begin here, `closing` the findings whose evidence ends here."""

    text: str
    ids: tuple[str, ...] = ()
    findings: tuple[int, ...] = ()
    closing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """An entity, or text between entities."""

    runs: tuple[Run, ...]
    entity: Entity | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text with what it is; `index` is its place in `report.sections`, `.segments` or `.tables`, of the rest its start."""

    kind: str
    start: int
    end: int
    index: int = 0

    @property
    def id(self) -> str:
        """Its name in the page: `segment-1` is the first of `report.segments`."""
        return f"{self.kind}-{self.index + 1}"


class Flow:
    """Cuts the text of a report; places are clipped to the text and moved off the white space at their borders."""

    def __init__(self, report: Report, places: Sequence[Place] = ()) -> None:
        self.report = report
        self.text = report.text
        self.places = sorted((self.fit(place) for place in places), key=lambda place: (place.start, place.end))
        self._place_starts = [place.start for place in self.places]
        self._widest = max((place.end - place.start for place in self.places), default=0)
        self._entities = sorted((e for e in report.entities if 0 <= e.start < e.end <= len(self.text)), key=lambda e: e.start)
        self._starts = [entity.start for entity in self._entities]
        self._parts = self._find_parts()
        self._part_starts = [part.start for part in self._parts]
        self._longest = max((entity.end - entity.start for entity in self._entities), default=0)

    def fit(self, place: Place) -> Place:
        """The place within the text, its borders on characters that are seen."""
        start = min(max(place.start, 0), len(self.text))
        end = min(max(place.end, start), len(self.text))
        if self.text[start:end].strip():
            start, end = end - len(self.text[start:end].lstrip()), start + len(self.text[start:end].rstrip())
        return Place(start, end, place.findings)

    def blocks(self) -> Iterator[Block]:
        """The blocks in order, without gap or overlap but for white space."""
        position = 0
        for part in self._parts:
            if part.start > position:
                yield from self._plain(position, part.start)
            start = max(part.start, position)
            if start >= part.end:
                continue
            whole = start == part.start or part.kind == "segment"
            position = self._tail(part) if whole and part.kind == "heading" else part.end
            yield Block(part.kind, start, position, part.index) if whole else Block("plain", start, position, start)
        yield from self._plain(position, len(self.text))

    def _find_parts(self) -> list[Block]:
        """Tables, headings and segments, by their starts; what does not fit the text is left to plain text."""
        report = self.report
        parts = [Block("table", t.start, t.end, i) for i, t in enumerate(report.tables) if self._is_grid(t)]
        parts += [
            Block("heading", s.start, s.start + len(s.heading), i)
            for i, s in enumerate(report.sections)
            if s.start >= 0 and s.heading and self.text.startswith(s.heading, s.start)
        ]
        parts += [Block("segment", s.start, s.end, i) for i, s in enumerate(report.segments) if 0 <= s.start < s.end <= len(self.text)]
        return sorted(parts, key=lambda part: (part.start, part.kind != "table", part.end))

    def _is_grid(self, table: Table) -> bool:
        rows = "\n".join("\t".join(row) for row in table.rows)
        return bool(rows) and table.start >= 0 and self.text[table.start : table.end] == rows

    def _tail(self, heading: Block) -> int:
        """The end of a heading with the marks that follow it in its line, up to the next part."""
        line = self.text.find("\n", heading.end)
        end = line if line >= 0 else len(self.text)
        following = bisect_left(self._part_starts, heading.end)
        return min([end, *self._part_starts[following : following + 1]])

    def _plain(self, start: int, end: int) -> Iterator[Block]:
        """The lines of a gap."""
        position = start
        for line in self.text[start:end].splitlines(keepends=True):
            if line.strip():
                yield Block("plain", position, position + len(line), position)
            position += len(line)

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The stretch in pieces; an entity that overlaps the one before it, or the border, is clipped."""
        pieces: list[Piece] = []
        position = start
        near = self.places[bisect_left(self._place_starts, start - self._widest) : bisect_right(self._place_starts, end)]
        places = [p for p in near if p.end >= start]
        for entity in self._entities[bisect_left(self._starts, start - self._longest) : bisect_left(self._starts, end)]:
            begin, finish = max(entity.start, position), min(entity.end, end)
            if begin >= finish:
                continue
            if begin > position:
                pieces.append(Piece(self._runs(position, begin, places)))
            pieces.append(Piece(self._runs(begin, finish, places), entity))
            position = finish
        if position < end or start == end:
            pieces.append(Piece(self._runs(position, end, places)))
        return pieces

    def _runs(self, start: int, end: int, places: Sequence[Place]) -> tuple[Run, ...]:
        inner = {border for place in places for border in (place.start, place.end) if start < border < end}
        borders = sorted({start, end, *inner})
        if start == end:
            return (self._run(start, end, places),)
        return tuple(self._run(low, high, places) for low, high in pairwise(borders))

    def _run(self, low: int, high: int, places: Sequence[Place]) -> Run:
        """A run and the places on it; a place without extent, such as a blank cell, is on the run that begins there."""
        ids = tuple(dict.fromkeys(p.id for p in places if p.start == low))
        on = [p for p in places if (p.start < high and p.end > low) or p.start == p.end == low]
        findings = tuple(sorted({n for p in on for n in p.findings}))
        closing = tuple(sorted({n for p in on if p.end == high or p.start == p.end for n in p.findings}))
        return Run(self.text[low:high], ids, findings, closing)
