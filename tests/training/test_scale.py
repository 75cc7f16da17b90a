"""The measurements of large builds run on small ones."""

from __future__ import annotations

import pytest

from govnlp.corpus.schema import TABLES
from govnlp.corpus.store import Store
from tests.corpus.files import corpus, text
from training import scale


def test_questions_are_timed_on_an_enlarged_store(capsys, monkeypatch):
    pytest.importorskip("duckdb")
    monkeypatch.setattr(scale, "BASE", 12)
    scale.questions(24)
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("996 reports")
    assert sum("?" in line for line in said) == 5
    assert "12 rows  the panel" in said[-1]


def test_stores_that_differ_are_told_apart(tmp_path):
    reports = corpus(tmp_path / "reports", bodies=1)
    scale.build(reports, tmp_path / "one")
    scale.enlarge(tmp_path / "one", tmp_path / "large", 1)
    assert Store(tmp_path / "large").table("reports").num_rows == 3 * (scale.GROUP // 3)
    with scale.watched(tmp_path / "two") as watch:
        scale.build(reports, tmp_path / "two")
    assert 0 < watch.started < watch.seconds
    assert watch.worker_cpu
    assert all(scale.same(tmp_path / "one", tmp_path / "two", table) for table in TABLES)
    (reports / "0-2020.txt").write_text(text(0, 2020, received=99), encoding="utf-8")
    scale.build(reports, tmp_path / "two")
    assert not scale.same(tmp_path / "one", tmp_path / "two", "reports")
