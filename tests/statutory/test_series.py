"""Series: one name over the forms, sums of cells, blanks kept."""

from __future__ import annotations

from govnlp.report import Report
from govnlp.statutory.series import series
from tests.statutory.reports import applications, report, with_table

YEARS = {"2014": 2016, "2019": 2020, "2021": 2022}


def of_table(form, values):
    return series(with_table(Report("", year=YEARS[form], format=form), values))


def test_one_name_in_every_form():
    cell = {"2014": "applications.received", "2019": "applications.received.total", "2021": "applications.received.total"}
    assert all(of_table(form, {cell[form]: 93})["applications_received"] == 93 for form in cell)


def test_litigation_is_one_cell_in_2014_and_the_sum_of_both_kinds_since():
    both = {"litigation.direct.total": 2, "litigation.after_review.total": 1}
    assert of_table("2014", {"litigation.total": 3})["litigation"] == 3
    assert of_table("2021", both)["litigation"] == 3
    assert of_table("2021", both | {"litigation.after_review.total": None})["litigation"] is None


def test_groups_of_results_are_sums():
    found = of_table("2019", applications(10, denied__process=3, denied__internal=2, declined__repeated=4, other=1))
    assert [found[f"applications_{name}"] for name in ("denied", "unavailable", "declined", "other")] == [5, 0, 4, 1]


def test_a_series_the_form_does_not_ask_for_is_no_key():
    assert "normative_in_force" in of_table("2021", {"disclosure.art20_1.normative.in_force": 45})
    assert "normative_in_force" not in of_table("2019", {"disclosure.art20_1.normative.in_force": 45})
    assert "disclosures" not in of_table("2021", {})


def test_the_narrative_stands_in_where_the_tables_are_lost():
    assert series(report("收到政府信息公开申请93件。"))["applications_received"] == 93
    assert series(report("收到政府信息公开申请93件。\n全年收到政府信息公开申请95件。"))["applications_received"] is None
    both = with_table(report("收到政府信息公开申请93件。"), {"applications.received.total": 94})
    assert series(both)["applications_received"] == 94


def test_without_a_form_there_are_none():
    assert series(Report("")) == {}
    assert series(report("收到政府信息公开申请93件。", 2011))["applications_received"] == 93
