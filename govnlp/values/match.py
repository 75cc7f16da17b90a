"""What a finder returns: a stretch of text, its label and its value."""

from __future__ import annotations

from dataclasses import dataclass, replace

NOTHING = ""
"""Label of a stretch in which no entity may be found: a telephone number, an ordinal, a newspaper's title."""


@dataclass(frozen=True, slots=True)
class Match:
    """A labelled stretch `text[start:end]` with what it is worth; fields that a label has no use for are `None`."""

    start: int
    end: int
    label: str
    value: int | float | str | None = None
    unit: str | None = None
    bound: str | None = None
    name: str | None = None
    level: str | None = None
    kind: str | None = None

    def moved(self, start: int, end: int) -> Match:
        """The same match on another stretch, for instance that of the unfolded text."""
        return replace(self, start=start, end=end)


def longest(matches: list[Match], priority: dict[str, int] | None = None) -> list[Match]:
    """The matches that stand once overlaps are settled, in order of position.

    The longer one wins; of equal length, the one whose label has the higher priority (lower number), then the first.
    """
    rank = priority or {}
    taken: list[Match] = []
    occupied: set[int] = set()
    for match in sorted(matches, key=lambda m: (m.start - m.end, rank.get(m.label, 0), m.start)):
        if not any(i in occupied for i in range(match.start, match.end)):
            occupied.update(range(match.start, match.end))
            taken.append(match)
    return sorted(taken, key=lambda m: m.start)
