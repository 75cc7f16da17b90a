"""What stands in book-title marks `《》`: policies, newspapers, programmes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from govnlp.gazetteers import alternatives, column

LONGEST = 160  # characters of a title; the longest real ones quote another title inside

# a title without the head noun of a document is one only behind such words
_POLICY_BEFORE = re.compile(
    r"(?:根据|依据|依照|按照|落实|贯彻|执行|印发|制定|制发|出台|修订|学习|遵照|颁布|施行|签订|签署|新)了?(?:新?修订的)?[^,。;]{0,4}$"
)
_PAPER_AFTER = re.compile(r"》(?:报|杂志|周刊|月刊|期刊|报纸|每|编辑部|刊发|刊登|第\d+版)")


@dataclass(frozen=True, slots=True)
class Title:
    """A stretch inside title marks, without them; `kind` is `policy`, `periodical` or `programme`."""

    start: int
    end: int
    kind: str


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('policy_heads', 'head'))})(?:[(（\[〔][^()（）]{{1,24}}[)）\]〕])?$")


@cache
def _periodicals() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternatives(column('periodicals', 'pattern'))})$|^(?:今日|新|.{{0,6}}之声|.{{2,6}}新闻$)[^法规条]{{1,6}}$|.报$"
    )


def find_titles(text: str) -> list[Title]:
    """The outermost titles in `《》` of Simplified, half-width `text`, in one pass; marks that do not pair are passed over."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for position in (found.start() for found in re.finditer("[《》]", text)):
        if text[position] == "《":
            opened.append(position)
        elif opened:
            start = opened.pop() + 1
            if 0 < position - start <= LONGEST and "\n" not in text[start:position]:
                pairs.append((start, position))
    titles: list[Title] = []
    leftmost = len(text) + 1
    for start, end in reversed(pairs):
        if start < leftmost:
            leftmost = start
            if text[start:end].strip():
                titles.append(Title(start, end, _kind(text, start, end)))
    return titles[::-1]


def _kind(text: str, start: int, end: int) -> str:
    title = text[start:end]
    after, before = text[end : end + 14], text[max(0, start - 9) : start - 1]
    is_policy = bool(_heads().search(title))
    if _PAPER_AFTER.match(after) and not is_policy:
        return "periodical"
    if _periodicals().search(title) and not is_policy:
        return "periodical"
    if is_policy or _POLICY_BEFORE.search(before):
        return "policy"
    return "programme"
