"""Dates, periods and the deictic dates of reports, as ISO 8601; resolved by the report's year, never by a clock."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from functools import cache

from govnlp.gazetteers import alternatives, table
from govnlp.values.match import Match
from govnlp.values.numerals import parse_numeral

_S = r"[ \u00a0\u3000]?"  # a stray space
_YEAR = rf"(?:19|20)\d\d|(?:1{_S}9|2{_S}0){_S}\d{_S}\d|[一二][九〇○零0oOΟ][一二三四五六七八九〇○零01oOΟ]{{2}}"
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[元一二三四五六七八九]"
_DAY = r"3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_QUARTER = r"[一二三四1-4]"
_CARRIED = re.compile("(?:结转|转入|转接|延续|顺延|转)[至到入于]?$")  # applications carried over into next year are no plan
_OF_CURRENT_YEAR = ("年内", "年初", "年底", "年末", "全年", "当年")
_TO = rf"{_S}(?:起,?)?(?:至|到|--?|[—–~―]{{1,2}}){_S}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or period with holes: what the words say, before the report's year fills them.

    `year_offset` counts from the report's year; `part` is `底` `初` `上旬` … or `H1` `Q3` `Q1-3`.
    """

    year: int | None = None
    year_offset: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None

    def span(self, report_year: int | None) -> tuple[str, str] | None:
        """First and last ISO date at the precision of the words; None where the year is not known or no such day is."""
        year = self.year
        if year is None:
            if report_year is None:
                return None
            year = report_year + (self.year_offset or 0)
        if self.month is None:
            return self._span_of_year(year)
        if not 1 <= self.month <= 12:
            return None
        last = calendar.monthrange(year, self.month)[1]
        month = f"{year:04d}-{self.month:02d}"
        if self.day is not None:
            return (f"{month}-{self.day:02d}",) * 2 if 1 <= self.day <= last else None
        days = {"底": (last, last), "末": (last, last), "初": (1, 1), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, last)}.get(
            self.part or ""
        )
        return (f"{month}-{days[0]:02d}", f"{month}-{days[1]:02d}") if days else (month, month)

    def _span_of_year(self, year: int) -> tuple[str, str]:
        part = self.part
        if part in ("底", "末"):
            return (f"{year:04d}-12-31",) * 2
        if part == "初":
            return (f"{year:04d}-01-01",) * 2
        if part and part[0] == "H":
            return (f"{year:04d}-01", f"{year:04d}-06") if part == "H1" else (f"{year:04d}-07", f"{year:04d}-12")
        if part and part[0] == "Q":
            first, last = int(part[1]), int(part[-1])
            return (f"{year:04d}-{first * 3 - 2:02d}", f"{year:04d}-{last * 3:02d}")
        return (f"{year:04d}",) * 2


@cache
def _deictic() -> dict[str, Moment]:
    return {row["word"]: Moment(year_offset=int(row["year_offset"]), part=row["part"] or None) for row in table("deictic_dates")}


@cache
def _point() -> re.Pattern[str]:
    """A date or period; the first half of a range whose unit stands once (`1至10月`, `2018-2020年`) is part of it."""
    year = rf"(?:(?P<year_from>{_YEAR}){_TO})?(?P<year>{_YEAR}){_S}(?:年度|学年|年份|年)(?!级)"
    deictic = rf"(?P<word>{alternatives(_deictic())})(?![龄级检薪轻报刊]|度?报)"
    day = rf"(?:(?P<day_from>{_DAY}){_TO})?(?P<day>{_DAY}){_S}[日号](?!线)"
    month = rf"(?:(?P<month_from>{_MONTH}){_TO})?(?P<month>{_MONTH}){_S}月(?P<fen>份)?(?:{_S}{day}|(?P<third>[上中下]旬|[底末初]))?"
    half = rf"(?P<half>[上下])半年|(?:(?P<until>前)|第?(?P<quarter_from>{_QUARTER}){_TO})?第?(?P<quarter>{_QUARTER})季度"
    iso = r"(?P<iso>(?:19|20)\d\d(?P<sep>[-./])(?:1[0-2]|0?[1-9])(?P=sep)(?:3[01]|[12]\d|0?[1-9]))(?!\d)"
    rest = rf"{month}|{half}|年?(?P<part>[底末初])|全年度?"
    return re.compile(rf"(?<!\d)(?:{iso}|(?:{year}|{deictic})(?:{_S}的?(?:{rest}))?|(?P<bare>{_renamed(month)}|{_renamed(half)}))")


def _renamed(pattern: str) -> str:
    """The same pattern with group names of its own, since a name may stand once in an expression."""
    return re.sub(r"\(\?P<(\w+)>", r"(?P<b_\1>", pattern)


_JOINT = re.compile(_TO + "(?:同年|当年)?")
_BARE_DAY = re.compile(rf"(?P<day>{_DAY}){_S}[日号]")


def find_dates(text: str, year: int | None = None) -> list[Match]:
    """Every date and period of `text`, with ISO 8601 values.

    Parameters
    ----------
    text : Simplified, half-width (see `govnlp.script.simplify`).
    year : the year reported on; without it deictic and partial dates have the value None.

    Returns
    -------
    Matches in order, without overlap, label `DATE`; a range is one match with a value `first/last`. A day that no
    calendar has (2月30日) keeps its match with the value None.
    """
    matches: list[Match] = []
    position, current = 0, year
    while found := _point().search(text, position):
        start, position = found.span()
        moments = _moments(found, text)
        if moments is None:
            continue
        first, last = moments
        while closing := _closing(text, position, last):
            position, last = closing
        matches.append(Match(start, position, "DATE", _iso(first, last, current if _follows(first, found["word"]) else year)))
        if year is not None and (named := first.year or (first.year_offset and year + first.year_offset)):
            opens_plans = named == year + 1 and not _CARRIED.search(text, 0, start)
            current = named if opens_plans else year
    return matches


def _follows(moment: Moment, word: str | None) -> bool:
    """Whether a date without a year belongs to the plans that a mention of next year opened: `2022年,…6月底前…`."""
    return moment.year is None and (word in _OF_CURRENT_YEAR if word else True)


def _moments(found: re.Match[str], text: str) -> tuple[Moment, Moment] | None:
    """First and last moment of one match of the pattern; None where it only looks like a date."""
    group = {key.removeprefix("b_"): value for key, value in found.groupdict().items() if value is not None}
    before = text[max(0, found.start() - 1) : found.start()]
    if before in ("每", "各") or text[max(0, found.start() - 2) : found.start()] == "每年":
        return None
    if "bare" in group and "month" in group and not _is_bare_month(group, before, text[found.end() : found.end() + 1]):
        return None
    if "iso" in group:
        year, month, day = (int(number) for number in re.split(r"[-./]", group["iso"]))
        return (Moment(year, month=month, day=day),) * 2
    last = Moment(year=_number(group["year"])) if "year" in group else _deictic().get(group.get("word", ""), Moment())
    if "month" in group:
        last = replace(last, month=_number(group["month"]), part=group.get("third"))
    if "day" in group:
        last = replace(last, day=_number(group["day"]))
    if part := _part(group):
        last = replace(last, part=part)
    first = Moment(
        year=_number(group["year_from"]) if "year_from" in group else last.year,
        year_offset=last.year_offset,
        month=_number(group["month_from"]) if "month_from" in group else last.month,
        day=_number(group["day_from"]) if "day_from" in group else last.day,
        part=last.part,
    )
    return first, last


def _is_bare_month(group: dict[str, str], before: str, after: str) -> bool:
    """`12月`, `三月` and `十二月三十一日` are dates without a year; `一月一次`, `三月内`, `半月` are not."""
    if before == "第":
        return False
    if group["month"][0].isdigit() or {"fen", "day", "third"} & group.keys():
        return True
    if group["month"] == "一" and not (after and after in "和、至到"):
        return False
    return before not in tuple("几两数个近满多余") and after not in tuple("一内以多余三")


def _part(group: dict[str, str]) -> str | None:
    """The name of a part of a year for `Moment`: `底`, `H1`, `Q1-3`."""
    if "half" in group:
        return "H1" if group["half"] == "上" else "H2"
    if "quarter" in group:
        last = _number(group["quarter"])
        first = 1 if "until" in group else _number(group.get("quarter_from", group["quarter"]))
        return f"Q{first}-{last}"
    return group.get("part")


def _closing(text: str, end: int, moment: Moment) -> tuple[int, Moment] | None:
    """The second half of a range, which inherits what it leaves out from the first."""
    joint = _JOINT.match(text, end)
    if not joint:
        return None
    if found := _point().match(text, joint.end()):
        moments = _moments(found, text)
        if moments is None:
            return None
        last = moments[1]
        if found["word"] in ("次年", "翌年", "第二年") and moment.year is not None:
            last = replace(last, year=moment.year + 1, year_offset=None)
        elif last.year is None and last.year_offset is None:
            last = replace(last, year=moment.year, year_offset=moment.year_offset)
        return found.end(), last
    if moment.day and (found := _BARE_DAY.match(text, joint.end())):
        return found.end(), replace(moment, day=_number(found["day"]))
    return None


def _iso(first: Moment, last: Moment, year: int | None) -> str | None:
    left, right = first.span(year), last.span(year)
    if left is None or right is None:
        return None
    start, end = left[0], right[1]
    if len(start) == 10 and len(end) == 7:  # 7月下旬至8月: both ends as days
        end = f"{end}-{calendar.monthrange(int(end[:4]), int(end[5:]))[1]:02d}"
    return start if start == end else f"{start}/{end}"


def _number(text: str) -> int:
    """`2 0 2 0` → 2020, `二O二〇` → 2020, `十二` → 12."""
    plain = re.sub(r"\s", "", text).replace("元", "一")  # 元月 is January
    if not plain.isascii():
        plain = plain.translate({ord(zero): "〇" for zero in "0oOΟ"}).replace("1", "一")
    numeral = parse_numeral(plain)
    return int(numeral.value) if numeral else 0
