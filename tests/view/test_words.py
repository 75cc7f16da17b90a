"""What the page calls things."""

from __future__ import annotations

import pytest

from govnlp.gazetteers import table
from govnlp.pipes.themes import THEMES
from govnlp.report import Entity, Indicator
from govnlp.view import words


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        (Entity("COUNT", "1000余条", 0, 6, 0, 1000, "条", ">"), "数量 · 1,000 条（以上）"),
        (Entity("COUNT", "23期", 0, 3, 0, 23, "期", "="), "数量 · 23 期"),
        (Entity("MONEY", "约3.5万元", 0, 6, 0, 35000, "元", "~"), "金额 · 35,000 元（约）"),
        (Entity("PERCENT", "98.5%", 0, 5, 0, 98.5, None, "="), "百分比 · 98.5 %"),
        (Entity("DATE", "12月31日", 0, 6, 0, "2020-12-31"), "日期 · 2020-12-31"),
        (
            Entity("AGENCY", "市委", 0, 2, 0, name="中国共产党北京市委员会", level="省", kind="党委"),
            "机构\n中国共产党北京市委员会\n省级 · 党委 · 110000",
        ),
    ],
)
def test_a_highlight_tells_value_unit_and_full_name(entity, expected):
    assert words.tip(entity) == expected


def test_a_cell_tells_its_place_in_the_form_of_its_report():
    received = Indicator("applications.received.total", "applications_received", 1379, "件", 0, 4, "table")
    assert words.cell_tip(received, "2021") == "一、本年新收政府信息公开申请数量 · 总计\n1,379 件\napplications.received.total"
    made = Indicator("disclosure.art20_1.rules.made", "rules_issued", 0, "件", 0, 1, "table")
    assert words.cell(made, "2019") == "规章 · 本年新制作数量"
    assert words.cell(made, "2021") == "规章 · 本年制发件数"
    assert words.cell(Indicator("no.such", None, None, "件", 0, 0, "table"), None) == "no.such"


def test_every_theme_label_and_check_has_its_word():
    assert list(words.words("theme")) == list(THEMES)
    assert {words.colour(theme) for theme in THEMES} == set(range(words.COLOURS))
    assert {row["kind"] for row in table("checks")} <= set(words.words("check"))
    assert {row["severity"] for row in table("checks")} <= set(words.words("severity"))
    assert words.colour("自定主题") in range(words.COLOURS)


def test_key_figures_are_series():
    assert {row["series"] for row in table("key_figures")} <= {row["series"] for row in table("series")}


@pytest.mark.parametrize(("share", "expected"), [(0, "0%"), (0.001, "<1%"), (0.005, "1%"), (0.016, "2%"), (1, "100%")])
def test_a_small_share_is_not_told_as_none(share, expected):
    assert words.percent(share) == expected
