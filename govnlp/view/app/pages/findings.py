"""核对结果: findings to browse, each with the sentence or cell that shows it and a link to it on the page of its report."""

from __future__ import annotations

import streamlit as st

from govnlp.view.app.ledger import Scope
from govnlp.view.app.parts import Desk, answer, download, plain, report_link, scope, tier
from govnlp.view.app.questions import findings
from govnlp.view.facts import Quote
from govnlp.view.words import word, words

MOST_QUOTES = 4
"""Places of a finding that its card shows; its report has them all."""
COLOURS = {"error": "red", "note": "gray"}


def draw(desk: Desk) -> None:
    """Draw the page."""
    st.title("核对结果")
    choice = _choice(scope(desk.ledger))
    tally = answer(desk.ledger, findings.tally, choice)
    total = int(tally["findings"].sum())
    if not total:
        st.info("没有符合条件的核对结果。")
        return
    _summary(tally.to_dict("records"), total)
    cards = st.container()  # above the pages to turn to, which say which cards
    page = st.pagination(-(-total // findings.PAGE), key="page", bind="query-params")
    with cards:
        for card in answer(desk.ledger, findings.cards, choice, page):
            _card(desk, card)
    download(lambda: findings.listed(desk.ledger, choice), "findings", f"下载全部 {total:,} 条（CSV）")


def _choice(chosen: Scope) -> findings.Choice:
    with st.container(horizontal=True):
        kinds = st.multiselect(
            "类别",
            list(words("check")),
            format_func=words("check").__getitem__,
            key="kind",
            placeholder="全部",
            bind="query-params",
            width=300,
        )
        severities = st.multiselect(
            "轻重",
            list(words("severity")),
            format_func=words("severity").__getitem__,
            key="severity",
            placeholder="全部",
            bind="query-params",
            width=200,
        )
        text = st.text_input("说明中含", key="q", placeholder="如 行政复议", bind="query-params", width=240).strip()
    return findings.Choice(chosen, tuple(kinds), tuple(severities), text)


def _summary(rows: list[dict[str, object]], total: int) -> None:
    parts = [f"{word('check', row['kind'])}·{word('severity', row['severity'])} {row['findings']:,}" for row in rows]
    st.markdown(f"共 **{total:,}** 条：{'，'.join(parts)}。")


def _card(desk: Desk, card: findings.Card) -> None:
    shown = card.shown
    with st.container(border=True):
        badge = f":{COLOURS[shown.severity]}-badge[{shown.severity_word}] :gray-badge[{shown.kind_word}]"
        year = "年度未知" if card.year is None else f"{card.year}年度"
        whose = " · ".join((card.agency or card.title or "机关未知", year, card.area, tier(card.level)))
        st.markdown(f"{badge} {plain(whose)}")
        st.markdown(f"**{plain(shown.message)}**")
        if card.expected is not None and card.found is not None:
            st.markdown(f"应为 **{plain(card.expected)}**，实为 **{plain(card.found)}**。")
        if shown.quotes:
            st.markdown("\n".join(f"- {_quote(quote)}" for quote in shown.quotes[:MOST_QUOTES]))
        if len(shown.quotes) > MOST_QUOTES:
            st.caption(f"另有 {len(shown.quotes) - MOST_QUOTES} 处，见报告。")
        report_link(desk, "看报告中的位置", card.report, card.number)


def _quote(quote: Quote) -> str:
    part = {"表": "表格", "文": "正文"}.get(quote.part, quote.part)
    return f":gray[{part}]　{plain(quote.before)}:orange-background[{plain(quote.hit)}]{plain(quote.after)}"
