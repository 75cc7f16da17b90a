"""The generator of synthetic reports: figures that satisfy their form, mistakes as planned, files that other libraries can read."""

from __future__ import annotations

import doctest
import gzip
import io
import json
import random
import re
import unicodedata
from itertools import pairwise

import pytest

pytest.importorskip("docx")
pytest.importorskip("pdfplumber")
pytest.importorskip("reportlab")

from govnlp.script import simplify
from tests.conftest import ROOT
from training.synthetic import facts, numbers, panel, prose, sample, tables
from training.synthetic.__main__ import main
from training.synthetic.generate import FORMATS
from training.synthetic.indicators import broken, equations, rows
from training.synthetic.layouts import LAYOUTS
from training.synthetic.mistakes import applicable

STRATA = [(format, layout) for format in FORMATS for layout in LAYOUTS]
MISTAKES = [(format, kind) for format in FORMATS for kind in applicable(format)]


def text_of(report) -> str:
    """What an independent library finds in the file: its text, cells included."""
    if report.suffix == ".docx":
        import docx

        word = docx.Document(io.BytesIO(report.content))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)
    if report.suffix == ".pdf":
        import pdfplumber

        with pdfplumber.open(io.BytesIO(report.content)) as pdf:
            return "\n".join(page.extract_text() for page in pdf.pages)
    if report.suffix == ".html":
        from bs4 import BeautifulSoup

        return BeautifulSoup(decoded(report.content), "html.parser").get_text()
    return decoded(report.content)


def decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def digits(text: str) -> str:
    return re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", text))


def rows_of(report) -> list[list[str]]:
    """The rows of all tables as BeautifulSoup, python-docx or pdfplumber see them; of a text, its lines split at their separators."""
    if report.suffix == ".html":
        from bs4 import BeautifulSoup

        soup = BeautifulSoup(decoded(report.content), "html.parser")
        return [
            [cell.get_text() for cell in row.find_all(["td", "th"], recursive=False)]
            for row in soup.find_all("tr")
            if not row.find("table")
        ]
    if report.suffix == ".docx":
        import docx

        word = docx.Document(io.BytesIO(report.content))
        return [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    if report.suffix == ".pdf":
        import pdfplumber

        with pdfplumber.open(io.BytesIO(report.content)) as pdf:
            tables = [table for page in pdf.pages for table in page.extract_tables()]
        return [[cell or "" for cell in row] for table in tables for row in table]
    separator = {"tabs": "\t", "markdown": "|", "spaces": " "}[report.layout]
    lines = [line.strip(" \r").removeprefix("|").removesuffix("|").split(separator) for line in decoded(report.content).split("\n")]
    return [[cell for cell in line if cell or separator != " "] for line in lines]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("level", facts.VOLUMES)
def test_figures_satisfy_their_form(format, level):
    for seed in range(20):
        cells = facts.draw(random.Random(seed), format, level, 2020)
        assert list(cells) == [row["id"] for row in rows(format)]
        assert broken(format, cells) == []
        assert all(value >= 0 for name, value in cells.items() if not name.endswith("change"))


def test_townships_are_small_and_provinces_are_not():
    def received(level: str) -> int:
        drawn = (facts.draw(random.Random(seed), "2021", level, 2022)["applications.received.total"] for seed in range(60))
        return sum(drawn)

    assert received("乡") < 200 < received("省") / 20


def test_equations_are_those_of_the_forms():
    assert {len(equations(format)) for format in FORMATS} == {7, 40, 42}
    column = next(e for e in equations("2021") if e.kind == "identity" and e.left[0].endswith("received.total"))
    assert column.left == ("applications.received.total", "applications.carried_in.total")
    assert column.right == ("applications.closed.total", "applications.carried_out.total")


@pytest.mark.parametrize(("format", "layout"), STRATA)
def test_every_layout_shows_what_it_is_said_to_show(format, layout):
    """Title and values are in the file, as another library reads it; values in the order of the form."""
    for script in ("Hans", "Hant"):
        report = sample(11, format=format, layout=layout, script=script)
        text = digits(text_of(report))
        assert digits(report.text.split("\n")[0]) in text
        assert set(report.cells) <= {row["id"] for row in rows(format)}
        assert bool(report.cells) is LAYOUTS[layout].has_tables
        for name, value in report.cells.items():
            money = name.endswith(("amount", "fees.total"))
            assert value is None or money or str(abs(value)) in text


@pytest.mark.parametrize("script", ["Hans", "Hant"])
@pytest.mark.parametrize(
    "layout", ["plain_html", "word_html", "layout_html", "split_html", "flat_html", "docx", "pdf", "markdown", "tabs", "spaces"]
)
def test_values_stand_in_their_rows(layout, script):
    """The rows that received applications and that their total stand in, read by other means, hold the seven values of the truth."""
    stems = {"新收政府信息公开申请数": "applications.received", "结转下": "applications.carried_out"}
    for seed in range(6):
        report = sample(seed, format="2021", layout=layout, script=script)
        for label, stem in stems.items():
            lines = [row for row in rows_of(report) if label in digits(simplify("".join(row[:-7])).text)]
            assert len(lines) == 1
            names = [f"{stem}.{who}" for who in ("person", "business", "research", "nonprofit", "law", "other", "total")]
            read = [int(found[0]) if (found := re.search(r"\d+", digits(text))) else None for text in lines[0][-7:]]
            for name, value in zip(names, read, strict=True):
                assert value == report.cells[name] or name in report.marks


def test_same_seed_same_bytes():
    for layout in LAYOUTS:
        first, again, other = (sample(seed, layout=layout, format="2019", mistakes=("percent",)) for seed in (3, 3, 4))
        assert first == again
        assert first.content != other.content


@pytest.mark.parametrize(("format", "kind"), MISTAKES)
def test_mistakes_are_visible_and_single(format, kind):
    for seed in range(12):
        report = sample(seed, format=format, layout="pipes", mistakes=(kind,))
        planted = [mistake for mistake in report.mistakes if mistake.edit == 0]
        assert kind in {mistake.kind for mistake in planted if not mistake.optional}
        failing = [equation.ids for equation in broken(format, report.cells)]
        assert failing == [mistake.ids for mistake in planted if mistake.kind in ("sum", "identity")]
        for mistake in planted:
            if mistake.kind == "text-table" and not mistake.optional:
                assert report.said[mistake.ids[0]] == mistake.found != report.cells[mistake.ids[0]] == mistake.expected


@pytest.mark.parametrize("format", FORMATS)
def test_the_narrative_agrees_with_the_tables_where_no_mistake_is_planted(format):
    for seed in range(60):
        report = sample(seed, format=format, layout="pipes", script="Hans")
        assert not [mistake for mistake in report.mistakes if not mistake.optional]
        for name, value in report.said.items():
            assert name not in report.cells or (report.cells[name] or 0) == value
        ways = re.search(r"网络申请(\d+)件，信函申请(\d+)件，当面申请(\d+)件，传真申请(\d+)件", report.text)
        if ways and format != "2014" and "applications.received.total" in report.said:
            assert sum(map(int, ways.groups())) == report.said["applications.received.total"]


def test_saying_that_nothing_came_says_nought():
    silent = [sample(seed, format="2021", layout="tabs", script="Hans") for seed in range(80)]
    none = [report for report in silent if "未收到政府信息公开申请" in report.text or "没有收到政府信息公开申请" in report.text]
    assert none
    assert all(report.said["applications.received.total"] == 0 for report in none)


def test_every_slot_of_a_phrase_is_a_word_or_a_number():
    known = set(numbers.draw(random.Random(1), "2014", facts.draw(random.Random(1), "2014", "省", 2016)))
    known |= set(numbers.draw(random.Random(1), "2021", facts.draw(random.Random(1), "2021", "省", 2022)))
    made = {"items_wrong", "part_wrong", "growth_wrong", "share_wrong", "year", "mistakes", "government"}
    for row in tables.rows("phrases"):
        slots = set(re.findall(r"\{(\w+)\}", row["text"])) | set(re.findall(r"(\w+)[=<>]", row["when"]))
        assert slots <= known | made | prose.WORDS, row
        assert set(row["formats"].split("|")) <= {"", *FORMATS}, row
        assert set(row["levels"].split("|")) <= {"", *facts.VOLUMES}, row


def test_mistakes_do_not_meet():
    for seed in range(40):
        report = sample(seed, format="2021", layout="tabs", mistakes=3)
        ids = [mistake.ids for mistake in report.mistakes if mistake.kind in ("sum", "identity")]
        assert len(ids) == len(set(ids))
        assert {mistake.edit for mistake in report.mistakes} >= {0, 1, 2}


@pytest.mark.parametrize("layout", ["plain_html", "pipes", "docx"])
def test_late_reports_are_late_and_others_are_not(layout):
    for seed in range(30):
        kinds = ("form",) if seed % 2 else ()
        report = sample(seed, format="2021", layout=layout, mistakes=kinds)
        dates = re.findall(rf"{report.year + 1}[-年](\d\d?)[-月]\d", text_of(report))
        late = any(mistake.found == "late" for mistake in report.mistakes)
        assert {int(month) > 3 for month in dates} <= {late}
        assert dates or not late


def test_a_panel_follows_on():
    reports = list(panel(6, range(2019, 2025), seed=2, layout="pipes"))
    for before, after in pairwise(reports):
        if before.agency == after.agency and after.year == before.year + 1:
            carried, brought = before.cells["applications.carried_out.total"], after.cells["applications.carried_in.total"]
            assert (carried or 0) == (brought or 0)


def test_initiatives_spread():
    reports = list(panel(60, range(2016, 2025), seed=4, layout="tabs"))

    def share(year: int) -> float:
        speaking = ["一网通办" in report.initiatives for report in reports if report.year == year]
        return sum(speaking) / len(speaking)

    assert share(2016) == 0 < share(2024)
    assert share(2019) < share(2024)
    assert all(name in report.text for report in reports if report.script == "Hans" for name in report.initiatives)


def test_a_body_keeps_what_it_has_taken_up():
    told = {}
    for report in panel(30, range(2016, 2025), seed=4, layout="tabs"):
        before = told.get(report.agency, ())
        assert len(report.initiatives) == 4 or set(before) <= set(report.initiatives)
        told[report.agency] = report.initiatives
    assert len(told) == 30


def test_copies_of_a_panel_say_the_same():
    reports = list(panel(6, range(2020, 2024), seed=3, layout="tabs", copies=1.0))
    pairs = list(zip(reports[::2], reports[1::2], strict=True))
    assert {first.script == second.script for first, second in pairs} == {True, False}
    for first, second in pairs:
        assert second.name == f"{first.name}-copy"
        assert (first.cells, first.said, first.initiatives) == (second.cells, second.said, second.initiatives)
        assert first.content == second.content or first.script != second.script


def test_a_panel_with_slips_says_where():
    slips = [(report, mistake) for report in panel(8, range(2019, 2025), seed=2, mistakes=1.0) for mistake in report.mistakes]
    found = [(report, mistake) for report, mistake in slips if mistake.kind == "year-year"]
    assert found
    for report, mistake in found:
        assert mistake.expected != mistake.found
        assert broken(report.format, report.cells) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "2008"},
        {"layout": "papyrus"},
        {"script": "Latn"},
        {"mistakes": ("year-year",)},
        {"format": "2014", "mistakes": ("identity",)},
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"no (?:format|layout|script|mistake)"):
        sample(1, **wrong)


def test_departures_from_the_form_lose_no_cell():
    for layout in ("plain_html", "split_html", "pipes", "pdf"):
        for seed in range(40, 60):
            report = sample(seed, format="2021", layout=layout)
            shown = {row["id"] for row in rows("2021") if row["id"] in report.cells}
            left_out = {row["id"] for row in rows("2021")} - shown
            assert not left_out or all(name.startswith(("review.", "litigation.")) for name in left_out)


def test_the_readme_runs():
    readme = ROOT / "training" / "synthetic" / "README.md"
    failures, tried = doctest.testfile(str(readme), module_relative=False, encoding="utf-8")
    assert (failures, tried) == (0, 3)


def test_the_command_writes_files_and_truth(tmp_path):
    main(["-o", str(tmp_path), "--reports", "12", "--seed", "5", "--layout", "pipes", "--layout", "plain_html"])
    truths = [json.loads(line) for line in gzip.decompress((tmp_path / "truth.jsonl.gz").read_bytes()).splitlines()]
    assert len(truths) == 12
    assert all(truth["synthetic"] and (tmp_path / truth["file"]).stat().st_size > 1000 for truth in truths)
