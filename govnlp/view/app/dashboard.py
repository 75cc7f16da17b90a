"""The dashboard: opens the store, lays out the pages, draws the one that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from govnlp.errors import GovnlpError
from govnlp.view.app.ledger import Ledger, state_of
from govnlp.view.app.pages import diffusion, failures, findings, overview, panel, ranking, report, themes
from govnlp.view.app.parts import Desk

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

PAGES = (
    ("overview", "概览", ":material/dashboard:", overview.draw),
    ("panel", "历年数据", ":material/show_chart:", panel.draw),
    ("ranking", "地区与层级", ":material/leaderboard:", ranking.draw),
    ("diffusion", "举措扩散", ":material/hub:", diffusion.draw),
    ("themes", "主题", ":material/label:", themes.draw),
    ("findings", "核对结果", ":material/fact_check:", findings.draw),
    ("report", "报告", ":material/description:", report.draw),
    ("failures", "读取失败", ":material/error:", failures.draw),
)
"""Name in the address, title, icon, what draws it."""
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='3' fill='%23a3262c'/%3E"
    "%3Cpath d='M3 12h10M4 9.5h2V12H4zM7 6.5h2V12H7zM10 4h2v8h-2z' stroke='white' fill='white'/%3E%3C/svg%3E"
)
"""In the address itself: an icon of Streamlit's would be fetched from the network."""
# Streamlit's own page says that it is English: a screen reader would read it so, and a browser choose Japanese forms of characters
_LANGUAGE = "<script>document.documentElement.lang = 'zh-Hans'</script>"


def draw(store: str | Path, first: str = "overview") -> None:
    """Draw the dashboard of a store; `first` is the page of an address that names none."""
    st.set_page_config("govnlp", _ICON, layout="wide")
    st.html(_LANGUAGE, unsafe_allow_javascript=True)
    pages: dict[str, StreamlitPage] = {}
    for name, title, icon, page in PAGES:
        drawing = _drawing(Path(store), name, page, pages)
        pages[name] = st.Page(drawing, title=title, icon=icon, url_path=name, default=name == first)
    chosen = st.navigation(list(pages.values()))
    st.sidebar.caption(f"库：{Path(store).name}")
    chosen.run()


def _drawing(store: Path, name: str, page: Callable[[Desk], None], pages: dict[str, StreamlitPage]) -> Callable[[], None]:
    """What draws a page; an error that a reader can do something about is told on it."""

    def drawing() -> None:
        try:
            page(Desk(_ledger(str(store), state_of(store)), pages))
        except GovnlpError as error:
            st.error(str(error))

    drawing.__name__ = name
    return drawing


@st.cache_resource(max_entries=2, show_spinner="正在打开…")
def _ledger(store: str, state: tuple[int, int]) -> Ledger:
    """The store as it is; opened anew where a build has changed it."""
    return Ledger(store)
