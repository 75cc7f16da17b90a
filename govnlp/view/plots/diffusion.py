"""`diffusion`: how an initiative spread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govnlp.errors import PlotError
from govnlp.view.plots import data
from govnlp.view.plots.style import LINES, canvas, draw_line, dress, end_labels, number, percent, soft, whole_ticks, years_axis

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

SHOWN = 6
"""Groups with a line of their own; the rest share one."""


def diffusion(
    source: data.Source,
    initiatives: str | Sequence[str],
    by: str | None = None,
    share: bool = False,
    ax: Axes | None = None,
    note: str | None = None,
) -> Axes:
    """How many agencies had named an initiative in a report by each year.

    Parameters
    ----------
    source : reports, or the folder of a store.
    initiatives : a canonical name (`entity.name`), or several, a line each.
    by : a line for each `province` or `level`; the six that have most, and the others together. For one initiative only.
    share : the share of the agencies that have any report in the source, instead of their number.
    ax : where to draw; a new figure by default.
    note : a line under the plot, such as what the data are.

    Returns
    -------
    The Axes, with a line a group. An agency counts from the first year that a report of it names the initiative, and
    goes on to count: that a later report is silent does not say that it ended.

    Raises
    ------
    PlotError
        If none of the reports names an initiative (the message says which they name most), or the lines are too many.
    """
    wanted = [initiatives] if isinstance(initiatives, str) else list(initiatives)
    if by is not None and len(wanted) > 1:
        raise PlotError(f"by={by!r} draws one initiative by groups; of {len(wanted)}, draw a plot each")
    if len(wanted) > len(LINES):
        raise PlotError(f"{len(wanted)} lines cannot be told apart, at most {len(LINES)} can")
    every, named = data.facts(source).dropna(subset=["agency", "year"]).astype({"year": int}), data.mentions(source)
    _check(named, wanted)
    found = [(name, named[named["initiative"] == name], every) for name in wanted]
    groups = _groups(found[0][1], every, by) if by else found
    years = range(int(every["year"].min()), int(every["year"].max()) + 1)
    axes = canvas(ax, (7.2, 3.8))
    lines = []
    for (name, rows, all_rows), colour in zip(groups, [*LINES[:SHOWN], soft()] if by else LINES, strict=False):
        counts = cumulated(rows, years)
        values = [count / all_rows["agency"].nunique() for count in counts] if share else counts
        draw_line(axes, years, values, colour, is_rest=colour == soft())
        lines.append((years[-1], values[-1], name, colour))
    axes.set_ylim(0, max(value for _, value, _, _ in lines) * 1.12)
    axes.yaxis.set_major_formatter(percent if share else number)
    if not share:
        whole_ticks(axes)
    years_axis(axes, years)
    if len(lines) > 1:
        end_labels(axes, lines)
    what = f"“{wanted[0]}”" if len(wanted) == 1 else "各项举措"
    unit = "占有报告机构的比重" if share else "机构数"
    return dress(axes, f"{what}的扩散（累计{unit}）　{years[0]}—{years[-1]}年", note, grid="y")


def cumulated(rows: pandas.DataFrame, years: range) -> list[int]:
    """For each year, the agencies whose first mention is of that year or before."""
    first = rows.groupby("agency")["year"].min()
    return [int((first <= year).sum()) for year in years]


def _check(named: pandas.DataFrame, wanted: list[str]) -> None:
    unknown = [name for name in wanted if name not in set(named["initiative"])]
    if unknown or not wanted:
        most = named.groupby("initiative")["agency"].nunique().sort_values(ascending=False).head(5)
        raise PlotError(
            f"no report names {'、'.join(unknown) or 'an initiative that is asked for'}; named by most agencies: {'、'.join(most.index)}"
        )


def _groups(rows: pandas.DataFrame, every: pandas.DataFrame, by: str) -> list[tuple[str, pandas.DataFrame, pandas.DataFrame]]:
    """The groups that have a line, provinces with most mentions first, each with its mentions and all its reports; the rest as one."""
    import pandas

    found = [(name, rows[rows["report"].isin(its["report"])], its) for name, its in data.grouped(every, by, ("province", "level"))]
    if by == "province":
        found.sort(key=lambda group: -group[1]["agency"].nunique())
    rest = found[SHOWN:]
    if not rest:
        return found
    others = pandas.concat([its for _, its, _ in rest]), pandas.concat([its for _, _, its in rest])
    return [*found[:SHOWN], (f"其余{len(rest)}地", *others)]
