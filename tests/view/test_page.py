"""The page of a report: it says what the report says, it shows what does not agree, and no text of a report becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

import govnlp
from govnlp.report import Agency, CheckCount, Entity, Finding, Indicator, Report, Section, Segment, Table
from tests.conftest import PAGES
from tests.view.samples import hostile, mended, repeated

HOSTILE = "</style></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'`{{ 7919*7907 }}{% x %}&lt;b&gt;"
CHARACTERS = st.text(alphabet="一二（）。；\n\t <>&\"'{}%甲\u3000\x00\u2028\ud800", max_size=80)


def soup(report: Report) -> BeautifulSoup:
    return BeautifulSoup(report.to_html(), "lxml")


def shown(page: BeautifulSoup) -> str:
    """The text of the report as the page shows it, without the page's own notes and without white space."""
    text = page.find(id="text")
    for note in text.select("[data-note]"):
        note.decompose()
    return "".join(text.get_text().split())


def seen(text: str) -> str:
    return "".join(re.sub("[\x00\ud800-\udfff]", "\ufffd", text).split())


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.iterdir() if path.suffix in (".html", ".txt")))
def test_the_page_shows_the_text_whole_and_once(name):
    report = govnlp.analyze(PAGES / name)
    page = soup(report)
    marks = [mark.get_text() for mark in page.select("#text mark") if not mark.select("[data-note]")]
    plain = [e.text for e in sorted(report.entities, key=lambda e: e.start)]
    assert shown(page) == seen(report.text)
    assert set(marks) <= set(plain)
    assert len(page.select("#text mark")) == len(plain)


def test_the_page_shows_the_real_reports_whole(seeds):
    for path in sorted(seeds.glob("*.txt")):
        report = govnlp.analyze(path)
        assert shown(soup(report)) == seen(report.text)


spans = st.tuples(st.integers(-3, 90), st.integers(-3, 90))


@settings(max_examples=150, deadline=None)
@given(CHARACTERS, st.lists(spans, max_size=4), st.lists(spans, max_size=4), st.lists(spans, max_size=4), st.lists(spans, max_size=3))
def test_whatever_the_offsets_no_character_is_lost_or_doubled(text, entities, segments, evidence, headings):
    report = Report(
        text,
        sections=[Section(text[max(0, a) : max(0, b)], 1, a, b) for a, b in headings],
        segments=[Segment(a, b, text[max(0, a) : max(0, b)]) for a, b in segments],
        entities=[Entity("COUNT", text[max(0, a) : max(0, b)], a, b, 0) for a, b in entities],
        tables=[Table("表", 0, len(text), tuple(tuple(row.split("\t")) for row in text.split("\n")))] if len(segments) % 2 else [],
        findings=[Finding("sum", "error", "不符", evidence=tuple(evidence))],
    )
    assert shown(soup(report)) == seen(text)


def test_every_link_of_the_page_has_its_place():
    report = mended(govnlp.analyze(PAGES / "trs_2022.html"))
    page = soup(report)
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in page.select("a[href]")} <= set(ids)


def test_a_finding_marks_the_sentence_and_the_cell():
    report = mended(govnlp.analyze(PAGES / "trs_2022.html"))
    (finding,) = report.findings
    page = soup(report)
    places = page.select('#text [data-f~="1"]')
    assert {report.text[start:end] for start, end in finding.evidence} <= {place.find(string=True, recursive=True) for place in places}
    assert [place.name for place in places if place.name == "td" and "bad" in place["class"]] == ["td"]
    card = page.select_one("#finding-1")
    assert finding.message in card.get_text()
    assert [part.get_text() for part in card.select(".part")] == ["文", "表"]
    assert [link["href"] for link in page.select("#text a.ref")] == ["#finding-1", "#finding-1"]


def test_a_blank_cell_can_be_evidence():
    report = Report(
        "甲\t\n乙\t3",
        tables=[Table("表", 0, 6, (("甲", ""), ("乙", "3")))],
        indicators=[Indicator("x", None, None, "件", 2, 2, "table")],
        findings=[Finding("sum", "error", "缺一数", evidence=((2, 2),))],
    )
    page = soup(report)
    assert "bad" in page.select("#text td")[0]["class"]
    assert "空白" in page.select_one("#finding-1").get_text()


def test_merged_cells_span_what_they_cover():
    rows = (("项目", "申请人", ""), ("", "自然人", "总计"), ("一、结果", "", "3"))
    text = "\n".join("\t".join(row) for row in rows)
    page = soup(Report(text, tables=[Table("表", 0, len(text), rows)]))
    cells = [[(cell.get_text(), cell.get("colspan", "1")) for cell in row.select("th, td")] for row in page.select("#text tr")]
    assert cells == [
        [("项目", "1"), ("申请人", "2")],
        [("", "1"), ("自然人", "1"), ("总计", "1")],
        [("一、结果", "2"), ("3", "1")],
    ]


def test_figures_problems_and_improvements_stand_above_the_text():
    report = govnlp.analyze(PAGES / "ucap_2020.html")
    page = soup(report)
    assert page.h1.get_text() == report.title
    assert "新收申请" in page.select_one(".figures").get_text()
    columns = page.select(".aspects section")
    assert [len(column.select("li")) for column in columns] == [len(report.problems()), len(report.improvements())]
    assert {row.th.get_text() for row in page.select(".checks tbody tr")} == {"合计", "勾稽关系", "文表对照", "体例与期限"}


def test_findings_segments_headings_and_tables_have_names_that_others_can_link_to():
    report = mended(govnlp.analyze(PAGES / "trs_2022.html"))
    page = soup(report)
    assert page.select_one("#segment-2 p").get_text().startswith(report.segments[1].text[:6])
    assert page.select_one("#heading-1").get_text().startswith(report.sections[0].heading)
    assert report.tables[-1].rows[-1][-1] in page.select_one(f"#table-{len(report.tables)}").get_text()
    assert page.select_one("#finding-1")


def test_many_places_of_one_finding_are_folded():
    text = "".join(f"第{number}处。" for number in "一二三四五六七八九")
    report = Report(text, findings=[Finding("sum", "error", "不符", evidence=tuple((4 * i, 4 * i + 3) for i in range(9)))])
    card = soup(report).select_one("#finding-1")
    assert [link.b.get_text() for link in card.select("ul a")] == [text[4 * i : 4 * i + 3] for i in range(9)]
    assert card.summary.get_text() == "其余3处"


def test_a_quote_does_not_begin_within_a_number():
    text = "甲" * 4 + "12345" + "件" + "乙" * 23 + "八件"
    report = Report(text, findings=[Finding("sum", "error", "不符", evidence=((len(text) - 2, len(text)),))])
    assert soup(report).select_one("#finding-1 li a").get_text() == "文…件" + "乙" * 23 + "八件"


def test_the_head_says_what_the_checks_came_to():
    verdict = soup(mended(govnlp.analyze(PAGES / "trs_2022.html"))).select_one(".verdict")
    assert verdict.select_one(".error").get_text() == "1 不符"
    assert re.search(r"核对(\d+)项：\d+项相符", verdict.get_text())
    nothing = soup(Report("甲", checks=[CheckCount("sum", 0, 0, 3)]))
    assert nothing.select_one(".verdict").get_text().startswith("没有可供核对的数字")
    assert soup(Report("甲", checks=[CheckCount("sum", 2, 0, 0)])).select_one(".verdict").get_text().startswith("没有发现不符之处")
    assert soup(Report("甲")).select_one(".verdict") is None


def test_an_empty_report_has_a_page():
    page = soup(Report(""))
    assert "没有可供核对的数字" in page.get_text()
    assert "报告没有文字" in page.get_text()
    assert shown(page) == ""


def test_text_of_a_report_never_becomes_markup_or_script():
    report = hostile(HOSTILE)
    html = report.to_html()
    page = BeautifulSoup(html, "lxml")
    clean = soup(hostile("无害"))
    assert [tag.name for tag in page.find_all()] == [tag.name for tag in clean.find_all()]
    assert [sorted(tag.attrs) for tag in page.find_all()] == [sorted(tag.attrs) for tag in clean.find_all()]
    assert "62615533" not in page.get_text()
    assert shown(page) == seen(report.text)
    assert page.select_one("#text mark")["data-tip"].count(HOSTILE) == 5
    assert Report.from_json(report.to_json()).to_html() == html


def test_a_frame_for_notebooks_holds_the_page_escaped():
    report = hostile(HOSTILE)
    frame = BeautifulSoup(report._repr_html_(), "lxml")
    (only,) = frame.body.find_all()
    assert only.name == "iframe"
    assert "".join(only["sandbox"]) == "allow-scripts"
    assert only["srcdoc"] == report.to_html()
    assert only["title"] == HOSTILE


def test_the_page_needs_no_network_and_lets_no_other_script_run():
    html = govnlp.analyze(PAGES / "ucap_2020.html").to_html()
    page = BeautifulSoup(html, "lxml")
    assert not page.select("link, img, script[src], iframe, object, base")
    assert not re.search(r"https?://|url\(|@import", html)
    policy = page.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_the_policy_names_the_style_and_the_script_of_the_page():
    from base64 import b64encode
    from hashlib import sha256

    page = soup(Report("甲"))
    policy = page.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
    for tag in (page.style, page.select_one("script")):
        assert b64encode(sha256(tag.string.encode()).digest()).decode() in policy


def test_a_report_in_traditional_script_says_so():
    report = replace(govnlp.analyze(PAGES / "pinyin_mirror_2021.html"), script="Hant")
    assert soup(report).find(id="text")["lang"] == "zh-Hant"


def test_a_report_of_8000_characters_is_below_400_kilobytes():
    report = repeated(mended(govnlp.analyze(PAGES / "trs_2022.html")), 4)
    assert len(report.text) > 8000
    assert len(report.to_html().encode()) < 400_000


def test_only_a_long_report_is_laid_out_as_it_is_scrolled():
    report = govnlp.analyze(PAGES / "trs_2022.html")
    assert soup(report).find(id="text").get("class") is None
    long = repeated(report, 10)
    page = soup(long)
    assert page.find(id="text")["class"] == ["long"]
    assert shown(page) == seen(long.text)


def test_unknown_labels_themes_and_checks_are_shown_by_their_own_names():
    report = Report(
        "甲三件",
        segments=[Segment(0, 3, "甲三件", themes=(("自定主题", 0.5),))],
        entities=[Entity("OTHER", "三件", 1, 3, 0, value=3)],
        checks=[CheckCount("自定核对", 1, 0, 0)],
        agency=Agency("某局"),
    )
    page = soup(report)
    assert "自定主题" in page.select_one(".margin").get_text()
    assert page.select_one("#text mark")["data-tip"].startswith("OTHER · 3")
    assert "自定核对" in page.select_one(".checks").get_text()


def test_templates_write_text_only_through_escaping():
    folder = Path(govnlp.__file__).parent / "view" / "templates"
    used = [
        found for path in folder.glob("*.html") for found in re.findall(r"\|\s*(safe|own)|autoescape", path.read_text(encoding="utf-8"))
    ]
    assert used == ["own", "own"]  # style and script, our own files
