"""The narrative: our own wording, chosen by format, level and figures, and what it says of the table's cells."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from training.synthetic.model import Number
from training.synthetic.tables import Row, rows

_HANZI = "零一两三四五六七八九十"
_SLOT = re.compile(r"\{(\w+)\}")
WORDS = frozenset(("year", "last_year", "next_year", "we", "agency", "place", "initiative"))
"""Slots of phrases that are words; all others are numbers."""


@dataclass(frozen=True)
class Hand:
    """How one author writes numbers in running text: plain, with thousands, full width, set off by spaces."""

    thousands: bool = False
    full_width: bool = False
    spaced: bool = False
    hanzi: bool = False

    def number(self, value: Number) -> str:
        text = f"{value:,}" if self.thousands else str(value)
        if self.hanzi and isinstance(value, int) and 1 <= value <= 10:
            return _HANZI[value]
        if self.full_width:
            text = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        return f" {text} " if self.spaced else text


def hand(rng: random.Random) -> Hand:
    return Hand(rng.random() < 0.08, rng.random() < 0.04, rng.random() < 0.06, rng.random() < 0.05)


@dataclass
class Writer:
    """Writes sentences for one report and keeps what they said: name of the statement → number.

    A required topic is touched for certain, a muted one never.
    """

    rng: random.Random
    format: str
    level: str
    words: dict[str, str]
    numbers: dict[str, Number]
    hand: Hand
    required: set[str] = field(default_factory=set)
    muted: set[str] = field(default_factory=set)
    said: dict[str, Number] = field(default_factory=dict)

    def sentence(self, topic: str, chance: float = 1.0) -> str:
        """One sentence on a topic that fits the figures, or nothing."""
        if topic in self.muted or (topic not in self.required and self.rng.random() >= chance):
            return ""
        fitting = [row for row in rows("phrases") if row["topic"] == topic and self._fits(row)]
        if not fitting:
            return ""
        chosen = self.rng.choice(fitting)
        self.said.update(dict.fromkeys(re.findall(r"(\w+)=0", chosen["when"]), 0))  # 没有收到申请 says 0
        return _SLOT.sub(self._fill, chosen["text"])

    def about(self, initiative: str) -> str:
        """A sentence on one initiative."""
        self.words["initiative"] = initiative
        return self.sentence("initiative")

    def paragraph(self, **chances: float) -> str:
        """Sentences on several topics, each with its chance."""
        return "".join(self.sentence(topic, chance) for topic, chance in chances.items())

    def _fits(self, row: Row) -> bool:
        if self.format not in (row["formats"] or self.format) or self.level not in (row["levels"] or self.level):
            return False
        slots = set(_SLOT.findall(row["text"])) - WORDS
        return slots <= self.numbers.keys() and all(self._holds(condition) for condition in row["when"].split("&") if condition)

    def _holds(self, condition: str) -> bool:
        name, sign, bound = re.split(r"([=<>])", condition)
        value = self.numbers.get(name)
        return value is not None and {"=": value == int(bound), "<": value < int(bound), ">": value > int(bound)}[sign]

    def _fill(self, slot: re.Match[str]) -> str:
        if slot[1] in self.words:
            return self.words[slot[1]]
        self.said[slot[1]] = self.numbers[slot[1]]
        return self.hand.number(self.numbers[slot[1]])


def statement_ids(format: str) -> dict[str, str]:
    """Name of a statement → the cell of the format that it states."""
    return {row["name"]: row[format] for row in rows("statements") if row[format]}
