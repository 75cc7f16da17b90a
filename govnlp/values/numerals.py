"""Numerals of every form that reports write: `1,379` `5.7万` `1万余` `3千多` `百余` `数十` `二十一` `二〇二〇`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {char: value for value, chars in enumerate(("零〇○", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for char in chars}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
MORE = "余多来几"  # inside or after a numeral: more than it says, 来 about as many

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+(?: \d+)*)(?:\.\d+)?"
CHINESE = r"[数几]?[零〇○一二两三四五六七八九十百千万亿]+"
NUMERAL = rf"(?:\d+(?:\.\d+)?[万亿]\d{{1,4}}[千百万]|{ARABIC}|{CHINESE})(?:(?:余|多|几|来)?(?:[ ]?[十百千万亿]+)?(?:[ ]?[余多])?|几)"
"""What may be a numeral; `parse_numeral` decides. A space inside Arabic digits is a stray one."""

_TOKEN = re.compile(r"\d+(?:\.\d+)?|.")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number: exact (`bound` is `=`), or at least (`>`) or about (`~`) that many."""

    value: Decimal
    bound: str = "="

    @property
    def number(self) -> int | float:
        """`value` as JSON has it: an int where whole."""
        return int(self.value) if self.value == self.value.to_integral_value() else float(self.value)


def parse_numeral(text: str) -> Numeral | None:
    """The number that `text` writes, or None where it writes none.

    Parameters
    ----------
    text : Simplified, half-width; the whole numeral with its `余`, `多`, `几`, `数`, without a measure word.

    Examples
    --------
    >>> parse_numeral("5.7万").number, parse_numeral("1,379").number, parse_numeral("百余")
    (57000, 1379, Numeral(value=Decimal('100'), bound='>'))
    """
    if len(text) > 40:
        return None
    plain = text.replace(" ", "").replace(",", "")
    bound = "="
    if any(char in plain for char in MORE):
        bound = "~" if "来" in plain else ">"
        plain = re.sub(f"[{MORE}]", "", plain)
    if plain.startswith("数"):
        plain, bound = plain[1:], ">"
        if not plain or plain[0] in DIGITS:
            return None
    if pair := _approximate_pair(plain):
        plain, bound = pair, "~"
    value = _positional(plain)
    if value is None:
        value = _compose(_TOKEN.findall(plain))
    return None if value is None else Numeral(value, bound)


def _approximate_pair(text: str) -> str | None:
    """`三四` (three or four) and `七八十` lose their second digit: the lower of the two."""
    found = re.match(r"([一二两三四五六七八])([二三四五六七八九])(?=$|[十百千万亿])", text)
    if found and 1 <= DIGITS[found[2]] - DIGITS[found[1]] <= 2 and len(text) <= 5:
        return found[1] + text[2:]
    return None


def _positional(text: str) -> Decimal | None:
    """`二〇二〇`: digits alone, one a place."""
    if len(text) > 1 and all(char in DIGITS for char in text) and ("〇" in text or "零" in text or "○" in text or len(text) > 2):
        return Decimal("".join(str(DIGITS[char]) for char in text))
    return None


def _compose(tokens: list[str]) -> Decimal | None:
    """Digits and magnitudes to a number: sections under 万, under 亿; None where they do not follow each other."""
    total, section, digit = Decimal(0), Decimal(0), None
    last_small, last_large = 10**4, None
    for index, token in enumerate(tokens):
        if token[0].isascii() and token[0].isdigit():
            if digit is not None:
                return None
            digit = Decimal(token)
        elif token in DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = Decimal(DIGITS[token])
        elif token in SMALL:
            unit = SMALL[token]
            if unit >= last_small:
                return None
            if digit is None and section and unit != 10:
                return None
            section += (Decimal(1) if digit is None else digit) * unit
            digit, last_small = None, unit
        elif token in LARGE:
            unit = LARGE[token]
            section += digit or 0
            if not section and index == 0:
                section = Decimal(1)
            if last_large is not None and unit >= last_large:
                if unit == last_large:
                    return None
                total = (total + section) * unit  # 一万亿
            else:
                total += section * unit
            section, digit, last_small, last_large = Decimal(0), None, 10**4, unit
        else:
            return None
    return total + section + (digit or 0) if tokens else None
