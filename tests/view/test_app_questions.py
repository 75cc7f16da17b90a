"""What the dashboard asks a store, against the panel and the tables themselves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pandas
import pytest

import govnlp
from govnlp.corpus.restore import restore
from govnlp.gazetteers import table
from govnlp.view import facts
from govnlp.view.flow import Flow
from tests.corpus.files import corpus, text
from tests.view.conftest import BODIES, MISTAKEN, YEARS

pytest.importorskip("duckdb")

from govnlp.view.app.ledger import Ledger, Scope, state_of
from govnlp.view.app.questions import diffusion, findings, overview, panel, ranking, reports, themes

ALL = Scope()
SOME = Scope(years=(2018, 2021), levels=("县",))


@pytest.fixture(scope="module")
def ledger(synthetic_store):
    return Ledger(synthetic_store)


@pytest.fixture(scope="module")
def wide(synthetic_store):
    """The panel, with what a scope can choose by."""
    return govnlp.panel(synthetic_store)


def within(frame: pandas.DataFrame, scope: Scope) -> pandas.DataFrame:
    first, last = scope.years or (0, 9999)
    return frame[frame["year"].between(first, last) & (frame["level"].isin(scope.levels) if scope.levels else True)]


def test_the_chosen_reports_are_those_of_the_panel(ledger, wide):
    assert sorted(ledger.ask("select report from chosen")["report"]) == sorted(wide["report"])
    assert dict(ledger.ask("select report, copies from chosen").values.tolist()) == dict(zip(wide["report"], wide["copies"], strict=True))


def test_extent_and_summary(ledger, wide):
    known = overview.extent(ledger)
    assert known.years == (int(wide["year"].min()), int(wide["year"].max()))
    assert known.levels[-1] == "未知"
    assert [level for level in ("国家", "省", "市", "县", "乡") if level in set(wide["level"])] == list(known.levels[:-1])
    assert known.areas[-1] == "未知"
    counts = overview.summary(ledger, ALL)
    total = BODIES * len(YEARS) + MISTAKEN + 3
    assert (counts["reports"], counts["failures"], counts["unplaced"]) == (total, 1, 1)
    assert (counts["chosen"], counts["copies"]) == (len(wide), total - 1 - len(wide))
    assert counts["synthetic"] == total
    assert counts["errors"] >= MISTAKEN
    assert overview.summary(ledger, SOME)["chosen"] == len(within(wide, SOME)) < len(wide)


def test_coverage_and_checks(ledger, wide):
    frame = overview.coverage(ledger, ALL)
    assert frame.groupby("year")["reports"].sum().to_dict() == wide.groupby("year").size().to_dict()
    counts = overview.checks(ledger, ALL).set_index("kind")
    expected = {}
    for checks in ledger.store.table("reports", ["checks"])["checks"].to_pylist():
        for check in checks:
            expected[check["kind"]] = expected.get(check["kind"], 0) + check["failed"]
    assert counts["failed"].to_dict() == expected
    assert (counts["share"].dropna() <= 1).all()


@pytest.mark.parametrize("scope", [ALL, SOME])
def test_figures_are_those_of_the_panel(ledger, wide, scope):
    frame = panel.figures(ledger, "applications_received", scope, "level")
    given = within(wide, scope).dropna(subset=["applications_received"])
    expected = given.groupby(["year", "level"])["applications_received"].agg(["sum", "median", "count"])
    found = frame[frame["given"] > 0].set_index(["year", "part"])
    assert len(found) == len(expected) > 3
    for key, row in expected.iterrows():
        assert (found.loc[key, "total"], found.loc[key, "median"], found.loc[key, "given"]) == pytest.approx(tuple(row))
    assert (frame["reports"] >= frame["given"]).all()


def test_a_series_has_no_row_where_no_form_asks_for_it(ledger):
    years = set(panel.figures(ledger, "disclosures", ALL)["year"])
    assert years
    assert max(years) < 2019
    assert "disclosures" in panel.available(ledger, ALL)
    assert "disclosures" not in panel.available(ledger, Scope(years=(2021, 2023)))


def test_balanced_figures_are_of_the_same_agencies(ledger):
    scope = Scope(years=(2019, 2021))
    frame = panel.figures(ledger, "applications_received", scope, "all", balanced=True)
    assert len(set(frame["given"])) == 1
    assert frame["given"].iloc[0] < panel.figures(ledger, "applications_received", scope)["given"].max()
    assert set(panel.figures(ledger, "applications_received", scope, "agency", balanced=True)["part"]) <= set(
        panel.figures(ledger, "applications_received", scope, "agency")["part"]
    )


def test_the_wide_panel_is_the_panel(ledger, wide):
    frame = panel.wide(ledger, SOME)
    expected = within(wide, SOME).set_index("report")
    assert set(frame["report"]) == set(expected.index)
    for series in ("applications_received", "reviews"):
        found = frame.set_index("report")[series].dropna()
        assert found.to_dict() == expected[series].dropna().astype(float).to_dict()


def test_every_series_has_a_name_and_breaks_lie_at_forms():
    known = panel.known()
    assert list(known) == [row["series"] for row in table("series")]
    assert len({series.name for series in known.values()}) == len(known)
    for series in known.values():
        assert set(series.breaks) <= {2019, 2021}
        assert all(panel.era(year) in series.forms and panel.era(year - 1) in series.forms for year in series.breaks)
        assert bool(series.note) or not series.breaks
    assert panel.breaks(known["applications_received"], (2016, 2023)) == [2019]
    assert panel.breaks(known["applications_received"], (2019, 2023)) == []
    assert {row["part"] for row in table("series_shares")} | {row["whole"] for row in table("series_shares")} <= set(known)


def test_outdated_forms_are_counted(ledger, wide):
    late = wide.query("year >= 2021 and format == '2019'")
    assert panel.outdated(ledger, Scope(years=(2021, 2025))) == len(late) > 0
    assert panel.outdated(ledger, Scope(years=(2016, 2018))) == 0
    assert [panel.era(year) for year in (2012, 2018, 2019, 2020, 2021, 2024)] == ["2014", "2014", "2019", "2019", "2021", "2021"]


def test_ranking_by_a_share(ledger, wide):
    frame = ranking.ranking(ledger, "granted", ALL, "level")
    both = wide.dropna(subset=["applications_granted", "applications_closed"]).query("applications_closed > 0")
    sums = both.groupby("level")[["applications_granted", "applications_closed"]].sum()
    expected = (sums["applications_granted"] / sums["applications_closed"]).to_dict()
    assert dict(zip(frame["part"], frame["value"], strict=True)) == pytest.approx(expected)
    assert list(frame["value"]) == sorted(frame["value"], reverse=True)
    least = int(frame["reports"].max())
    assert len(ranking.ranking(ledger, "granted", ALL, "level", least)) < len(frame)


def test_ranking_by_a_median_and_by_findings(ledger, wide):
    frame = ranking.ranking(ledger, "median.applications_received", ALL, "level")
    expected = wide.dropna(subset=["applications_received"]).groupby("level")["applications_received"].median().to_dict()
    assert dict(zip(frame["part"], frame["value"], strict=True)) == pytest.approx(expected)
    assert ((frame["low"] <= frame["value"]) & (frame["value"] <= frame["high"])).all()
    faulty = set(ledger.ask("select distinct report from findings where severity = 'error'")["report"])
    shares = ranking.ranking(ledger, ranking.FAULTY, ALL, "level").set_index("part")["value"].to_dict()
    assert shares == pytest.approx(wide["report"].isin(faulty).groupby(wide["level"]).mean().to_dict())
    assert set(ranking.measures()) >= {"granted", ranking.FAULTY, "median.reviews"}


def test_diffusion_counts_each_agency_from_its_first_mention(ledger, wide):
    offered = diffusion.initiatives(ledger, ALL)
    name = offered["name"].iloc[0]
    told = set(ledger.ask("select distinct report from entities where label = 'INITIATIVE' and name = $n", {"n": name})["report"])
    expected = wide[wide["report"].isin(told)].groupby("agency")["year"].min().astype(int).to_dict()
    adopters = diffusion.adopters(ledger, name, ALL)
    assert dict(zip(adopters["agency"], adopters["year"], strict=True)) == expected
    assert len(expected) == offered["agencies"].iloc[0] > 3
    assert set(adopters["report"]) <= told
    assert (adopters["since"] <= adopters["year"]).all()
    total = diffusion.spread(ledger, name, ALL)
    assert total["agencies"].is_monotonic_increasing
    assert total["agencies"].iloc[-1] == total["new"].sum() == len(expected)
    assert total["known"].iloc[-1] == wide["agency"].nunique()
    parts = diffusion.spread(ledger, name, ALL, "level")
    assert parts.groupby("year")["agencies"].sum().to_dict() == dict(zip(total["year"], total["agencies"], strict=True))


def test_initiatives_are_searched_for(ledger):
    name = diffusion.initiatives(ledger, ALL)["name"].iloc[0]
    found = diffusion.initiatives(ledger, ALL, name[:2])["name"]
    assert name in set(found)
    assert all(name[:2] in other for other in found)
    assert diffusion.initiatives(ledger, ALL, "没有这个举措").empty


def test_shares_of_themes_add_up(ledger, wide):
    frame = themes.profile(ledger, ALL, "level")
    assert frame.groupby("part")["share"].sum().tolist() == pytest.approx([1] * frame["part"].nunique())
    count = ledger.one("select count(*) as n from segments join chosen using (report) where theme is not null")["n"]
    assert frame["segments"].sum() == count
    assert len(frame) == frame["part"].nunique() * frame["theme"].nunique()
    found = themes.examples(ledger, ALL, "依申请", "申请")
    assert 0 < len(found) <= themes.EXAMPLES
    assert found["text"].str.contains("申请").all()
    assert found["report"].is_unique


def test_findings_are_chosen_and_counted(ledger):
    every = findings.tally(ledger, findings.Choice(ALL))
    assert every["findings"].sum() == ledger.one("select count(*) as n from findings")["n"]
    kind = every["kind"].iloc[0]
    one = findings.listed(ledger, findings.Choice(ALL, kinds=(kind,)))
    assert set(one["kind"]) == {kind}
    assert len(one) == every[every["kind"] == kind]["findings"].sum()
    errors = findings.listed(ledger, findings.Choice(SOME, severities=("error",)))
    assert set(errors["severity"]) == {"error"}
    assert set(errors["level"]) == {"县"}
    assert errors["year"].between(2018, 2021).all()
    holding = findings.listed(ledger, findings.Choice(ALL, words="应为"))
    assert 0 < len(holding) < every["findings"].sum()
    assert holding["message"].str.contains("应为").all()


def test_cards_show_what_the_pages_of_the_reports_show(ledger):
    choice = findings.Choice(ALL)
    total = int(findings.tally(ledger, choice)["findings"].sum())
    pages = [findings.cards(ledger, choice, page) for page in range(1, -(-total // findings.PAGE) + 1)]
    cards = [card for page in pages for card in page]
    assert len({(card.report, card.number) for card in cards}) == len(cards) == total
    for card in cards:
        report = restore(ledger.store, card.report)
        assert card.shown == facts.findings(report, Flow(report, facts.places(report)))[card.number - 1]
        assert card.shown.message == report.findings[card.number - 1].message
    assert any(quote.part == "文" and quote.hit for card in cards for quote in card.shown.quotes)


def test_reports_are_found_a_page_at_a_time(ledger):
    total = reports.count(ledger, ALL)
    keys = [row["report"] for page in range(1, -(-total // reports.PAGE) + 1) for row in reports.found(ledger, ALL, page=page)]
    assert len(keys) == len(set(keys)) == total
    title = reports.found(ledger, ALL)[0]["title"]
    assert {row["title"] for row in reports.found(ledger, ALL, title)} == {title}
    about = reports.about(ledger, keys[0])
    assert about is not None
    assert [row["year"] for row in reports.years(ledger, keys[0])] == sorted(row["year"] for row in reports.years(ledger, keys[0]))
    assert keys[0] in {row["report"] for row in reports.years(ledger, keys[0])}
    assert reports.about(ledger, "none") is None


def test_failures(ledger):
    (row,) = reports.failures(ledger).to_dict("records")
    assert row["source"].endswith("broken.pdf")
    assert reports.failures(ledger, ("OtherError",)).empty
    assert reports.failures(ledger, words="没有").empty
    assert list(reports.kinds_of_failure(ledger)["sources"]) == [1]


def test_what_a_reader_types_is_no_sql(ledger):
    evil = "') or true --"
    assert findings.listed(ledger, findings.Choice(Scope(agency=evil), words=evil)).empty
    assert reports.count(ledger, ALL, evil) == 0
    assert diffusion.adopters(ledger, evil, ALL).empty


def test_a_build_changes_the_state_and_an_open_ledger_stays_whole(tmp_path):
    folder = corpus(tmp_path / "reports", bodies=1, years=range(2019, 2020))
    govnlp.build(folder, tmp_path / "store")
    before = Ledger(tmp_path / "store")
    (folder / "more.txt").write_text(text(1, 2020), encoding="utf-8")
    govnlp.build(folder, tmp_path / "store")
    assert state_of(tmp_path / "store") != before.state
    assert reports.count(Ledger(tmp_path / "store"), ALL) == 2


def test_an_empty_store_has_answers(tmp_path):
    (tmp_path / "reports").mkdir()
    govnlp.build(tmp_path / "reports", tmp_path / "store")
    ledger = Ledger(tmp_path / "store")
    assert overview.extent(ledger) == overview.Extent(None, (), ())
    assert overview.summary(ledger, ALL)["reports"] == 0
    assert panel.available(ledger, ALL) == []
    assert findings.cards(ledger, findings.Choice(ALL)) == []


def test_threads_may_ask_at_once(ledger):
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: len(panel.figures(ledger, "applications_received", ALL, "level")), range(12)))
    assert len(set(answers)) == 1
