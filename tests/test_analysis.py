"""analyze and analyze_many: the whole way, on real and on arbitrary text."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import govnlp
from govnlp.report import Report
from govnlp.values.cells import is_blank
from tests.conftest import PAGES, traditional

SEEDS = {
    "000": (
        "北京市重大項目辦建設指揮部辦公室2020年政府信息公開工作年度報告",
        "北京市重大项目办建设指挥部办公室",
        "北京市",
        "省",
        2020,
        date(2021, 1, 29),
        "Hant",
    ),
    "001": (
        "北京市海淀区人民政府2020年政府信息公开工作年度报告",
        "北京市海淀区人民政府",
        "北京市海淀区",
        "县",
        2020,
        date(2021, 3, 19),
        "Hans",
    ),
    "002": (
        "北京市东城区龙潭街道办事处2017年政府信息公开工作年度报告",
        "北京市东城区龙潭街道办事处",
        "北京市东城区",
        "乡",
        2017,
        None,
        "Hans",
    ),
    "003": ("柯城区2020年政府信息公开工作年度报告", "衢州市柯城区人民政府", "衢州市柯城区", "县", 2020, None, "Hans"),
    "004": ("北京市商務局2019年政府信息公開工作年度報告", "北京市商务局", "北京市", "省", 2019, date(2020, 1, 22), "Hant"),
}
FURNITURE = (
    "分享:",
    "字号",
    "字號",
    "日期:",
    "打印",
    "已归档",
    "已歸檔",
    "是否继续",
    "是否繼續",
    "扫一扫",
    "当前位置",
    "||",
    "首都之窗”门户",
    "首都之窗”門戶",
)


def check(report: Report) -> None:
    """What holds for every report whatever the text."""
    for part in (*report.segments, *report.entities):
        assert report.text[part.start : part.end] == part.text
        assert part.start < part.end
    for section in report.sections:
        assert report.text.startswith(section.heading, section.start)
    for entity in report.entities:
        segment = report.segments[entity.segment]
        assert segment.start <= entity.start < entity.end <= segment.end
    for before, after in zip(report.entities, report.entities[1:], strict=False):
        assert before.end <= after.start
    for indicator in report.indicators:
        assert 0 <= indicator.start < indicator.end <= len(report.text) or indicator.origin == "table"
    for finding in report.findings:
        assert all(0 <= start < end <= len(report.text) for start, end in finding.evidence)
    for table in report.tables:
        assert report.text[table.start : table.end] == "\n".join("\t".join(row) for row in table.rows)
    for indicator in (one for one in report.indicators if one.origin == "table"):
        assert any(table.start <= indicator.start <= indicator.end <= table.end for table in report.tables)
        assert (indicator.value is None) == is_blank(report.text[indicator.start : indicator.end])
    assert Report.from_json(report.to_json()) == report


@pytest.mark.parametrize("number", SEEDS)
def test_real_reports(seeds, number):
    (path,) = seeds.glob(f"{number}_*")
    report = govnlp.analyze(path)
    agency = report.agency
    assert agency is not None
    assert (report.title, agency.name, agency.region, agency.level, report.year, report.published, report.script) == SEEDS[number]
    assert [text for text in FURNITURE if text in report.text] == []
    check(report)


def test_every_cell_of_a_real_table_is_an_indicator(seeds):
    (path,) = seeds.glob("002_*")
    report = govnlp.analyze(path)
    cells = [indicator for indicator in report.indicators if indicator.origin == "table"]
    found = {indicator.id: (indicator.value, indicator.unit) for indicator in cells}
    assert len(found) == len(cells) == 71
    assert found["disclosure.total"] == (731, "条")
    assert found["disclosure.channel.website"] == (539, "条")
    assert found["disclosure.key_area.budget"] == (2, "条")
    assert found["capacity.staff"] == (24, "人")
    assert found["training.participants"] == (96, "人次")
    assert sorted(finding.kind for finding in report.findings) == ["sum", "sum", "text-table", "text-table"]
    assert report.segments[-1].text.startswith("三是实现政务公开多平台联动管理")


@pytest.mark.parametrize("number", SEEDS)
def test_no_character_of_a_real_body_is_lost(seeds, number):
    (path,) = seeds.glob(f"{number}_*")
    crawled = path.read_text(encoding="utf-8")
    report = govnlp.analyze(path)
    first, last = report.segments[0].text, report.segments[-1].text

    def bare(text: str) -> str:
        return "".join(char for char in text if not char.isspace() and char != "|")

    body = bare(crawled)
    body = body[body.index(bare(first)) : body.rindex(bare(last)) + len(bare(last))]
    assert body in bare(report.text)


def test_pages_of_every_kind_hold_together():
    for path in sorted(PAGES.iterdir()):
        if path.suffix in (".html", ".txt"):
            check(govnlp.analyze(path))


def test_what_the_caller_knows_is_used():
    report = govnlp.analyze("全年共公开信息422条,区政府研究2次,我局落实。", year=2018, agency="北京市海淀区水务局")
    assert report.year == 2018
    found = {e.text: (e.value, e.name) for e in report.entities}
    assert found["全年"] == ("2018", None)
    assert found["区政府"][1] == "北京市海淀区人民政府"
    assert found["我局"][1] == "北京市海淀区水务局"


def test_without_a_year_deictic_dates_stay_open():
    (entity,) = (e for e in govnlp.analyze("全年共公开信息。").entities if e.label == "DATE")
    assert (entity.text, entity.value) == ("全年", None)


def test_traditional_text_gives_the_same_values():
    text = "2020年,区政府依据《条例》主动公开政府信息1,206条,较去年增长6.9%。"
    values = [(e.label, e.value, e.unit, e.name) for e in govnlp.analyze(text).entities]
    assert [(e.label, e.value, e.unit, e.name) for e in govnlp.analyze(traditional(text)).entities] == values


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "一二三、（）(). \n\t|年月日条件%余万第《》“”〔〕2019政府信息公開公开区局我市〈〉是首先其次:：;；。,，😀𠮷\u3000\xa0\ud800\0"
        ),
        st.characters(),
    ),
    max_size=200,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
@example("\ud83d")
@example("<p>")
@example("一、" * 30)
@example("2020年政府信息公开工作年度报告")
@example("微網志" * 5 + "網路12條")
def test_arbitrary_text_gives_a_sound_report(text):
    check(govnlp.analyze(text))


@pytest.mark.parametrize(
    "text",
    [
        "1" * 20_000,
        "《" * 10_000,
        "一是" * 10_000,
        "(" * 10_000,
        "“" * 10_000,
        "公开" * 50_000,
        "2020年" * 4_000,
        "|" * 9_000,
        "a|b\n" * 4_000,
    ],
)
def test_hostile_text_gives_a_sound_report(text):
    check(govnlp.analyze(text))


def test_many_sources_keep_their_order_and_a_failure_stops_nothing(tmp_path):
    sources = ["公开1条。", tmp_path / "missing.txt", "公开3条。"]
    first, failure, third = govnlp.analyze_many(sources)
    assert isinstance(failure, govnlp.Failure)
    assert "missing.txt" in failure.source
    assert [first.entities[0].value, third.entities[0].value] == [1, 3]


def test_workers_give_what_one_process_gives():
    sources: list[str | Path | bytes] = [f"2020年公开信息{n}条。" for n in range(12)]
    assert list(govnlp.analyze_many(sources, workers=2)) == list(govnlp.analyze_many(sources))


def test_scores_on_real_segments_do_not_fall(gold):
    from training.corpus import read_report
    from training.evaluate import evaluate, with_names

    records = [with_names(record) for path in sorted(gold.glob("0*.txt")) for record in read_report(path)]
    hold(evaluate(govnlp.load(), records), "gold")


def test_scores_on_the_test_split_do_not_fall():
    from training.corpus import load
    from training.evaluate import evaluate

    hold(evaluate(govnlp.load(), load("test")), "test")


def hold(scores, name):
    """Compare with the floors of `data/floors.csv`, which only rise."""
    with (Path(__file__).parent / "data" / "floors.csv").open(encoding="utf-8") as file:
        floors = [row for row in csv.DictReader(file) if row["set"] == name]
    assert floors
    for row in floors:
        found = scores["spans"][row["label"]] if row["label"] in scores["spans"] else scores[row["label"]]
        assert found[row["score"]] >= float(row["floor"]), row
