"""概览: what the store holds, and how its checks came out."""

from __future__ import annotations

import streamlit as st

from govnlp.report import LEVELS
from govnlp.view.app import charts
from govnlp.view.app.ledger import UNKNOWN, Scope
from govnlp.view.app.parts import Desk, answer, percent, scope, table
from govnlp.view.app.questions import overview
from govnlp.view.words import word


def draw(desk: Desk) -> None:
    """Draw the page."""
    st.title("概览")
    chosen = scope(desk.ledger)
    counts = answer(desk.ledger, overview.summary, chosen)
    if counts["synthetic"]:
        st.info(
            f"**合成数据**：{counts['synthetic']:,} 份报告的来源名称标明为合成数据，其中的数字与文句均非真实。", icon=":material/science:"
        )
    _figures(counts)
    if not counts["reports"]:
        st.info("范围内没有报告。请放宽左侧的范围；库是空的，就先运行 `govnlp build`。")
        return
    _remarks(counts)
    _coverage(desk, chosen)
    _checks(desk, chosen)


def _figures(counts: dict[str, int]) -> None:
    years = f"{counts['first']}–{counts['last']}" if counts["first"] is not None else "未知"
    figures = [
        ("报告", f"{counts['reports']:,}", None),
        ("机关", f"{counts['agencies']:,}", "按全称与所在地区区分"),
        ("年度", years, None),
        ("省份", f"{counts['areas']:,}", "不含中央机关与省份未知的"),
        ("不符", f"{counts['errors']:,}", "核对不通过之处，不含提示"),
        ("读取失败", f"{counts['failures']:,}", "全库，不受左侧范围限制"),
    ]
    with st.container(horizontal=True):
        for name, value, help_ in figures:
            st.metric(name, value, help=help_, border=True, width=200)


def _remarks(counts: dict[str, int]) -> None:
    remarks = []
    if counts["copies"]:
        remarks.append(
            f"{counts['copies']:,} 份是同一机关同一年度报告的副本（重复发布或繁简两版），面板、比较、扩散、主题各页只计其中一份。"
        )
    if counts["unplaced"]:
        remarks.append(f"{counts['unplaced']:,} 份未能认出机关或年度，只出现在“核对结果”与“报告”两页。")
    if counts["reports"]:
        share = percent(counts["faulty"] / counts["reports"])
        remarks.append(f"{counts['faulty']:,} 份报告（{share}）至少有一处不符，另有 {counts['notes']:,} 处提示。")
    st.caption(" ".join(remarks))


def _coverage(desk: Desk, chosen: Scope) -> None:
    st.header("各年度的报告")
    frame = answer(desk.ledger, overview.coverage, chosen)
    if frame.empty:
        st.caption("范围内的报告都未能认出机关或年度。")
        return
    order = [level for level in (*LEVELS, UNKNOWN) if level in set(frame["part"])]
    st.altair_chart(charts.stacked(frame, order, "报告数"), alt="各年度各层级的报告数")
    with st.expander("表格"):
        table(frame.pivot(index="year", columns="part", values="reports")[order].fillna(0).astype(int).reset_index(), "coverage")


def _checks(desk: Desk, chosen: Scope) -> None:
    st.header("各项核对")
    frame = answer(desk.ledger, overview.checks, chosen)
    frame = frame.assign(kind=[word("check", kind) for kind in frame["kind"]], share=frame["share"].astype(float) * 100)
    names = {"kind": "核对", "held": "相符", "failed": "不符", "unassessed": "无从核对", "share": "不符率"}
    table(frame, "checks", names, 不符率=st.column_config.NumberColumn(format="%.2f%%", help="不符占能够核对的比重"))
