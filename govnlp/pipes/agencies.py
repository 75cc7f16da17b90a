"""`gov_agencies`: AGENCY, from gazetteers and the way names of public bodies are built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language

from govnlp import regions
from govnlp.gazetteers import Gazetteer, Row, alternatives, column, table
from govnlp.pipes.base import Tagger
from govnlp.script import Simplified
from govnlp.values.match import NOTHING, Match

# bodies that only a name or a tier before them makes one: 政府 in 区政府, 办公室 in 市政府办公室
_GENERIC_KINDS = ("内设机构", "基层")
_GENERIC = frozenset(column("agency_generics", "word", role="generic"))
_NEVER = frozenset(column("agency_generics", "word", role="never"))
_TIERS = "省市区县州旗盟镇乡"
# a place of no gazetteer before a body: 茶店镇, 高新区, 某街道
_PLACE = re.compile(
    r"[一-龥]{2,5}?(?:经济技术开发区|经济开发区|高新技术产业开发区|开发区|高新区|经开区|新区|示范区|工业园区|园区|景区|度假区|保税区|街道|民族乡|苏木|镇|乡)$"
)
_NO_NAME = set("的了在和与及以由向对为将把被从到至是有各全等其该本我每某按照据经报请让使同并或者也都均不未已")
_OFFICE = re.compile(
    r"(?:办公室|办公厅|党组|党委|党工委|机关党委|政务公开办公室|政务公开办|信息中心|新闻办公室|新闻办|督查室|研究室|分局|政务公开科|综合科|政务公开处|领导小组办公室)"
)
_MODIFIED = re.compile(
    r"(?:(?:政务公开|政府信息公开|信息公开|政府信息和政务公开|信息和政务公开|政府信息与政务公开|保密审查|保密|网络安全和信息化|疫情防控|新冠肺炎疫情防控|防控|放管服|优化营商环境|"
    r"政府网站|政务服务|政务信息|依申请公开|舆情应对|政府职能转变|法治政府建设|安全生产|国家保密)(?:和[一-龥]{2,6})?(?:工作)?"
    r"(?:领导小组办公室|领导小组|协调小组|工作小组|指挥部办公室|指挥部|委员会|联席会议|办公室|办))"
)
_BARE = re.compile(
    r"(?<![一-龥])(?:局|厅|委)(?=门户网站|网站|官网|官方|机关|领导|党组|属各?|内设|各科室|各处室|长办公会|务会)|(?<![一-龥])(?:街道)?办事处(?!理)|(?<![一-龥])管委会|党政综合办公室|党政办公室|党政办(?!公)"
)


@cache
def _central() -> Gazetteer:
    return Gazetteer(_names((row for row in table("agency_kinds") if row["kind"] == "中央"), "suffix"))


@cache
def _bodies() -> Gazetteer:
    return Gazetteer(_names((row for row in table("agency_kinds") if row["kind"] != "中央"), "suffix"))


def _names(rows: Iterator[Row], key: str) -> Iterator[tuple[str, Row]]:
    """Full and short forms of a table's names, the full ones first."""
    kept = [row for row in rows if row[key] not in _NEVER]
    yield from ((row[key], row) for row in kept)
    yield from ((short, row) for row in kept for short in row["short"].split("|") if short and short not in _NEVER)


class AgencyTagger(Tagger):
    """Tags organisations of the public sector; `span._.name` is the full name where it can be told, else None."""

    def _find(self, copy: Simplified, year: int | None, agency: dict[str, str | None] | None) -> list[Match]:
        text = copy.text
        region_ends = {end: start for start, end, _ in regions.gazetteer().find_all(text) if _is_region(text, start, end)}
        short_ends = {end: start for start, end, _ in regions.short_gazetteer().find_all(text)}
        matches = []
        for start, end, row in _central().find(text):
            matches.append(Match(start, end, "AGENCY", name=row["suffix"], level="国家", kind=row["kind"]))
        for start, end, row in _bodies().find(text):
            if _has_tier(text[start:end]):
                start += 1
            left = _extend_left(text, start, region_ends)
            left = short_ends.get(start, left) if left == start else left
            end = _extend_right(text, end)
            if left == start and _needs_name(text, start, end, row):
                continue
            matches.append(self._named(text, left, start, end, row, agency))
        for found in _own_words().finditer(text):
            matches.append(self._own(found.start(), found.end(), agency))
        for found in _BARE.finditer(text):
            matches.append(self._own(found.start(), found.end(), agency))
        for found in _MODIFIED.finditer(text):
            left = _extend_left(text, found.start(), region_ends)
            matches.append(Match(left, found.end(), "AGENCY", kind="领导机构"))
        return [match for match in matches if not _goes_on(text, match)] + list(_not_agencies(text))

    def _own(self, start: int, end: int, agency: dict[str, str | None] | None) -> Match:
        facts = agency or {}
        return Match(start, end, "AGENCY", name=facts.get("name"), level=facts.get("level"))

    def _named(self, text: str, left: int, start: int, end: int, row: Row, agency: dict[str, str | None] | None) -> Match:
        if any(text.startswith(parent, left) for parent in regions.PARENTS) and end - left > 10:
            return Match(left, end, "AGENCY", name=text[left:end], kind=row["kind"])  # 国家税务总局北京市税务局
        place = _place(text[left:start], (agency or {}).get("region"))
        if place is None:
            return Match(left, end, "AGENCY", kind=row["kind"])
        return Match(left, end, "AGENCY", name=_full(place[0], text[start:end], row), level=place[1], kind=row["kind"])


def _has_tier(word: str) -> bool:
    """`市委` and `区人民政府` begin with the tier of a place, `市场监督管理局` does not."""
    return word[0] in _TIERS and len(word) > 1 and not word.startswith(("市场", "市政市容", "市容", "乡村", "区域", "区块"))


def _full(place: str, body: str, row: Row) -> str:
    """The official name of a body that the text names in full or in short."""
    names = [name.lstrip(_TIERS) if _has_tier(name) else name for name in (row["suffix"], *row["short"].split("|")) if name]
    stem = max((name for name in names if body.startswith(name)), key=len, default=body)
    if body.startswith("委"):
        return f"中国共产党{place}委员会{body[1:]}"
    return place + names[0] + body[len(stem) :]


def _place(prefix: str, region: str | None) -> tuple[str, str] | None:
    """The official place and level that a prefix stands for (`区` of a report of 北京市海淀区)."""
    names, end = regions.leading(prefix)
    if names:
        found = regions.resolve(names, region or "")
        if found is None:
            return None
        if end == len(prefix):
            return found.official, found.level
        return found.official + prefix[end:], "乡" if re.search("(?:镇|乡|街道)$", prefix) else found.level
    own = regions.resolve(regions.leading(region)[0]) if region else None
    if own is None or len(prefix) != 1:
        return None
    tiers = {"县": "县", "区": "县", "旗": "县", "省": "省", "州": "市", "盟": "市"}
    if prefix not in (*tiers, "市"):
        return None
    level = tiers.get(prefix) or ("市" if len(own.path) > 1 and own.path[0] not in regions.MUNICIPALITIES else "省")
    if prefix == "市" and own.level == "县" and own.name.endswith("市"):
        level = "县"
    for depth, name in enumerate(own.path):
        found = next((r for r in regions.by_name().get(name, ()) if r.path == own.path[: depth + 1]), None)
        if found and found.level == level:
            return found.official, found.level
    return None


def _is_region(text: str, start: int, end: int) -> bool:
    """`市中区` and the like must not be read out of `全市中区`; a name of one character and suffix needs a border."""
    return end - start > 2 or start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff"


def _extend_left(text: str, start: int, region_ends: dict[int, int]) -> int:
    """Where the name of a body that stands at `start` begins: its regions, tier or town come first."""
    left = start
    while left in region_ends:
        left = region_ends[left]
    if left != start:
        central = [s for s, e, _ in _central().find(text[max(0, left - 20) : left]) if e == min(left, 20)]
        return max(0, left - 20) + central[0] if central else left
    found = _PLACE.search(text, max(0, start - 12), start)
    if found:
        return _town_start(text, found, region_ends)
    if left and text[left - 1] in _TIERS and not (left > 1 and text[left - 2] in "全各我本地城社辖郊小街园景"):
        return left - 1
    return left


def _town_start(text: str, found: re.Match[str], region_ends: dict[int, int]) -> int:
    """The name of a town has two or three characters before 镇; a region before it is part of the whole."""
    for left in range(found.end() - 2, max(-1, found.end() - 10), -1):
        if left in region_ends:
            return region_ends[left]
        if left == 0 or text[left - 1] in _NO_NAME or not "\u4e00" <= text[left - 1] <= "\u9fff":
            return left
    return found.end() - (3 if found[0][-1] in "镇乡" else 4)


def _extend_right(text: str, end: int) -> int:
    while found := _OFFICE.match(text, end):
        end = found.end()
    return end


def _needs_name(text: str, start: int, end: int, row: Row) -> bool:
    """Whether a body without a place before it is none: a generic word, or the tail of a longer one."""
    word, before = text[start:end], text[max(0, start - 1) : start]
    return word in _GENERIC or row["kind"] in _GENERIC_KINDS or len(word) < 2 or before in tuple("各级全等两" + _TIERS)


@cache
def _own_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(column('self_reference', 'word'))})(?![部长域面限队员展设心信])")


# what may follow a name's last character and make another word of it: 司法部门, 依申请公开办理
_OTHER_WORD = {
    "部": "门署队分",
    "办": "理法件事结公文好复学案证",
    "局": "部限面势长",
    "委": "员托派书",
    "院": "校子长",
    "厅": "长级",
    "处": "理置于罚分长",
    "所": "有属在以需",
    "会": "议场商诊后上前中期",
    "心": "思任组工城",
}


def _goes_on(text: str, match: Match) -> bool:
    """Whether the name is part of another word: `司法部门`; `区政府信息公开` is 区 and 政府信息公开."""
    word, after = text[match.start : match.end], text[match.end : match.end + 2]
    if word.endswith("政府") and not word.endswith("人民政府") and after in ("信息", "职能", "采购", "投资", "工作", "购买"):
        return True
    return (bool(after) and after[0] in _OTHER_WORD.get(word[-1], "") and match.kind != "领导机构") or (
        word[-1] == "办" and after[:1] == "理"
    )


def _not_agencies(text: str) -> Iterator[Match]:
    """Collectives that would read as agencies."""
    for found in re.finditer(
        r"各(?:级|区县?|县区?|市|省|镇|乡镇?|街道|地)?(?:人民)?(?:政府|党委|部门|单位|委办局|街镇|法院|街道办事处|办事处)|(?:[一两三多]|各)级(?:人民)?法院",
        text,
    ):
        yield Match(*found.span(), NOTHING)


@Language.factory("gov_agencies", assigns=["doc.spans"])
def create_agencies(nlp: Language, name: str) -> AgencyTagger:
    """The `gov_agencies` component; set `doc._.agency` to resolve 我局 and 市政府."""
    return AgencyTagger()
