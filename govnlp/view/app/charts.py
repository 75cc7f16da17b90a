"""The charts of the dashboard, in Altair: each takes a frame and says what it shows in words too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

if TYPE_CHECKING:
    import pandas

Chart = Any
"""An Altair chart: the library types its steps too loosely to say which."""
QUIET = "#8a8f98"
"""Of what stands behind the marks: seen on white and on black."""
ROW = 22
"""Pixels of a bar or dot with its name."""
HEIGHT = 340


def years(frame: pandas.DataFrame) -> alt.X:
    """The axis of years: whole years, each with its tick where there is room."""
    return alt.X(
        "year:O", title="年度", axis=alt.Axis(labelAngle=0, labelOverlap=True), scale=alt.Scale(type="band", domain=_range(frame["year"]))
    )


def _range(values: Any) -> list[int]:
    return list(range(int(values.min()), int(values.max()) + 1)) if len(values) else []


def _legend(parts: Sequence[str]) -> tuple[alt.Legend | None, int]:
    """The legend beneath a chart, in as many columns as a narrow screen has room for, and the pixels it takes."""
    if len(parts) < 2:
        return None, 0
    longest = max(map(len, parts))
    columns = 6 if longest <= 2 else 3 if longest <= 8 else 1
    return alt.Legend(orient="bottom", title=None, columns=columns, labelLimit=280), 30 * -(-len(parts) // columns)


def stacked(frame: pandas.DataFrame, order: Sequence[str], title: str) -> Chart:
    """Bars over years: year, part, reports."""
    legend, room = _legend([part for part in order if part in set(frame["part"])])
    return (
        alt.Chart(frame.assign(rank=[order.index(part) for part in frame["part"]]))
        .mark_bar()
        .encode(
            x=years(frame),
            y=alt.Y("reports:Q", title=title),
            color=alt.Color("part:N", sort=list(order), legend=legend),
            order="rank:Q",
            tooltip=[alt.Tooltip("year:O", title="年度"), alt.Tooltip("part:N", title="分组"), alt.Tooltip("reports:Q", title=title)],
        )
        .properties(height=HEIGHT + room)
    )


def lines(
    frame: pandas.DataFrame,
    value: str,
    title: str,
    order: Sequence[str],
    tips: Sequence[tuple[str, str]],
    breaks: Sequence[int] = (),
    share: bool = False,
) -> Chart:
    """Lines over years, one a part; a line is not drawn across the years in `breaks`, where another form begins."""
    frame = frame.assign(stretch=[sum(year >= at for at in breaks) for year in frame["year"]])
    shape = ".0%" if share else ",~r"
    parts = set(frame["part"])
    legend, room = _legend([part for part in order if part in parts])
    base = alt.Chart(frame).encode(
        x=years(frame),
        y=alt.Y(f"{value}:Q", title=title, axis=alt.Axis(format=shape), scale=alt.Scale(zero=True)),
        color=alt.Color("part:N", sort=list(order), legend=legend),
        tooltip=[
            alt.Tooltip("year:O", title="年度"),
            alt.Tooltip("part:N", title="分组"),
            alt.Tooltip(f"{value}:Q", title=title, format=".1%" if share else ",~r"),
            *(alt.Tooltip(f"{name}:Q", title=words, format=",~r") for name, words in tips),
        ],
    )
    marks = [base.mark_line(strokeWidth=2.5).encode(detail="stretch:N"), base.mark_point(filled=True, size=60)]
    if breaks:
        import pandas

        rules = alt.Chart(pandas.DataFrame({"year": list(breaks)}))
        marks.insert(0, rules.mark_rule(strokeDash=[4, 4], color=QUIET).encode(x=alt.X("year:O", bandPosition=0)))
    return alt.layer(*marks).properties(height=HEIGHT + room)


def ranked(frame: pandas.DataFrame, title: str, share: bool) -> Chart:
    """A dot a part, the highest at the top, and a line from the first to the third quartile of its reports."""
    shape = ".0%" if share else ",~r"
    base = alt.Chart(frame).encode(y=alt.Y("part:N", sort=None, title=None, scale=alt.Scale(padding=0.5), axis=alt.Axis(labelLimit=180)))
    tips = [
        alt.Tooltip("part:N", title="分组"),
        alt.Tooltip("value:Q", title=title, format=".1%" if share else ",~r"),
        alt.Tooltip("low:Q", title="下四分位", format=".1%" if share else ",~r"),
        alt.Tooltip("high:Q", title="上四分位", format=".1%" if share else ",~r"),
        alt.Tooltip("reports:Q", title="报告数"),
    ]
    axis = alt.X("value:Q", title=title, axis=alt.Axis(format=shape, orient="top", tickCount=6), scale=alt.Scale(zero=True))
    spread = base.mark_rule(strokeWidth=5, opacity=0.6, strokeCap="round", color=QUIET).encode(x=alt.X("low:Q"), x2="high:Q", tooltip=tips)
    dots = base.mark_point(filled=True, size=110, opacity=1).encode(x=axis, tooltip=tips)
    return alt.layer(spread, dots).properties(height=alt.Step(ROW))


def heat(frame: pandas.DataFrame, parts: Sequence[Any], themes: Sequence[str], title: str) -> Chart:
    """A field a theme and part, the darker the larger its share, with the share in it."""
    base = alt.Chart(frame).encode(
        x=alt.X(
            "part:O", sort=list(parts), title=title, axis=alt.Axis(labelAngle=0 if len(parts) <= 14 else -60, orient="top", labelLimit=120)
        ),
        y=alt.Y("theme:N", sort=list(themes), title=None, axis=alt.Axis(labelLimit=120)),
    )
    middle = float(frame["share"].max()) / 2 if len(frame) else 0
    tips = [
        alt.Tooltip("part:O", title=title),
        alt.Tooltip("theme:N", title="主题"),
        alt.Tooltip("share:Q", title="占比", format=".1%"),
        alt.Tooltip("segments:Q", title="段数", format=","),
    ]
    fields = base.mark_rect().encode(color=alt.Color("share:Q", scale=alt.Scale(scheme="blues", domainMin=0), legend=None), tooltip=tips)
    ink = alt.when(alt.datum.share > middle).then(alt.value("#ffffff")).otherwise(alt.value("#1e2126"))
    words = (
        base.mark_text(fontSize=11)
        .transform_filter("datum.segments > 0")
        .encode(text=alt.Text("share:Q", format=".0%"), color=ink, tooltip=tips)
    )
    return alt.layer(fields, words).properties(height=alt.Step(26))
