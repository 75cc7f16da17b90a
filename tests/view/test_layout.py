"""Tables as they are laid out: merged cells, rows that have lost their blanks, a cell a line."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

import govnlp
from govnlp.report import Report, Table
from govnlp.statutory.tables import read
from tests.conftest import PAGES

HEAD = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况"
PERSONS = "自然人 | 法人或其他组织 | 总计"
BODIES = "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他"
ROWS = (
    "一、本年新收政府信息公开申请数量 | 12 | 3 | 0 | 0 | 0 | 0 | 15",
    "二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1",
    "三、本年度办理结果 | （三）不予公开 | 1.属于国家秘密 | 12 | 3 | 0 | 0 | 0 | 0 | 15",
    "（七）总计 | 12 | 3 | 0 | 0 | 0 | 0 | 15",
    "四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 1",
)


def spans(*lines: str) -> list[list[tuple[str, int]]]:
    """Text and span of each cell of the page's first table."""
    text = "\n".join(line.replace(" | ", "\t") for line in lines)
    table = Table(None, 0, len(text), tuple(tuple(line.split("\t")) for line in text.split("\n")), "2021")
    report = Report(text, format="2021", tables=[table], indicators=list(read([table]).indicators))
    page = BeautifulSoup(report.to_html(), "lxml")
    for note in page.select("#text [data-note]"):
        note.decompose()
    return [[(cell.get_text(), int(cell.get("colspan", 1))) for cell in row.select("th, td")] for row in page.select("#text tr")]


def test_numbers_of_short_rows_stand_under_one_another():
    rows = spans(HEAD, PERSONS, BODIES, *ROWS)
    assert {sum(span for _, span in row) for row in rows} == {10}
    assert [row[0][1] for row in rows[3:]] == [3, 3, 1, 3, 3]


def test_heads_of_short_rows_stand_over_the_columns_they_name():
    _, persons, bodies, *_ = spans(HEAD, PERSONS, BODIES, *ROWS)
    assert persons == [("", 3), ("自然人", 1), ("法人或其他组织", 5), ("总计", 1)]
    assert bodies == [("", 4), *((name, 1) for name in BODIES.split(" | ")), ("", 1)]


def test_heads_that_lost_their_line_stand_beside_the_others():
    first, *_ = spans(f"{HEAD} | {PERSONS}", BODIES, *ROWS)
    assert [span for _, span in first] == [1, 2, 1, 5, 1]


def test_heads_in_another_order_than_the_form_are_left_as_they_are():
    _, persons, *_ = spans(HEAD, "总计 | 自然人", BODIES, *ROWS)
    assert persons == [("总计", 1), ("自然人", 9)]


@pytest.mark.parametrize("name", ["cell_a_line_2020.txt"])
def test_a_table_of_a_cell_a_line_is_shown_in_lines(name):
    page = BeautifulSoup(govnlp.analyze(PAGES / name).to_html(), "lxml")
    lines = [[cell.get_text() for cell in line.select(".cell")] for line in page.select("#text .cells")]
    assert ["二、上年结转政府信息公开申请数量", *"0000000"] in lines
    assert not page.select("#text td")
