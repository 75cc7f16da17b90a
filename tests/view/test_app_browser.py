"""The dashboard in Chromium: it loads, filters, and leads from a finding to its sentence on the report's page; no request leaves the machine."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("duckdb")
pytest.importorskip("playwright.sync_api")

from playwright.sync_api import Page, expect, sync_playwright

from govnlp.view.app.ledger import Ledger, Scope
from govnlp.view.app.questions import findings, reports
from tests.view.browser import chromium, dashboard

PATIENCE = 60_000
"""Milliseconds that a busy machine may take."""


@pytest.fixture(scope="module")
def address(synthetic_store):
    with dashboard(synthetic_store) as (address, _):
        yield address


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser, address):
    """A page that must ask for nothing elsewhere, nor complain of the page itself."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    elsewhere: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: None if _is_own(request.url, address) else elsewhere.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    yield page
    context.close()
    assert elsewhere == []
    assert failed == []


def _is_own(url: str, address: str) -> bool:
    return url.startswith((address, address.replace("http", "ws", 1), "data:", "blob:"))


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def open_(page: Page, path: str, title: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible(timeout=PATIENCE)


def test_it_loads_in_chinese_and_names_what_is_synthetic(page, synthetic_store):
    open_(page, "/", "概览")
    expect(page.get_by_text("合成数据").first).to_be_visible()
    total = reports.count(Ledger(synthetic_store), Scope())
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(f"{total:,}")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


@pytest.mark.parametrize(
    ("path", "title"),
    [("panel", "历年数据"), ("ranking", "地区与层级比较"), ("diffusion", "举措扩散"), ("themes", "主题"), ("failures", "读取失败")],
)
def test_every_page_draws_its_chart_and_table(page, path, title):
    open_(page, f"/{path}", title)
    if path != "failures":
        expect(page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first).to_be_visible(
            timeout=PATIENCE
        )
    if path == "themes":
        page.get_by_text("表格", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("下载")).first).to_be_visible()


def test_a_filter_changes_what_is_shown_and_goes_along(page, synthetic_store):
    open_(page, "/", "概览")
    page.get_by_role("combobox", name="层级").click()
    page.get_by_role("option", name="县", exact=True).click()
    fewer = reports.count(Ledger(synthetic_store), Scope(levels=("县",)))
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(f"{fewer:,}", timeout=PATIENCE)
    assert query(page)["level"] == ["县"]
    page.keyboard.press("Escape")
    page.get_by_role("link", name="核对结果").click()
    count = int(findings.tally(Ledger(synthetic_store), findings.Choice(Scope(levels=("县",))))["findings"].sum())
    expect(page.get_by_text(f"共 {count} 条")).to_be_visible(timeout=PATIENCE)
    assert query(page)["level"] == ["县"]


def test_an_address_is_a_view(page, synthetic_store):
    open_(page, "/findings?kind=勾稽关系&severity=不符", "核对结果")
    choice = findings.Choice(Scope(), ("identity",), ("error",))
    count = int(findings.tally(Ledger(synthetic_store), choice)["findings"].sum())
    expect(page.get_by_text(f"共 {count} 条")).to_be_visible(timeout=PATIENCE)


def test_a_finding_is_followed_to_its_sentence(page, synthetic_store):
    (card, *_) = findings.cards(Ledger(synthetic_store), findings.Choice(Scope(), ("text-table",)))
    open_(page, "/findings?kind=文表对照", "核对结果")
    expect(page.get_by_text(card.shown.message).first).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="看报告中的位置").first.click()
    expect(page.get_by_text("未重新分析")).to_be_visible(timeout=PATIENCE)
    assert query(page)["report"] == [card.report]
    assert query(page)["finding"] == [str(card.number)]
    shown = page.frame_locator("iframe[src^='data:text/html']")
    sentence = next(quote for quote in card.shown.quotes if quote.part == "文")
    lit = shown.locator("#text .lit")
    expect(lit.first).to_be_visible(timeout=PATIENCE)
    assert sentence.hit in "".join(lit.all_text_contents())
    expect(shown.locator(f"[data-finding='{card.number}'][aria-pressed=true]")).to_have_count(1)
    expect(lit.filter(has_text=sentence.hit).first).to_be_in_viewport()


def test_a_page_of_a_report_cannot_reach_the_dashboard(page, synthetic_store):
    (card, *_) = findings.cards(Ledger(synthetic_store), findings.Choice(Scope()))
    open_(page, f"/report?report={card.report}", "报告")
    frame = page.wait_for_selector("iframe[src^='data:text/html']").content_frame()
    assert frame is not None
    reach = "() => { try { return String(parent.document.title) } catch (error) { return error.name } }"
    assert frame.evaluate(reach) == "SecurityError"


def test_a_table_is_saved(page):
    open_(page, "/panel", "历年数据")
    with page.expect_download() as saved:
        page.get_by_role("button", name="下载面板（CSV）").click()
    content = saved.value.path().read_text(encoding="utf-8-sig")
    assert content.startswith("agency,region,area,level,year")
    assert len(content.splitlines()) > 40
