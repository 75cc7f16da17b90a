"""The data model and its JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest

from govnlp.errors import SchemaError
from govnlp.report import Agency, CheckCount, Entity, Finding, Indicator, Report, Section, Segment, Table

REPORT = Report(
    text="一、总体情况\n公开422条",
    title="某区2020年政府信息公开工作年度报告",
    agency=Agency("某区人民政府", "某区", "县"),
    year=2020,
    published=date(2021, 1, 29),
    format="2019",
    sections=[Section("一、总体情况", 1, 0, 13, "总体情况")],
    segments=[Segment(7, 13, "公开422条", ("一、总体情况",), (("主动公开", 0.9),), None)],
    entities=[Entity("COUNT", "422条", 9, 13, 0, 422, "条", "=")],
    tables=[Table("表", 0, 2, (("a", "b"), ("1", "")), "2019")],
    indicators=[Indicator("review.total", "reviews", None, "件", 0, 0, "table")],
    findings=[Finding("sum", "error", "不等", ("review.total",), 3, 4, ((0, 2),))],
    checks=[CheckCount("sum", 5, 1, 2)],
)


def test_round_trip_through_dictionary_and_json():
    assert Report.from_dict(REPORT.to_dict()) == REPORT
    assert Report.from_json(REPORT.to_json()) == REPORT
    assert Report.from_dict(json.loads(json.dumps(REPORT.to_dict()))) == REPORT


def test_the_dictionary_is_the_contract():
    plain = REPORT.to_dict()
    assert plain["schema"] == "govnlp.report/1"
    assert set(plain) == {
        "schema",
        "text",
        "title",
        "agency",
        "year",
        "published",
        "script",
        "format",
        "sections",
        "segments",
        "entities",
        "tables",
        "indicators",
        "findings",
        "checks",
    }
    assert plain["checks"] == [{"kind": "sum", "held": 5, "failed": 1, "not_assessable": 2}]
    assert plain["agency"] == {"name": "某区人民政府", "region": "某区", "level": "县"}
    assert plain["published"] == "2021-01-29"
    assert plain["segments"][0]["themes"] == [["主动公开", 0.9]]
    assert set(plain["entities"][0]) == {
        "label",
        "text",
        "start",
        "end",
        "segment",
        "value",
        "unit",
        "bound",
        "name",
        "level",
        "kind",
    }


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"schema": "other/1"},
        {"schema": "govnlp.report/1"},
        {**REPORT.to_dict(), "colour": 1},
        {**REPORT.to_dict(), "published": "gestern"},
        [],
    ],
)
def test_other_dictionaries_are_refused(plain):
    with pytest.raises(SchemaError):
        Report.from_dict(plain)


def test_text_that_is_no_json_is_refused():
    with pytest.raises(SchemaError, match="JSON"):
        Report.from_json("{")


@pytest.mark.parametrize(("table", "rows"), [("entities", 1), ("segments", 1), ("indicators", 1), ("findings", 1)])
def test_frames(table, rows):
    frame = REPORT.to_frame(table)
    assert len(frame) == rows
    assert len(Report("").to_frame(table).columns) == len(frame.columns)


def test_an_unknown_frame_is_an_error():
    with pytest.raises(ValueError, match="entities"):
        REPORT.to_frame("sections")
