"""The corpus holds together: every file parses, every value is one, splits are by report."""

from __future__ import annotations

from collections import Counter

import pytest

from govnlp.errors import MarkupError
from govnlp.markup import parse_quantity
from govnlp.pipes.themes import THEMES
from training import corpus

REPORTS = sorted((corpus.DATA / "reports").glob("*.txt"))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_report_is_well_formed(path):
    records = corpus.read_report(path)
    assert records
    for record in records:
        assert {"agency", "region", "level", "year", "script", "format"} <= set(record.facts)
        assert set(record.themes) <= set(THEMES)
        assert ("问题/改进" in record.themes) == (record.facts.get("aspect") in ("问题", "改进"))
        for span in record.spans:
            if span.label in ("COUNT", "MONEY", "PERCENT"):
                assert parse_quantity(span.value or "")


def test_splits_are_by_report_and_complete():
    assert set(corpus.splits()) == {path.stem for path in REPORTS}
    assert set(corpus.splits().values()) == {"train", "dev", "test"}


def test_no_segment_occurs_twice():
    texts = Counter(record.text for split in ("train", "dev", "test") for record in corpus.load(split))
    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize(
    "content",
    ["# year: 2020\n\nthemes: 其他\ntext: [[C 5条", "# year: 2020\n\ntext: 公开", "# year: 2020\n\nthemes: 其他\ntext: 公开\nodd"],
)
def test_a_malformed_file_is_refused_by_name(tmp_path, content):
    (tmp_path / "odd.txt").write_text(content, encoding="utf-8")
    with pytest.raises(MarkupError, match=r"odd\.txt"):
        corpus.read_report(tmp_path / "odd.txt")
