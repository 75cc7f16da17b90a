"""Dates, ranges and deictic dates, resolved by the report's year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.script import simplify
from govnlp.values.dates import find_dates
from tests.conftest import traditional

YEAR = 2020
# text → the dates in it, with their values in a report on 2020
CASES = {
    "截至12月31日,共公开1982条": [("12月31日", "2020-12-31")],
    "自2020年1月1日起至12月31日止": [("2020年1月1日起至12月31日", "2020-01-01/2020-12-31")],
    "统计期限自2020年1月1日起,至2020年12月31日止": [("2020年1月1日起,至2020年12月31日", "2020-01-01/2020-12-31")],
    "2020年1月1日—12月31日": [("2020年1月1日—12月31日", "2020-01-01/2020-12-31")],
    "2018-2020年三年间": [("2018-2020年", "2018/2020")],
    "2018年至2020年": [("2018年至2020年", "2018/2020")],
    "1至10月、1月至10月": [("1至10月", "2020-01/2020-10"), ("1月至10月", "2020-01/2020-10")],
    "5月15日至18日": [("5月15日至18日", "2020-05-15/2020-05-18")],
    "2019年12月至次年2月": [("2019年12月至次年2月", "2019-12/2020-02")],
    "截至12月底,3月底前": [("12月底", "2020-12-31"), ("3月底", "2020-03-31")],
    "2019年底、年底和2月末": [("2019年底", "2019-12-31"), ("年底", "2020-12-31"), ("2月末", "2020-02-29")],
    "今年以来,较去年增长,上年结转,年内完成,次年公布": [
        ("今年以来", "2020"),
        ("去年", "2019"),
        ("上年", "2019"),
        ("年内", "2020"),
        ("次年", "2021"),
    ],
    "全年共收到,本年度未收费": [("全年", "2020"), ("本年度", "2020")],
    "上半年、第三季度、前三季度": [("上半年", "2020-01/2020-06"), ("第三季度", "2020-07/2020-09"), ("前三季度", "2020-01/2020-09")],
    "二〇〇九年三月十五日": [("二〇〇九年三月十五日", "2009-03-15")],
    "2 0 2 0年,2020 年 12 月 31 日": [("2 0 2 0年", "2020"), ("2020 年 12 月 31 日", "2020-12-31")],
    "２０１９年１２月": [("２０１９年１２月", "2019-12")],
    "2021-01-29 10:00": [("2021-01-29", "2021-01-29")],
    "2017年度、2017版": [("2017年度", "2017")],
    "2021年,6月底前完成,年内不少于两次": [("2021年", "2021"), ("6月底", "2021-06-30"), ("年内", "2021")],
    "2019-2020学年": [("2019-2020学年", "2019/2020")],
    "1月下旬": [("1月下旬", "2020-01-21/2020-01-31")],
    "2月30日": [("2月30日", None)],
    # not dates
    "近年来、每周、每半月、定期、按季度、日前、疫情期间、五年来、连续两年": [],
    "12345热线、5G、4.15、第五十条、“十四五”期间、十九届四中全会": [],
    "每年1月31日前、每月25日、本年报、全年龄段": [],
}


@pytest.mark.parametrize("script", ["Hans", "Hant"])
@pytest.mark.parametrize("text", CASES)
def test_dates_of_reports(text, script):
    folded = simplify(text if script == "Hans" else traditional(text)).text
    found = [(text[m.start : m.end], m.value) for m in find_dates(folded, YEAR)]
    assert found == CASES[text]


def test_without_the_year_nothing_is_guessed():
    assert [m.value for m in find_dates("全年、去年、12月31日、2019年3月")] == [None, None, None, "2019-03"]


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)), st.booleans())
def test_any_day_is_read_in_digits_and_in_words(day, in_words):
    digits = "〇一二三四五六七八九"

    def words(number: int) -> str:
        tens, ones = divmod(number, 10)
        return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")

    year = "".join(digits[int(digit)] for digit in str(day.year))
    text = f"{year}年{words(day.month)}月{words(day.day)}日" if in_words else f"{day.year}年{day.month}月{day.day}日"
    (match,) = find_dates(text)
    assert (match.start, match.end, match.value) == (0, len(text), day.isoformat())


@given(st.text(alphabet="0123456789年月日至-—上下半季度今去全底末初 ,。一二十", max_size=60))
def test_matches_lie_in_the_text_and_do_not_overlap(text):
    position = 0
    for match in find_dates(simplify(text).text, YEAR):
        assert position <= match.start < match.end <= len(text)
        position = match.end
