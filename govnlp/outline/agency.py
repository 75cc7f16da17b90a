"""The reporting agency: from the words of a title, a signature or a source line to its full official name."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from govnlp import regions
from govnlp.gazetteers import table
from govnlp.report import Agency
from govnlp.script import simplify

KEYWORD = re.compile(r"(?:开展|推进|做好|本级|机关)*(?:的)?(?:政府信息|政务信息|信息|政务)(?:[与和及、]政务)?(?:依申请)?公开|依申请公开")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-—至](?:19|20)\d\d)?(?:学年度?|年度?)?|[二][〇零○oO][一二三四五六七八九〇零○oO]{2}年?度?")
_PARTICLES = re.compile(r"^(?:关于|有关|中共|公布|发布|的|度|年度|年)+|(?:关于|的|在|年度?|度|工作|贯彻落实|贯彻|实施)+$")
_PARENT = re.compile("|".join(regions.PARENTS))
_TOWN_END = re.compile(r"(?:街道|镇|乡|苏木)(?:办事处|人民政府|政府|党工委)?$")
_SUFFIX = (
    "局",
    "厅",
    "委",
    "会",
    "部",
    "署",
    "院",
    "府",
    "办",
    "室",
    "处",
    "所",
    "中心",
    "总队",
    "支队",
    "大队",
    "海关",
    "街道",
    "镇",
    "乡",
    "馆",
    "队",
    "站",
    "公司",
    "学校",
    "大学",
    "学院",
    "医院",
    "银行",
    "兵团",
    "法院",
    "检察院",
    "协会",
    "联合会",
    "总社",
    "关",
    "团",
    "行署",
    "分局",
    "党校",
    "科",
    "股",
    "苏木",
    "开发区",
    "新区",
    "园区",
    "师",
)


_ZONE = re.compile("[区园](?:管理委员会|管委会)?$")


def agency_words(title: str) -> str | None:
    """The words of a title that name its agency: those before the subject, without the year."""
    folded = re.sub(r"^附件?\d*[::]", "", re.sub(r"\s", "", simplify(title).text))
    found = KEYWORD.search(folded)
    head = folded[: found.start()] if found else folded
    if head.endswith("人民"):
        head += "政府"  # 某县人民政府信息公开: one 政府 for two
    words = re.sub(r"[“”\"《》(（].*", "", _YEAR.sub("", head))
    while (trimmed := _PARTICLES.sub("", words)) != words:
        words = trimmed
    return words if len(words) >= 2 else None


def is_agency_line(text: str) -> bool:
    """Whether a whole line is the name of a public body: a signature, the first line of a split title."""
    folded = re.sub(r"\s", "", simplify(text).text)
    if not 3 <= len(folded) <= 45 or re.search(r"[。,;:!?、>]|[及为]|\d+个", folded):
        return False
    folded = _PARTICLES.sub("", _YEAR.sub("", folded))
    return folded.endswith(_SUFFIX) or folded in regions.by_name()


def choose(names: list[str], context: str) -> Agency | None:
    """The first name that can be one; a fuller form of it among the others where it lacks its place."""
    resolved = [agency for name in names if (agency := complete(name, context))]
    if not resolved or resolved[0].region or resolved[0].level == "国家":
        return resolved[0] if resolved else None
    short = resolved[0].name
    return next((other for other in resolved[1:] if other.region and other.name.endswith(short[-3:])), resolved[0])


def complete(words: str, context: str = "") -> Agency | None:
    """The agency that words name, with its official place and its level.

    `柯城区` is its people's government, `龙潭街道` its subdistrict office, `海淀区政府` has its full name.
    `context` is text of the page, which tells regions of one name apart.
    """
    words = re.sub(r"\s", "", words).strip("《》“”")
    if central := _central(words):
        return central
    parent = _PARENT.match(words)
    prefix = parent[0] if parent else ""
    names, end = regions.leading(words[len(prefix) :])
    if not names:
        return _placeless(words, context)
    region = regions.resolve(names, context)
    lone = region is not None and len(names) == 1 and names[0] in regions.by_name()
    place = region.official if region and lone else "".join(names)
    rest = words[len(prefix) + end :]
    body = _official_body(rest)
    if region is not None and _ZONE.search(rest) and (inner := regions.below(region, rest)):
        region = inner  # 重庆合川工业园区管理委员会 is of 合川区
    if body == "人民政府" and place.endswith(("地区", "盟")):
        body = "行政公署"
    return Agency(prefix + place + body, region.official if region else place, _level(region, names, body))


def _official_body(rest: str) -> str:
    """What follows the place, as officially written: nothing and 政府 are 人民政府, 街道 is its office."""
    if rest in ("", "政府", "人民政府", "本级", "政府本级", "全区", "全市", "全县"):
        return "人民政府"
    if rest.startswith("政府") and not rest.startswith("政府采购"):
        rest = "人民" + rest
    if rest.endswith("街道"):
        return rest + "办事处"
    if re.search(r"(?:镇|乡|苏木)$", rest) and len(rest) >= 2:
        return rest + "人民政府"
    if re.search(r"(?:镇|乡)政府$", rest):
        return rest[:-2] + "人民政府"
    return re.sub(r"街道办$", "街道办事处", re.sub(r"管委会$", "管理委员会", rest))


def _level(region: regions.Region | None, names: list[str], body: str) -> str | None:
    """The tier that the body serves."""
    if _TOWN_END.search(body):
        return "乡"
    if region is not None:
        return region.level
    suffix = names[-1][-1]
    return {"省": "省", "市": "市", "区": "县", "县": "县", "旗": "县", "州": "市", "盟": "市"}.get(suffix)


@cache
def _central_names() -> dict[str, str]:
    rows = [row for row in table("agency_kinds") if row["kind"] == "中央"]
    names = {short: row["suffix"] for row in rows for short in row["short"].split("|") if short}
    return {**names, **{row["suffix"]: row["suffix"] for row in rows}}


def _central(words: str) -> Agency | None:
    name = _central_names().get(words.removeprefix("中华人民共和国"))
    if name is None:
        return None
    return Agency(words if words.startswith("中华人民共和国") else name, None, "国家")


def _placeless(words: str, context: str) -> Agency | None:
    """A body whose name begins with no full name of a region: `大连海关`, `龙潭街道`, `区教育局`."""
    is_town = bool(_TOWN_END.search(words))
    if is_town and (place := _place_before(words, context)):
        return complete(place + words, context)
    for length in range(min(6, len(words) - 1), 1, -1):
        if candidates := regions.by_short_name().get(words[:length]):
            return Agency(words, candidates[0].official, candidates[0].level)
    if words[0] in "省市区县" and (own := _context_region(words[0], context)):
        return complete(own + words[1:], context)
    if is_town and len(words) >= 3:
        return Agency(_official_body(words), None, "乡")
    return Agency(words) if words.endswith(_SUFFIX) and len(words) > 2 else None


def _place_before(words: str, context: str) -> str | None:
    """The region that stands right before these words somewhere in the page."""
    found = [context[start:end] for start, end, _ in regions.gazetteer().find(context) if context.startswith(words[:4], end)]
    return found[0] if found else None


def _context_region(tier: str, context: str) -> str | None:
    """The region of that tier that the page names most."""
    counts = Counter(row["name"] for _, _, row in regions.gazetteer().find(context) if row["name"].endswith(tier))
    return counts.most_common(1)[0][0] if counts else None
