"""The page in a browser: it opens at the place its address names. Skips where no Chromium is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import govnlp
from govnlp.report import Report
from tests.conftest import PAGES
from tests.view.samples import mended, repeated

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def report() -> Report:
    return repeated(mended(govnlp.analyze(PAGES / "trs_2022.html")), 2)


def opened(report: Report, folder: Path, fragment: str) -> BeautifulSoup:
    """The page as it stands once the browser has run its script."""
    page = folder / "page.html"
    page.write_text(report.to_html(), encoding="utf-8")
    command = [
        BROWSER,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}",
        "--virtual-time-budget=5000",
    ]
    done = subprocess.run([*command, "--dump-dom", page.as_uri() + fragment], capture_output=True, check=True)
    return BeautifulSoup(done.stdout.decode("utf-8"), "lxml")


def test_a_finding_in_the_address_lights_its_places_and_its_card(report, tmp_path):
    page = opened(report, tmp_path, "#finding-2")
    (sentence, sentence_end), (cell, cell_end) = report.findings[1].evidence
    lit = {place.find(string=True) for place in page.select("#text .lit")}
    assert lit == {report.text[sentence:sentence_end], report.text[cell:cell_end]}
    assert [card["id"] for card in page.select(".findings > li.on")] == ["finding-2"]
    assert [button["data-finding"] for button in page.select("[data-finding][aria-pressed=true]")] == ["2"]


@pytest.mark.parametrize("fragment", ["", "#segment-3", "#finding-99", "#%", "#finding-1x"])
def test_other_addresses_light_nothing_and_stop_nothing(report, tmp_path, fragment):
    page = opened(report, tmp_path, fragment)
    assert not page.select(".lit, .findings > li.on")
    assert page.select_one('#text [tabindex="0"]:is(mark, td)'), "the script has run"
    assert page.select_one("#bar").has_attr("hidden")
