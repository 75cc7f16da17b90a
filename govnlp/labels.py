"""The words of the statutory tables: labels in one normal form, how alike two labels are, which labels are known.

Shared by `reading` (a run of labels and numbers is a table) and `statutory` (a row is matched to the form by its labels).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from govnlp.gazetteers import table
from govnlp.script import simplify

LONGEST = 160
"""Characters of a label; the longest of the forms, with its note, has 75."""

_CHINESE = "[一二三四五六七八九十]{1,3}"
_MARK = re.compile(
    rf"(?:其中[:,、]?)?(?P<mark>{_CHINESE}[、.]|\({_CHINESE}\)[、.]?|\d{{1,2}}[.、](?!\d)|\(\d{{1,2}}\)|[①-⑩])?(?:其中[:,]?)?"
)
_NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_OPEN_NOTE = re.compile(r"(?<=.)[(\[【〔].*$")  # the note goes on in another line
_NOT_LETTERS = re.compile(r"[\s\W_\d]+")


@dataclass(frozen=True, slots=True)
class Label:
    """A label without numbering, notes in brackets, punctuation and spaces, Simplified; `mark` is its numbering (`(三)`) or empty."""

    bare: str
    mark: str = ""


@lru_cache(maxsize=20_000)
def label_of(text: str) -> Label:
    """The normal form of a cell: `（三）不予公開` and `(三) 不予公开(注1)` are one; so are `3.其他` and `3、其他`."""
    plain = re.sub(r"\s+", "", simplify(text[: 2 * LONGEST]).text)
    found = _MARK.match(plain)
    mark = (found["mark"] or "") if found else ""
    words = plain[found.end() :] if found else plain
    bare = _NOT_LETTERS.sub("", _OPEN_NOTE.sub("", _NOTE.sub("", words))) or _NOT_LETTERS.sub("", words)
    return Label(bare, mark.strip("、."))


@cache
def variants() -> dict[str, str]:
    """Labels as reports write them → the form's label they stand for; "" where it is a province's own, without an indicator."""
    return {label_of(row["variant"]).bare: label_of(row["label"]).bare for row in table("table_labels")}


@cache
def form_labels() -> frozenset[str]:
    """Bare labels of all rows and columns of the forms."""
    parts = {part for row in table("indicators") for path in (row["row"], row["column"]) for part in levels(path)}
    return frozenset(bare for part in parts if (bare := label_of(part).bare))


def levels(path: str) -> list[str]:
    """The labels of a path of `indicators.csv`, outermost first: a slash parts them, but for that of 本年增/减."""
    return re.split("(?<!增)/", path)


@cache
def _weights() -> Counter[str]:
    """In how many labels of the forms a pair of characters stands: 公开政府信息数 tells little, 政务微博 much."""
    return Counter(pair for bare in form_labels() for pair in _pairs(bare))


def _negations(bare: str) -> int:
    """不同意公开 and 同意公开 differ by all that matters."""
    return sum(bare.count(char) for char in "不未非无")


def _pairs(bare: str) -> frozenset[str]:
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1)) or frozenset((bare,))


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> float:
    """How alike two bare labels are, from 0 to 1: the share of their pairs of characters, the telling ones weighing more."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < 3 or _negations(one) != _negations(other):
        return 0.0
    mine, yours = _pairs(one), _pairs(other)
    return 2 * _weight(mine & yours) / (_weight(mine) + _weight(yours))


def _weight(pairs: frozenset[str]) -> float:
    weights = _weights()
    return sum(1 / max(1, weights[pair]) for pair in pairs)


@lru_cache(maxsize=20_000)
def is_known(bare: str) -> bool:
    """Whether a bare label is one of the forms', a variant, or so like one that it can be nothing else."""
    if bare in form_labels() or bare in variants():
        return True
    if len(bare) < 6:
        return False
    pairs = _pairs(bare)
    foreign = sum(pair not in _weights() for pair in pairs)
    if foreign > (1 - SURE / (2 - SURE)) * _weight(pairs):  # no label can share enough: most words are turned away here
        return False
    least, own = SURE / (2 - SURE), _weight(pairs)  # labels that weigh less or more by that share cannot be alike enough
    return any(likeness(bare, known) >= SURE for known, weight in _weighed() if least * weight <= own <= weight / least)


@cache
def _weighed() -> list[tuple[str, float]]:
    """The labels of the forms, and what their pairs of characters weigh together."""
    return [(known, _weight(_pairs(known))) for known in form_labels()]


def is_part(text: str) -> bool:
    """Whether two characters or more are a piece of a label of the forms, as a narrow column breaks it."""
    bare = label_of(text).bare
    return len(bare) > 1 and bare in _all_labels()


@cache
def _all_labels() -> str:
    return "/".join(sorted(form_labels()))


SURE = 0.8
"""Likeness from which a label is the form's, wherever it stands."""
