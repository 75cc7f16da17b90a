"""Title, agency, year and date of publication, from the title, the lines around the text, its signature."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from govnlp.outline.agency import KEYWORD, agency_words, choose, is_agency_line
from govnlp.report import Agency
from govnlp.script import simplify
from govnlp.values.dates import find_dates

_SOURCE = re.compile(
    r"(?:编制单位|编制机关|填报单位|报告单位|信息来源|文章来源|稿件来源|来源|发布机构|发布单位|发文机关|公开单位|责任单位|作者|信息提供)"
    r"[:: ]\s*([一-龥（）()·]{3,40})"
)
_PUBLISHED = re.compile(r"(?P<act>发布|公开|公布|发表|刊发|上网|发文|信息生成|生成|成文|更新|录入|添加)?(?:时间|日期)[:: ]\s*")
_MADE = ("发文", "信息生成", "生成", "成文", "更新", "录入", "添加")  # other days in a text's life than that of its publication
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_IN_BRACKETS = re.compile(r"[《〔(（\[][^》〕)）\]]{0,60}$")
_PERIOD = re.compile(r"统计|期限|时限|数据|起至|起,至|截至|截止|自$")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the report says of itself."""

    title: str | None
    agency: Agency | None
    year: int | None
    published: date | None


def find_masthead(
    title: str | None, first_lines: list[str], last_lines: list[str], around: list[str], declared: dict[str, str]
) -> Masthead:
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
    agency = choose([name for name in names if name], simplify(context).text)
    year = _year(title, first_lines)
    return Masthead(title, agency, year, _published(around, last_lines, declared, year))


def _attachment(lines: list[str]) -> str | None:
    """A report without a title may carry it as the name of its attachment."""
    for line in lines:
        found = re.match(r"附件?\s*\d*\s*[:：]?\s*(?:\d+[.、])?\s*(?P<title>.{6,70}?(?:报告|報告|年报|年報))(?:\.\w{2,4})?\s*$", line)
        if found and KEYWORD.search(simplify(found["title"]).text):
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
            names += [name for name in re.findall(pattern, folded) if is_agency_line(name) and name[0] not in "现本我该其由为经据对"]
    return names


def _year(title: str | None, first_lines: list[str]) -> int | None:
    """The year of the title; else the one that the first lines speak of most: a year as a whole before a day in it."""
    folded = simplify(title).text if title else ""
    for match in find_dates(folded):
        if isinstance(match.value, str):
            return int(match.value[:4])
    if bare := re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", folded):
        return int(bare[0])
    weights: Counter[int] = Counter()
    for line in first_lines[:6]:
        copy = simplify(line).text
        for match in find_dates(copy):
            if not isinstance(match.value, str) or _IN_BRACKETS.search(copy, 0, match.start):
                continue
            value = match.value
            whole = value == f"{value[:4]}-01-01/{value[:4]}-12-31"
            weights[int(value[:4])] += 5 if whole else 3 if len(value) == 4 else 1
    return weights.most_common(1)[0][0] if weights else None


def _published(around: list[str], last_lines: list[str], declared: dict[str, str], year: int | None) -> date | None:
    """A date that the page says it was published on; else one that stands alone; else the signature's."""
    labelled: list[date] = []
    made: list[date] = []
    alone: list[date] = []
    for line in around:
        folded = simplify(line).text
        for found in _PUBLISHED.finditer(folded):
            days = _dates(_spelt(folded[found.end() : found.end() + 24]), at_start=True)
            (made if found["act"] in _MADE else labelled).extend(days)
        if not _PERIOD.search(folded):
            alone += _dates(_spelt(folded) if is_date_line(line) else folded, at_start=len(folded) < 60)
    declared_dates = [
        d for key in ("pubdate", "publishdate", "publish_time", "og:release_date") for d in _dates(declared.get(key, ""), at_start=True)
    ]
    signed = [d for line in last_lines if _is_signature(line) for d in _dates(re.sub(r"\s", "", simplify(line).text), at_start=False)]
    for candidates in (labelled, declared_dates, made, alone, signed):
        for found_date in candidates:
            if year is None or year <= found_date.year <= year + 6:
                return found_date
    return None


def _spelt(folded: str) -> str:
    """A day that is written as eight digits (`20140312`) as others are."""
    return _COMPACT.sub(r"\1-\2-\3", folded)


def _is_signature(line: str) -> bool:
    """A date alone, or behind the name of the body that signs."""
    folded = re.sub(r"\s", "", simplify(line).text)
    matches = find_dates(folded) if len(folded) <= 60 else []
    return len(matches) == 1 and matches[0].end >= len(folded) - 1 and (matches[0].start <= 1 or is_agency_line(folded[: matches[0].start]))


def _dates(folded: str, at_start: bool) -> list[date]:
    found: list[date] = []
    for match in find_dates(folded):
        if (
            isinstance(match.value, str)
            and re.fullmatch(r"\d{4}-\d\d-\d\d", match.value)
            and (not at_start or match.start <= 3 or folded[match.start - 1] in " [(【:")
        ):
            found.append(date.fromisoformat(match.value))
    return found


def is_date_line(text: str) -> bool:
    """Whether a whole line is one date: `二〇一〇年三月十五日`, `20140312`."""
    folded = _spelt(re.sub(r"\s", "", simplify(text).text).strip("()[]【】。"))
    matches = find_dates(folded) if len(folded) <= 16 else []
    return len(matches) == 1 and matches[0].end - matches[0].start == len(folded)
