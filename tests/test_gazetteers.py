"""The tables of data: every row has its header's fields, every pattern compiles, every id is a cell's."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from govnlp.gazetteers import table
from govnlp.statutory.checks import CHECKS
from govnlp.statutory.equations import equations
from govnlp.statutory.form import cells
from govnlp.statutory.narrative import _cues, _nothings, _topics
from govnlp.statutory.sentences import words

TABLES = sorted(path.name.removesuffix(".csv") for path in (files("govnlp") / "data").iterdir() if path.name.endswith(".csv"))
FORMS = ("2014", "2019", "2021")


@pytest.mark.parametrize("name", TABLES)
def test_rows_have_their_headers_fields(name):
    rows = table(name)
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)


def test_patterns_compile():
    assert all(words(row["role"]) for row in table("narrative_words"))
    assert all((_cues(), _nothings(), _topics()))
    assert all(re.compile(row["pattern"]) for name in ("partitions", "form_parts") for row in table(name))


def test_ids_of_the_narrative_are_cells_of_some_form():
    known = {id_ for form in FORMS for id_ in cells(form)}
    named = {id_ for cue in _cues() for group in (*cue.ids, *cue.also) for id_ in group} | {
        id_ for ids, _ in _nothings() for group in ids for id_ in group
    }
    outcomes = {
        f"{prefix}.{outcome}" for prefix in ("review", "litigation", "litigation.direct") for outcome in ("upheld", "corrected", "other")
    }
    assert {id_ for id_ in named if not id_.startswith("{")} <= known
    assert outcomes <= known


@pytest.mark.parametrize("form", FORMS)
def test_equations_and_derived_totals_have_cells(form):
    known = cells(form)
    assert all(one.left and one.right and set(one.ids) <= set(known) for one in equations(form))
    assert all(set(cell.terms) <= set(known) for cell in known.values())
    named = {row["id"] for row in table("derived_indicators") if "stated in the text alone" in row["note"]}
    assert all(cell.terms or id_ in named for id_, cell in known.items() if cell.table is None)


def test_every_series_is_some_forms_and_every_forms_series_is_described():
    described = {row["series"]: row["forms"].split() for row in table("series")}
    extra = {row["cells"]: row["series"] for row in table("series") if row["cells"]}
    for form in FORMS:
        counted = {cell.series or extra.get(cell.id) for cell in cells(form).values()} - {None}
        assert counted == {name for name, forms in described.items() if form in forms}


def test_every_check_has_its_row_and_every_row_its_check():
    assert {row["check"] for row in table("checks")} == {*CHECKS, "carried over"}
    assert {row["kind"] for row in table("checks")} == {"sum", "text-table", "text-text", "percent", "form", "year-year"}
