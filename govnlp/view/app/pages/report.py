"""报告: one report of the store as its page, a finding lit up where the address names one."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import streamlit as st

from govnlp.corpus.restore import restore
from govnlp.report import Report
from govnlp.view.app.ledger import Ledger
from govnlp.view.app.parts import Desk, answer, plain, report_link, scope
from govnlp.view.app.questions import reports

HEIGHT = 860
"""Pixels of the page within the dashboard."""


def draw(desk: Desk) -> None:
    """Draw the page."""
    st.title("报告")
    key = st.query_params.get("report", "")
    if not key:
        _search(desk)
        return
    about = answer(desk.ledger, reports.about, key)
    if about is None:
        st.error(f"库中没有编号为“{plain(key)}”的报告。")
        _search(desk)
        return
    _head(desk, about)
    _page(answer(desk.ledger, _restored, key), about["title"], st.query_params.get("finding", ""))


def _restored(ledger: Ledger, key: str) -> Report:
    return restore(ledger.store, key)


def _search(desk: Desk) -> None:
    """Reports to choose from."""
    words = st.text_input("查找报告", key="q", placeholder="标题或来源中的字；也可在左侧选定范围", bind="query-params").strip()
    chosen = scope(desk.ledger)
    total = answer(desk.ledger, reports.count, chosen, words)
    if not total:
        st.info("没有符合条件的报告。")
        return
    st.caption(f"共 {total:,} 份。“核对”后是不符与提示的处数。")
    listed = st.container()  # above the pages to turn to, which say which reports
    page = st.pagination(-(-total // reports.PAGE), key="page", bind="query-params")
    with listed:
        for row in answer(desk.ledger, reports.found, chosen, words, page):
            name = f"{row['year'] or '年度未知'}　{plain(row['agency'] or row['title'] or '机关未知')}"
            report_link(desk, name + (f" · 核对 {row['findings']}" if row["findings"] else ""), row["report"])


def _head(desk: Desk, about: dict[str, Any]) -> None:
    st.page_link(desk.pages["report"], label="查找其他报告", icon=":material/search:", query_params={"report": ""})
    st.caption(f"来源：{plain(about['source'])}　由 govnlp {about['govnlp']} 读入，此处按库中所存原样显示，未重新分析。")
    others = answer(desk.ledger, reports.years, about["report"])
    if len(others) > 1:
        with st.container(horizontal=True, gap="small"):
            st.markdown("同一机关：")
            for other in others:
                if other["report"] == about["report"]:
                    st.markdown(f"**{other['year']}**")
                else:
                    st.page_link(desk.pages["report"], label=str(other["year"]), query_params={"report": other["report"]})


def _page(report: Report, title: str | None, finding: str) -> None:
    """The page as a document of its own origin: nothing in it can reach the dashboard; its fragment names the finding to light up."""
    html = report.to_html()
    data = b64encode(html.encode()).decode()
    place = f"#finding-{finding}" if finding.isdigit() else ""
    st.iframe(f"data:text/html;charset=utf-8;base64,{data}{place}", height=HEIGHT, alt=title or "报告")
    with st.container(horizontal=True):
        st.download_button(
            "下载此页（HTML）", html, f"{title or 'report'}.html", "text/html", on_click="ignore", icon=":material/download:"
        )
        st.download_button(
            "下载数据（JSON）",
            report.to_json(indent=2),
            f"{title or 'report'}.json",
            "application/json",
            on_click="ignore",
            icon=":material/download:",
        )
