"""举措扩散: agencies that mention an initiative, over the years."""

from __future__ import annotations

import streamlit as st

from govnlp.view.app import charts
from govnlp.view.app.ledger import Scope
from govnlp.view.app.parts import Desk, answer, plain, report_link, scope, table
from govnlp.view.app.questions import diffusion, overview

GROUPS = {"all": "不分组", "level": "层级", "area": "省份"}
VALUES = {"agencies": "累计机关数", "share": "累计占比"}
FIRST = 10
"""Adopters that are named with a link to their report."""


def draw(desk: Desk) -> None:
    """Draw the page."""
    st.title("举措扩散")
    chosen = scope(desk.ledger)
    name = _initiative(desk, chosen)
    if name is None:
        return
    with st.container(horizontal=True):
        group = st.segmented_control(
            "分组", list(GROUPS), default="all", required=True, format_func=GROUPS.__getitem__, key="by", bind="query-params"
        )
        value = st.segmented_control(
            "取值", list(VALUES), default="agencies", required=True, format_func=VALUES.__getitem__, key="value", bind="query-params"
        )
    value = value or "agencies"
    frame = answer(desk.ledger, diffusion.spread, name, chosen, group)
    known = answer(desk.ledger, overview.extent)
    order = {"level": known.levels, "area": known.areas}.get(group or "all", ("全部",))
    tips = [("new", "当年新增"), ("agencies", "累计机关"), ("known", "有报告的机关")]
    chart = charts.lines(frame, value, VALUES[value], order, tips, share=value == "share")
    st.altair_chart(chart, alt=f"在报告中提到“{name}”的机关逐年{VALUES[value]}")
    st.caption("按机关在库中首次提到该举措的年度计。报告没有提到不等于没有做；“累计占比”以到该年度为止库中有报告的机关为分母。")
    _adopters(desk, chosen, name)
    st.header("逐年")
    shown = frame.assign(share=frame["share"].astype(float) * 100)
    names = {"new": "当年新增", "agencies": "累计机关", "known": "有报告的机关", "share": "累计占比"}
    table(shown, "spread", names, 累计占比=st.column_config.NumberColumn(format="%.1f%%"), 年度=st.column_config.NumberColumn(format="%d"))


def _initiative(desk: Desk, chosen: Scope) -> str | None:
    words = st.text_input("查找举措", key="q", placeholder="名称中的字，如 开放日；留空列出提到最多的", bind="query-params").strip()
    frame = answer(desk.ledger, diffusion.initiatives, chosen, words)
    if frame.empty:
        st.info(f"范围内没有名称含“{plain(words)}”的举措。" if words else "范围内的报告没有提到任何举措。")
        return None
    agencies = dict(zip(frame["name"], frame["agencies"], strict=True))
    name: str | None = st.selectbox(
        "举措", list(agencies), format_func=lambda name: f"{name}（{agencies[name]} 个机关）", key="initiative", bind="query-params"
    )
    return name


def _adopters(desk: Desk, chosen: Scope, name: str) -> None:
    st.header("最先提到的机关")
    frame = answer(desk.ledger, diffusion.adopters, name, chosen)
    for row in frame.head(FIRST).to_dict("records"):
        older = "（或更早）" if row["year"] == row["since"] else ""
        report_link(desk, f"{row['year']}{older}　{plain(row['agency'])}", row["report"])
    if (frame["year"] == frame["since"]).any():
        st.caption("“或更早”：该机关在库中最早的一份报告已提到，实际可能更早。")
    with st.expander(f"全部 {len(frame):,} 个机关"):
        shown = frame.drop(columns=["report"]).assign(censored=frame["year"] == frame["since"])
        names = {"year": "首次提到", "since": "库中最早报告", "censored": "可能更早"}
        number = st.column_config.NumberColumn(format="%d")
        table(shown, "adopters", names, 首次提到=number, 库中最早报告=number)
