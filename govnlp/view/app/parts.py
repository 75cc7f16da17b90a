"""What the pages of the dashboard share: answers that are remembered, the scope in the sidebar, tables with a download, links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import streamlit as st

from govnlp.report import LEVELS
from govnlp.view.app.ledger import Ledger, Scope
from govnlp.view.app.questions.overview import Extent, extent

if TYPE_CHECKING:
    import pandas
    from streamlit.navigation.page import StreamlitPage

Answer = TypeVar("Answer")
WHOLE = 16
"""Rows up to which a table is shown whole; a longer one scrolls."""
REMEMBERED = 256
"""Answers that are kept."""
NAMES = {
    "agency": "机关",
    "region": "地区",
    "area": "省份",
    "level": "层级",
    "year": "年度",
    "title": "标题",
    "published": "发布日期",
    "source": "来源",
    "reports": "报告数",
    "part": "分组",
}
"""What columns are called, on every page."""


@dataclass(frozen=True)
class Desk:
    """What a page works with: the store, and the pages it can link to, by their names in the address."""

    ledger: Ledger
    pages: Mapping[str, StreamlitPage]


def answer(ledger: Ledger, question: Callable[..., Answer], *about: Any) -> Answer:
    """The answer to a question of `questions`; remembered until a build changes the store."""
    found: Answer = _answer(ledger, question, str(ledger.path), ledger.state, f"{question.__module__}.{question.__qualname__}", about)
    return found


@st.cache_data(show_spinner="正在查询…", max_entries=REMEMBERED)
def _answer(_ledger: Ledger, _question: Callable[..., Any], path: str, state: tuple[int, int], name: str, about: tuple[Any, ...]) -> Any:
    return _question(_ledger, *about)


def scope(ledger: Ledger) -> Scope:
    """The reports that the reader has chosen in the sidebar; it goes with them from page to page and stands in the address."""
    known: Extent = answer(ledger, extent)
    with st.sidebar:
        st.subheader("范围")
        years = known.years
        if years and years[0] < years[1]:
            years = st.slider("年度", *years, value=years, key="years", bind="query-params", persist_state="session")
        levels = st.multiselect("层级", known.levels, key="level", placeholder="全部", bind="query-params", persist_state="session")
        areas = st.multiselect("省份", known.areas, key="area", placeholder="全部", bind="query-params", persist_state="session")
        agency = st.text_input("机关名称含", key="agency", placeholder="如 教育局", bind="query-params", persist_state="session")
    whole = years == known.years
    return Scope(None if whole else years, tuple(levels), tuple(areas), agency.strip())


def table(frame: pandas.DataFrame, file: str, names: Mapping[str, str] | None = None, **columns: Any) -> None:
    """A frame as a table, its columns named, and beneath it a button that saves what is shown as CSV."""
    named = frame.rename(columns={**NAMES, **(names or {})})
    height: Literal["content", "auto"] = "content" if len(named) <= WHOLE else "auto"
    st.dataframe(named, hide_index=True, column_config=columns or None, height=height, key=f"table-{file}")
    download(named, file)


def download(frame: pandas.DataFrame | Callable[[], pandas.DataFrame], file: str, label: str = "下载表格（CSV）") -> None:
    """A button that saves a frame as CSV, made when it is asked for; Excel reads the Chinese in it."""

    def data() -> bytes:
        made = frame() if callable(frame) else frame
        text: str = made.to_csv(index=False, lineterminator="\n")
        return text.encode("utf-8-sig")

    st.download_button(label, data, f"{file}.csv", "text/csv", on_click="ignore", icon=":material/download:", key=f"save-{file}")


def report_link(desk: Desk, label: str, report: str, finding: int | None = None) -> None:
    """A link to the page of a report, at one of its findings where that is given."""
    query = {"report": report, **({"finding": str(finding)} if finding else {})}
    st.page_link(desk.pages["report"], label=label, query_params=query, icon=":material/description:")


def plain(text: str) -> str:
    """Text as Markdown shows it unchanged: what a report says is never markup, colour or a formula."""
    return "".join("\\" + char if char in "\\`*_{}[]()<>#+-.!|~$:&" else char for char in text.replace("\n", " "))


def tier(level: str) -> str:
    """`县级`; what is not known as it stands."""
    return f"{level}级" if level in LEVELS else level


def percent(value: float) -> str:
    """A share between 0 and 1 as per cent."""
    return f"{value:.1%}"
