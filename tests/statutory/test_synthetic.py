"""How tables are read and mistakes are found on synthetic reports: every format in every layout in both scripts."""

from __future__ import annotations

import pytest

pytest.importorskip("docx")
pytest.importorskip("reportlab")

from training.synthetic.layouts import LAYOUTS
from training.synthetic.measure import measure, mistaken, stratified

CELLS = 0.995
CELLS_OF = {"cell_a_line": 0.97}
FINDINGS = 0.98


@pytest.fixture(scope="module")
def scores():
    return measure(stratified(each=2))


def test_cells_are_exact(scores):
    assert scores["all"].share >= CELLS, scores["all"].faults[:20]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_cells_of_each_layout(scores, layout):
    assert scores[layout].share >= CELLS_OF.get(layout, CELLS), scores[layout].faults[:20]


def test_nothing_is_invented(scores):
    assert scores["all"].invented == 0, scores["all"].faults[:20]


def test_planted_mistakes_are_found_and_nothing_else_is(scores):
    found = measure(mistaken(each=4))["all"]
    assert found.recall >= FINDINGS, found.faults[:20]
    both = scores["all"] + found
    assert both.precision >= FINDINGS, both.faults[:20]
