"""Traditional to Simplified for matching, with an exact map of offsets back to the text as it stands.

Characters are folded one to one, and full-width letters, digits and punctuation to half width; only the words of
Taiwan's vocabulary that Beijing's Traditional site uses (資訊, 網路, 微網志) can change the length of a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from govnlp.gazetteers import alternatives, table


@dataclass(frozen=True, slots=True)
class Simplified:
    """A Simplified copy of a text. `offsets` is None where it has the same length, character for character.

    Otherwise `offsets[i]` is the (start, end) in the original of the i-th character of `text`; all characters of a
    replaced word share the whole word's.
    """

    text: str
    offsets: tuple[tuple[int, int], ...] | None = None

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that `text[start:end]` stands for (never empty where the stretch is not)."""
        if self.offsets is None:
            return start, end
        if start >= end:
            point = self.offsets[start][0] if start < len(self.offsets) else (self.offsets[-1][1] if self.offsets else 0)
            return point, point
        return self.offsets[start][0], self.offsets[end - 1][1]


@cache
def _characters() -> dict[int, str]:
    """Traditional → Simplified and full width → half width, as `str.translate` takes it."""
    folding = {ord(row["traditional"]): row["simplified"] for row in table("characters")}
    folding.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
    folding.update({0x3000: " ", 0xA0: " ", 0x2009: " ", 0x2002: " ", 0x2003: " "})
    return folding


@cache
def _exclusive() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Characters that only Traditional and only Simplified text has."""
    rows = table("characters")
    traditional = "".join(row["traditional"] for row in rows if row["exclusive"] == "1")
    simplified = "".join({row["simplified"] for row in rows if row["exclusive"] == "1"} - set(traditional))
    return re.compile(f"[{traditional}]"), re.compile(f"[{simplified}]")


@cache
def _vocabulary() -> tuple[re.Pattern[str], dict[str, str]]:
    words = {row["taiwan"]: row["mainland"] for row in table("taiwan_vocabulary")}
    return re.compile(alternatives(words)), words


def detect_script(text: str) -> str:
    """`Hant` where more characters are Traditional than Simplified only, else `Hans`."""
    sample = text[:100_000]
    traditional, simplified = _exclusive()
    return "Hant" if len(traditional.findall(sample)) > len(simplified.findall(sample)) else "Hans"


def fold(text: str) -> str:
    """`text` with every character Simplified and half width, one for one: no word of Taiwan's vocabulary is mapped."""
    return text.translate(_characters())


def simplify(text: str) -> Simplified:
    """The Simplified, half-width copy of `text` that all matching is done on.

    Taiwan's vocabulary is mapped in Traditional text only: 支援 is a word of its own in Simplified.

    Examples
    --------
    >>> copy = simplify("發佈政務微網志422條")
    >>> copy.text, copy.to_original(4, 6)
    ('发布政务微博422条', (4, 7))
    """
    return _cached(text) if len(text) < 2_000 else _simplify(text)


def _simplify(text: str) -> Simplified:
    folded = fold(text)
    if folded == text or detect_script(text) == "Hans":
        return Simplified(folded)
    pattern, words = _vocabulary()
    pieces: list[str] = []
    offsets: list[tuple[int, int]] = []
    position, resized = 0, False
    for found in pattern.finditer(text):
        word = words[found[0]]
        pieces += [folded[position : found.start()], word]
        offsets += [(i, i + 1) for i in range(position, found.start())]
        if len(word) == len(found[0]):
            offsets += [(i, i + 1) for i in range(found.start(), found.end())]
        else:
            offsets += [found.span()] * len(word)
            resized = True
        position = found.end()
    pieces.append(folded[position:])
    if not resized:
        return Simplified("".join(pieces))
    offsets += [(i, i + 1) for i in range(position, len(text))]
    return Simplified("".join(pieces), tuple(offsets))


_cached = lru_cache(maxsize=256)(_simplify)
