"""Every notebook runs from top to bottom, offline; it is stored without outputs, and begins with its title."""

from __future__ import annotations

import re

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import ROOT

FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
OFFLINE = """
import socket, sys
def _refuse(name, args):
    if name == "socket.connect" and args[0].family in (socket.AF_INET, socket.AF_INET6) and args[1][0] not in ("127.0.0.1", "::1"):
        raise AssertionError(f"a notebook connects to {args[1]}")
    if name == "socket.getaddrinfo" and args[0] not in (None, "", "localhost", "127.0.0.1"):
        raise AssertionError(f"a notebook looks for {args[0]}")
sys.addaudithook(_refuse)
"""
HUNG = 900
"""Seconds after which a cell is taken to hang."""


def test_the_notebooks_are_numbered_from_one_and_the_readme_lists_them():
    assert [path.name[:3] for path in NOTEBOOKS] == [f"{number:02d}_" for number in range(1, len(NOTEBOOKS) + 1)]
    listed = re.findall(r"^\| `(\S+\.ipynb)`", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == [path.name for path in NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_stored_bare_and_begins_with_a_title(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells)
    assert notebook.cells[0].cell_type == "markdown"
    assert re.match(r"# \S", notebook.cells[0].source)
    assert [line for cell in notebook.cells if cell.cell_type == "markdown" for line in re.findall(r"^# .*", cell.source, re.MULTILINE)][
        1:
    ] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_its_links_lead_somewhere(path):
    prose = "".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
    assert [link for link in re.findall(r"\]\(([^)#:]+)\)", prose) if not (FOLDER / link).is_file()] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs(path):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(OFFLINE))
    NotebookClient(notebook, timeout=HUNG, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}).execute()
    warned = [out.text for cell in notebook.cells for out in cell.get("outputs", []) if out.get("name") == "stderr"]
    assert warned == []
