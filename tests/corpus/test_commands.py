"""`build` and `compare` on the command line: statuses and messages."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from govnlp.cli import app
from govnlp.corpus.store import writing
from tests.corpus.files import corpus, text

runner = CliRunner()


def test_build_says_what_was_done_and_what_failed(tmp_path):
    reports = corpus(tmp_path / "reports", bodies=1)
    store = str(tmp_path / "store")
    (reports / "photo.jpg").write_bytes(b"")
    first = runner.invoke(app, ["build", str(reports), "-o", store])
    assert (first.exit_code, first.stdout) == (0, "")
    assert "3 reports read, 0 failed" in first.stderr
    assert "ignored: 1 .jpg" in first.stderr
    (reports / "bad.pdf").write_bytes(b"%PDF-1.4")
    second = runner.invoke(app, ["build", str(reports), "-o", store])
    assert second.exit_code == 1
    assert "0 reports read, 3 known, 1 failed" in second.stderr
    assert "govnlp query" in second.stderr


def test_build_into_a_store_that_is_held(tmp_path):
    corpus(tmp_path / "reports", bodies=1)
    with writing(tmp_path / "store"):
        result = runner.invoke(app, ["build", str(tmp_path / "reports"), "-o", str(tmp_path / "store")])
    assert result.exit_code == 1
    assert "another build is writing" in result.stderr
    assert runner.invoke(app, ["build", str(tmp_path / "reports")]).exit_code == 2


def test_compare(tmp_path):
    (tmp_path / "a.txt").write_text(text(1, 2019, 10), encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        text(1, 2020, 15).replace("政府开放日", "政策明白卡").replace("一、总体情况", "一、工作概述"), encoding="utf-8"
    )
    shown = runner.invoke(app, ["compare", str(tmp_path / "b.txt"), str(tmp_path / "a.txt")], env={"COLUMNS": "120"})
    assert shown.exit_code == 0
    for part in ("2019 → 2020", "+50.0", "标题新增  工作概述", "标题不再  总体情况", "举措不再  政府开放日"):
        assert part in shown.stdout
    plain = json.loads(runner.invoke(app, ["compare", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-f", "json"]).stdout)
    assert plain["sections"] == {"gained": ["工作概述"], "lost": ["总体情况"]}
    assert [one for one in plain["changes"] if one["series"] == "applications_received"] == [
        {"series": "applications_received", "before": 10, "after": 15, "change": 5, "percent": 50.0}
    ]
    same = runner.invoke(app, ["compare", str(tmp_path / "a.txt"), str(tmp_path / "a.txt")])
    assert same.exit_code == 1
    assert "both reports are on 2019" in same.stderr
