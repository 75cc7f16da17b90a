"""Full names that follow from the name of another body: its branches, its stations, its offices, its counterparts in other tiers."""

from __future__ import annotations

import re
from functools import cache

from govnlp import regions
from govnlp.gazetteers import table

_BRANCH = re.compile("(公安|国土资源|国土|工商|规划|自然资源|生态环境|环保|自然资源和规划|规划和自然资源)分局")
_BUREAUS = {"国土": "国土资源", "工商": "工商行政管理", "环保": "环境保护"}
_TRAFFIC = re.compile("(?:公安局)?(?:交通警察|交警)(?P<kind>支队|大队)")
_GOVERNMENT = re.compile("(?:人民)?政府(?!信息|采购|职能|网站|热线|服务|投资)(?P<office>.+)")
_EXECUTIVE = re.compile("行署(?P<office>.+)")
_CONFERENCE = re.compile("政协(?P<office>.+)")
_VILLAGE = re.compile("(?P<name>[一-龥]{2,6}(?:村|社区))(?P<kind>村委会|居委会)")
_ELECTED = {"村委会": "村民委员会", "居委会": "居民委员会"}
_SAME_LINE = re.compile("(?P<parent>国家税务总局)?(?P<place>.+?[省市县区州旗盟])(?P<duty>[^省市县区州旗盟]{2,12}?)(?:局|厅|委员会)$")
_PEER = re.compile("(?P<kind>局|厅)(?P<office>[^长级].*)?")
_YOUTH, _DISCIPLINE = "中国共产主义青年团{body}委员会", "中国共产党{body}纪律检查委员会"
_ORGANS = {"团委": _YOUTH, "纪委": _DISCIPLINE}


def branch(place: str, body: str) -> str | None:
    """`公安分局` of a district is the branch of the city's bureau: 北京市公安局平谷分局; `交警大队` is under the city's, too."""
    names, end = regions.leading(place)
    if not names or end < len(place):
        return None
    if traffic := _TRAFFIC.fullmatch(body):
        return _traffic(place, names, traffic["kind"])
    found = _BRANCH.fullmatch(body)
    if not found or len(names) < 2:
        return None
    return f"{names[-2]}{_BUREAUS.get(found[1], found[1])}局{regions.short_name(names[-1])}分局"


def _traffic(place: str, names: list[str], kind: str) -> str | None:
    """The traffic police: a detachment of a city's bureau, a brigade of it in a district, or of a county's own bureau."""
    if kind == "支队":
        return f"{place}公安局交通警察支队" if len(names) == 1 else None
    if len(names) == 1:
        return f"{place}公安局交通警察大队"
    return f"{names[-2]}公安局交通警察支队{regions.short_name(names[-1])}大队"


def station(place: str, body: str) -> str | None:
    """`司法所` of a town is a station of the county's bureau: 曲阜市司法局尼山司法所."""
    names, end = regions.leading(place)
    town = re.fullmatch("(?P<name>.{2,6}?)(?:街道|镇|乡)(?:办事处|人民政府)?", place[end:])
    return f"{place[:end]}司法局{town['name']}司法所" if body == "司法所" and names and town else None


def village(town: str, words: str) -> str | None:
    """The committee of a village or neighbourhood of the town: 泾县茂林镇文坊村村民委员会."""
    found = _VILLAGE.fullmatch(words)
    return f"{town}{found['name']}{_ELECTED[found['kind']]}" if found and town else None


def organ(own: str, office: str) -> str | None:
    """`校纪委`, `校团委`: the Party's and the League's organs in a body, which bear its name within theirs."""
    pattern = _ORGANS.get(office)
    return pattern.format(body=own) if pattern else None


def of_government(place: str, body: str) -> str | None:
    """An office behind 政府, 行署 or 政协 in full: `政府法制办` is 人民政府法制办公室."""
    if found := _GOVERNMENT.fullmatch(body):
        return f"{place}人民政府{expanded(re.sub('^办(?!公)(?=.)', '办公室', found['office']))}"
    if found := _EXECUTIVE.fullmatch(body):
        return f"{place}行政公署{expanded(found['office'])}"
    if found := _CONFERENCE.fullmatch(body):
        office = expanded(found["office"])
        return None if office.startswith("委") else f"中国人民政治协商会议{place}委员会{office}"
    return None


def peer(place: str, body: str, own: str) -> str | None:
    """The body of the reporter's own line of work in another tier, with its office: 省厅 of a county's bureau is 省退役军人事务厅."""
    found, line = _PEER.fullmatch(body), _SAME_LINE.match(own)
    if not found or not line:
        return None
    name = f"{place}{line['duty']}{found['kind']}"
    if own.removeprefix("国家税务总局").startswith(place):
        name = own.removeprefix("国家税务总局")
    return (line["parent"] or "") + name + expanded(found["office"] or "")


def is_peer(body: str) -> bool:
    """Whether a body is named by its kind alone: 市局, 省厅办公室."""
    return bool(_PEER.fullmatch(body))


def tail(own: str, words: str) -> str | None:
    """The reporting body named by the end of its name, with its office: `绵阳市税务局办公室` of 国家税务总局绵阳市税务局."""
    for end in range(len(words), 3, -1):
        if own.endswith(words[:end]):
            return own + expanded(words[end:])
    return None


@cache
def _by_ends() -> dict[str, list[str]]:
    """Names of departments by their first and last character."""
    found: dict[str, list[str]] = {}
    for row in table("agency_kinds"):
        if row["kind"] == "部门":
            found.setdefault(row["suffix"][0] + row["suffix"][-1], []).append(row["suffix"])
    return found


def drawn_out(short: str, own: str) -> str | None:
    """The one department that a short form leaves characters out of: `退役军人局` is 退役军人事务局; the reporter itself before others."""
    if short.endswith("局") and short in by_short_form():
        return by_short_form()[short]
    if len(short) < 4:
        return None
    own_body = own[regions.leading(own)[1] :]
    if own_body and own_body[0] == short[0] and own_body[-1] == short[-1] and is_within(short, own_body):
        return own_body
    names = [name for name in _by_ends().get(short[0] + short[-1], ()) if is_within(short, name)]
    return names[0] if len(names) == 1 else None


@cache
def is_within(short: str, full: str) -> bool:
    """Whether the characters of a short form stand in the full one in their order."""
    rest = iter(full)
    return all(char in rest for char in short)


@cache
def by_short_form() -> dict[str, str]:
    """Short forms that one body alone has, and its full name."""
    found: dict[str, set[str]] = {}
    for row in table("agency_kinds"):
        for short in row["short"].split("|"):
            found.setdefault(short, set()).add(re.sub("^人民政府", "", row["suffix"]))
    found["网信办"] = {"网络安全和信息化委员会办公室"}  # of the Party's committees, as those of 2018 and later are
    return {short: next(iter(names)) for short, names in found.items() if short and len(names) == 1}


def expanded(office: str) -> str:
    """An office behind a body in full: 新闻办 is 新闻办公室, 保密委 保密委员会."""
    if office.endswith("办"):
        known = by_short_form().get(office, "")
        return known if known.endswith("办公室") else office + "公室"
    if office.endswith("管委会"):
        return office.removesuffix("管委会") + "管理委员会"
    return office + "员会" if re.search("(?<![党纪团工])委$", office) else office
