"""Cells of tables: numbers with units, blanks, units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.values.cells import Number, in_unit, is_blank, is_unit, read_number, stated_money


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("１，２０６", 1206),
        ("1,206", 1206),
        (" 12 件", 12),
        ("0件", 0),
        ("37.45", 37.45),
        ("-8", -8),
        ("－8", -8),
        ("减2", -2),
        ("减少2", -2),
        ("+62", 62),
        ("增3", 3),
        ("3*", 3),
        ("3①", 3),
        ("3(注1)", 3),
        ("零", 0),
    ],
)
def test_numbers(text, expected):
    number = read_number(text)
    assert number is not None
    assert float(number.digits) == expected


@pytest.mark.parametrize(
    "text", ["", "/", "—", "无", "约3", "3至5", "67  74  891", "8 0", "2020年", "1,23", "增5/减2", "12%", "O", "第3项"]
)
def test_what_is_no_single_number(text):
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["", " ", "/", "／", "—", "——", "-", "－", "无", "無", "…", "/*", "—①"])
def test_blanks(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "件", "其他"])
def test_what_is_not_blank(text):
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("件", True), ("人次", True), ("万元", True), ("萬元", True), ("（单位：万元）", True), ("件（注）", True), ("项目", False)],
)
def test_units(text, expected):
    assert is_unit(text) is expected


@pytest.mark.parametrize(
    ("cell", "unit", "stated", "expected"),
    [
        ("1.5万元", "元", None, 15000),
        ("1.5万", "元", None, 15000),
        ("300", "万元", "元", 0.03),
        ("300元", "万元", None, 0.03),
        ("1.28亿元", "万元", None, 12800),
        ("27.45万元", "万元", "元", 27.45),
        ("0.1", "万元", None, 0.1),
        ("1.2万件", "件", None, 12000),
        ("3元", "件", None, None),
        ("3件", "万元", None, None),
    ],
)
def test_values_in_the_unit_of_the_form(cell, unit, stated, expected):
    number = read_number(cell)
    assert number is not None
    assert in_unit(number, unit, stated) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本年收费金额(单位:万元)", "万元"),
        ("采购总金额（元）", "元"),
        ("万元", "万元"),
        ("收费", None),
        ("七、依申请公开信息收取的费用", None),
    ],
)
def test_stated_units_of_money(text, expected):
    assert stated_money(text) == expected


@given(st.integers(-(10**9), 10**9))
def test_every_integer_reads_as_itself(value):
    assert read_number(f"{value:,}") == read_number(str(value)) == Number(Decimal(value))


@given(st.text(max_size=60))
def test_a_cell_is_one_thing_at_most(text):
    assert sum((read_number(text) is not None, is_blank(text), is_unit(text))) <= 1
