"""Checks of percentages against the numbers they are of: shares (`占…的12.1%`) and growth (`比上年增长6.9%`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govnlp.statutory.equations import FAILED, HELD, UNKNOWN
from govnlp.statutory.outcome import Material, Outcome, failed, number, tolerance
from govnlp.statutory.sentences import Number, Sentence, words

_LAST_YEAR = re.compile(r"(?:去年|上年|上年度|上一年|上一年度|20\d\d年度?)[^,。;]{0,14}$")
_LAST_YEARS = re.compile(r"(?:[比较(与]20\d\d年度?|[比较(与,](?:去年|上年度?|上一年度?))(?:同期|的|为|是|数量|[(:\s])*$")

FINEST = 0.02  # per cent: nobody minds the second decimal


def check_shares(material: Material) -> Iterator[Outcome]:
    """Each share behind a number: it follows from a total of the same section, or else contradicts the total of its sentence."""
    earlier: dict[str, list[Number]] = {}
    wrong: dict[Number, list[tuple[Number, Number]]] = {}
    for sentence in material.sentences:
        seen = earlier.setdefault(sentence.headings, [])
        for percent in (one for one in sentence.numbers if one.label == "PERCENT"):
            part = _part_of_share(sentence, percent)
            if part is None:
                continue
            known = [*seen, *(one for one in sentence.numbers if one.start < part.start and one.label == "COUNT")]
            wholes = [one for one in known if one.value >= part.value and one.value]
            totals = [one for one in wholes if one.unit == part.unit]
            if any(follows(part.value / whole.value * 100, percent) for whole in wholes):
                yield Outcome("percent", HELD)
            elif total := _definite_total(sentence, part, totals):
                wrong.setdefault(total, []).append((part, percent))
            else:
                yield Outcome("percent", UNKNOWN)
        seen += [one for one in sentence.numbers if one.label == "COUNT" and not _is_of_last_year(sentence, one)]
    for total, shares in wrong.items():
        yield _wrong_shares(total, shares)
        yield from (Outcome("percent", FAILED) for _ in shares[1:])


def _is_of_last_year(sentence: Sentence, count: Number) -> bool:
    """Whether a number is only there to be compared with: `93件,较上年的78件增长19.2%`."""
    return bool(_LAST_YEARS.search(sentence.text[: count.start]))


def _wrong_shares(total: Number, shares: list[tuple[Number, Number]]) -> Outcome:
    part, percent = shares[0]
    told = "；".join(
        f"{part.text}占{total.text}应为{_rounded(part.value / total.value * 100, percent)}%，文中为{percent.text}"
        for part, percent in shares
    )
    return failed(
        "percent",
        f"占比与数字不符：{told}。",
        expected=_rounded(part.value / total.value * 100, percent),
        found=percent.value,
        evidence=(total.evidence, *(one.evidence for pair in shares for one in pair)),
    )


def _part_of_share(sentence: Sentence, percent: Number) -> Number | None:
    """The number that a share right behind it is of: `37件,占总数的37%`."""
    before = sentence.text[: percent.start]
    lead = words("share").search(before[-24:])
    if lead is None or percent.bound not in ("=", "~") or words("share_other").search(lead[0]):
        return None
    counts = [one for one in sentence.numbers if one.end <= percent.start]
    part = counts[-1] if counts else None
    if part is None or part.label != "COUNT" or not part.is_exact:
        return None
    between = before[part.end : len(before) - len(lead[0])]
    return part if re.fullmatch(r"[^,;。、0-9]{0,12}[,(、]?\s*(?:约|各)?", between) else None


def _definite_total(sentence: Sentence, part: Number, totals: list[Number]) -> Number | None:
    """The exact total that a list of parts in this sentence or the one before is of, where there is one only."""
    inside = [one for one in totals if one in sentence.numbers and one.is_exact]
    lead = re.search(r"其中|按.{2,10}分|分别|(?:收到|接到|新收|受理)(?:[^,。;]|(?<=\d),(?=\d)){0,20}中,", sentence.text[: part.start])
    if lead is None:
        return None
    before = [one for one in inside if one.end <= lead.end()]
    if before:
        return before[-1]
    return totals[-1] if lead.start() == 0 and totals and totals[-1].is_exact and totals[-1] not in sentence.numbers else None


def check_growth(material: Material) -> Iterator[Outcome]:
    """Each growth in per cent whose sentence gives both years' numbers, or one and the difference."""
    for sentence in material.sentences:
        for percent in (one for one in sentence.numbers if one.label == "PERCENT"):
            way = words("growth").search(sentence.text[: percent.start])
            if way is None or percent.text.endswith("倍") or percent.bound == ">":
                continue
            falls = bool(words("decline").search(way["way"]))
            pair = _both_years(sentence, percent, falls)
            if pair is None:
                yield Outcome("percent", UNKNOWN)
                continue
            base, now = pair
            change = (base - now if falls else now - base) / base * 100
            if follows(change, percent):
                yield Outcome("percent", HELD)
                continue
            told = f"由{number(base)}到{number(now)}，{'降幅' if falls else '增幅'}应为{_rounded(change, percent)}%，文中为{percent.text}。"
            evidence = tuple(one.evidence for one in sentence.numbers if one.start <= percent.start)
            yield failed("percent", told, expected=_rounded(change, percent), found=percent.value, evidence=evidence)


def _both_years(sentence: Sentence, percent: Number, falls: bool) -> tuple[int | float, int | float] | None:
    """Last year's number and this year's, where the sentence has just these of one unit before the percentage."""
    counts = [one for one in sentence.numbers if one.end <= percent.start and one.label in ("COUNT", "MONEY")]
    if len(counts) != 2 or counts[0].unit != counts[1].unit or not all(one.is_exact for one in counts):
        return None
    first, second = counts
    label = sentence.text[first.end : second.start]
    if words("growth").search(sentence.text[: second.start]):  # 93件,比上年增加9件,增长10.7%
        base = first.value + second.value if falls else first.value - second.value
        return (base, first.value) if base > 0 else None
    if _LAST_YEARS.search(label) and second.value:  # 93件,较上年的84件增长10.7%
        return second.value, first.value
    if _LAST_YEAR.search(sentence.text[: first.start]) and re.search("[到至]", label) and first.value:
        return first.value, second.value  # 由上年的84件增加到93件
    return None


def follows(exact: float, percent: Number) -> bool:
    """Whether a percentage as it is written, rounded or cut off, may stand for the exact one."""
    step = max(10.0 ** -_decimals(percent), FINEST)
    allowed = tolerance("shares") * step if percent.bound == "=" else max(step, 5)
    return bool(abs(exact - percent.value) <= allowed + 1e-9)


def _decimals(percent: Number) -> int:
    return len(str(percent.value).partition(".")[2]) if isinstance(percent.value, float) else 0


def _rounded(exact: float, percent: Number) -> float:
    return round(exact, max(1, _decimals(percent)))
