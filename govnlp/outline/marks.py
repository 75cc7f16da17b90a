"""The marks that number headings and items, and the titles of statutory sections. All on Simplified, half-width copies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from govnlp.gazetteers import alternatives, column, table
from govnlp.script import simplify
from govnlp.values.numerals import parse_numeral

_CHINESE = "[一二三四五六七八九十]{1,3}"
# level, mark; what follows the mark must not be a digit (1.5万) or another mark's end
_LEVELS = (
    (
        1,
        rf"第(?P<n1a>{_CHINESE})(?:部分|章)[、.:, ]?|(?P<n1>{_CHINESE})[ ]?[、.,:](?![一二三四五六七八九十]{{1,2}}[、,])"
        r"|(?P<n1b>[Ⅰ-Ⅻ])[、. ]",
    ),
    (2, rf"\([ ]?(?P<n2>{_CHINESE})[ ]?\)[、.]?|第(?P<n2a>{_CHINESE})节[、.:, ]?|(?P<n2b>[㈠-㈩])[、.]?"),
    (3, r"(?P<n3>\d{1,2})[.、](?!\d)|(?P<n3a>[⒈-⒛])"),
    (4, r"\((?P<n4>\d{1,2})\)|(?P<n4a>[①-⑳])|(?P<n4b>[⑴-⒇])"),
)
MARK = re.compile("|".join(rf"(?P<level{level}>{pattern})" for level, pattern in _LEVELS))
# one character a number: the first of each series stands for 1
_SERIES = (("Ⅰ", 12), ("㈠", 10), ("⒈", 20), ("①", 20), ("⑴", 20))
ENCLOSED = {chr(ord(first) + place): place + 1 for first, count in _SERIES for place in range(count)}
"""Numbers in a circle, in brackets, with a stop, and Roman ones, and what they count."""
# 1 总体情况, 1.1 主动公开, 1.1.1 目录; not 1.5万条
_DECIMAL = re.compile(
    r"(?P<outer>\d{1,2}(?:\.\d{1,2}){0,2}(?=[^\d.]|\.(?!\d)))[.、]?(?P<space>\s*)(?=[一-龥《“])(?![万亿倍个分元米级版时])"
)
_WORDS = re.compile(r"\s*\S")
_STATEMENT = re.compile(r"\d[\d,.]*(?:余|多|万|亿)*\s*(?:[条件次个项篇期份人家场类起名位]|万?元|%)|^\s*(?:19|20)\d\d年[,，]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbering mark: its level (1 `一、` 2 `（一）` 3 `1.` 4 `（1）`), its number, its stretch."""

    level: int
    number: int
    start: int
    end: int


def mark_at(folded: str, position: int) -> Mark | None:
    """The mark that stands at `position` of a folded text, if one does."""
    found = MARK.match(folded, position)
    if not found:
        return _decimal(folded, position)
    if not _WORDS.match(folded, found.end()):
        return None
    _, digits = (group for group in found.groups() if group)
    number = _number(digits)
    return Mark(int(str(found.lastgroup)[-1]), number, *found.span()) if number else None


def _decimal(folded: str, position: int) -> Mark | None:
    """The mark of an outline in decimals, at the start of a line: `1.1 主动公开`; its first level must head a statutory section."""
    if folded[:position].strip() or not (found := _DECIMAL.match(folded, position)):
        return None
    numbers = found["outer"].split(".")
    is_first = len(numbers) == 1
    if is_first and not (found["space"] and statutory_title(folded, found.end()) > found.end()):
        return None
    return Mark(len(numbers), int(numbers[-1]), *found.span()) if int(numbers[-1]) else None


@cache
def _number(digits: str) -> int:
    """The number of a mark; 0 where it is none."""
    if digits in ENCLOSED:
        return ENCLOSED[digits]
    numeral = parse_numeral(digits)
    return int(numeral.value) if numeral else 0


def starts_with_mark(text: str) -> bool:
    """Whether a line begins with a mark of a first or second level."""
    mark = mark_at(simplify(text[:60]).text.lstrip(), 0)
    return mark is not None and mark.level <= 2


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(alternatives(column("section_titles", "title")))


def statutory_title(folded: str, position: int = 0) -> int:
    """Where a title of a statutory section that begins at `position` ends; `position` itself where none does."""
    found = _titles().match(folded, position)
    return found.end() if found else position


def statutory_heading(text: str) -> bool:
    """Whether a whole line, but for a mark before and a stop behind, is a title of a statutory section."""
    folded = simplify(text).text.strip().rstrip("。.:;,、 ")
    mark = mark_at(folded, 0)
    start = mark.end if mark else 0
    return statutory_title(folded, start) == len(folded) > start


@cache
def _official() -> frozenset[str]:
    return frozenset(row["title"] for row in table("section_titles") if "20" in row["note"] and "before" not in row["note"])


def is_official(text: str) -> bool:
    """Whether a whole line is a title that the forms of 2019 or 2021 prescribe, without a mark."""
    return simplify(text).text.strip().rstrip("。.: ") in _official()


def is_statement(folded: str) -> bool:
    """Whether words behind a mark state something (a number, a year's event) rather than head something."""
    return bool(_STATEMENT.search(folded))


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], re.compile(row["pattern"])) for row in table("section_kinds"))


def kind_of(heading: str) -> str | None:
    """Which of the six statutory sections a first-level heading is, named by its title of 2021; None where it is none."""
    folded = simplify(heading).text
    mark = mark_at(folded, 0)
    words = folded[mark.end :] if mark else folded
    return next((kind for kind, pattern in _kinds() if pattern.search(words.strip())), None)
