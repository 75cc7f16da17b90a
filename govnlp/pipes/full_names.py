"""The official name of a body that a text names in short: `区住建局` of a report of 北京市海淀区, `我局`, `局办公室`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from govnlp import regions
from govnlp.gazetteers import Row, alternatives, table

TIERS = "省市区县州旗盟镇乡"
_LEVELS = {
    "县": "县",
    "区": "县",
    "旗": "县",
    "省": "省",
    "州": "市",
    "盟": "市",
    "地区": "市",
    "自治区": "省",
    "自治州": "市",
    "自治县": "县",
    "自治旗": "县",
}
_LONG = re.compile("自治[区州县旗](?=.)|地区(?=.)")
_NO_TIERS = ("市场", "市容", "市政市容", "市政工程", "市政管理", "市政园林", "乡村", "区域", "区块", "镇村")
_GROUP = re.compile("(?:领导小组|协调小组|工作小组|指挥部)(?:办公室)?$")
_UNIT = re.compile("[一-龥]{2,10}(?:科|股|处|室|司)|机关(?:党委|纪委|工会)|纪检监?察?组")
_UNKNOWN: Row = {"suffix": "", "short": "", "kind": ""}
_TOWN = re.compile("(?:镇|乡|街道|苏木)$")


@dataclass(frozen=True, slots=True)
class Reporter:
    """The reporting agency, as far as it is known: name, place and tier."""

    name: str | None = None
    region: str | None = None
    level: str | None = None

    @classmethod
    def of(cls, facts: dict[str, str | None] | None) -> Reporter:
        """From the dictionary under `doc._.agency`."""
        facts = facts or {}
        return cls(facts.get("name"), facts.get("region"), facts.get("level"))

    @property
    def place(self) -> str:
        """The town or subdistrict that begins its name, with its county: 湄潭县永兴镇 of 湄潭县永兴镇人民政府."""
        name = (self.name or "").replace("人民政府", "")
        found = re.match(r".*(?:省|市|县|区|州|旗)[^省市县区州旗]{1,6}?(?:镇|乡|街道|苏木)(?=办事处|党|$)", name)
        return found[0] if found else ""

    @property
    def zone(self) -> str:
        """The development zone that it runs: 荆州经济技术开发区 of its 管理委员会."""
        return (self.name or "").removesuffix("管理委员会") if (self.name or "").endswith("区管理委员会") else ""


@lru_cache(maxsize=64)
def own_words(agency: str) -> tuple[str, ...]:
    """What a reporting agency calls itself besides its name, by the ending of that (`…局` is 局), the longest first."""
    return tuple(sorted({row["word"] for row in table("own_words") if agency.endswith(row["ending"])}, key=len, reverse=True))


def tier_length(word: str) -> int:
    """How many characters at the beginning are the tier of a place: 1 in `市委`, 3 in `自治区人民政府`, 0 in `市场监督管理局`."""
    if long := _LONG.match(word):
        return len(long[0])
    return int(len(word) > 1 and word[0] in TIERS and not word.startswith(_NO_TIERS))


def full_name(prefix: str, body: str, row: Row, reporter: Reporter) -> tuple[str | None, str | None]:
    """Official name and level of `body` of the place that `prefix` names or, by its tier alone, means; None where that cannot be told."""
    if not prefix and body.startswith(("首都", "国家", "中国", "北京")):
        return body, None
    if prefix and body.startswith("街道") and prefix not in _LEVELS:
        prefix, body, row = prefix + "街道", body[2:], {"suffix": body[2:], "short": "", "kind": row["kind"]}
    place = _place(prefix, reporter) if prefix else _own_place(row, reporter)
    if place is None:
        return None, None
    name = _branch(place[0], body) or _joined(place[0], body, row, reporter)
    if name is None:
        return None, None
    is_own = reporter.name is not None and name == reporter.name.replace("人民政府", "")
    return (reporter.name if is_own else name), place[1]


def name_of(words: str, reporter: Reporter) -> tuple[str | None, str | None]:
    """Official name and level of a body by its own words alone, where no table has it: `厅救灾处`, `团市委`, `省环境监察总队`."""
    own = reporter.name
    if own and reporter.place.endswith(words):
        return own, reporter.level
    if reporter.place and (street := re.fullmatch("(?P<tier>街道|镇|乡)(?P<body>.+)", words)) and street["body"] not in ("办", "办事处"):
        return full_name(street["tier"], street["body"], _UNKNOWN, reporter)
    if reporter.place and re.search("[^派出]所$|站$|中心$", words) and not regions.leading(words)[0] and words[0] not in TIERS:
        return reporter.place + words, reporter.level
    if own and own_words(own) and (bare := re.fullmatch(f"[我本]?(?:{alternatives(own_words(own))})(?P<office>.*)", words)):
        return own + expanded(bare["office"]), reporter.level
    if youth := re.fullmatch("团(?P<tier>[省市县区州旗]|地区)(?P<kind>委|工委)", words):
        return full_name(youth["tier"], f"团{youth['kind']}", _UNKNOWN, reporter)
    if own and _UNIT.fullmatch(words) and not regions.leading(words)[0] and words[0] not in (*TIERS, "国"):
        return own + words, reporter.level
    if reporter.zone and (zone := re.fullmatch(".{0,6}?(?:开发区|高新区|经开区|新区|园区|示范区)(?P<body>.+)", words)):
        is_own = zone["body"] in ("管委会", "管委", "管理委员会")
        return (own if is_own else full_name("区", zone["body"], _UNKNOWN, reporter)[0]), reporter.level
    prefix = _prefix(words)
    return full_name(words[:prefix], words[prefix:], _UNKNOWN, reporter) if 0 < prefix < len(words) else (None, None)


def _prefix(words: str) -> int:
    """How many characters are the place of a body: its regions and town, or a tier."""
    _, end = regions.leading(words)
    if town := re.match("[一-龥]{2,4}?(?:镇|乡|街道)(?!级)", words[end:]):
        return end + town.end()
    return end or (2 if words.startswith("街道") else tier_length(words))


def _branch(place: str, body: str) -> str | None:
    """`区公安分局` is the branch of the city's bureau: 北京市公安局平谷分局."""
    names, end = regions.leading(place)
    found = re.fullmatch("(公安|国土资源|国土|工商|规划|自然资源|生态环境|环保)分局", body)
    if not found or len(names) < 2 or end < len(place):
        return None
    bureau = {"国土": "国土资源", "工商": "工商行政管理", "环保": "环境保护"}.get(found[1], found[1])
    return f"{names[-2]}{bureau}局{regions.short_name(names[-1])}分局"


@cache
def _patterns() -> dict[str, str]:
    return {row["body"]: row["name"] for row in table("full_names")}


@cache
def _by_short_form() -> dict[str, str]:
    """Short forms that one body alone has, and its full name."""
    found: dict[str, set[str]] = {}
    for row in table("agency_kinds"):
        for short in row["short"].split("|"):
            found.setdefault(short, set()).add(re.sub("^人民政府", "", row["suffix"]))
    found["网信办"] = {"网络安全和信息化委员会办公室"}  # of the Party's committees, as those of 2018 and later are
    return {short: next(iter(names)) for short, names in found.items() if short and len(names) == 1}


def _joined(place: str, body: str, row: Row, reporter: Reporter) -> str | None:
    if place.endswith("街道") and body in ("党工委", "工委"):
        county = re.match(".*[市县区旗州]", place)  # a street of which no county is known has no name in full
        return f"中国共产党{county[0]}委员会{place[county.end() :]}工作委员会" if county else None
    if body in ("局", "厅"):
        return _peer(place, body, reporter)
    if body in _patterns():
        return _patterns()[body].format(place=place)
    if body.startswith("委") and not body.startswith("委员会"):
        return f"中国共产党{place}委员会{expanded(body[1:])}"
    if _GROUP.search(body):
        return place + body  # what a leading group is called is its name
    stem = max((name for name in _forms(row) if body.startswith(name)), key=len, default="")
    if not stem:
        return place + expanded(body)
    return place + row["suffix"][tier_length(row["suffix"]) :] + expanded(body[len(stem) :])


_SAME_LINE = re.compile("(?P<parent>国家税务总局)?(?P<place>.+?[省市县区州旗盟])(?P<duty>[^省市县区州旗盟]{2,12}?)(?:局|厅|委员会)$")


def _peer(place: str, body: str, reporter: Reporter) -> str | None:
    """The body of the reporter's own line of work in another tier: 省厅 of a county's bureau of veterans is 省退役军人事务厅."""
    own = _SAME_LINE.match(reporter.name or "")
    if own is None:
        return None
    return (own["parent"] or "") + place + own["duty"] + body


def expanded(office: str) -> str:
    """An office behind a body in full: 新闻办 is 新闻办公室, 保密委 保密委员会."""
    if office.endswith("办"):
        return _by_short_form().get(office, office + "公室")
    return office + "员会" if re.search("(?<![党纪团工])委$", office) else office


def _forms(row: Row) -> Iterator[str]:
    """The full name and those short forms that leave characters of it out; others (党政综合办公室) are names of their own."""
    for name in (row["suffix"], *row["short"].split("|")):
        if name and _is_within(name[tier_length(name) :], row["suffix"]):
            yield name[tier_length(name) :]


@cache
def _is_within(short: str, full: str) -> bool:
    rest = iter(full)
    return all(char in rest for char in short)


def _own_place(row: Row, reporter: Reporter) -> tuple[str, str] | None:
    """Where a body named without its place belongs: to the place of the report, in a development zone to its committee."""
    is_named = (
        row["kind"] == "部门"
        or row["suffix"].endswith("行政公署")
        or (row["kind"] == "事业单位" and not row["suffix"].endswith("指挥中心"))
    )
    if not is_named or reporter.level not in ("省", "市", "县") or not reporter.region:
        return None
    if reporter.zone:
        return (reporter.zone, reporter.level) if row["kind"] == "部门" else None
    own = regions.resolve(regions.leading(reporter.region)[0])
    return (own.official, own.level) if own and own.level == reporter.level else None


def _place(prefix: str, reporter: Reporter) -> tuple[str, str] | None:
    """The official place and level that a prefix stands for (`区` of a report of 北京市海淀区)."""
    names, end = regions.leading(prefix)
    if names:
        found = regions.resolve(names, reporter.region or "")
        if found is None:
            return None
        if end == len(prefix):
            return found.official, found.level
        official = found.official if names[-1] in regions.by_name() else prefix[:end]  # 襄阳高新技术产业开发区
        return official + prefix[end:], "乡" if _TOWN.search(prefix) else found.level
    if len(prefix) > 2 and _TOWN.search(prefix) and reporter.level in ("县", "乡") and reporter.region:
        own = regions.resolve(regions.leading(reporter.region)[0])
        return (own.official + prefix, "乡") if own else None
    if prefix in ("镇", "乡", "街道") and reporter.place.endswith(prefix):
        return reporter.place, "乡"
    if prefix in ("区", "开发区", "高新区") and reporter.zone:
        return reporter.zone, reporter.level or "县"
    own = regions.resolve(regions.leading(reporter.region)[0]) if reporter.region else None
    if own is None or prefix not in (*_LEVELS, "市"):
        return None
    level = _LEVELS.get(prefix) or _tier_of_city(own)
    for depth, name in enumerate(own.path):
        found = next((region for region in regions.by_name().get(name, ()) if region.path == own.path[: depth + 1]), None)
        if found and found.level == level:
            return found.official, found.level
    return None


def _tier_of_city(own: regions.Region) -> str:
    """What 市 means in a report of this region: its own city, the prefecture above it, or the municipality."""
    if own.level == "县" and own.name.endswith("市"):
        return "县"
    return "省" if own.path[0] in regions.MUNICIPALITIES else "市"
