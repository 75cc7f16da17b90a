"""The statutory format of tables and reports."""

from __future__ import annotations

import pytest

from govnlp.statutory.formats import report_format, table_format


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"), ("规章", "0", "0", "0")), "2019"),
        ((("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("規章", "0", "0", "0")), "2021"),
        ((("指標", "單位", "統計數"), ("（一）主動公開政府信息數", "條", "731")), "2014"),
        ((("结果维持", "结果纠正"), ("0", "1")), None),
        ((("姓名", "年龄"), ("张", "3")), None),
    ],
)
def test_tables(rows, expected):
    assert table_format(rows) == expected


@pytest.mark.parametrize(
    ("formats", "year", "expected"),
    [([], 2020, "2019"), ([], 2022, "2021"), ([], 2016, "2014"), ([], 2010, None), ([], None, None), (["2019", None], 2021, "2019")],
)
def test_reports(formats, year, expected):
    assert report_format(formats, year) == expected
