"""`themes`: what reports write about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govnlp.errors import PlotError
from govnlp.view.plots import data
from govnlp.view.plots.style import SIZE, canvas, dress, ink, percent, theme_colour
from govnlp.view.words import words

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

COLUMNS = 31
"""Groups that stand beside each other."""
UPRIGHT = 4
"""Characters of a column's name that have room above it; longer names stand aslant."""
LEAST = 0.005
"""Shares under it are shown as a dot: they would be printed as 0%."""


def themes(source: data.Source, by: str | None = None, ax: Axes | None = None, note: str | None = None) -> Axes:
    """The share of the text that each theme has: of a report or of several together, or of groups beside each other.

    Parameters
    ----------
    source : a report, several, or the folder of a store.
    by : `level`, `province`, `year` or `agency`: a column a group, a row a theme.
    ax : where to draw; a new figure by default.
    note : a line under the plot, such as what the data are.

    Returns
    -------
    The Axes: a bar a theme, the largest above, or a grid of shares. A segment counts for its primary theme with its
    characters; segments without a theme do not count.

    Raises
    ------
    PlotError
        If no segment has a theme, or there are more than 31 groups.
    """
    rows = data.segments(source)
    return _bars(rows, ax, note) if by is None else _grid(rows, by, ax, note)


def shares(rows: pandas.DataFrame) -> pandas.Series:
    """Theme → its share of the characters, the largest first."""
    sizes = rows.groupby("theme")["characters"].sum().sort_values(ascending=False)
    return sizes / sizes.sum()


def _bars(rows: pandas.DataFrame, ax: Axes | None, note: str | None) -> Axes:
    its = shares(rows)
    axes = canvas(ax, (6.4, 0.9 + 0.3 * len(its)))
    bars = axes.barh(range(len(its)), its.to_list(), height=0.66, color=[theme_colour(theme) for theme in its.index])
    axes.bar_label(bars, [percent(share) for share in its], padding=4, fontsize=SIZE, color=ink())
    axes.set_yticks(range(len(its)), its.index)
    axes.set_xticks([])
    axes.set_ylim(len(its) - 0.4, -0.6)
    axes.set_xlim(0, its.max() * 1.1)
    return dress(axes, f"各主题占全文的比重　{data.whose(rows)}", note)


def _grid(rows: pandas.DataFrame, by: str, ax: Axes | None, note: str | None) -> Axes:
    groups = data.grouped(rows, by)
    if len(groups) > COLUMNS:
        raise PlotError(f"{len(groups)} columns (by={by!r}) cannot be read; give fewer reports, or another by")
    found = {name: shares(its) for name, its in groups}
    known = [theme for theme in words("theme") if any(theme in its for its in found.values())]
    names = [*known, *sorted({theme for its in found.values() for theme in its.index} - set(known))]
    table = [[its.get(theme, 0.0) for its in found.values()] for theme in names]
    longest = max(map(len, found))
    is_slanted = longest > UPRIGHT
    axes = canvas(ax, (2.0 + 0.62 * len(found), 1.0 + 0.34 * len(names) + 0.1 * longest * is_slanted))
    most = max(map(max, table))
    axes.imshow(table, aspect="auto", cmap="Blues", vmin=0, vmax=most * 1.15)
    for row, line in enumerate(table):
        for column, share in enumerate(line):
            text = percent(share) if share >= LEAST else "·"
            axes.text(column, row, text, ha="center", va="center", fontsize=SIZE - 1, color="white" if share > 0.8 * most else ink())
    axes.set_yticks(range(len(names)), names)
    axes.set_xticks(range(len(found)), list(found))
    axes.xaxis.tick_top()
    for label in axes.get_xticklabels() if is_slanted else ():
        label.set(rotation=45, horizontalalignment="left", rotation_mode="anchor")
    axes.set_xticks([x - 0.5 for x in range(1, len(found))], minor=True)
    axes.set_yticks([y - 0.5 for y in range(1, len(names))], minor=True)
    axes.grid(which="minor", color="white", linewidth=1.5)
    axes.tick_params(which="minor", length=0)
    return dress(axes, f"各主题占全文的比重　{data.whose(rows)}", note)
