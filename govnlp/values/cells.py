"""What stands in a cell of a table: a number with its unit, a blank, a unit alone, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from govnlp.gazetteers import column
from govnlp.script import simplify

UNITS = ("人次", "件次", "件", "条", "项", "次", "个", "人", "篇", "元", "份", "宗", "起", "家", "部", "期")
_SCALES = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_LONGEST = 40
_SIGN = r"(?:(?P<minus>减少?|[-−–↓])|增加?|新增|[+↑])?"
_DIGITS = r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|零|〇)"
_FOOTNOTE = r"(?:[*※#①-⑩¹²³]|\[\d{1,2}\]|\((?:注|备注|见)[^()]{0,12}\)|注\d{0,2})*"
_FOOTNOTES = re.compile(rf"(?<=.){_FOOTNOTE}$")
_NUMBER = re.compile(rf"{_SIGN}{_DIGITS}(?P<scale>{'|'.join(_SCALES)})(?P<unit>{'|'.join(UNITS)})?{_FOOTNOTE}")
_LOOSE = re.compile(r"(?<![\d\s])\s+|\s+(?![\d\s])")  # but not the space between two numbers
_UNIT = re.compile(rf"\(?(?:单位:)?(?:{'|'.join(_SCALES)})(?:{'|'.join(UNITS)})\)?")
_STATED = re.compile(r"[(:,](?P<unit>(?:百|千|万|百万|千万|亿)?元)\)?|^(?P<alone>(?:百|千|万|百万|千万|亿)?元)$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a cell states it; `scale` is that of 万 or 亿 before the unit (1 where none is), `unit` the unit without it, or None."""

    digits: Decimal
    scale: int = 1
    unit: str | None = None


@lru_cache(maxsize=20_000)
def read_number(text: str) -> Number | None:
    """The number that is all of a cell, but for a unit, a sign and footnote marks; None where anything else stands there.

    Examples
    --------
    >>> read_number("１，２０６条"), read_number("减2"), read_number("1.5万元"), read_number("约3")
    (Number(digits=Decimal('1206'), scale=1, unit='条'), Number(digits=Decimal('-2'), scale=1, unit=None), \
Number(digits=Decimal('1.5'), scale=10000, unit='元'), None)
    """
    if len(text) > _LONGEST:
        return None
    found = _NUMBER.fullmatch(_LOOSE.sub("", simplify(text).text.strip()))
    if found is None:
        return None
    plain = found["digits"].replace(",", "")
    digits = Decimal(0) if plain in "零〇" else Decimal(plain)
    return Number(-digits if found["minus"] else digits, _SCALES[found["scale"]], found["unit"])


@lru_cache(maxsize=20_000)
def is_blank(text: str) -> bool:
    """Whether a cell is empty or holds only a mark of blankness (`/`, `—`, `无`)."""
    plain = _FOOTNOTES.sub("", re.sub(r"\s+", "", simplify(text[:_LONGEST]).text))
    return not plain or plain in _blank_marks()


@cache
def _blank_marks() -> frozenset[str]:
    return frozenset(column("blank_marks", "mark"))


@lru_cache(maxsize=20_000)
def is_unit(text: str) -> bool:
    """Whether a cell holds a unit alone: `条`, `万元`."""
    return 0 < len(text) <= 16 and bool(_UNIT.fullmatch(_FOOTNOTES.sub("", re.sub(r"\s+", "", simplify(text).text))))


def stated_money(text: str) -> str | None:
    """The unit of money that a label or a unit's cell states (`本年收费金额(单位:万元)`, `万元`), or None."""
    found = _STATED.search(re.sub(r"\s+", "", simplify(text[:200]).text))
    return (found["unit"] or found["alone"]) if found else None


def in_unit(number: Number, unit: str, stated: str | None = None) -> int | float | None:
    """A number in the unit of the form; None where the cell's unit cannot be brought to it (`3元` in a column of 件).

    Parameters
    ----------
    unit : the form's: `件`, `元`, `万元` …
    stated : the unit of money that the row or the column declares, for cells that name none.

    Examples
    --------
    >>> in_unit(Number(Decimal("1.5"), 10_000, "元"), "元"), in_unit(Number(Decimal(300)), "万元", stated="元")
    (15000, 0.03)
    """
    is_money = unit.endswith("元")
    if number.unit is not None and (number.unit == "元") != is_money:
        return None
    value = number.digits * number.scale
    if is_money and number.unit is None and number.scale == 1:
        value *= _SCALES[(stated or unit)[:-1]]
    if is_money:
        value /= _SCALES[unit[:-1]]
    return int(value) if value == value.to_integral_value() else float(value)
