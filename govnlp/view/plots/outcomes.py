"""`outcomes`: how applications end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govnlp.errors import PlotError
from govnlp.gazetteers import table
from govnlp.view.plots import data
from govnlp.view.plots.style import SMALL, canvas, dress, end_labels, number, percent, soft, years_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = {
    "applications_granted": "#2563a8",
    "applications_partial": "#8db8de",
    "applications_denied": "#b4522a",
    "applications_unavailable": "#e6a872",
    "applications_declined": "#7d6a92",
    "applications_other": "#c4c0b8",
}
"""Outcomes from below: disclosed blue, refused and not to be had brown, the rest dull; they differ in lightness too."""
FEWEST = 3.5
"""Years that the axis has room for at least, so that few bars are not broad."""
LEGIBLE = 0.06
"""A share from which on it is printed in its bar."""
PALE = {"applications_partial", "applications_unavailable", "applications_other"}
"""Outcomes whose bars are pale, and take dark print."""
MISSING = "2014年表格的分类口径不同，{years}不列入"


def outcomes(source: data.Panel, ax: Axes | None = None, note: str | None = None) -> Axes:
    """What became of the applications that were closed, year by year: shares of the six outcomes, all agencies together.

    Parameters
    ----------
    source : reports, a panel as `govnlp.panel` gives it, or the folder of a store.
    ax : where to draw; a new figure by default.
    note : a line under the plot, such as what the data are.

    Returns
    -------
    The Axes, with a stack of six bars a year and the number of applications above it. The years before 2019 are left
    out, and it says so: their form counts other outcomes. A report that gives none of the six does not count; a blank
    cell adds nothing.

    Raises
    ------
    PlotError
        If no report gives outcomes that are comparable.
    """
    frame = data.numbers(source)
    names = [name for name in COLOURS if name in frame]
    asked = frame[frame["format"].notna() & (frame["format"] != "2014")]
    sums = asked.groupby("year")[names].sum(min_count=1).astype(float).fillna(0.0)
    sums = sums.reindex(columns=list(COLOURS), fill_value=0.0)
    totals = sums.sum(axis=1)
    sums, totals = sums[totals > 0], totals[totals > 0]
    if sums.empty:
        raise PlotError(
            "no report gives outcomes of applications as the forms of 2019 and 2021 count them; it takes reports on 2019 or later "
            "with their tables"
        )
    axes = canvas(ax, (7.2, 4.2))
    words = {row["series"]: row["name"].removesuffix("数") for row in table("series_names")}
    shares = sums.div(totals, axis=0)
    foot = 0 * totals
    for name in COLOURS:
        bars = axes.bar(
            shares.index, shares[name], 0.72, bottom=foot, color=COLOURS[name], label=words[name], edgecolor="white", linewidth=0.6
        )
        texts = [percent(share) if share >= LEGIBLE else "" for share in shares[name]]
        axes.bar_label(bars, texts, label_type="center", fontsize=SMALL, color="#1e2126" if name in PALE else "white")
        foot = foot + shares[name]
    for year, total in totals.items():
        axes.annotate(number(total), (year, 1), (0, 3), textcoords="offset points", ha="center", fontsize=SMALL, color=soft())
    axes.set_ylim(0, 1.06)
    years_axis(axes, list(shares.index))
    axes.set_xlim(min(shares.index) - 0.5, max(max(shares.index) + 0.42, min(shares.index) + FEWEST))
    axes.set_yticks([])
    last = shares.iloc[-1]
    middles = (last.cumsum() - last / 2).to_dict()
    dark = {"applications_partial": "#3f78ab", "applications_unavailable": "#a5622a", "applications_other": "#77736b"}
    end_labels(
        axes,
        [(max(shares.index) + 0.34, middles[name], words[name], dark.get(name, COLOURS[name])) for name in COLOURS if sums[name].any()],
    )
    left_out = sorted(set(frame.loc[frame["format"] == "2014", "year"]))
    years = f"{left_out[0]}—{left_out[-1]}年" if len(left_out) > 1 else f"{left_out[0]}年" if left_out else ""
    told = "；".join(filter(None, (note, MISSING.format(years=years) if years else None)))
    return dress(axes, f"申请的办理结果（占办结件数，柱顶为件数）　{data.whose(frame[frame['year'].isin(shares.index)])}", told or None)
