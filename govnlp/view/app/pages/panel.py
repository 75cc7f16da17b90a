"""历年数据: a series over years, by level, area or agency."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from govnlp.view.app import charts
from govnlp.view.app.ledger import Scope
from govnlp.view.app.parts import Desk, answer, download, plain, scope, table
from govnlp.view.app.questions import overview, panel

if TYPE_CHECKING:
    import pandas

GROUPS = {"all": "不分组", "level": "层级", "area": "省份", "agency": "机关"}
VALUES = {"median": "每份中位数", "total": "合计"}
FIRST = "applications_received"
MOST_LINES = 12


def draw(desk: Desk) -> None:
    """Draw the page."""
    st.title("历年数据")
    chosen = scope(desk.ledger)
    offered = answer(desk.ledger, panel.available, chosen)
    if not offered:
        st.info("范围内的报告没有可比的指标。请放宽左侧的范围。")
        return
    series, group, value, balanced = _choices(offered)
    st.markdown(_standing(series))
    within = chosen
    frame = answer(desk.ledger, panel.figures, series.id, within, group, balanced)
    if group == "agency":
        named = answer(desk.ledger, panel.agencies, series.id, within)
        frame = frame[frame["part"].isin(named)]
    if frame["given"].sum() == 0:
        st.info("没有机关在各年度都给出这一指标。请取消“只计各年度都有数据的机关”，或缩短年度范围。")
        return
    order = _order(desk, frame, group)
    _chart(frame, series, value, order)
    _remarks(desk, frame, chosen, group)
    _table(frame, series)
    st.header("整个面板")
    st.caption("当前范围内每个机关每一年度一行，每个指标一列；空格表示表中空白、未报或该年度的表式不要求。")
    download(partial(panel.wide, desk.ledger, chosen), "panel", "下载面板（CSV）")


def _choices(offered: Sequence[str]) -> tuple[panel.Series, str, str, bool]:
    known = panel.known()
    first = offered.index(FIRST) if FIRST in offered else 0
    name = st.selectbox("指标", offered, index=first, format_func=lambda id_: known[id_].name, key="series", bind="query-params")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        group = st.segmented_control(
            "分组", list(GROUPS), default="all", required=True, format_func=GROUPS.__getitem__, key="by", bind="query-params"
        )
        value = st.segmented_control(
            "取值", list(VALUES), default="median", required=True, format_func=VALUES.__getitem__, key="value", bind="query-params"
        )
        balanced = st.toggle(
            "只计各年度都有数据的机关",
            key="balanced",
            bind="query-params",
            help="各年度报告的机关不同，变化可能只是机关的增减；选此项后各年度是同一批机关。",
        )
    return known[name or offered[first]], group or "all", value or "median", balanced


def _standing(series: panel.Series) -> str:
    """What the series is, and where it must not be compared."""
    forms = "、".join(f"{form}年" for form in series.forms)
    note = f" {plain(series.note)}。" if series.note else ""
    return f"**{plain(series.name)}**（{series.unit}），见于{forms}格式。{note}"


def _order(desk: Desk, frame: pandas.DataFrame, group: str) -> list[str]:
    known = answer(desk.ledger, overview.extent)
    order = {"level": known.levels, "area": known.areas}.get(group)
    parts = set(frame["part"])
    return [part for part in order if part in parts] if order else sorted(parts)


def _chart(frame: pandas.DataFrame, series: panel.Series, value: str, order: list[str]) -> None:
    shown = frame.dropna(subset=[value])
    if len(order) > MOST_LINES:
        sizes = shown.groupby("part")["given"].sum().sort_values(ascending=False)
        order = [part for part in order if part in set(sizes.index[:MOST_LINES])]
        shown = shown[shown["part"].isin(order)]
        st.caption(f"图中只画报告最多的 {MOST_LINES} 组，全部见下表；可在左侧缩小范围。")
    title = f"{VALUES[value]}（{series.unit}）"
    years = (int(shown["year"].min()), int(shown["year"].max()))
    cuts = panel.breaks(series, years)
    tips = [("given", "有数据的报告"), ("reports", "表式要求的报告")]
    st.altair_chart(charts.lines(shown, value, title, order, tips, cuts), alt=f"{series.name}{years[0]}至{years[1]}年度的{title}")
    if cuts:
        st.caption(f"虚线处（{'、'.join(map(str, cuts))}年度）换用新表式，口径有别，折线在此断开，前后不宜直接比较。")


def _remarks(desk: Desk, frame: pandas.DataFrame, chosen: Scope, group: str) -> None:
    blank = int(frame["reports"].sum() - frame["given"].sum())
    remarks = []
    if blank:
        remarks.append(f"有 {blank:,} 份报告的表式要求这一指标而未见数字（空白或未能读出），不作 0 计。")
    if group == "agency":
        remarks.append(f"按机关分组时只列数据最全的 {panel.MOST_AGENCIES} 个机关，可用左侧“机关名称含”缩小范围。")
    outdated = answer(desk.ledger, panel.outdated, chosen)
    if outdated:
        remarks.append(f"范围内有 {outdated:,} 份报告用的不是其年度应用的表式，各按自己的表式读取。")
    if remarks:
        st.caption(" ".join(remarks))


def _table(frame: pandas.DataFrame, series: panel.Series) -> None:
    unit = series.unit
    names = {
        "reports": "表式要求的报告",
        "given": "有数据的报告",
        "total": f"合计（{unit}）",
        "median": f"中位数（{unit}）",
        "low": f"下四分位（{unit}）",
        "high": f"上四分位（{unit}）",
    }
    table(frame, f"{series.id}-by-year", names, 年度=st.column_config.NumberColumn(format="%d"))
