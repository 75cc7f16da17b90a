"""The command line: formats, pipes, statuses, messages."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import govnlp
from govnlp.cli import app
from tests.conftest import PAGES

PAGE = str(PAGES / "ucap_2020.html")
CHINESE = {"LANG": "zh_CN.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", "LANGUAGE": ""}
ENGLISH = {"LANG": "en_US.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", "LANGUAGE": ""}
COMMANDS = [[], ["analyze"], ["build"], ["panel"], ["query"], ["compare"], ["train"], ["train", "themes"], ["info"], ["version"]]
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


def test_info_says_what_is_installed_where_it_is_and_how_good():
    from govnlp.pipeline import models

    result = runner.invoke(app, ["info"], env={**ENGLISH, "COLUMNS": "120"})
    card = json.loads((models() / "zh_govnlp" / "gov_themes" / "card.json").read_text(encoding="utf-8"))
    assert result.exit_code == 0
    for part in ("COUNT", f"govnlp {govnlp.__version__}", "spacy ", str(models()), card["sha256"][:12], f"{card['segments']} segments"):
        assert part in result.stdout


def test_version():
    for arguments in (["version"], ["--version"]):
        result = runner.invoke(app, arguments)
        assert (result.exit_code, result.stdout.strip()) == (0, govnlp.__version__)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("columns", [40, 80])
def test_help_fits_the_terminal_and_has_examples(command, columns):
    from rich.cells import cell_len

    for environment, usage, examples in ((ENGLISH, "Usage: ", "Examples:"), (CHINESE, "用法：", "示例：")):
        result = runner.invoke(app, [*command, "--help"], env={**environment, "COLUMNS": str(columns)})
        lines = result.stdout.splitlines()
        assert result.exit_code == 0
        assert lines[0].startswith(usage)
        assert examples in lines
        prose = [line for line in lines if not re.match(r"  (?:govnlp|curl|\{|-|[a-z]+ )", line)]  # commands and names are not broken
        assert [line for line in prose if cell_len(line) > columns] == []


def test_help_in_chinese_has_no_english_sentence():
    for command in COMMANDS:
        shown = runner.invoke(app, [*command, "--help"], env={**CHINESE, "COLUMNS": "100"}).stdout
        assert not re.search(r"[A-Za-z]+ (?:the|of|a|is|are|and|its) [A-Za-z]+", shown), command


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (["analyze"], "Missing argument", "缺少参数 FILE...。"),
        (["analyze", PAGE, "--format", "xml"], "is not one of", "不在可选值之内"),
        (["analyze", PAGE, PAGE, "--format", "html"], "a page shows one report", "一个网页只显示一份报告"),
        (["nonsense"], "No such command 'nonsense'", "没有“nonsense”这个命令"),
        (["info", "--nonsense"], "No such option: --nonsense", "没有 --nonsense 这个选项"),
    ],
)
def test_wrong_usage_is_told_in_the_language_of_the_user(arguments, english, chinese):
    for environment, message, usage in ((ENGLISH, english, "Usage: "), (CHINESE, chinese, "用法：")):
        result = runner.invoke(app, arguments, env=environment)
        assert result.exit_code == 2
        assert message in result.stderr
        assert usage in result.stderr
        assert result.stdout == ""


def test_what_cannot_be_read_is_told_in_the_language_of_the_user(tmp_path):
    missing = str(tmp_path / "missing.html")
    for environment, message in ((ENGLISH, "cannot be opened"), (CHINESE, "无法打开（文件不存在）。请检查路径和读取权限。")):
        result = runner.invoke(app, ["analyze", missing, str(tmp_path)], env=environment)
        assert result.exit_code == 1
        assert f"govnlp: {missing}: {message}" in result.stderr
        assert len(result.stderr.splitlines()) == 2


def test_no_command_shows_the_help_and_is_wrong_usage():
    for arguments in ([], ["train"]):
        result = runner.invoke(app, arguments, env=ENGLISH)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Commands:" in result.stderr


def test_the_summary_tells_what_does_not_agree():
    sentence = "青山市水务局2016年政府信息公开工作年度报告\n收到政府信息公开申请93件，其中当面申请10件，网络申请50件，信函申请30件。"
    result = runner.invoke(app, ["analyze", "-"], input=sentence.encode(), env={"COLUMNS": "100"})
    assert "核对结果" in result.stdout
    assert "不符·合计" in result.stdout
    narrow = runner.invoke(app, ["analyze", "-"], input=sentence.encode(), env={"COLUMNS": "40"}).stdout
    assert narrow.splitlines()[0] == "青山市水务局2016年政府信息公开工作年度报"


@pytest.mark.parametrize("arguments", [f"analyze {PAGE} -f csv", f"analyze {PAGE}", "info", "--help"])
def test_a_reader_that_goes_away_is_no_error(arguments):
    command = f"{sys.executable} -m govnlp.cli {arguments} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_an_interrupt_is_status_130_and_no_traceback(tmp_path):
    pipe = tmp_path / "report.txt"
    os.mkfifo(pipe)
    process = subprocess.Popen([sys.executable, "-m", "govnlp.cli", "analyze", str(pipe)], stderr=subprocess.PIPE, text=True)
    with pipe.open("w"):  # opens once the command reads
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
    assert process.stderr.read() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("environment", "has_colours"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_only_on_a_terminal_that_wants_them(environment, has_colours):
    import pty

    own, theirs = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    process = subprocess.Popen(
        [sys.executable, "-m", "govnlp.cli", "analyze", PAGE], stdout=theirs, env={**clean, "TERM": "xterm-256color", **environment}
    )
    os.close(theirs)
    shown = b""
    while piece := _read(own):
        shown += piece
    assert process.wait() == 0
    assert bool(re.search(rb"\x1b\[(?:\d;)*3\dm", shown)) is has_colours


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # so a terminal ends on Linux
        return b""


def test_progress_is_told_on_standard_error(capsys):
    reports = list(govnlp.analyze_many(["2020年公开信息422条。", Path("/no/such/file")], progress=True))
    assert len(reports) == 2
    assert "1 reports, 1 failed" in capsys.readouterr().err


def test_completion_is_that_of_the_shell():
    complete = {"_GOVNLP_COMPLETE": "complete_bash", "COMP_WORDS": "govnlp an", "COMP_CWORD": "1"}
    assert runner.invoke(app, [], env=complete, prog_name="govnlp").stdout.split() == ["analyze"]
    described = {**CHINESE, "_GOVNLP_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "govnlp ana"}
    assert '"analyze":"分析报告"' in runner.invoke(app, [], env=described, prog_name="govnlp").stdout
