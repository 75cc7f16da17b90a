"""Whole pages of every kind: what a careful reader says is true of each stands beside it as JSON."""

from __future__ import annotations

import json
import re

import pytest

from govnlp.outline import outline
from govnlp.reading import read
from tests.conftest import PAGES

EXPECTED = sorted(PAGES.glob("*.json"))


def source(path):
    return next(found for found in path.parent.glob(f"{path.stem}.*") if found.suffix != ".json")


@pytest.fixture(scope="module", params=EXPECTED, ids=lambda path: path.stem)
def page(request):
    expected = json.loads(request.param.read_text(encoding="utf-8"))
    return outline(read(source(request.param))), expected


def test_there_are_pages():
    assert len(EXPECTED) >= 20


def test_masthead(page):
    found, expected = page
    masthead = found.masthead
    agency = masthead.agency
    assert {
        "title": masthead.title,
        "agency": agency and agency.name,
        "region": agency and agency.region,
        "level": agency and agency.level,
        "year": masthead.year,
        "published": masthead.published and masthead.published.isoformat(),
        "script": found.script,
    } == {key: expected[key] for key in ("title", "agency", "region", "level", "year", "published", "script")}


def test_headings_of_every_level(page):
    found, expected = page
    assert [[section.level, section.heading] for section in found.sections] == expected["headings"]


def test_segments(page):
    found, expected = page

    def beginning(text):
        return re.sub(r"\s", "", text)[:8]

    assert [beginning(found.text[start:end]) for start, end, _ in found.segments] == [beginning(text) for text in expected["segments"]]


def test_furniture_is_gone_and_the_body_is_whole(page):
    found, expected = page
    assert [text for text in expected["absent"] if text in found.text] == []
    assert [text for text in expected["present"] if text not in found.text] == []


def test_tables(page):
    found, expected = page
    assert len(found.tables) == expected["tables"]
    for table in found.tables:
        assert all(cell in found.text[table.start : table.end] for row in table.rows for cell in row)


def test_sections_nest_and_begin_with_their_headings(page):
    found, _ = page
    for section in found.sections:
        assert found.text.startswith(section.heading, section.start)
        assert section.start < section.end <= len(found.text)
    for start, end, path in found.segments:
        covering = [s.heading for s in found.sections if s.start <= start and end <= s.end]
        assert list(path) == covering
