"""The form itself: sections that must be there, the day the report is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import govnlp
from govnlp.report import Agency, Report
from tests.statutory.reports import checked, with_table

TITLES = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
TITLE = "青山市水务局2020年政府信息公开工作年度报告"


def whole(*without):
    parts = [f"{title}\n我局认真落实有关要求，各项工作有序推进，未发现问题。" for title in TITLES if title not in without]
    return govnlp.analyze("\n".join([TITLE, *parts]))


def forms(report):
    return [(one.severity, one.expected) for one in report.findings if one.kind == "form"]


def test_a_report_with_all_six_sections():
    assert forms(whole()) == []


@pytest.mark.parametrize("title", TITLES)
def test_a_missing_section(title):
    assert forms(whole(title)) == [("error", title[2:])]


def test_an_extract_is_not_assessed():
    report = govnlp.analyze("一、总体情况\n我局收到政府信息公开申请3件。", year=2020)
    assert forms(report) == []
    assert [one.not_assessable for one in report.checks if one.kind == "form"] == [7]


def test_titles_of_lost_tables_are_sections_all_the_same():
    text = "\n".join(
        [TITLE, TITLES[0], "各项工作有序推进。", *(f"{title}\n{title[2:]}" for title in TITLES[1:4]), *TITLES[4:], "无其他事项。"]
    )
    assert forms(govnlp.analyze(text)) == []


def test_no_section_is_required_of_the_reports_before_2019():
    assert (
        forms(govnlp.analyze("青山市水务局2016年政府信息公开工作年度报告\n一、概述\n工作有序推进。\n二、主动公开情况\n公开信息3条。")) == []
    )


TWO_TABLES = {"disclosure.art20_1.normative.made": 3, "applications.received.total": 0}


def test_a_table_that_is_not_there_though_the_others_are():
    assert forms(with_table(whole(), TWO_TABLES)) == [("error", "政府信息公开行政复议、行政诉讼情况")]
    assert forms(with_table(whole(), TWO_TABLES | {"review.total": 0})) == []
    assert forms(with_table(whole(), {"review.total": 0})) == []  # a source that lost its tables


def published(day, agency, year=2020):
    report = checked(Report("", agency=Agency(agency), year=year, published=day))
    return [(one.severity, one.expected) for one in report.findings], [one for one in report.checks if one.kind == "form"]


@pytest.mark.parametrize(
    ("day", "agency", "year", "finding"),
    [
        (date(2021, 1, 31), "青山市水务局", 2020, []),
        (date(2021, 2, 1), "青山市水务局", 2020, [("error", "2021-01-31")]),
        (date(2021, 3, 31), "青山市人民政府", 2020, []),
        (date(2021, 4, 1), "青山市人民政府", 2020, [("error", "2021-03-31")]),
        (date(2021, 2, 20), "湖东县白河镇人民政府", 2020, []),  # the law names no day for towns
        (date(2021, 4, 20), "湖东县白河镇人民政府", 2020, [("note", "2021-03-31")]),
        (date(2021, 2, 20), "青山市人民政府办公室", 2020, [("note", "2021-01-31")]),
        (date(2021, 6, 1), "青山市第一人民医院", 2020, []),  # public institutions have rules of their own
        (date(2017, 3, 31), "青山市水务局", 2016, []),
        (date(2017, 4, 5), "青山市水务局", 2016, [("error", "2017-03-31")]),
        (date(2023, 6, 5), "青山市水务局", 2020, [("note", "2021-01-31")]),  # a page moved to a new site
    ],
)
def test_deadline(day, agency, year, finding):
    assert published(day, agency, year)[0] == finding


@pytest.mark.parametrize("day", [None, date(2020, 12, 1)])
def test_a_day_that_is_not_known_or_cannot_be_is_not_assessed(day):
    findings, (count,) = published(day, "青山市水务局")
    assert findings == []
    assert (count.held, count.failed) == (0, 0)


def test_without_an_agency_the_day_due_is_not_known():
    report = replace(Report("", year=2020, published=date(2021, 2, 5)), agency=None)
    assert checked(report).findings == []


TABLE = "| 一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n| （六）其他处理 | 3.其他 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |"


@pytest.mark.parametrize("parts", [3, 4])
def test_a_text_that_is_cut_off_behind_a_table_lacks_no_section(parts):
    prose = [f"{title}\n我局认真落实有关要求，各项工作有序推进。" for title in TITLES[:parts]]
    assert forms(govnlp.analyze("\n".join([TITLE, *prose, TABLE]))) == []


def test_cells_of_a_table_are_no_heading_of_other_matters():
    parts = [f"{title}\n我局认真落实有关要求，各项工作有序推进。" for title in TITLES[:5]]
    text = "\n".join([TITLE, *parts[:3], TABLE, *parts[3:]])
    assert forms(govnlp.analyze(text)) == forms(whole(TITLES[5]))
