"""The examples of the README and of the docstrings print what they say."""

from __future__ import annotations

import doctest
import importlib
import re

import pytest

from tests import examples
from tests.conftest import ROOT

MODULES = ["govnlp.markup", "govnlp.script", "govnlp.values.cells", "govnlp.values.numerals"]


@pytest.mark.parametrize("name", ["README.md", "training/README.md", "training/synthetic/README.md"])
def test_the_readme_runs(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    blocks = examples.blocks((ROOT / name).read_text(encoding="utf-8"))
    assert blocks
    session = examples.Session()
    for block in blocks:
        assert block.is_accounted_for
        assert session.today(block) == block.body, f"{name}, line {block.line}"


@pytest.mark.parametrize("name", MODULES)
def test_docstrings_run(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted
    assert result.failed == 0


def test_the_scores_of_the_readme_are_those_of_the_models():
    import json

    from training.evaluate import table

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    meta = json.loads((ROOT / "models" / "zh_govnlp" / "meta.json").read_text(encoding="utf-8"))
    assert table(meta["performance"]) in text


def test_every_target_of_the_makefile_that_the_readme_names_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)`", (ROOT / "README.md").read_text(encoding="utf-8")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_summary_in_the_readme_is_what_the_command_prints():
    from typer.testing import CliRunner

    from govnlp.cli import app

    printed = CliRunner().invoke(app, ["analyze", str(ROOT / "tests/data/pages/ucap_2020.html")], env={"COLUMNS": "88"}).stdout
    lines = {line.strip() for line in printed.splitlines()}
    block = (ROOT / "README.md").read_text(encoding="utf-8").split("$ govnlp analyze", 1)[1].split("## Start")[0]
    shown = [line.strip() for line in block.splitlines()[1:] if line.strip() not in ("", "…")]
    assert len(shown) > 12
    assert [line for line in shown if line not in lines] == []
