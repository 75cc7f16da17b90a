"""主题: what reports write about, by year, level or area."""

from __future__ import annotations

import streamlit as st

from govnlp.view.app import charts
from govnlp.view.app.parts import Desk, answer, plain, report_link, scope, table
from govnlp.view.app.questions import overview, themes

GROUPS = {"year": "年度", "level": "层级", "area": "省份"}


def draw(desk: Desk) -> None:
    """Draw the page."""
    st.title("主题")
    chosen = scope(desk.ledger)
    group = (
        st.segmented_control(
            "按", list(GROUPS), default="year", required=True, format_func=GROUPS.__getitem__, key="by", bind="query-params"
        )
        or "year"
    )
    frame = answer(desk.ledger, themes.profile, chosen, group)
    if frame.empty:
        st.info("范围内没有标出主题的段落。请放宽左侧的范围。")
        return
    known = answer(desk.ledger, overview.extent)
    order = {"level": known.levels, "area": known.areas}.get(group, tuple(sorted(set(frame["part"]))))
    parts = [part for part in order if part in set(frame["part"])]
    names = list(frame.groupby("theme")["segments"].sum().sort_values(ascending=False).index)
    st.altair_chart(charts.heat(frame, parts, names, GROUPS[group]), alt=f"各{GROUPS[group]}各主题的段落占比")
    st.caption("每格是该列报告全部有主题的段落中，首要主题为该主题的占比；各列合计为 100%。主题由分类器判定，会有错。")
    with st.expander("表格"):
        shown = frame.assign(share=frame["share"].astype(float) * 100)
        columns = {"占比": st.column_config.NumberColumn(format="%.1f%%")}
        if group == "year":
            columns[GROUPS[group]] = st.column_config.NumberColumn(format="%d")
        table(shown, "themes", {"part": GROUPS[group], "theme": "主题", "segments": "段数", "share": "占比"}, **columns)
    st.header("例段")
    theme = st.selectbox("主题", names, key="theme", bind="query-params")
    words = st.text_input("段落中含", key="q", bind="query-params", placeholder="留空列出分类最有把握的").strip()
    for row in answer(desk.ledger, themes.examples, chosen, theme, words).to_dict("records"):
        with st.container(border=True):
            st.markdown(plain(row["text"]))
            report_link(desk, f"{row['year']}　{plain(row['agency'])}", row["report"])
