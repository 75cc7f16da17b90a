"""Numerals of every form, and back from numbers to words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.values.numerals import parse_numeral


@pytest.mark.parametrize(
    ("text", "number", "bound"),
    [
        ("422", 422, "="),
        ("1,379", 1379, "="),
        ("12,345,678", 12345678, "="),
        ("1 379", 1379, "="),
        ("5.7万", 57000, "="),
        ("2.45亿", 245000000, "="),
        ("1万余", 10000, ">"),
        ("10余万", 100000, ">"),
        ("3千多", 3000, ">"),
        ("8万4千", 84000, "="),
        ("百余", 100, ">"),
        ("十几", 10, ">"),
        ("数十", 10, ">"),
        ("几百", 100, ">"),
        ("两千余", 2000, ">"),
        ("二十一", 21, "="),
        ("一百零五", 105, "="),
        ("二百五", 205, "="),
        ("一千四百六十三", 1463, "="),
        ("二〇二〇", 2020, "="),
        ("十", 10, "="),
        ("三四十", 30, "~"),
        ("七八", 7, "~"),
        ("一万二千三百四十五", 12345, "="),
        ("三亿四千万", 340000000, "="),
        ("一万亿", 10**12, "="),
    ],
)
def test_numerals_of_reports(text, number, bound):
    numeral = parse_numeral(text)
    assert numeral is not None
    assert (numeral.number, numeral.bound) == (number, bound)


@pytest.mark.parametrize("text", ["", "几", "数", "余", "百百", "十百", "5.7.1", "一一二万万", "千千", "数三", "1" * 100])
def test_what_is_no_numeral(text):
    assert parse_numeral(text) is None


DIGITS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """The number as a Chinese writer writes it (an independent implementation, below 10**12)."""
    if number == 0:
        return "零"
    words, zero = "", False
    for power, unit in ((8, "亿"), (4, "万"), (0, "")):
        section = number // 10**power % 10**4
        if not section:
            zero = bool(words)
            continue
        inner = ""
        for place, small in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
            digit = section // 10**place % 10
            if digit:
                inner += ("零" if zero and (words or inner) else "") + DIGITS[digit] + small
                zero = False
            else:
                zero = bool(words or inner)
        words += inner + unit
        zero = section % 10 == 0
    return words


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_words_of_any_number_are_read_back(number):
    numeral = parse_numeral(in_words(number))
    assert numeral is not None
    assert numeral.value == number


@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_separators_do_not_matter(number):
    assert parse_numeral(f"{number:,}") == parse_numeral(str(number))


@given(
    st.decimals(min_value=0, max_value=9999, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from([("万", 10**4), ("亿", 10**8), ("千", 1000)]),
)
def test_magnitudes_multiply_exactly(value, magnitude):
    numeral = parse_numeral(f"{value}{magnitude[0]}")
    assert numeral is not None
    assert numeral.value == Decimal(value) * magnitude[1]


@given(st.text(max_size=30))
def test_arbitrary_text_never_fails(text):
    parse_numeral(text)
