"""地区与层级: parts beside each other, ranked by a share or a median."""

from __future__ import annotations

import streamlit as st

from govnlp.view.app import charts
from govnlp.view.app.parts import Desk, answer, plain, scope, table
from govnlp.view.app.questions import panel, ranking

GROUPS = {"area": "省份", "level": "层级", "region": "所在地区"}
MOST = 40
"""Parts that the chart shows."""


def draw(desk: Desk) -> None:
    """Draw the page."""
    st.title("地区与层级比较")
    chosen = scope(desk.ledger)
    given = set(answer(desk.ledger, panel.available, chosen))
    measures = {id_: m for id_, m in ranking.measures().items() if {m.part, m.whole} - {""} <= given}
    name = st.selectbox("比较什么", list(measures), format_func=lambda id_: measures[id_].name, key="measure", bind="query-params")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        group = st.segmented_control(
            "按", list(GROUPS), default="area", required=True, format_func=GROUPS.__getitem__, key="by", bind="query-params"
        )
        least = st.number_input("每组至少几份报告", 1, 1000, 3, key="least", bind="query-params", width=180)
    measure = measures[name or ranking.FAULTY]
    frame = answer(desk.ledger, ranking.ranking, measure.id, chosen, group, least)
    if measure.note:
        st.markdown(f"{plain(measure.note)}。")
    if frame.empty:
        st.info("没有一组有足够的报告。请放宽左侧的范围，或减少“每组至少几份报告”。")
        return
    title = measure.name if measure.is_share else f"{measure.name}（{measure.unit}）"
    st.altair_chart(charts.ranked(frame.head(MOST), title, measure.is_share), alt=f"按{GROUPS[group or 'area']}排列的{title}")
    _remarks(measure, len(frame))
    shown = frame.assign(**{name: frame[name] * 100 for name in ("value", "low", "high")}) if measure.is_share else frame
    shape = st.column_config.NumberColumn(format="%.1f%%" if measure.is_share else "localized")
    names = {"part": GROUPS[group or "area"], "value": "数值", "low": "下四分位", "high": "上四分位"}
    table(shown, f"{measure.id}-by-{group}", names, 数值=shape, 下四分位=shape, 上四分位=shape)


def _remarks(measure: ranking.Measure, parts: int) -> None:
    words = {
        True: "点为该组各报告合并计算的占比，横条为各报告占比的四分位区间。",
        False: "点为中位数，横条为四分位区间。",
    }[measure.is_share]
    if measure.id == ranking.FAULTY:
        words = "点为占比。"
    cut = f"图中只画前 {MOST} 组，全部 {parts} 组见下表。" if parts > MOST else ""
    st.caption(f"{words}报告少的组数值不稳，报告数见下表。跨多个年度时各年度的报告合在一起算，要比较同一年度，请在左侧选定。{cut}")
