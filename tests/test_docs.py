"""The documentation: every example runs, the site builds without a warning, needs no network and is complete."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path

import pytest

import govnlp
from govnlp import report as model
from govnlp.gazetteers import table
from govnlp.pipes.themes import THEMES
from govnlp.statutory.checks import CHECKS
from tests import examples
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "embed": "src", "object": "data"}
"""Elements that load something, and the attribute that says what; `link` loads by its `rel`."""


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_every_block_is_run_or_says_why_not(page):
    blocks = examples.blocks(page.read_text(encoding="utf-8"))
    fences = re.findall(r"^ *```", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(fences) == 2 * len(blocks)
    assert [f"line {block.line}: {block.language or 'no language'}" for block in blocks if not block.is_accounted_for] == []


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```" in page.read_text(encoding="utf-8")], ids=lambda page: str(page.relative_to(DOCS))
)
def test_examples_print_what_the_page_says(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    examples.link(tmp_path)
    session = examples.Session()
    for block in examples.blocks(page.read_text(encoding="utf-8")):
        assert session.today(block) == block.body, f"{page.name}, line {block.line}"


def test_an_example_that_prints_something_else_is_found(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = '```pycon\n>>> 1 + 1\n3\n```\n\n```console\n$ echo one\ntwo\n```\n\n```text title="输出"\nthree\n```\n'
    assert examples.today(page) == '```pycon\n>>> 1 + 1\n2\n```\n\n```console\n$ echo one\none\n```\n\n```text title="输出"\n\n```\n'


def test_a_gap_stands_for_any_lines_and_for_no_part_of_one():
    assert examples.fits("a\n…\nc", "a\nb\nb\nc\n")
    assert examples.fits("a\n…", "a\n")
    assert not examples.fits("a\n…\nc", "a\nb\n")
    assert not examples.fits("a", "a\nb")


def test_notes_of_the_data_have_their_translation_and_no_other():
    from docs.gen import tables, words

    notes = set(tables.notes())
    assert sorted(note for note in notes if re.search("[A-Za-z]{2,}", note) and note not in words.translations()) == []
    assert sorted(set(words.translations()) - notes) == []


def test_every_field_of_a_report_is_described():
    for part in ("Report", "Agency", "Section", "Segment", "Entity", "Table", "Indicator", "Finding", "CheckCount"):
        section = re.search(rf"^## {part}$(.*?)(?=^## |\Z)", text("reference/json.md"), re.MULTILINE | re.DOTALL)
        rows = re.findall(r"^\| (`.*?`) \|", section[1], re.MULTILINE)
        assert re.findall(r"`(\w+)`", " ".join(rows)) == [field.name for field in fields(getattr(model, part))], part


def test_every_theme_label_and_check_is_described():
    assert re.findall(r"^\| (\S+) \| ", text("reference/themes.md"), re.MULTILINE)[1:] == list(THEMES)
    labels = {"DATE", "COUNT", "MONEY", "PERCENT", "POLICY", "AGENCY", "INITIATIVE"}
    assert set(re.findall(r"^\| `([A-Z]+)` ", text("reference/labels.md"), re.MULTILINE)) == labels
    described = re.findall(r"<!-- insert: check (.*?) -->", text("reference/checks.md"))
    assert described == [*CHECKS, "carried over"] == [row["check"] for row in table("checks")]


def test_every_error_is_explained():
    assert set(re.findall(r"^\| `(\w+Error)` ", text("reference/errors.md"), re.MULTILINE)) == {
        name for name in govnlp.__all__ if name.endswith("Error") and name != "GovnlpError"
    }


def test_figures_of_the_comparison_are_those_of_the_models():
    performance = json.loads((ROOT / "models" / "zh_govnlp" / "meta.json").read_text(encoding="utf-8"))["performance"]
    page = text("limits.md")
    for label, word in (("AGENCY", "机构"), ("INITIATIVE", "举措")):
        scores = performance["spans"][label]
        assert f"| {word} F1 | {scores['f1']:.3f}（{scores['spans']} 个）" in page
    scores = performance["spans"]["AGENCY"]
    assert f"| 机构，govnlp | 完全一致 | {scores['precision']:.3f} | {scores['recall']:.3f} | {scores['f1']:.3f} |" in page
    themes = performance["themes"]
    assert f"| 首要主题判对 | {themes['primary_accuracy']:.1%} |" in page
    assert f"| 主题分数的校准误差 | {themes['calibration_error']:.3f} |" in page
    unseen, full = performance["unseen_initiatives"], performance["full_names"]
    assert f"查准率 {unseen['precision']:.3f}，查全率只有 {unseen['recall']:.3f}" in page
    assert f"{full['found']} 个里，{full['right']} 个推得正确（{full['accuracy']:.1%}）" in page
    names = (ROOT / "training" / "names.md").read_text(encoding="utf-8")
    assert all(figure in names for figure in ("| 0.863 |", "| 0.834 |", "| 0.875 |", "| 0.745 |", "| 0.942 |", "| 0.906 |"))


def test_the_front_page_names_only_targets_that_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in ("index.md", "notebooks/index.md", "howto/extend.md"):
        for target in re.findall(r"^make (\w+)", text(name), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


class _Site(HTMLParser):
    """What a page loads, and its links' targets."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in LOADS and given.get(LOADS[tag]):
            self.loads.append(given[LOADS[tag]])
        if tag == "link" and given.get("rel") not in ("canonical", "next", "prev", "alternate"):
            self.loads.append(given["href"])
        if given.get("srcset"):
            self.loads.append(given["srcset"])


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site, built as `make docs` builds it: a warning is an error."""
    pytest.importorskip("mkdocs", reason="the documentation is built with the extra `docs`: pip install 'govnlp[docs]'")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    assert built.returncode == 0, built.stderr
    assert "WARNING -" not in built.stderr
    return folder


@pytest.mark.slow
def test_the_site_loads_nothing_from_elsewhere(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        content = page.read_text(encoding="utf-8")
        parser = _Site()
        parser.feed(content)
        assert [load for load in parser.loads if re.match(r"(?:https?:)?//", load)] == [], page
        assert re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\"']*", content) == [], page
    for style in site.rglob("*.css"):
        assert re.findall(r"(?:url\(|@import)\s*[\"']?https?://[^)\"']*", style.read_text(encoding="utf-8")) == [], style


@pytest.mark.slow
def test_the_site_has_all_that_is_generated(site):
    def page(name: str) -> str:
        return re.sub(r"<wbr>|&#8203;", "", (site / f"{name}.html").read_text(encoding="utf-8"))

    for row in table("indicators"):
        shown = page(f"reference/form{row['format']}")
        stem, _, end = row["id"].rpartition(".")
        assert f"<code>{row['id']}</code>" in shown or (f"<code>{stem}.…</code>" in shown and f"<code>{end}</code>" in shown), row["id"]
    assert all(f"<code>{row['series']}</code>" in page("reference/series") for row in table("series"))
    shown = page("reference/api") + page("reference/errors")
    assert [name for name in govnlp.__all__ if name != "__version__" and f'.{name}"' not in shown] == []
    for command in ("analyze", "build", "panel", "query", "compare", "train themes", "info"):
        assert f"govnlp {command}" in page("reference/cli")
    for notebook in (ROOT / "notebooks").glob("[0-9]*.ipynb"):
        assert "jp-OutputArea-output" in page(f"notebooks/{notebook.stem}")


@pytest.mark.slow
def test_no_insert_is_left(site):
    assert [page for page in site.rglob("*.html") if "<!-- insert:" in page.read_text(encoding="utf-8")] == []


@pytest.mark.slow
def test_chinese_words_are_searched_by_themselves(site):
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    words = {word for entry in index["docs"] for word in entry["text"].split("\u200b")}
    assert {"勾稽", "申请", "量词", "主题"} <= words
    places = [entry["location"] for entry in index["docs"]]
    assert sorted(place for place in set(places) if places.count(place) > 1) == []  # a place that stands twice breaks the search
