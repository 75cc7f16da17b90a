"""Sentences of the narrative with the numbers in them: what the links and the checks of the text read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from govnlp.gazetteers import column
from govnlp.report import Entity, Segment
from govnlp.script import Simplified, simplify

LEAD = 200  # characters before a sentence that may tell what it speaks of
_SENTENCE = re.compile(r"[^。!?\n]{1,1000}[。!?\n]*")  # a text without stops is cut, so that its cost stays in proportion


@dataclass(frozen=True, slots=True)
class Number:
    """A COUNT, MONEY or PERCENT: its value, and its stretch in the sentence (`start`, `end`) and in the report (`evidence`)."""

    label: str
    value: int | float
    unit: str | None
    bound: str
    start: int
    end: int
    text: str
    evidence: tuple[int, int]

    @property
    def is_exact(self) -> bool:
        """Whether the number is written out: no 约, no 余, and not in 万 or 亿, which are rounded."""
        return self.bound == "=" and not re.search("[万萬亿億]", self.text)


@dataclass(frozen=True, slots=True)
class Mark:
    """A DATE or AGENCY in a sentence: its normal form (a date in ISO 8601, a full name) and its stretch in the sentence."""

    label: str
    name: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, Simplified and half-width; `lead` is what stands right before it in its segment, `headings` above it."""

    text: str
    lead: str
    headings: str
    segment: int
    numbers: tuple[Number, ...]
    marks: tuple[Mark, ...]
    to_original: tuple[tuple[int, int], ...]

    def before(self, number: Number) -> str:
        """The words of the sentence up to a number."""
        return self.text[: number.start]

    def evidence(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the report."""
        return self.to_original[start][0], self.to_original[end - 1][1]


def sentences(segments: Sequence[Segment], entities: Sequence[Entity]) -> Iterator[Sentence]:
    """Every sentence of the segments, in order; offsets of segments and entities are into the report's text."""
    of_segment: dict[int, list[Entity]] = {}
    for entity in entities:
        of_segment.setdefault(entity.segment, []).append(entity)
    for index, segment in enumerate(segments):
        copy = simplify(segment.text)
        headings = " / ".join(simplify(heading).text for heading in segment.section)
        placed = sorted(_placed(copy, segment, of_segment.get(index, [])), key=lambda item: item[0])
        starts = [start for start, _, _ in placed]
        for found in _SENTENCE.finditer(copy.text):
            inside = placed[bisect_left(starts, found.start()) : bisect_left(starts, found.end())]
            yield _sentence(found, copy, segment, index, headings, inside)


def _sentence(
    found: re.Match[str], copy: Simplified, segment: Segment, index: int, headings: str, placed: list[tuple[int, int, Entity]]
) -> Sentence:
    inside = [(start - found.start(), end - found.start(), entity) for start, end, entity in placed]
    numbers = tuple(
        Number(e.label, e.value, e.unit, e.bound or "=", start, end, e.text, (e.start, e.end))
        for start, end, e in inside
        if e.label in ("COUNT", "MONEY", "PERCENT") and isinstance(e.value, (int, float))
    )
    marks = tuple(
        Mark(e.label, e.name if e.label == "AGENCY" else str(e.value) if e.value is not None else None, start, end)
        for start, end, e in inside
        if e.label in ("DATE", "AGENCY")
    )
    original = tuple(
        (start + segment.start, end + segment.start) for start, end in (copy.to_original(at, at + 1) for at in range(*found.span()))
    )
    lead = copy.text[max(0, found.start() - LEAD) : found.start()]
    return Sentence(found[0], lead, headings, index, numbers, marks, original)


def _placed(copy: Simplified, segment: Segment, entities: list[Entity]) -> Iterator[tuple[int, int, Entity]]:
    """Entities with their stretch in the Simplified copy of their segment."""
    lefts = [left for left, _ in copy.offsets] if copy.offsets else None
    for entity in entities:
        start, end = entity.start - segment.start, entity.end - segment.start
        yield (start, end, entity) if lefts is None else (bisect_left(lefts, start), bisect_left(lefts, end), entity)


@cache
def words(role: str) -> re.Pattern[str]:
    """The words of one role in `narrative_words.csv`, as a pattern."""
    return re.compile("|".join(f"(?:{word})" for word in column("narrative_words", "pattern", role=role)))
