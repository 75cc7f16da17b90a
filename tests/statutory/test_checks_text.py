"""The narrative against the tables, and against itself."""

from __future__ import annotations

import pytest

from tests.statutory.reports import applications, report, with_table

SOUND = applications(
    93, carried_in=4, granted=40, partial=12, denied__process=9, unavailable__not_held=27, declined__repeated=3, carried_out=6
)


def told(prose, values=None, year=2020):
    return [
        (one.kind, one.severity, one.expected, one.found)
        for one in with_table(report(prose, year), values or {}).findings
        if one.kind in ("text-table", "text-text")
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "收到政府信息公开申请93件。",
        "全年办理依申请公开91件。",
        "全年办理依申请公开97件。",  # those carried in too
        "全年受理政府信息公开申请97件。",
        "收到政府信息公开申请90余件。",
        "收到政府信息公开申请近100件。",
        "收到政府信息公开申请超过80件。",
        "收到政府信息公开申请93件，不予公开9件，无法提供27件。",  # totals of groups that have no cell
    ],
)
def test_agrees(prose):
    assert told(prose, SOUND) == []


@pytest.mark.parametrize(
    ("prose", "expected", "found"),
    [
        ("收到政府信息公开申请95件。", 93, 95),
        ("全年办理依申请公开80件。", 91, 80),
        ("收到政府信息公开申请100余件。", 93, 100),
        ("收到政府信息公开申请80余件。", 93, 80),
        ("收到政府信息公开申请93件，不予公开8件。", 9, 8),
        ("我局2020年未收到政府信息公开申请。", 93, 0),
    ],
)
def test_differs(prose, expected, found):
    assert told(prose, SOUND) == [("text-table", "error", expected, found)]


def test_what_is_only_about_may_differ_by_a_tenth():
    assert told("收到政府信息公开申请约130件。", SOUND) == [("text-table", "note", 93, 130)]


@pytest.mark.parametrize(
    ("prose", "cell", "holds", "fails"),
    [
        ("全年主动公开政府信息5.7万条。", "disclosure.total", (57000, 57012, 56960), (58200, 55000)),
        ("全年主动公开政府信息5万余条。", "disclosure.total", (50001, 57012), (49000, 60001)),
        ("政府信息公开专项经费12.5万元。", "capacity.funding", (12.5, 12.46), (12.9, 125)),
    ],
)
def test_what_is_rounded_to_ten_thousands(prose, cell, holds, fails):
    assert all(told(prose, {cell: value}, 2016) == [] for value in holds)
    assert all(len(told(prose, {cell: value}, 2016)) == 1 for value in fails)


def test_a_statement_of_none_is_one_finding_though_it_states_three_cells():
    values = {"litigation.direct.total": 2, "litigation.after_review.total": 1}
    assert told("全年未发生因政府信息公开引起的行政诉讼。", values) == [("text-table", "error", 3, 0)]


def test_a_table_shown_wrong_by_itself_and_by_the_text_is_one_finding():
    made = with_table(report("收到政府信息公开申请93件。"), SOUND | {"applications.received.total": 95})
    (finding,) = made.findings
    assert (finding.kind, finding.indicators, finding.expected) == ("identity", ("applications.received.total",), 93)
    assert [made.text[start:end] for start, end in finding.evidence].count("93件") == 1


def test_a_blank_or_missing_cell_is_not_assessed():
    made = with_table(report("收到政府信息公开申请93件。"), {"applications.received.total": None})
    assert made.findings == []
    assert [(one.held, one.failed, one.not_assessable) for one in made.checks if one.kind == "text-table"] == [(0, 0, 1)]


def test_one_number_told_twice():
    assert told("收到政府信息公开申请93件。\n依申请公开。全年收到政府信息公开申请95件。") == [("text-text", "error", 93, 95)]
    assert told("收到政府信息公开申请93件。\n依申请公开。全年收到政府信息公开申请93件。") == []
    assert told("收到政府信息公开申请93件。\n依申请公开。全年收到政府信息公开申请90余件。") == []


def test_what_the_table_settles_is_no_quarrel_of_the_text():
    prose = "收到政府信息公开申请93件。\n依申请公开。全年收到政府信息公开申请95件。"
    assert told(prose, SOUND) == [("text-table", "note", 93, 95)]


def test_a_table_of_the_part_that_the_text_tells_apart_is_left_open():
    prose = "全区共收到政府信息公开申请914件，其中区政府本级203件。"
    made = report(prose, agency="青山市湖东区人民政府", level="县")
    assert with_table(made, {"applications.received.total": 203}).findings == []
    (finding,) = with_table(made, {"applications.received.total": 204}).findings
    assert (finding.kind, finding.found) == ("text-table", 914)
