"""The command line: formats, pipes, statuses, messages."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import govnlp
from govnlp.cli import app
from tests.conftest import PAGES

PAGE = str(PAGES / "ucap_2020.html")
runner = CliRunner()


def test_the_summary_is_readable():
    result = runner.invoke(app, ["analyze", PAGE], env={"COLUMNS": "100"})
    assert result.exit_code == 0
    for text in ("杭州市西湖区教育局", "2021-01-29", "一、总体情况", "主要数字", "COUNT"):
        assert text in result.stdout
    assert "\x1b[" not in result.stdout


def test_json_is_the_report():
    result = runner.invoke(app, ["analyze", PAGE, "--format", "json"])
    plain = json.loads(result.stdout)
    assert plain.pop("source") == PAGE
    assert govnlp.Report.from_dict(plain).agency.name == "杭州市西湖区教育局"


def test_json_lines_and_a_failure(tmp_path):
    result = runner.invoke(app, ["analyze", PAGE, str(tmp_path / "missing.html"), PAGE, "-f", "jsonl"])
    assert result.exit_code == 1
    assert [json.loads(line)["source"] for line in result.stdout.splitlines()] == [PAGE, PAGE]
    assert result.stderr.count("missing.html") == 1
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("table", ["entities", "segments", "indicators", "findings"])
def test_csv_has_one_header(table):
    result = runner.invoke(app, ["analyze", PAGE, PAGE, "-f", "csv", "--table", table])
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert result.exit_code == 0
    assert result.stdout.count("source,") == 1
    assert table not in ("entities", "segments") or {row["source"] for row in rows} == {PAGE}


def test_html_is_the_page_of_one_report(tmp_path):
    target = tmp_path / "page.html"
    assert runner.invoke(app, ["analyze", PAGE, "--format", "html", "-o", str(target)]).exit_code == 0
    assert target.read_text(encoding="utf-8") == govnlp.analyze(PAGES / "ucap_2020.html").to_html()
    result = runner.invoke(app, ["analyze", PAGE, PAGE, "--format", "html"])
    assert result.exit_code == 2
    assert "one report" in result.stderr


def test_output_file(tmp_path):
    target = tmp_path / "out.json"
    assert runner.invoke(app, ["analyze", PAGE, "-f", "json", "-o", str(target)]).exit_code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["year"] == 2020
    result = runner.invoke(app, ["analyze", PAGE, "-o", str(tmp_path / "no" / "such" / "folder")])
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr


def test_standard_input():
    result = runner.invoke(app, ["analyze", "-", "-f", "json"], input="2020年公开信息422条。".encode("gbk"))
    assert json.loads(result.stdout)["entities"][1]["value"] == 422


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + b"\0" * 100, b"%PDF-1.7", bytes(range(256)) * 20])
def test_binary_files_are_named_without_a_traceback(tmp_path, content):
    (tmp_path / "odd.bin").write_bytes(content)
    result = runner.invoke(app, ["analyze", str(tmp_path / "odd.bin")])
    assert result.exit_code == 1
    assert "odd.bin" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments", [["analyze"], ["analyze", PAGE, "--format", "xml"], ["nonsense"], ["analyze", PAGE, "--workers", "0"]]
)
def test_wrong_usage_is_status_2(arguments):
    assert runner.invoke(app, arguments).exit_code == 2


def test_info_and_version():
    result = runner.invoke(app, ["info"])
    assert result.exit_code == 0
    assert "COUNT" in result.stdout
    assert runner.invoke(app, ["version"]).stdout.strip() == govnlp.__version__


def test_a_reader_that_goes_away_is_no_error():
    command = f"{sys.executable} -m govnlp.cli analyze {PAGE} -f csv | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert done.stdout.startswith("source,")
    assert done.stderr == ""
