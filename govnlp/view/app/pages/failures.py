"""读取失败: sources that could not be read, and why."""

from __future__ import annotations

import streamlit as st

from govnlp.view.app.parts import Desk, answer, download, plain
from govnlp.view.app.questions import reports

PAGE = 20
"""Sources that a page of the list has."""
NAMES = {"error": "错误", "message": "原因", "source": "来源"}


def draw(desk: Desk) -> None:
    """Draw the page."""
    st.title("读取失败")
    kinds = answer(desk.ledger, reports.kinds_of_failure)
    if kinds.empty:
        st.success("所有来源都读入了。")
        return
    counts = dict(zip(kinds["error"], kinds["sources"], strict=True))
    with st.container(horizontal=True):
        errors = st.multiselect(
            "错误",
            list(counts),
            format_func=lambda name: f"{name}（{counts[name]}）",
            key="error",
            placeholder="全部",
            bind="query-params",
            width=320,
        )
        words = st.text_input("来源或原因含", key="q", bind="query-params", width=280).strip()
    frame = answer(desk.ledger, reports.failures, tuple(errors), words)
    st.markdown(f"共 **{len(frame):,}** 个来源。修正后以 `govnlp build … --retry-failed` 重试。")
    if frame.empty:
        return
    listed = st.container()  # above the pages to turn to, which say which sources
    page = st.pagination(-(-len(frame) // PAGE), key="page", bind="query-params")
    with listed:
        for row in frame.iloc[(page - 1) * PAGE : page * PAGE].to_dict("records"):
            with st.container(border=True):
                st.markdown(f":red-badge[{plain(row['error'])}] {plain(row['message'])}")
                st.caption(plain(row["source"]))
    download(frame.rename(columns=NAMES), "failures", f"下载全部 {len(frame):,} 条（CSV）")
