"""The measure of the reading of synthetic reports: what is exact, missing, wrong, invented; which findings count."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("docx")
pytest.importorskip("reportlab")

from govnlp.report import Finding, Indicator, Report
from training.synthetic import sample
from training.synthetic.indicators import units
from training.synthetic.measure import mistaken, score, stratified

TRUTH = sample(7, format="2021", layout="pipes", mistakes=("identity",))


def read(truth, **changes) -> list[Indicator]:
    """Indicators as a reader without fault would return them, but for these changes; None leaves one out."""
    values = {**truth.cells, **changes}
    unit = units(truth.format)
    return [Indicator(i, None, value, unit.get(i, "件"), 0, 0, "table") for i, value in values.items() if value is not None]


def reported(truth) -> list[Finding]:
    planted = (mistake for mistake in truth.mistakes if not mistake.optional)
    return [Finding(one.kind, "error", one.note, one.ids, one.expected, one.found) for one in planted]


def test_a_reader_without_fault():
    one = score(Report("", indicators=read(TRUTH), findings=reported(TRUTH)), TRUTH)
    assert (one.share, one.invented, one.precision, one.recall) == (1.0, 0, 1.0, 1.0)
    assert one.planted == 1
    assert one.made == 2  # the column of the applicant and that of the totals


def test_missing_wrong_and_invented_cells():
    name = "applications.received.total"
    for value in (None, TRUTH.cells[name] + 1):
        one = score(Report("", indicators=read(TRUTH, **{name: value})), TRUTH)
        assert (one.cells - one.exact, one.invented) == (1, 0)
    strange = score(Report("", indicators=read(TRUTH, **{"review.unheard_of": 3})), TRUTH)
    assert (strange.cells - strange.exact, strange.invented) == (0, 1)


def test_two_readings_of_one_cell_are_not_exact():
    twice = [*read(TRUTH), Indicator("review.total", None, 99_999, "件", 0, 0, "table")]
    assert score(Report("", indicators=twice), TRUTH).exact == len(TRUTH.cells) - 1


def test_a_value_for_a_blank_cell_is_invented_but_not_for_a_mark():
    truth = replace(TRUTH, cells={"review.total": None, "review.other": 0}, marks=frozenset({"review.other"}))
    blank = score(Report(""), truth)
    assert (blank.exact, blank.invented) == (2, 0)
    zeros = [Indicator(i, None, 0, "件", 0, 0, "table") for i in truth.cells]
    assert (score(Report("", indicators=zeros), truth).exact, score(Report("", indicators=zeros), truth).invented) == (1, 1)


def test_money_may_stay_in_the_unit_of_the_page():
    truth = replace(TRUTH, cells={"disclosure.art20_8.fee.amount": 1.5}, marks=frozenset())
    in_yuan = Indicator("disclosure.art20_8.fee.amount", None, 15_000, "元", 0, 0, "table")
    assert score(Report("", indicators=[in_yuan]), truth).share == 1.0


def test_findings_of_another_kind_or_other_cells_are_wrong():
    wrong = [Finding("sum", "error", "no such mistake", ("review.total",), 1, 2), Finding("percent", "error", "neither", (), 1, 2)]
    one = score(Report("", findings=wrong), TRUTH)
    assert (one.made, one.right, one.found) == (2, 0, 0)


def test_what_may_be_reported_or_not_does_not_count():
    pictures = sample(3, format="2021", layout="pictures")
    note = Finding("form", "note", "no tables", (), None, None)
    one = score(Report("", findings=[note]), pictures)
    assert (one.made, one.planted) == (0, 0)


def test_the_strata_are_all_there():
    plain = list(stratified(layouts=("tabs", "pictures")))
    assert {(report.format, report.layout, report.script) for report in plain} == {
        (format, layout, script) for format in ("2014", "2019", "2021") for layout in ("tabs", "pictures") for script in ("Hans", "Hant")
    }
    assert len({mistake.kind for report in mistaken() for mistake in report.mistakes}) == 6
