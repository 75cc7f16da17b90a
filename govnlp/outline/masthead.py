"""Title, agency, year and date of publication, from the title, the lines around the text, its signature."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from govnlp import regions
from govnlp.gazetteers import alternatives, table
from govnlp.report import Agency
from govnlp.script import simplify
from govnlp.values.dates import find_dates

_KEYWORD = re.compile(r"(?:开展|推进|做好|本级|机关)*(?:的)?(?:政府信息|政务信息|信息|政务)(?:[与和及、]政务)?(?:依申请)?公开|依申请公开")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?|-(?:19|20)\d\d年)?|[二][〇零○oO][一二三四五六七八九〇零○oO]{2}年?度?")
_PARTICLES = re.compile(r"^(?:关于|有关|中共|公布|发布|的|度|年度|年)+|(?:关于|的|在|年度?|度|工作|贯彻落实|贯彻|实施)+$")
_SOURCE = re.compile(r"(?:信息来源|文章来源|稿件来源|来源|发布机构|发布单位|发文机关|公开单位|责任单位|作者|信息提供)[:: ]\s*([一-龥（）()·]{3,40})")
_PUBLISHED = re.compile(r"(?:发布|发文|公开|发表|刊发|上网|信息生成|生成|成文|更新|录入|添加)?(?:时间|日期)[:: ]\s*")
_PERIOD = re.compile(r"统计|期限|时限|数据|起至|起,至|截至|截止|自$")
_SUFFIX = ("局", "厅", "委", "会", "部", "署", "院", "府", "办", "室", "处", "所", "中心", "总队", "支队", "大队", "海关", "街道", "镇", "乡", "馆", "队", "站", "公司", "学校", "大学", "学院", "医院", "银行", "兵团", "法院", "检察院", "协会", "联合会", "总社", "关", "团", "行署", "分局", "党校", "科", "股", "苏木", "开发区", "新区", "园区", "师")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the report says of itself."""

    title: str | None
    agency: Agency | None
    year: int | None
    published: date | None


def agency_words(title: str) -> str | None:
    """The words of a title that name its agency: before the subject and the year, or behind the year."""
    folded = re.sub(r"\s", "", simplify(title).text)
    folded = re.sub(r"^附件?\d*[:：]", "", folded)
    found = None
    for found in _KEYWORD.finditer(folded):
        break
    head = folded[: found.start()] if found else folded
    if found and head.endswith("政府") is False and folded[found.start() :].startswith("政府信息") and head.endswith("人民"):
        head += "政府"
    words = _YEAR.sub("", head)
    words = re.sub(r"[“”\"《》(（].*", "", words)
    while True:
        trimmed = _PARTICLES.sub("", words)
        if trimmed == words:
            break
        words = trimmed
    return words if len(words) >= 2 else None


def is_agency_line(text: str) -> bool:
    """Whether a whole line is the name of a public body: a signature, the first line of a split title."""
    folded = re.sub(r"\s", "", simplify(text).text)
    if not 3 <= len(folded) <= 45 or re.search(r"[。,;:!?、>]", folded):
        return False
    folded = _PARTICLES.sub("", _YEAR.sub("", folded))
    return folded.endswith(_SUFFIX) or folded in regions.by_name()


def find_masthead(title: str | None, first_lines: list[str], last_lines: list[str], around: list[str], declared: dict[str, str]) -> Masthead:
    """Settle title, agency, year and date.

    Parameters
    ----------
    title : the title found in the page, or None.
    first_lines, last_lines : the text's own paragraphs from its beginning and its end.
    around : the page's lines that are not the report's.
    declared : what the page's head declares.
    """
    attachment = None if title else _attachment(last_lines)
    title = title or attachment
    context = "".join([*first_lines[:3], *last_lines, *around, *declared.values()])[:4000]
    names = [agency_words(title) if title else None, *_signatures(last_lines), *_sources(around, declared), *_self_named(first_lines)]
    agency = _agency([name for name in names if name], simplify(context).text)
    year = _year(title, first_lines)
    return Masthead(title, agency, year, _published(around, last_lines, declared, year))


def _attachment(lines: list[str]) -> str | None:
    """A report without a title may carry it as the name of its attachment."""
    for line in lines:
        found = re.match(r"附件?\s*\d*\s*[:：]?\s*(?:\d+[.、])?\s*(?P<title>.{6,70}?(?:报告|報告|年报|年報))(?:\.\w{2,4})?\s*$", line)
        if found and _KEYWORD.search(simplify(found["title"]).text):
            return found["title"]
    return None


def _signatures(lines: list[str]) -> list[str]:
    return [re.sub(r"\s", "", simplify(line).text) for line in lines if is_agency_line(line)]


def _sources(around: list[str], declared: dict[str, str]) -> list[str]:
    found = [match[1] for line in around for match in _SOURCE.finditer(simplify(line).text)]
    found += [declared[key] for key in ("contentsource", "source", "publisher", "author") if declared.get(key)]
    short = [name for name in found if is_agency_line(name)]
    return sorted(short, key=lambda name: -len(name))


def _self_named(lines: list[str]) -> list[str]:
    """`本报告由XX编制`, `XX（以下简称…）`, `2017年,龙潭街道深入学习…`."""
    names: list[str] = []
    for line in lines[:4]:
        folded = simplify(line).text
        for pattern in (
            r"^([一-龥]{4,26}?)(?:根据|依据|按照|依照)",
            r"由([一-龥]{4,24}?)(?:编制|组织编[制写]|负责编)",
            r"(?:现将|现就|规定,|要求,|精神,)([一-龥]{4,24}?)(?:(?:19|20)\d\d年|编制|政府信息公开|向社会)",
            r"^(?:19|20)\d\d年(?:度)?,([一-龥]{3,20}?)(?:政务公开|政府信息公开|信息公开|坚持|以|在|按照|认真|深入|严格|紧|全面|积极|继续)",
        ):
            names += [name for name in re.findall(pattern, folded) if is_agency_line(name)]
    return names


def _agency(names: list[str], context: str) -> Agency | None:
    """The first name that can be one, completed by the others where it lacks its place."""
    resolved = [agency for name in names if (agency := complete(name, context))]
    if not resolved:
        return None
    best = resolved[0]
    if best.region is None:
        stem = best.name
        fuller = next((other for other in resolved[1:] if other.region and (stem in other.name or _same_kind(stem, other.name))), None)
        return fuller or best
    return best


def _same_kind(short: str, full: str) -> bool:
    return len(short) >= 3 and full.endswith(short[-3:])


def complete(words: str, context: str = "") -> Agency | None:
    """The agency that words name, with its official place and its level.

    `柯城区` is its people's government, `龙潭街道` its subdistrict office, `海淀区政府` its full name.
    """
    words = re.sub(r"\s", "", words).strip("《》“”")
    if central := _central(words):
        return central
    names, end = regions.leading(words)
    if names and words.startswith("国家税务总局"):
        names, end = [], 0
    prefix = ""
    if not names and (inner := re.match(r"(国家税务总局|中国人民银行|国家统计局|中华人民共和国)(.+)", words)):
        inner_names, inner_end = regions.leading(inner[2])
        if inner_names:
            prefix, names, end = inner[1], inner_names, len(inner[1]) + inner_end
    region = regions.resolve(names, context) if names else None
    rest = words[end:]
    if not names:
        return _placeless(words, context)
    place = "".join(names)
    official = _official_place(names, region)
    body = _official_body(rest, place)
    level = _level(region, names, body)
    return Agency(prefix + official + body, _region_name(names, region), level)


def _official_place(names: list[str], region: regions.Region | None) -> str:
    """The place as officially written: as the report writes it, with the city before a lone district."""
    place = "".join(names)
    if region is None or len(names) > 1 or names[-1] != region.name:
        return place
    return region.official


def _region_name(names: list[str], region: regions.Region | None) -> str:
    return region.official if region else "".join(names)


def _official_body(rest: str, place: str) -> str:
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


_TOWN = re.compile(r"(?:街道|镇|乡|苏木)(?:办事处|人民政府|党工委|综合)?")


def _level(region: regions.Region | None, names: list[str], body: str) -> str | None:
    if _TOWN.search(body) and re.search(r"办事处$|人民政府$", body) and body != "人民政府":
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
    found = re.search(_TOWN.pattern + "$", words)
    if found and (place := re.search(rf"((?:{alternatives(regions.by_name())})+){re.escape(words[:4])}", context)):
        return complete(place[1] + words, context)
    for length in range(min(6, len(words)), 1, -1):
        short = words[:length]
        if (candidates := regions.by_short_name().get(short)) and len(words) > length:
            region = candidates[0]
            return Agency(words, region.official, region.level)
    if words[0] in "省市区县镇乡" and (own := _context_region(words[0], context)):
        return complete(own + words[1:], context)
    if found and len(words) >= 3:
        return Agency(_official_body(words, ""), None, "乡")
    return Agency(words, None, None) if words.endswith(_SUFFIX) and len(words) > 2 else None


def _context_region(tier: str, context: str) -> str | None:
    """The region of that tier that the page names most."""
    counts: dict[str, int] = {}
    for start, end, row in regions.gazetteer().find(context):
        if row["name"].endswith(tier) or (tier == "市" and context[start:end].endswith("市")):
            counts[row["name"]] = counts.get(row["name"], 0) + 1
    return max(counts, key=lambda name: counts[name]) if counts else None


def _year(title: str | None, first_lines: list[str]) -> int | None:
    """The year of the title; else the first year that the text reports on."""
    for line in ([title] if title else []) + first_lines[:6]:
        folded = simplify(line).text
        for match in find_dates(folded):
            if match.value and isinstance(match.value, str) and match.value[:4].isdigit():
                if line is not title and re.search(r"[《〔(（\[][^》〕)）\]]*$", folded[: match.start]):
                    continue
                return int(match.value[:4])
        if line is title and (bare := re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", folded)):
            return int(bare[0])
    return None


def _published(around: list[str], last_lines: list[str], declared: dict[str, str], year: int | None) -> date | None:
    """A date that the page says it was published on; else one that stands alone; else the signature's."""
    labelled: list[date] = []
    alone: list[date] = []
    for line in around:
        folded = simplify(line).text
        for found in _PUBLISHED.finditer(folded):
            labelled += _dates(folded[found.end() : found.end() + 24], at_start=True)
        if not _PERIOD.search(folded):
            alone += _dates(folded, at_start=len(folded) < 60)
    declared_dates = [d for key in ("pubdate", "publishdate", "publish_time", "og:release_date") for d in _dates(declared.get(key, ""), at_start=True)]
    signed = [d for line in last_lines if len(line.strip()) <= 30 for d in _dates(re.sub(r"\s", "", simplify(line).text), at_start=False)]
    for candidates in (labelled, declared_dates, alone, signed):
        for found_date in candidates:
            if year is None or year <= found_date.year <= year + 6:
                return found_date
    return None


def _dates(folded: str, at_start: bool) -> list[date]:
    found: list[date] = []
    for match in find_dates(folded):
        if isinstance(match.value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", match.value) and (not at_start or match.start <= 3 or folded[match.start - 1] in " [(【:"):
            found.append(date.fromisoformat(match.value))
    return found


def is_date_line(text: str) -> bool:
    """Whether a whole line is one date: `二〇一〇年三月十五日`."""
    folded = re.sub(r"\s", "", simplify(text).text).strip("()[]【】。")
    matches = find_dates(folded) if len(folded) <= 16 else []
    return len(matches) == 1 and matches[0].end - matches[0].start == len(folded)
