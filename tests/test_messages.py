"""What the command line says: every help text and message has its Chinese counterpart, and the locale decides."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from typer.main import get_command

import govnlp
from govnlp.cli import app
from govnlp.cli_help import Group, first_sentence, paragraphs, wrapped
from govnlp.errors import ReadingError, StoreError
from govnlp.gazetteers import table
from govnlp.messages import complaint, counterparts, is_chinese, say, told

PACKAGE = Path(govnlp.__file__).parent
SPOKEN = sorted([*PACKAGE.glob("cli*.py"), PACKAGE / "view" / "models.py", PACKAGE / "analysis.py"])
LIBRARY = sorted(PACKAGE.rglob("*.py"))


def commands(command=None, name="govnlp") -> Iterator[tuple[str, object]]:
    command = command or get_command(app)
    yield name, command
    if isinstance(command, Group):
        for child in command.commands.values():
            yield from commands(child, f"{name} {child.name}")


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
            yield node


def values(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else "")
def test_every_help_text_has_its_chinese(name, command):
    ctx = command.make_context(name, [], resilient_parsing=True)
    texts = [*paragraphs(command.help), first_sentence(command.help)]
    texts += [param.help for param in command.get_params(ctx) if getattr(param, "help", None)]
    assert [text for text in texts if text not in counterparts()] == []
    assert command.help.count("govnlp ") >= 1, "an example"


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.name)
def test_every_message_has_its_chinese(path):
    messages = [call.args[0] for call in calls(path, "say")]
    constants = [message.value for message in messages if isinstance(message, ast.Constant)]
    assert [message for message in constants if message not in counterparts()] == []


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.name)
def test_no_message_goes_past_the_table(path):
    for call in calls(path, "typer.echo", "print"):
        said = call.args[0]
        literal = [part.value for part in ast.walk(said) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        own = [one for inner in ast.walk(said) if isinstance(inner, ast.Call) for one in inner.args if isinstance(one, ast.Constant)]
        words = [text for text in literal if re.search(r"[a-z]{3}", text) and text not in {one.value for one in own}]
        assert words == [], f"{path.name}:{call.lineno}"


def test_a_counterpart_has_the_same_values():
    for english, chinese in counterparts().items():
        assert values(english) == values(chinese), english
    assert len(counterparts()) == len(table("messages"))


def test_every_remedy_of_a_source_that_cannot_be_read_has_its_chinese():
    found = [call for path in (PACKAGE / "reading").glob("*.py") for call in calls(path, "ReadingError")]
    remedies = {call.args[2].value for call in found if isinstance(call.args[2], ast.Constant)}
    problems = {call.args[1].value for call in found if isinstance(call.args[1], ast.Constant)}
    assert len(remedies) > 3
    assert sorted(text for text in remedies | problems if text not in counterparts()) == []


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_TW.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.GB18030"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "", "LC_MESSAGES": "zh_CN"}, True),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, True),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh_CN"}, False),
        ({"LANG": "C.UTF-8", "LANGUAGE": "zh_CN"}, False),
    ],
)
def test_the_locale_decides(environment, expected):
    assert is_chinese(environment) is expected


@pytest.fixture
def chinese(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Missing argument 'FILE...'.", "缺少参数 FILE...。"),
        ("Invalid value for '--workers': 0 is not in the range x>=1.", "--workers 的值不对：0 不在范围 x>=1 内。"),
        ("what no row of the table says", "what no row of the table says"),
    ],
)
def test_errors_are_told_in_chinese(message, expected):
    assert told(message) == expected


@pytest.mark.usefixtures("chinese")
def test_complaints_name_the_source():
    error = ReadingError("a.html", "cannot be opened (No such file or directory).", "Check the path and its permissions.")
    assert complaint(error) == "govnlp: a.html: 无法打开（文件不存在）。请检查路径和读取权限。"
    store = StoreError("s: no store is there; `govnlp build SOURCES -o s` makes one")
    assert complaint(store) == "govnlp: s: 此处没有数据集；可用 govnlp build SOURCES -o s 建立"
    assert complaint(ValueError("odd"), "b.txt") == "govnlp: b.txt: odd"


def test_english_is_what_the_code_says(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    assert say("{output}: {count} rows", output="a.csv", count=3) == "a.csv: 3 rows"
    assert told("Missing argument 'FILE...'.") == "Missing argument 'FILE...'."


def test_lines_of_chinese_are_as_wide_as_the_terminal_and_no_mark_begins_one():
    text = "每行一个JSON对象，含有text和themes，已知时还有headings、aspect和report；（两种写法均可）。" * 3
    lines = list(wrapped(text, 40))
    assert "".join(lines) == text
    assert all(sum(2 if ord(c) > 0x2E80 else 1 for c in line) <= 41 for line in lines)
    assert not [line for line in lines if line[0] in "，。、；：）"]
