"""Where the name of a body begins and ends: its places and duties before it, its offices and branches behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from govnlp import regions
from govnlp.gazetteers import Gazetteer, Row, alternatives, column, table
from govnlp.pipes.full_names import TIERS, expanded

_HAN = re.compile("[一-龥]")
# what cannot be within the name of a town or a branch
_NO_NAME = set("的了在和与及以由向对为将把被从到至是有各全等其该本我每某按照据经报请让使同并或者也都均不未已往赴驻受")
# what no name of a town ends with, where 和 and 同 may: 了解了镇办事处
_NO_END = set("的了与及把将被让使并或者也都均不未已")
# 城市, 山区, 乡镇, 神州: words that only end like a place
_NO_TIER = set("全各我本地城社辖郊小街园景湾校库片灾疫山牧产军战厂林老特专禁都超股上夜楼入撤设村集乡下家故回返神九节")
_TYPE = re.compile("局|厅|委员会|(?<!党)委(?!员|托|派)")
_LONG_TIER = re.compile("(?:自治[区州县旗]|地区|兵团|街道)$")


@cache
def _parts(role: str) -> str:
    return alternatives(column("agency_parts", "word", role=role))


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"[一-龥]{{2,5}}?(?P<kind>{_parts('place')})$")


@cache
def _zone() -> re.Pattern[str]:
    return re.compile(_parts("place"))


@cache
def _border() -> re.Pattern[str]:
    return re.compile(f"(?:{_parts('border')})$")


@cache
def _rank() -> re.Pattern[str]:
    return re.compile(f"(?:{_parts('rank')})$")


@cache
def _office() -> re.Pattern[str]:
    units = (
        name for row in table("agency_kinds") if row["kind"] == "内设机构" for name in (row["suffix"], *row["short"].split("|")) if name
    )
    behind = alternatives([*units, *column("agency_parts", "word", role="office")])
    branch = rf"(?:(?![{''.join(sorted(_NO_NAME))}])[一-龥]){{2,4}}?(?:{_parts('branch')})"
    return re.compile(f"(?:{behind})(?!理)|{branch}")


@cache
def _collective() -> re.Pattern[str]:
    return re.compile(f"(?:{_parts('collective')})$")


@cache
def _duties() -> Gazetteer:
    """What bodies are for, cut from their names: 财政, 旅游, 广播电视."""
    rows = (row for row in table("agency_kinds") if row["kind"] in ("部门", "中央"))
    names = (name for row in rows for name in (row["suffix"], *row["short"].split("|")))
    stems = (re.sub("^(?:国家|中华人民共和国|[省市区县])|(?:委员会|办公室|总局|局|厅|委|部|署)$", "", name) for name in names)
    duties = {duty for stem in stems for duty in re.split("和|与|、", stem) if 2 <= len(duty) <= 6}
    return Gazetteer((duty, {"duty": duty}) for duty in sorted(duties))


class Places:
    """The names of places in a text, by where they end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._full: dict[int, int] = {}
        for start, end, _ in regions.gazetteer().find_all(text):
            if _is_region(text, start, end) and (text[start:end] != "会同县" or start in self._full):  # 会同 is a verb, too
                self._full[end] = min(start, self._full.get(end, start))
        self._short = {end: start for start, end, _ in regions.short_gazetteer().find_all(text)}
        self._duties = {end: start for start, end, _ in _duties().find_all(text)}

    def begin(self, start: int) -> int:
        """Where the name of a body that stands at `start` begins: its regions, tier or town come first."""
        text, left = self.text, start
        while left in self._full:
            left = self._full[left]
        if left != start:
            return _parent(text, left)
        found = _place().search(text, max(0, start - 16), start)
        if found:
            return self._town(found.start("kind"))
        tier = _LONG_TIER.search(text, max(0, start - 3), start)
        if tier and text[tier.start() - 1 : tier.start()] not in tuple("各全本我该"):
            return tier.start()
        if left and text[left - 1] in TIERS and not (left > 1 and text[left - 2] in _NO_TIER):
            return left if _collective().search(text, max(0, left - 6), left) else left - 1
        return self._short.get(start, start)

    def _town(self, kind: int) -> int:
        """Where the name of a town begins whose kind (镇, 高新区) stands at `kind`; a region before it is part of the whole."""
        text = self.text
        if text[kind - 1] in _NO_END:
            return kind
        for left in range(kind - 1, max(-1, kind - 7), -1):
            if left in self._full:
                return self._full[left]
            if text[left - 1 : left] == "和" and not _HAN.match(text[left - 2 : left - 1] or " "):
                continue  # 和平镇 at the beginning of a clause
            if left == 0 or text[left - 1] in _NO_NAME or not _HAN.match(text[left - 1]) or _border().search(text, max(0, left - 4), left):
                return left
        return kind - 2

    def begin_of_zone(self, start: int) -> int:
        """Where a body begins whose own first word is the kind of its place: 西咸 before 新区管委会."""
        found = _zone().match(self.text, start)
        return self._town(start) if found and start and _HAN.match(self.text[start - 1]) and self.text[start - 1] not in _NO_NAME else start

    def composed(self) -> Iterator[tuple[int, int, Row]]:
        """(start, end, row) of bodies whose duties are joined in a way that no table has: 旅游和文化广电体育厅."""
        for found in _TYPE.finditer(self.text):
            start = self.with_duties(found.start())
            if start < found.start():
                name = self.text[start : found.end()]
                yield start, found.end(), {"suffix": expanded(name), "kind": "部门", "short": name}

    def with_duties(self, start: int) -> int:
        """Where a body at `start` begins if duties are joined before it: 旅游和 before 文化广电体育局."""
        while True:
            joined = start - (self.text[start - 1 : start] in ("和", "与"))
            rank = _rank().search(self.text, max(0, start - 3), start)
            if rank:
                return rank.start()
            if joined not in self._duties:
                return start
            start = self._duties[joined]


def _is_region(text: str, start: int, end: int) -> bool:
    """A name of one character (理县, 郊区) needs a border before it: not in 清理县政府, 主城区."""
    before = text[start - 1 : start]
    return end - start > 2 or not _HAN.match(before) or before in _NO_NAME or bool(_border().search(text, max(0, start - 4), start))


@cache
def _central() -> Gazetteer:
    return Gazetteer((row["suffix"], row) for row in table("agency_kinds") if row["kind"] == "中央")


def _parent(text: str, left: int) -> int:
    """The central body that stands before a place: 国家税务总局 before 北京市税务局."""
    window = max(0, left - 20)
    return next((window + start for start, end, _ in _central().find(text[window:left]) if window + end == left), left)


def end_of(text: str, end: int) -> int:
    """Where a name that reaches to `end` ends with the offices and branches that follow."""
    while found := _office().match(text, end):
        end = found.end()
    return end


def collective(text: str, start: int) -> int | None:
    """Where places of one tier, taken together, begin before `start`: 各县(区)教育局 is no body; None where there are none."""
    found = _collective().search(text, max(0, start - 8), start)
    return found.start() if found else None
