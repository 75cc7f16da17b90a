"""The official name of a body that a text names in short: `区住建局` of a report of 北京市海淀区, `我局`, `局办公室`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from govnlp import regions
from govnlp.gazetteers import Row, alternatives, table
from govnlp.pipes import kin_names
from govnlp.pipes.kin_names import expanded as expanded

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
_SUBUNIT = re.compile("(?!.*(?:公安|交警|交通|网安|人行|全国|驻))[一-龥]{2,10}(?:中心|站|部|大队|中队|支队|所|办|专班|分局)")
_OWNER = re.compile("(?:局|厅|(?<!管理)委员会|医院|中心|[^人]部)$")
_CORPS = "新疆生产建设兵团"
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
        start = regions.leading(name)[1]  # 祁东县白地市镇: a tier may stand in the name of a town, too
        known = start and re.match("[一-龥]{1,7}?(?:镇|乡|街道|苏木)(?=办事处|党|$)", name[start:])
        found = re.match(r".*(?:省|市|县|区|州|旗)[^省市县区州旗]{1,6}?(?:镇|乡|街道|苏木)(?=办事处|党|$)", name)
        return name[:start] + known[0] if known else found[0] if found else ""

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
    if reporter.name and (own := kin_names.tail(reporter.name, prefix + body)):
        return own, reporter.level
    if prefix and body.startswith("街道") and prefix not in _LEVELS:
        prefix, body, row = prefix + "街道", body[2:], {"suffix": body[2:], "short": "", "kind": row["kind"]}
    place = _place(prefix, reporter) if prefix else _own_place(row, reporter)
    if place is None and body in _patterns() and (short := regions.resolve([prefix])):
        place = short.official, short.level  # 荆州中院
    if place is None:
        return None, None
    name = kin_names.branch(place[0], body) or kin_names.station(place[0], body) or _joined(place[0], body, row, reporter)
    if name is None:
        return None, None
    is_own = reporter.name is not None and name == reporter.name.replace("人民政府", "")
    return (reporter.name if is_own else name), place[1]


def name_of(words: str, reporter: Reporter) -> tuple[str | None, str | None]:
    """Official name and level of a body by its own words alone, where no table has it: `厅救灾处`, `团市委`, `省环境监察总队`."""
    own = reporter.name
    if own and (reporter.place.endswith(words) or kin_names.tail(own, words)):
        return kin_names.tail(own, words) or own, reporter.level
    if reporter.place and (of_town := _of_town(words, reporter)):
        return of_town
    if own and own_words(own) and (bare := re.fullmatch(f"[我本]?(?:{alternatives(own_words(own))})(?P<office>.*)", words)):
        return kin_names.organ(own, bare["office"]) or own + expanded(bare["office"]), reporter.level
    if youth := re.fullmatch("团(?P<tier>[省市县区州旗]|地区)(?P<kind>委|工委)", words):
        return full_name(youth["tier"], f"团{youth['kind']}", _UNKNOWN, reporter)
    if words == "地委":
        return full_name("地区", "委", _UNKNOWN, reporter)
    if own and not regions.leading(words)[0] and words[0] not in (*TIERS, "国") and (name := _unit(words, own)):
        return name, reporter.level
    if reporter.zone and (zone := re.fullmatch("(?:.{0,6}?(?:开发区|高新区|经开区|新区|园区|示范区))?(?P<body>.+)", words)):
        is_own = zone["body"] in ("管委会", "管委", "管理委员会")
        if zone["body"] != words or words in _patterns():
            return (own if is_own else full_name("区", zone["body"], _UNKNOWN, reporter)[0]), reporter.level
    if own and own.startswith(_CORPS) and words.startswith("兵团"):
        return _CORPS + (kin_names.drawn_out(words[2:], own) or expanded(words[2:])), "省"
    prefix = _prefix(words)
    return full_name(words[:prefix], words[prefix:], _UNKNOWN, reporter) if 0 < prefix < len(words) else (None, None)


def _of_town(words: str, reporter: Reporter) -> tuple[str | None, str | None] | None:
    """A body of the reporting town or subdistrict: `街道党工委`, `司法所`, `文坊村村委会`; None where the words are of none."""
    place = reporter.place
    if committee := kin_names.village(place, words):
        return committee, reporter.level
    street = re.fullmatch("(?P<tier>街道|镇|乡)(?P<body>.+)", words)
    if street and street["body"] not in ("办", "办事处"):
        return full_name(street["tier"], street["body"], _UNKNOWN, reporter)
    if regions.leading(words)[0] or words[0] in TIERS:
        return None
    if words.endswith("司法所"):
        county = place[: regions.leading(place)[1]]
        return kin_names.station(county + words.removesuffix("司法所") + "镇" if words != "司法所" else place, "司法所"), reporter.level
    return (place + words, reporter.level) if re.search("[^派出]所$|站$|中心$", words) else None


def _unit(words: str, own: str) -> str | None:
    """A unit of the reporting body: a section of a government is one of its office, a bureau has centres and brigades, too."""
    if _UNIT.fullmatch(words):
        return f"{own}办公室{words}" if own.endswith("人民政府") and words.endswith("科") else own + words
    return own + expanded(words) if _OWNER.search(own) and _SUBUNIT.fullmatch(words) else None


def _prefix(words: str) -> int:
    """How many characters are the place of a body: its regions and town, or a tier."""
    _, end = regions.leading(words)
    if town := re.match("[一-龥]{2,4}?(?:镇|乡|街道)(?!级)", words[end:]):
        return end + town.end()
    return end or (2 if words.startswith("街道") else tier_length(words))


@cache
def _patterns() -> dict[str, str]:
    return {row["body"]: row["name"] for row in table("full_names")}


def _joined(place: str, body: str, row: Row, reporter: Reporter) -> str | None:
    own = reporter.name or ""
    body = re.sub("^管委会(?=.)", "管理委员会", body)
    if body.startswith("党政") and place == reporter.place and own.endswith("街道办事处"):
        return own + expanded(body)  # 街道党政办
    if place.endswith("街道") and body in ("党工委", "工委"):
        county = re.match(".*[市县区旗州]", place)  # a street of which no county is known has no name in full
        return f"中国共产党{county[0]}委员会{place[county.end() :]}工作委员会" if county else None
    if kin_names.is_peer(body):
        return kin_names.peer(place, body, own)
    if body in _patterns():
        return _patterns()[body].format(place=place, short=regions.short_name(place))
    if office := kin_names.of_government(place, body):
        return office
    if body.startswith("委") and not body.startswith("委员会"):
        return f"中国共产党{place}委员会{expanded(body[1:])}"
    if _GROUP.search(body):
        return place + body  # what a leading group is called is its name
    stem = max((name for name in _forms(row) if body.startswith(name)), key=len, default="")
    if not stem:
        return place + (kin_names.drawn_out(body, own) or expanded(body))
    return place + row["suffix"][tier_length(row["suffix"]) :] + expanded(body[len(stem) :])


def _forms(row: Row) -> Iterator[str]:
    """The full name and those short forms that leave characters of it out; others (党政综合办公室) are names of their own."""
    for name in (row["suffix"], *row["short"].split("|")):
        if name and kin_names.is_within(name[tier_length(name) :], row["suffix"]):
            yield name[tier_length(name) :]


def _own_place(row: Row, reporter: Reporter) -> tuple[str, str] | None:
    """Where a body named without its place belongs: to the place of the report, in a development zone to its committee."""
    is_named = (
        row["kind"] == "部门"
        or row["suffix"].endswith("行政公署")
        or (row["kind"] == "事业单位" and not row["suffix"].endswith("指挥中心"))
    )
    if not is_named or reporter.level not in ("省", "市", "县", "乡") or not reporter.region:
        return None
    if reporter.zone:
        return reporter.zone, reporter.level
    own = regions.resolve(regions.leading(reporter.region)[0])
    if own and reporter.level == "乡":  # a bureau of which a town speaks is its county's
        is_bureau = row["suffix"].endswith("局") and not row["suffix"].endswith("执法局")
        return (own.official, own.level) if is_bureau and own.level == "县" else None
    return (own.official, own.level) if own and own.level == reporter.level else None


def _place(prefix: str, reporter: Reporter) -> tuple[str, str] | None:
    """The official place and level that a prefix stands for (`区` of a report of 北京市海淀区)."""
    names, end = regions.leading(prefix)
    if reporter.zone and prefix.endswith("区") and len(prefix) > 3 and kin_names.is_within(prefix, reporter.zone):
        return reporter.zone, reporter.level or "县"  # 荆州开发区
    if reporter.zone and len(prefix) > 2 and _TOWN.search(prefix) and not names:
        return reporter.zone + prefix, "乡"
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
