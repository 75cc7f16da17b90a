"""What stands in book-title marks `《》`: policies, newspapers, programmes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from govnlp.gazetteers import alternatives, column

LONGEST = 160  # characters of a title; the longest real ones quote another title inside

_PROGRAMME_AFTER = re.compile(
    r"》[”\"]?(?:等)?(?:系列)?(?:电视|广播|电台|网络|融媒体|微信|品牌|直播|访谈|专题|政务|公开)?(?:栏目|专栏|节目|专题|专刊|微视频|短视频|视频|动漫|漫画|直播|访谈|微信|公众号|板块|活动)"
)
_PROGRAMME_BEFORE = re.compile(r"(?:栏目|专栏|节目|直播|访谈|热线|专题片|宣传片|微电影|动漫)(?:组)?$")
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
    if _periodicals().search(title) and not re.search("(?:通报|年报|汇报|简报)$", title):
        return "periodical"
    if not is_policy and (_PROGRAMME_AFTER.match(after) or _PROGRAMME_BEFORE.search(before)):
        return "programme"
    return "policy"
