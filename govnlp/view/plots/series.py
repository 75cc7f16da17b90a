"""`series`: numbers of the statutory tables over the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from govnlp.errors import PlotError
from govnlp.gazetteers import table
from govnlp.statutory.series import units
from govnlp.view.plots import data
from govnlp.view.plots.style import LINES, SMALL, canvas, draw_line, dress, end_labels, number, soft, whole_ticks, years_axis

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

STATISTICS = {"median": "中位数", "mean": "平均数", "sum": "合计"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line to draw: its name, the series it is of, and for each year its value and the form that most reports used."""

    name: str
    series: str
    values: dict[int, float]
    forms: dict[int, str]


def series(
    source: data.Panel,
    names: str | Sequence[str],
    by: str | None = None,
    statistic: Literal["median", "mean", "sum"] = "median",
    ax: Axes | None = None,
    note: str | None = None,
) -> Axes:
    """One or several series over the years; a line breaks where years are missing and where the numbers are not comparable.

    Parameters
    ----------
    source : reports, a panel as `govnlp.panel` gives it, or the folder of a store.
    names : of `govnlp/data/series.csv`, all in one unit: `"applications_received"`, or several.
    by : a line for each `agency`, `level` or `province`, at most six; for one series only.
    statistic : what stands for several agencies of one year: `median`, `mean` or `sum` of those that give a number.
    ax : where to draw; a new figure by default.
    note : a line under the plot, such as what the data are.

    Returns
    -------
    The Axes, with a `Line2D` for every stretch of years that may be joined. The years are the reports'; where a new
    statutory form changed what a series counts (`govnlp/data/series_names.csv`), a dotted line stands between.

    Raises
    ------
    PlotError
        If a name is unknown, the units differ, no report gives a number, or the lines are too many.
    """
    wanted = [names] if isinstance(names, str) else list(names)
    _check(wanted, by, statistic)
    frame = data.numbers(source)
    lines = list(_lines(frame, wanted, by, statistic))
    if not any(line.values for line in lines):
        raise PlotError(
            f"no report gives {', '.join(wanted)}; govnlp.series(report) tells what one has, and series.csv which forms ask for it"
        )
    if len(lines) > len(LINES):
        raise PlotError(f"{len(lines)} lines cannot be told apart, at most {len(LINES)} can; choose fewer, or another by")
    axes = canvas(ax, (7.2, 3.8))
    years = [year for line in lines for year in line.values]
    for line, colour in zip(lines, LINES, strict=False):
        for its in stretches(line):
            draw_line(axes, its, [line.values[year] for year in its], colour)
    values = [value for line in lines for value in line.values.values()]
    axes.set_ylim(*_limits(values))
    if all(value.is_integer() for value in values):
        whole_ticks(axes)
    years_axis(axes, years)
    axes.yaxis.set_major_formatter(number)
    if len(lines) > 1:
        ends = ((max(line.values), line, colour) for line, colour in zip(lines, LINES, strict=False) if line.values)
        end_labels(axes, [(last, line.values[last], line.name, colour) for last, line, colour in ends])
    for year, changed in _cuts(lines).items():
        axes.axvline(year - 0.5, color=soft(), linewidth=0.8, linestyle=(0, (1, 2)))
        text = f"{year}年起口径有变" + (f"：{'、'.join(changed)}" if len(wanted) > 1 else "")
        axes.annotate(text, (year - 0.5, 1), (3, -2), ("data", "axes fraction"), "offset points", va="top", fontsize=SMALL, color=soft())
    given = frame.dropna(subset=[name for name in wanted if name in frame], how="all")
    return dress(axes, _title(given, wanted, by, statistic), note, grid="y")


def _check(names: list[str], by: str | None, statistic: str) -> None:
    unknown = [name for name in names if name not in units()]
    if unknown or not names:
        raise PlotError(f"no series {', '.join(map(repr, unknown)) or 'is named'}; there are: {', '.join(units())}")
    if len({units()[name] for name in names}) > 1:
        told = ", ".join(f"{name} ({units()[name]})" for name in names)
        raise PlotError(f"series of several units do not share an axis: {told}; draw a plot for each")
    if by is not None and len(names) > 1:
        raise PlotError(f"by={by!r} draws one series by groups; of {len(names)}, draw a plot each")
    if statistic not in STATISTICS:
        raise PlotError(f"statistic={statistic!r}: choose {', '.join(STATISTICS)}")


def _lines(frame: pandas.DataFrame, names: list[str], by: str | None, statistic: str) -> Iterator[Line]:
    words = {row["series"]: row["name"] for row in table("series_names")}
    groups = data.grouped(frame, by, ("agency", "level", "province")) if by else [(None, frame)]
    for name in names:
        for group, rows in groups:
            yield _line(rows, group or words[name], name, statistic)


def _line(rows: pandas.DataFrame, label: str, name: str, statistic: str) -> Line:
    if name not in rows:
        return Line(label, name, {}, {})
    given = rows.dropna(subset=[name])
    by_year = given.groupby("year")
    values = {int(year): float(value) for year, value in by_year[name].agg(statistic).items()}
    forms = {int(year): str(form) for year, form in by_year["format"].agg(_usual).items()}
    return Line(label, name, values, forms)


def _usual(forms: pandas.Series) -> str:
    """The form that most reports of a year used; that of 2014 for years before there was one."""
    counts = forms.dropna().mode()
    return str(counts.iloc[0]) if len(counts) else "2014"


def stretches(line: Line) -> list[list[int]]:
    """The years of a line in stretches that may be joined."""
    breaks = next(row["breaks"].split() for row in table("series_names") if row["series"] == line.series)
    found: list[list[int]] = []
    for year in sorted(line.values):
        before = found[-1][-1] if found else None
        is_new = before is not None and any(line.forms[before] < form <= line.forms[year] for form in breaks)
        if before == year - 1 and not is_new:
            found[-1].append(year)
        else:
            found.append([year])
    return found


def _cuts(lines: list[Line]) -> dict[int, list[str]]:
    """Year → the lines that count something else from it on."""
    found: dict[int, list[str]] = {}
    for line in lines:
        for before, after in pairwise(stretches(line)):
            if before[-1] == after[0] - 1:
                found.setdefault(after[0], []).append(line.name)
    return found


def _limits(values: list[float]) -> tuple[float, float]:
    """From nought, with room above."""
    low, high = min(0.0, *values), max(values)
    return low * 1.05, high + (high - low) * 0.12 or 1.0


def _title(frame: pandas.DataFrame, names: list[str], by: str | None, statistic: str) -> str:
    words = {row["series"]: row["name"] for row in table("series_names")}
    what = words[names[0]] if len(names) == 1 else "法定表格数据"
    several = frame.groupby(["year", by] if by else "year")["agency"].nunique().max() > 1
    how = f"，各机构{STATISTICS[statistic]}" if several else ""
    return f"{what}（{units()[names[0]]}{how}）　{data.whose(frame)}"
