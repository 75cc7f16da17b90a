"""compare: two reports of one agency."""

from __future__ import annotations

import pytest

import govnlp
from govnlp.report import Agency
from tests.statutory.reports import applications, report, with_table

PROSE = "我局坚持以公开为常态、不公开为例外，扎实推进政务公开工作。收到政府信息公开申请{count}件，均按时办结。{own}"


def made(year, carried_in=0, carried_out=0, received=20, own="", agency="青山市水务局"):
    values = applications(received, carried_in=carried_in, granted=received + carried_in - carried_out, carried_out=carried_out)
    if year >= 2021:
        values = {id_: value for id_, value in values.items() if not id_.startswith("applications.other.")}
    return with_table(report(PROSE.format(count=received, own=own), year, agency), values)


def test_series_side_by_side_in_the_order_of_years():
    together = govnlp.compare(made(2020, received=30), made(2019, received=20))
    assert (together.earlier.year, together.later.year) == (2019, 2020)
    change = next(one for one in together.changes if one.series == "applications_received")
    assert (change.before, change.after, change.change, change.percent) == (20, 30, 10, 50.0)


def test_blanks_and_noughts_have_no_growth():
    together = govnlp.compare(made(2019), made(2020, carried_in=3))
    found = {one.series: one for one in together.changes}
    assert (found["applications_carried_in"].change, found["applications_carried_in"].percent) == (3, None)
    assert found["reviews"].change is None
    assert "disclosures" not in found


def test_what_is_carried_out_is_carried_in():
    assert govnlp.compare(made(2019, carried_out=3), made(2020, carried_in=3)).findings == []


def test_what_is_not_carried_over_is_one_finding_in_the_later_report():
    together = govnlp.compare(made(2019, carried_out=3), made(2020, carried_in=2))
    (finding,) = together.findings
    assert (finding.kind, finding.severity, finding.expected, finding.found) == ("year-year", "error", 3, 2)
    assert finding.indicators[0] == "applications.carried_in.total"
    assert [together.later.text[start:end] for start, end in finding.evidence] == ["2"]


def test_over_the_forms_of_2019_and_2021():
    assert len(govnlp.compare(made(2020, carried_out=3), made(2021, carried_in=1)).findings) == 1


@pytest.mark.parametrize("later", [made, None])
def test_nothing_follows_on_where_a_year_or_a_table_lies_between(later):
    after = made(2021, carried_in=2) if later else report(PROSE.format(count=9, own=""), 2020, "青山市水务局")
    assert govnlp.compare(made(2019, carried_out=3), after).findings == []


def test_share_of_the_same_sentences():
    same = govnlp.compare(made(2019, received=20), made(2020, received=31))
    assert same.same_sentences == 1.0  # years and counts do not tell sentences apart
    half = govnlp.compare(made(2019), made(2020, own="新建政务公开专区，方便群众现场查阅。开展送政策进企业活动，听取企业意见建议。"))
    assert half.same_sentences == 0.5


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        ((2020, "青山市水务局"), (2020, "青山市水务局"), "both reports are on 2020"),
        ((2020, "青山市水务局"), (2021, "青山市商务局"), "青山市水务局 and 青山市商务局"),
    ],
)
def test_others_are_refused(a, b, message):
    with pytest.raises(govnlp.ComparisonError, match=message):
        govnlp.compare(made(a[0], agency=a[1]), made(b[0], agency=b[1]))


def test_a_year_that_is_not_known_is_refused_with_what_to_do():
    with pytest.raises(govnlp.ComparisonError, match="year="):
        govnlp.compare(made(2020), govnlp.analyze("公开信息三条。", agency=Agency("青山市水务局")))


def test_an_agency_renamed_by_a_reform():
    with pytest.raises(govnlp.ComparisonError, match="renamed=True"):
        govnlp.compare(made(2019, agency="青山市水利局"), made(2020))
    assert govnlp.compare(made(2019, agency="青山市水利局"), made(2020), renamed=True).changes
