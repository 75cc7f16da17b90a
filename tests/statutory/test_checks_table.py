"""The equations of the tables: what holds, what fails and from which cause, what blanks leave open."""

from __future__ import annotations

import pytest

from govnlp.report import Report
from govnlp.statutory.equations import FAILED, HELD, UNKNOWN, assess, equations
from tests.statutory.reports import applications, with_table

SOUND = applications(
    93, carried_in=4, granted=40, partial=12, denied__process=9, unavailable__not_held=27, declined__repeated=3, carried_out=6
)


def examine(values, form="2019"):
    return with_table(Report("", year={"2014": 2016, "2019": 2020, "2021": 2022}[form], format=form), values)


def table(report, *kinds):
    return [finding for finding in report.findings if finding.kind in (kinds or ("sum", "identity"))]


def counts(report, kind):
    return next((count for count in report.checks if count.kind == kind), None)


def equation(family, form="2019", column=None):
    return next(one for one in equations(form) if one.family == family and column in (None, one.column))


def test_a_sound_table_holds_in_every_column():
    report = examine(SOUND)
    assert table(report) == []
    assert (counts(report, "identity").held, counts(report, "identity").failed) == (7, 0)
    assert counts(report, "sum").not_assessable == 3  # reviews and litigation are not there


@pytest.mark.parametrize(
    ("id_", "value"),
    [
        ("applications.received.total", 95),
        ("applications.closed.total", 90),
        ("applications.carried_out.total", 5),
        ("applications.granted.person", 4),
        ("applications.granted.total", 41),
        ("applications.unavailable.not_held.total", 72),
        ("applications.received.business", 2),
    ],
)
def test_one_wrong_cell_is_one_finding_that_names_it(id_, value):
    findings = table(examine(SOUND | {id_: value}))
    assert [(finding.indicators, finding.expected, finding.found) for finding in findings] == [((id_,), SOUND[id_], value)]


def test_the_finding_shows_the_cell_in_the_text_and_says_what_an_auditor_would():
    report = examine(SOUND | {"applications.closed.total": 90})
    (finding,) = table(report)
    assert report.text[slice(*finding.evidence[0])] == "90"
    assert "“(七)总计”的“总计”填90，应为91" in finding.message
    assert finding.severity == "error"


@pytest.mark.parametrize(
    ("id_", "kind"),
    [
        ("applications.closed.total", "sum"),  # not its parts, and so not the identity
        ("applications.carried_out.total", "identity"),
        ("applications.received.total", "identity"),
        ("applications.granted.total", "sum"),
    ],
)
def test_the_kind_is_that_of_the_equation_that_matters_most(id_, kind):
    (finding,) = table(examine(SOUND | {id_: SOUND[id_] + 1}))
    assert finding.kind == kind


def test_a_wrong_nought_is_shown_too():
    report = examine(SOUND | {"applications.closed.total": 0})
    (finding,) = table(report)
    assert (finding.indicators, finding.expected, finding.found) == (("applications.closed.total",), 91, 0)
    assert report.text[slice(*finding.evidence[0])] == "0"


def test_a_number_carried_through_its_row_breaks_the_identity_alone_and_is_one_finding():
    wrong = SOUND | {"applications.carried_out.person": 8, "applications.carried_out.total": 8}
    (finding,) = table(examine(wrong))
    assert finding.kind == "identity"
    assert (finding.expected, finding.found) == (97, 99)


def test_a_total_of_results_wrong_in_both_columns_is_one_finding():
    wrong = SOUND | {"applications.closed.person": 92, "applications.closed.total": 92}
    (finding,) = table(examine(wrong))
    assert finding.kind == "sum"
    assert set(finding.indicators) == {"applications.closed.person", "applications.closed.total"}
    assert (finding.expected, finding.found) == (91, 92)


def test_two_causes_are_two_findings():
    wrong = SOUND | {
        "applications.received.total": 95,
        "review.total": 5,
        "review.upheld": 3,
        "review.corrected": 1,
        "review.other": 0,
        "review.pending": 0,
    }
    assert {finding.indicators[0] for finding in table(examine(wrong))} == {"applications.received.total", "review.total"}


@pytest.mark.parametrize(
    ("pending", "total", "state"),
    [(1, 5, HELD), (None, 5, UNKNOWN), (None, 4, HELD), (None, 3, FAILED), (0, 5, FAILED), (0, None, UNKNOWN)],
)
def test_a_blank_is_no_nought(pending, total, state):
    values = {"review.total": total, "review.upheld": 3, "review.corrected": 1, "review.other": 0, "review.pending": pending}
    assert assess(equation("review"), values) == state


def test_blank_columns_of_applicants_are_usual():
    values = {id_: value if id_.endswith(".total") else None for id_, value in SOUND.items()}
    report = examine(values)
    assert table(report) == []
    assert (counts(report, "identity").held, counts(report, "identity").not_assessable) == (1, 6)


def test_rows_left_blank_where_all_is_nought():
    values = {id_: value or None for id_, value in SOUND.items()}
    assert table(examine(values)) == []


def test_rows_filled_in_the_total_alone_with_noughts_for_the_applicants_are_one_finding():
    values = SOUND | {id_: 0 for id_ in SOUND if id_.endswith(".person") and "received" not in id_ and "carried_in" not in id_}
    (finding,) = table(examine(values))
    assert finding.kind == "sum"
    assert "等8处" in finding.message


def test_an_empty_table_is_not_assessed():
    report = examine(dict.fromkeys(SOUND))
    assert table(report) == []
    assert counts(report, "identity").not_assessable == 7


def test_the_form_of_2021_has_three_cells_of_other_results():
    last = [one for one in equations("2021") if one.family == "closed" and one.column == "总计"]
    assert [id_ for id_ in last[0].right if id_.startswith("applications.other")] == [
        "applications.other.not_corrected.total",
        "applications.other.fee_unpaid.total",
        "applications.other.other.total",
    ]


@pytest.mark.parametrize("cell", sorted(SOUND))
def test_any_wrong_cell_is_exactly_one_finding(cell):
    (finding,) = table(examine(SOUND | {cell: SOUND[cell] + 3}))
    assert cell in finding.indicators


FORM_2014 = {
    "disclosure.total": 731,
    "disclosure.normative": 12,
    "disclosure.channel.website": 539,
    "disclosure.channel.weibo": 386,
    "disclosure.channel.wechat": 220,
    "applications.received": 10,
    "applications.received.in_person": 4,
    "applications.received.fax": 0,
    "applications.received.online": 5,
    "applications.received.letter": 1,
    "applications.closed": 9,
    "applications.closed.on_time": 8,
    "applications.closed.extended": 1,
    "capacity.staff": 24,
    "capacity.staff.full_time": 1,
    "capacity.staff.part_time": 23,
    "review.total": 3,
    "review.upheld": 1,
    "review.corrected": 0,
    "review.other": 0,
    "response.events": 4,
    "response.social_media": 2,
    "response.other": 4,
}


def test_the_table_of_2014_holds_with_channels_beyond_the_total_and_reviews_pending():
    assert table(examine(FORM_2014, "2014")) == []


@pytest.mark.parametrize(
    ("change", "expected", "found"),
    [
        ({"applications.received": 11}, 10, 11),
        ({"applications.closed.on_time": 9}, 10, 9),
        ({"capacity.staff.part_time": 24}, 25, 24),
        ({"disclosure.normative": 800}, 800, 731),
        ({"response.events": 0}, 4, 0),
        ({"review.corrected": 3}, 4, 3),
    ],
)
def test_the_table_of_2014_fails(change, expected, found):
    (finding,) = table(examine(FORM_2014 | change, "2014"))
    assert (finding.kind, finding.expected, finding.found) == ("sum", expected, found)
