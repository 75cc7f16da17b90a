"""Statutory tables to indicators: every form in every layout, and what is told where a number finds no cell."""

from __future__ import annotations

import pytest

from govnlp.outline import outline
from govnlp.reading import read as read_page
from govnlp.report import Table
from govnlp.statutory.tables import read
from tests.conftest import traditional
from tests.statutory.layouts import KEEP_BLANKS, LAYOUTS, disguise, fill, html, pipes

BEFORE = """某县水利局2020年政府信息公开工作年度报告

一、总体情况

2020年,我局认真贯彻落实《中华人民共和国政府信息公开条例》,全年主动公开政府信息320条,受理申请4件。

二、有关表格

"""
AFTER = """

五、存在的主要问题及改进情况

一是公开的深度不够,二是队伍不稳定,下一步将加强培训和指导工作,提高公开质量。
"""


def laid_out(layout, sheet, convert=str):
    """The outline of a report with the tables, and what is read of them."""
    if layout is html:
        paragraphs = ["".join(f"<p>{line}</p>" for line in text.split("\n") if line) for text in (BEFORE, AFTER)]
        text = f"<html><body>{paragraphs[0]}{html(sheet)}{paragraphs[1]}</body></html>"
    else:
        text = BEFORE + layout(sheet) + AFTER
    page = outline(read_page(convert(text)))
    return page, read(page.tables)


def values(tabulation):
    return {indicator.id: indicator.value for indicator in tabulation.indicators}


def table(*rows, title=None):
    """A table whose rows are written with tabs."""
    return Table(title, 0, sum(len(row) + 1 for row in rows), tuple(tuple(row.split("\t")) for row in rows))


@pytest.mark.parametrize("format", ["2014", "2019", "2021"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("convert", [str, traditional], ids=["Hans", "Hant"])
def test_every_cell_of_every_form_in_every_layout(format, layout, convert):
    sheet = fill(format)
    page, tabulation = laid_out(layout, sheet, convert)
    assert values(tabulation) == sheet.values
    assert tabulation.findings == []
    assert len(page.segments) == 3  # no row of a table is among them


@pytest.mark.parametrize("format", ["2014", "2019", "2021"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("seed", range(3))
def test_marks_variants_and_shortened_labels_change_nothing(format, layout, seed):
    sheet = disguise(fill(format, "/"), seed)
    _, tabulation = laid_out(layout, sheet)
    assert values(tabulation) == sheet.values
    assert tabulation.findings == []


@pytest.mark.parametrize("format", ["2014", "2019", "2021"])
@pytest.mark.parametrize("layout", KEEP_BLANKS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("blank", ["", "/", "—"])
def test_blanks_are_none_and_never_zero(format, layout, blank):
    sheet = fill(format, blank)
    assert None in sheet.values.values()
    _, tabulation = laid_out(layout, sheet)
    assert values(tabulation) == sheet.values
    assert tabulation.findings == []


@pytest.mark.parametrize("format", ["2019", "2021"])
@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout not in KEEP_BLANKS], ids=lambda layout: layout.__name__)
def test_where_blanks_are_lost_nothing_is_guessed_and_every_number_is_told(format, layout):
    sheet = fill(format, "")
    page, tabulation = laid_out(layout, sheet)
    found = values(tabulation)
    assert found.items() <= sheet.values.items()
    numbers = sum(value is not None for value in sheet.values.values())
    told = [page.text[start:end] for finding in tabulation.findings for start, end in finding.evidence]
    assert len(found) + len(told) == numbers
    assert {(finding.kind, finding.severity) for finding in tabulation.findings} == {("form", "note")}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_offsets_are_those_of_the_cells(layout):
    page, tabulation = laid_out(layout, fill("2021"))
    for indicator in tabulation.indicators:
        assert float(page.text[indicator.start : indicator.end]) == indicator.value
        assert any(table.start <= indicator.start <= indicator.end <= table.end for table in page.tables)
    starts = [indicator.start for indicator in tabulation.indicators]
    assert starts == sorted(set(starts))


def test_units_and_series_are_the_forms():
    _, tabulation = laid_out(pipes, fill("2021"))
    found = {indicator.id: (indicator.series, indicator.unit, indicator.origin) for indicator in tabulation.indicators}
    assert found["applications.received.total"] == ("applications_received", "件", "table")
    assert found["disclosure.art20_8.fee.amount"] == (None, "万元", "table")


def test_a_form_of_2019_in_a_report_of_later_years_is_read_as_such():
    rows = ("信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量", "规章\t0\t0\t6", "行政规范性文件\t3\t2\t15")
    assert values(read([table(*rows)])) == {
        "disclosure.art20_1.rules.made": 0,
        "disclosure.art20_1.rules.published": 0,
        "disclosure.art20_1.rules.in_force": 6,
        "disclosure.art20_1.normative.made": 3,
        "disclosure.art20_1.normative.published": 2,
        "disclosure.art20_1.normative.in_force": 15,
    }


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("行政事业性收费\t3.5", 3.5),
        ("行政事业性收费\t3.5万元", 3.5),
        ("行政事业性收费\t300元", 0.03),
        ("行政事业性收费\t1.2亿元", 12000),
        ("行政事业性收费\t无", None),
    ],
)
def test_money_is_in_the_unit_of_the_form(row, expected):
    found = read([table("第二十条第(八)项\t", "信息内容\t本年收费金额(单位:万元)", row)])
    assert values(found) == {"disclosure.art20_8.fee.amount": expected}


def test_a_head_that_states_another_unit_counts():
    found = read([table("信息内容\t本年收费金额(单位:元)", "行政事业性收费\t300")])
    assert values(found) == {"disclosure.art20_8.fee.amount": 0.03}


def statistics(*rows):
    """The form of 2014 around some rows, so that it is known for what it is."""
    known = [
        f"{name}\t件\t1" for name in ("1.按时办结数", "2.延期办结数", "2.同意公开答复数", "3.同意部分公开答复数", "4.不同意公开答复数")
    ]
    return table("统计指标\t单位\t统计数", *rows, *known, *(f"{name}\t件\t0" for name in ("6.申请信息不存在数", "六、举报投诉数量")))


def test_the_unit_of_a_row_counts_in_the_form_of_2014():
    found = read([statistics("(一)收到申请数\t件\t9", "七、依申请公开信息收取的费用\t万元\t0.3")])
    assert values(found)["fees.total"] == 3000
    assert next(i.unit for i in found.indicators if i.id == "fees.total") == "元"


def test_running_numbers_before_the_labels_are_no_values():
    found = read([statistics("1\t(一)收到申请数\t件\t9", "2\t1.当面申请数\t件\t4")])
    assert (values(found)["applications.received"], values(found)["applications.received.in_person"]) == (9, 4)


def test_rows_of_a_province_are_passed_over_or_told():
    found = read([statistics("电视广播公开政府信息数\t条\t12", "社区公告栏公开政府信息数\t条\t7", "2.政府网站公开政府信息数\t条\t3")])
    assert values(found)["disclosure.channel.website"] == 3
    (finding,) = found.findings
    assert "社区公告栏公开政府信息数" in finding.message


def test_parts_that_a_province_moved_are_found():
    rows = [f"{name}\t条\t{number}" for number, name in enumerate(("1.政府公报公开政府信息数", "2.政府网站公开政府信息数"), 1)]
    found = read([statistics("重点领域公开政府信息数\t条\t8", *rows, "(一)主动公开政府信息数\t条\t11")])
    assert values(found)["disclosure.key_area.total"] == 8
    assert values(found)["disclosure.channel.website"] == 2


def test_tables_of_the_years_before_the_forms_are_left_alone():
    found = read([table("指标\t本年\t累计", "主动公开政府信息数\t98\t257", "收到申请数\t3\t8", "当面申请数\t2\t5", "行政复议数\t1\t2")])
    assert (found.indicators, found.findings) == ([], [])


@pytest.mark.parametrize(
    "rows",
    [("姓名\t年龄\t其他", "张三\t30\t4"), ("项目\t总计", "其他\t5"), ("1\t2\t3", "4\t5\t6"), ("",), ("\t\t", "\t\t")],
)
def test_other_tables_are_left_alone(rows):
    found = read([table(*rows)])
    assert (found.indicators, found.findings) == ([], [])


HEAD = ("\t自然人\t法人或其他组织\t\t\t\t\t总计", "\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t")
APPLICANTS = ("person", "business", "research", "nonprofit", "law", "other", "total")


def received(found):
    return [values(found).get(f"applications.received.{who}") for who in APPLICANTS]


def test_columns_are_those_of_the_heads_even_where_blanks_stand():
    found = read(
        [table(*HEAD, "一、本年新收政府信息公开申请数量\t\t8\t\t\t\t1\t9", "二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0")]
    )
    assert received(found) == [None, 8, None, None, None, 1, 9]


def test_columns_in_another_order_are_those_of_the_heads():
    head = "\t总计\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他"
    found = read(
        [table(head, "一、本年新收政府信息公开申请数量\t36\t1\t5\t6\t7\t8\t9", "二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0")]
    )
    assert received(found) == [1, 5, 6, 7, 8, 9, 36]


def test_the_total_decides_between_two_places():
    found = read(
        [table("一、本年新收政府信息公开申请数量\t\t3\t4\t\t\t\t\t7\t", "二、上年结转政府信息公开申请数量\t\t0\t0\t0\t0\t0\t0\t0\t")]
    )
    assert received(found) == [3, 4, None, None, None, None, 7]


def test_a_cell_that_cannot_be_read_keeps_its_place_and_is_told():
    found = read(
        [table(*HEAD, "一、本年新收政府信息公开申请数量\t\t约8\t\t\t\t1\t9", "二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0")]
    )
    assert received(found) == [None, None, None, None, None, 1, 9]
    assert "applications.received.business" not in values(found)
    (finding,) = found.findings
    assert "约8" in finding.message


def test_a_repeated_header_and_a_label_cut_by_a_page_break():
    upper = table(*HEAD, "一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1", "2.没有现成信息需要另\t2\t0\t0\t0\t0\t0\t2")
    lower = table(*HEAD, "行制作\t\t\t\t\t\t\t", "3.补正后申请内容仍不明确\t3\t0\t0\t0\t0\t0\t3")
    found = values(read([upper, lower]))
    assert found["applications.unavailable.must_be_made.total"] == 2
    assert found["applications.unavailable.unclear.total"] == 3


def test_other_processing_has_its_own_numbers_in_2019_and_parts_in_2021():
    first = "(六)其他处理\t1\t0\t0\t0\t0\t0\t1", "(七)总计\t9\t0\t0\t0\t0\t0\t9"
    assert values(read([table(*HEAD, *first)]))["applications.other.person"] == 1
    second = (
        "(六)其他处理\t\t\t\t\t\t\t",
        "1.申请人无正当理由逾期不补正\t1\t0\t0\t0\t0\t0\t1",
        "2.逾期未按收费通知要求缴纳费用\t2\t0\t0\t0\t0\t0\t2",
        "3.其他\t4\t0\t0\t0\t0\t0\t4",
        "(七)总计\t9\t0\t0\t0\t0\t0\t9",
    )
    found = values(read([table(*HEAD, *second)]))
    assert found["applications.other.other.person"] == 4
    assert found["applications.closed.person"] == 9


REVIEWS = [1, 2, 3, 4, 10, 0, 1, 0, 0, 1, 5, 0, 0, 2, 7]


@pytest.mark.parametrize(
    "tables",
    [
        [table("行政复议\t\t\t\t\t行政诉讼" + "\t" * 9, "\t".join(map(str, REVIEWS)))],
        [table("\t".join(map(str, REVIEWS)), title="四、政府信息公开行政复议、行政诉讼情况")],
        [table("行政复议 行政诉讼", "结 结 其 尚", "维 纠 结 审", "\t".join(map(str, REVIEWS)))],
        [
            table("\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计", "行政复议\t1\t2\t3\t4\t10"),
            table(
                "\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计",
                "行政诉讼\t未经复议直接起诉\t0\t1\t0\t0\t1",
                "\t复议后起诉\t5\t0\t0\t2\t7",
            ),
        ],
    ],
    ids=["two heads", "title alone", "upright heads", "a row each"],
)
def test_reviews_and_litigation(tables):
    found = values(read(tables))
    groups = ("review", "litigation.direct", "litigation.after_review")
    assert [
        found.get(f"{group}.{outcome}") for group in groups for outcome in ("upheld", "corrected", "other", "pending", "total")
    ] == REVIEWS


def test_words_behind_the_values_may_be_the_end_of_the_label():
    rows = (
        "三、本年",
        "度办理结",
        "5.要求行政机",
        "关确认或重",
        "8\t0\t0\t0\t0\t0\t8",
        "新出具已获取信息",
        "(六)其他处理\t1\t0\t0\t0\t0\t0\t1",
    )
    found = values(read([table(*HEAD, *rows)]))
    assert found["applications.declined.reissue.total"] == 8


def test_an_enormous_table_is_no_form():
    found = read([table(*("规章\t1\t2\t3",) * 9_000)])
    assert (found.indicators, found.findings) == ([], [])


@pytest.mark.parametrize("format", ["2014", "2019", "2021"])
def test_every_table_has_its_format(format):
    _, tabulation = laid_out(pipes, fill(format))
    assert {found.format for found in tabulation.tables} == {format}


def test_a_table_that_no_label_tells_the_format_of_has_none():
    found = read([table("行政复议\t\t\t\t\t行政诉讼" + "\t" * 9, "\t".join(map(str, REVIEWS)))])
    assert [found.tables[0].format, len(found.indicators)] == [None, 15]


@pytest.mark.parametrize("format", ["2014", "2019", "2021"])
def test_of_two_sets_of_tables_the_second_is_told_and_no_indicator_stands_twice(format):
    sheet = fill(format)
    sheet.tables *= 2
    _, tabulation = laid_out(pipes, sheet)
    assert values(tabulation) == sheet.values
    assert len(tabulation.indicators) == len(sheet.values)
    assert tabulation.findings


CODED = (
    "（一）收到申请数\t件\t10\t7",
    "1.当面申请数\t件\t11\t4",
    "网上咨询数\t次\t9",
    "2.传真申请数\t件\t12\t0",
    "3.网络申请数\t件\t13\t/",
    "4.信函申请数\t件\t15\t3",
    "（二）申请办结数\t件\t16\t7",
    "1.按时办结数\t件\t17\t7",
    "2.延期办结数\t件\t18\t",
    "四、行政复议数量\t件\t40\t1",
    "五、行政诉讼数量\t件\t44\t2",
)


def test_codes_before_the_values_are_none():
    found = values(read([table("统计指标\t单位\t代码\t统计数", *CODED)]))
    assert (found["applications.received"], found["applications.received.letter"]) == (7, 3)
    assert (found["applications.received.online"], found["applications.closed.extended"]) == (None, None)


def test_a_form_of_codes_without_values_gives_no_number():
    blank = [row.rsplit("\t", 1)[0] + "\t" for row in CODED]
    found = read([table("统计指标\t单位\t代码\t统计数", *blank)])
    assert not any(value for value in values(found).values())


def test_a_merged_column_that_is_repeated_is_one():
    rows = ("信息内容\t上一年项目数量\t本年增/减\t本年增/减", "行政事业性收费\t5\t2\t2")
    found = read([table("第二十条第（八）项\t\t\t", *rows)])
    assert values(found) == {"disclosure.art20_8.fee.previous": 5, "disclosure.art20_8.fee.change": 2}
    assert found.findings == []


def test_labels_of_several_levels_made_one_are_read():
    rows = ("三、本年度办理结果—(六)其他处理—2.申请人逾期未按收费通知要求缴纳费用\t1\t0\t0\t0\t0\t0\t1",)
    found = values(read([table(*HEAD, "(五)不予处理-2.重复申请\t2\t0\t0\t0\t0\t0\t2", *rows)]))
    assert found["applications.declined.repeated.total"] == 2
    assert found["applications.other.fee_unpaid.total"] == 1


def test_blanks_moved_behind_the_numbers_leave_the_total_alone():
    found = values(read([table(*HEAD, "一、本年新收政府信息公开申请数量", "7", "1", "8", "", "", "", "")]))
    assert found == {"applications.received.total": 8}


def test_numbers_without_a_cell_are_one_finding_a_table():
    sheet = fill("2019")
    _, tabulation = laid_out(pipes, sheet)
    rows = [row for one in tabulation.tables for row in one.rows]
    strange = [("某地自设的项目甲乙丙", "3", "4"), ("某地自设的项目丁戊己", "5", "6")]
    joined = ["\t".join(row) for row in (*rows, *strange)]
    (finding,) = read([table(*joined)]).findings
    assert (finding.kind, finding.severity, len(finding.evidence)) == ("form", "note", 4)


CASES = ["结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t" + "\t".join(["结果维持\t结果纠正\t其他结果\t尚未审结\t总计"] * 2)]


def test_a_form_of_codes_that_goes_on_in_a_second_table_has_none_there_either():
    whole = values(read([table("统计指标\t单位\t代码\t统计数", *CODED)]))
    halves = values(read([table("统计指标\t单位\t代码\t统计数", *CODED[:6]), table(*CODED[6:])]))
    assert halves == whole


def test_blanks_behind_the_heads_are_none_of_the_row_below():
    header = CASES[0].split("\t")
    rows = (("行政复议", *[""] * 15), (*header, ""), ("", "2", "1", "-", "-", "3", "2", "-", "-", "-", "2", *["-"] * 5))
    found = values(read([Table("行政复议、行政诉讼", 0, 0, rows)]))
    assert (found["review.upheld"], found["review.total"], found["litigation.direct.total"]) == (2, 3, 2)
    assert found["litigation.after_review.total"] is None


def test_a_header_moved_to_the_left_tells_that_the_cells_are_too():
    heads = "自然人\t法人或其他组织\t总计" + "\t" * 7
    leaves = "商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他" + "\t" * 5
    found = values(
        read(
            [
                table(
                    heads,
                    leaves,
                    "一、本年新收政府信息公开申请数量\t\t\t\t\t\t\t485\t\t",
                    "二、上年结转政府信息公开申请数量\t\t\t\t\t\t\t27\t\t",
                )
            ]
        )
    )
    assert (found["applications.received.total"], found["applications.received.other"]) == (485, None)


def test_totals_alone_stand_under_the_head_of_the_table_before():
    heads = "\t\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
    upper = table(heads, "一、本年新收政府信息公开申请数量\t\t\t\t\t\t\t\t\t28")
    lower = table("（七）总计\t\t\t\t\t\t\t\t\t27\t\t\t\t\t", "四、结转下年度继续办理\t\t\t\t\t\t\t\t\t1\t\t\t\t\t")
    found = values(read([upper, lower]))
    assert (found["applications.closed.total"], found["applications.carried_out.total"]) == (27, 1)


def test_rules_under_another_name_are_not_taken_for_normative_documents():
    found = values(read([table("信息内容\t制发件数\t废止件数\t现行有效件数", "行政规章\t0\t0\t0", "规范性文件\t2\t0\t31")]))
    assert (found["disclosure.art20_1.rules.in_force"], found["disclosure.art20_1.normative.in_force"]) == (0, 31)


def test_blanks_behind_the_heads_of_a_stream_are_none_of_the_row_below():
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    cells = ["行政复议", "行政诉讼", *[""] * 13, *heads, "未经复议直接起诉", "复议后起诉", *[""] * 8, *heads, *heads, *[""] * 6]
    cells += ["4", "", "", "", "4", *[""] * 10]
    found = values(read([Table("行政复议、行政诉讼", 0, 0, tuple((cell,) for cell in cells))]))
    assert (found["review.upheld"], found["review.total"]) == (4, 4)
    assert not found.get("litigation.direct.total")
