"""Each page of the dashboard, run without a browser: what is chosen changes what is shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("duckdb")

from streamlit.testing.v1 import AppTest

import govnlp
from govnlp.view.app.ledger import Ledger, Scope
from govnlp.view.app.parts import plain
from govnlp.view.app.questions import findings, panel
from tests.corpus.files import corpus, text

PAGES = ("overview", "panel", "ranking", "diffusion", "themes", "findings", "report", "failures")


@pytest.fixture(autouse=True)
def main_module(monkeypatch):
    """The script of a page runs as `__main__`, which the workers of a build would run again."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


def _script(store: str, page: str) -> None:
    from govnlp.view.app.dashboard import draw

    draw(store, page)


def opened(store: Path, page: str = "overview", **query: str | list[str]) -> AppTest:
    """The dashboard at a page."""
    at = AppTest.from_function(_script, args=(str(store), page), default_timeout=60)
    at.query_params.update(query)
    at.run()
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    """All that a page says outside its tables."""
    return "\n".join(str(part.value) for kind in (at.title, at.markdown, at.caption, at.info, at.success, at.error) for part in kind)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(synthetic_store, page):
    at = opened(synthetic_store, page)
    assert len(at.title) == 1
    assert not at.error


def test_the_overview_tells_how_much_there_is(synthetic_store):
    at = opened(synthetic_store)
    shown = {metric.label: metric.value for metric in at.metric}
    assert shown["读取失败"] == "1"
    assert "合成数据" in words(at)
    assert "副本" in words(at)
    at.multiselect(key="level").set_value(["县"]).run()
    fewer = {metric.label: metric.value for metric in at.metric}
    assert 0 < int(fewer["报告"]) < int(shown["报告"])


@pytest.mark.parametrize("page", [page for page in PAGES if page != "failures"])
def test_a_scope_that_nothing_meets_says_so(synthetic_store, page):
    at = opened(synthetic_store, page)
    at.text_input(key="agency").set_value("没有这个机关").run()
    assert not at.exception
    assert any(word in at.info[-1].value for word in ("范围", "条件"))


def test_the_scope_stands_in_the_address(synthetic_store):
    at = opened(synthetic_store, "panel", level="县", years=["2018", "2020"])
    assert at.multiselect(key="level").value == ["县"]
    assert at.slider(key="years").value == (2018, 2020)
    assert set(at.dataframe[0].value["年度"]) == {2018, 2019, 2020}


def test_the_panel_follows_series_group_and_balance(synthetic_store):
    at = opened(synthetic_store, "panel")
    known = panel.known()
    assert known["applications_received"].name in words(at)
    assert "2019年度" in words(at)  # where the line is broken
    assert set(at.dataframe[0].value["分组"]) == {"全部"}
    at.segmented_control(key="by").set_value("level").run()
    assert {"县"} <= set(at.dataframe[0].value["分组"])
    before = at.dataframe[0].value["有数据的报告"].sum()
    at.toggle(key="balanced").set_value(True).run()
    assert at.dataframe[0].value["有数据的报告"].sum() < before if at.dataframe else "没有机关在各年度" in words(at)
    at.toggle(key="balanced").set_value(False).run()
    at.selectbox(key="series").set_value("disclosures").run()
    assert "仅2014年格式" in words(at)
    assert set(at.dataframe[0].value["年度"]) <= set(range(2014, 2019))


def test_the_panel_can_be_opened_by_its_address(synthetic_store):
    at = opened(synthetic_store, "panel", series=panel.known()["reviews"].name, by="层级")
    assert at.selectbox(key="series").value == "reviews"
    assert at.segmented_control(key="by").value == "level"


def test_agencies_beside_each_other(synthetic_store):
    at = opened(synthetic_store, "panel")
    at.segmented_control(key="by").set_value("agency").run()
    assert not at.exception
    assert 1 < at.dataframe[0].value["分组"].nunique() <= panel.MOST_AGENCIES


def test_ranking_follows_measure_group_and_least(synthetic_store):
    at = opened(synthetic_store, "ranking")
    at.segmented_control(key="by").set_value("level").run()
    levels = at.dataframe[0].value
    assert "层级" in levels
    at.number_input(key="least").set_value(int(levels["报告数"].max()) + 1).run()
    assert "没有一组" in words(at)
    at.number_input(key="least").set_value(1).run()
    at.selectbox(key="measure").set_value("median.applications_received").run()
    assert at.dataframe[0].value["数值"].max() > 100  # a number of applications, no share
    at.selectbox(key="measure").set_value("faulty").run()
    assert at.dataframe[0].value["数值"].between(0, 100).all()


def test_diffusion_follows_search_and_choice(synthetic_store):
    at = opened(synthetic_store, "diffusion")
    offered = at.selectbox(key="initiative").options
    second = (
        Ledger(synthetic_store).ask("select name from entities where label = 'INITIATIVE' and name like '%开放日' limit 1")["name"].iloc[0]
    )
    at.text_input(key="q").set_value("开放日").run()
    assert at.selectbox(key="initiative").value == second
    assert len(at.selectbox(key="initiative").options) < len(offered)
    at.segmented_control(key="by").set_value("level").run()
    assert not at.exception
    assert set(at.dataframe[-1].value["分组"]) <= {"国家", "省", "市", "县", "乡", "未知"}
    at.text_input(key="q").set_value("没有这个").run()
    assert "没有名称含" in words(at)


def test_themes_follow_group_theme_and_words(synthetic_store):
    at = opened(synthetic_store, "themes")
    at.segmented_control(key="by").set_value("level").run()
    assert "层级" in at.dataframe[0].value
    at.selectbox(key="theme").set_value("依申请").run()
    at.text_input(key="q").set_value("申请").run()
    examples = [part.value for part in at.markdown]
    assert examples
    assert all("申请" in example for example in examples)


def test_findings_follow_kind_severity_words_and_page(synthetic_store):
    at = opened(synthetic_store, "findings")
    ledger = Ledger(synthetic_store)
    total = int(findings.tally(ledger, findings.Choice(Scope()))["findings"].sum())
    assert f"**{total}**" in words(at)
    first = words(at)
    assert "应为" in first
    at.multiselect(key="severity").set_value(["error"]).run()
    errors = len(findings.listed(ledger, findings.Choice(Scope(), severities=("error",))))
    assert f"**{errors}**" in words(at)
    kind = findings.listed(ledger, findings.Choice(Scope(), severities=("error",)))["kind"].iloc[0]
    at.multiselect(key="kind").set_value([kind]).run()
    (cards,) = [findings.cards(ledger, findings.Choice(Scope(), (kind,), ("error",)))]
    assert plain(cards[0].shown.message) in words(at)
    assert plain(cards[0].shown.quotes[0].hit) in words(at)
    at.text_input(key="q").set_value("没有这句话").run()
    assert "没有符合条件" in words(at)


def test_a_report_and_the_way_back(synthetic_store):
    ledger = Ledger(synthetic_store)
    card = findings.cards(ledger, findings.Choice(Scope()))[0]
    at = opened(synthetic_store, "report", report=card.report, finding=str(card.number))
    assert "未重新分析" in words(at)
    (frame,) = at.get("iframe")
    assert frame.proto.src.startswith("data:text/html")
    assert frame.proto.src.endswith(f"#finding-{card.number}")
    unknown = opened(synthetic_store, "report", report="none")
    assert "没有编号" in unknown.error[0].value


def test_reports_are_searched_for(synthetic_store):
    at = opened(synthetic_store, "report")
    assert "共" in words(at)
    at.text_input(key="q").set_value("没有这份报告").run()
    assert "没有符合条件的报告" in words(at)


def test_failures_are_listed_and_searched(synthetic_store):
    at = opened(synthetic_store, "failures")
    assert plain("broken.pdf") in words(at)
    assert "damaged or locked PDF" in words(at)
    at.text_input(key="q").set_value("没有").run()
    assert plain("broken.pdf") not in words(at)
    assert "**0**" in words(at)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_store_says_so_on_every_page(tmp_path, page):
    (tmp_path / "reports").mkdir()
    govnlp.build(tmp_path / "reports", tmp_path / "store")
    at = opened(tmp_path / "store", page)
    assert at.info or at.success


def test_what_a_build_adds_is_shown(tmp_path):
    folder = corpus(tmp_path / "reports", bodies=1, years=range(2019, 2021))
    govnlp.build(folder, tmp_path / "store")
    at = opened(tmp_path / "store")
    assert at.metric[0].value == "2"
    (folder / "more.txt").write_text(text(1, 2020), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "govnlp.cli", "build", str(folder), "-o", str(tmp_path / "store")], check=True, capture_output=True
    )
    at.run()
    assert at.metric[0].value == "3"


def test_a_store_that_has_gone_is_told(tmp_path):
    at = opened(tmp_path / "none")
    assert "no store is there" in at.error[0].value


def test_text_of_a_report_is_never_markup():
    evil = "**a** _b_ `c` :red[d] $x$ <b>e</b> [f](http://g) ![h](i) # j | ~k~ &amp; :material/home:"
    escaped = plain(evil)
    for mark in "*_`:[$<(!#|~&":
        assert f"\\{mark}" in escaped
    assert escaped.replace("\\", "") == evil
    assert plain("甲\n乙") == "甲 乙"
