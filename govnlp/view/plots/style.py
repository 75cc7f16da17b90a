"""How plots look: a figure of its own or the caller's Axes, colours, labels at the lines' ends, notes; nothing global."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from govnlp.errors import PlotError
from govnlp.view.plots.fonts import families
from govnlp.view.words import colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINES = ("#2563a8", "#d1671f", "#0f7f86", "#9c3b3b", "#222222", "#009e73")
"""Colours of lines, told apart also by the colour-blind; the first is the page's own blue."""
SIZE = 9.5
"""Points of the text."""
SMALL = 8
GAP = 1.35
"""Distance of two labels, in their height."""


@cache
def page_colours() -> dict[str, str]:
    """The colours of the report's page, light: `ink`, `soft`, `line`, and `t0` to `t13` for themes."""
    css = (files("govnlp.view") / "templates" / "style.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css.split("@media")[0]))


def theme_colour(theme: str) -> str:
    """The colour of a theme, as on the page."""
    return page_colours()[f"t{colour(theme)}"]


def ink() -> str:
    """The colour of text."""
    return page_colours()["ink"]


def soft() -> str:
    """The colour of what stands back: ticks, notes, shares."""
    return page_colours()["soft"]


def canvas(ax: Axes | None, size: tuple[float, float]) -> Axes:
    """The caller's Axes, or those of a new figure of this size in inches.

    Raises
    ------
    PlotError
        If matplotlib is not installed, or no font here has Chinese characters.
    """
    try:
        import matplotlib.pyplot as plt
        from matplotlib.layout_engine import ConstrainedLayoutEngine
    except ImportError as error:
        raise PlotError("plots need matplotlib: pip install 'govnlp[plot]'") from error
    families()
    if ax is None:
        _, ax = plt.subplots(figsize=size, layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.12))
    return ax


def dress(ax: Axes, title: str, note: str | None = None, grid: Literal["x", "y"] | None = None) -> Axes:
    """The title, the note under the plot, quiet axes, and the Chinese font for every text of the Axes.

    `grid` is the axis (`x` or `y`) whose values faint lines help to read; the other one's spine stays.
    """
    ax.set_title(title, loc="left", fontsize=SIZE + 1.5, color=ink(), pad=10)
    for side, spine in ax.spines.items():
        spine.set_visible(side == {"y": "bottom", "x": "left"}.get(grid or ""))
        spine.set_color(page_colours()["line"])
    ax.tick_params(length=0, labelsize=SIZE, labelcolor=ink())
    if grid:
        ax.grid(axis=grid, color=page_colours()["line"], linewidth=0.6)
        ax.tick_params(axis=grid, labelcolor=soft())
        ax.set_axisbelow(True)
    if note:
        has_ticks = any(label.get_text() for label in ax.get_xticklabels()) and ax.xaxis.get_ticks_position() == "bottom"
        below = 34 if ax.get_xlabel() else 22 if has_ticks else 8
        ax.annotate(note, (0, 0), (0, -below), "axes fraction", "offset points", va="top", fontsize=SMALL, color=soft())
    return chinese(ax)


def chinese(ax: Axes) -> Axes:
    """Give every text of an Axes a font that has Chinese characters: for plots of your own, when all is drawn.

    Parameters
    ----------
    ax : Axes with title, labels, ticks and legend as they are to be; the settings of matplotlib stay as they are.

    Returns
    -------
    The same Axes.

    Raises
    ------
    PlotError
        If no font here has Chinese characters.
    """
    from matplotlib.text import Text

    fonts = list(families())
    ax.tick_params(labelfontfamily=fonts)
    for text in ax.findobj(Text):
        text.set_fontfamily(fonts)
    return ax


def years_axis(ax: Axes, years: Sequence[int]) -> None:
    """A tick for each year, or every other where they are many, with some room at the ends."""
    first, last = min(years), max(years)
    step = 1 + (last - first) // 12
    ax.set_xticks(range(last, first - 1, -step))
    ax.set_xlim(first - 0.3, last + 0.3)


def whole_ticks(ax: Axes) -> None:
    """Ticks of the y axis at whole numbers only."""
    from matplotlib.ticker import MaxNLocator

    ax.yaxis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 5, 10], integer=True))


def number(value: float, _position: object = None) -> str:
    """A number as an axis and a label show it: `1,200`, `0.5`, with a true minus."""
    return f"{value:,.10g}".replace("-", "\u2212")


def percent(value: float, _position: object = None) -> str:
    """A share as per cent."""
    return f"{value:.0%}".replace("-", "\u2212")


def draw_line(ax: Axes, years: Sequence[int], values: Sequence[float], colour: str, is_rest: bool = False) -> None:
    """A line through the years, a dot each; `is_rest` is what stands for several others."""
    width, pattern = (1.2, (0, (4, 2))) if is_rest else (1.8, "solid")
    ax.plot(
        years,
        values,
        color=colour,
        linewidth=width,
        linestyle=pattern,
        marker="o",
        markersize=3.5,
        markeredgewidth=0,
        clip_on=False,
        zorder=3,
    )


def end_labels(ax: Axes, ends: Sequence[tuple[float, float, str, str]]) -> None:
    """Name lines at their right ends, (x, y, name, colour) each, moved apart where they would touch.

    The limits of the y axis must stand already.
    """
    low, high = ax.get_ylim()
    points = ax.get_window_extent().height / ax.figure.dpi * 72
    gap = SIZE * GAP / points * (high - low)
    for right in {x for x, _, _, _ in ends}:
        its = [end for end in ends if end[0] == right]
        for (_, _, name, ink_), y in zip(its, spread([y for _, y, _, _ in its], gap, low), strict=True):
            ax.annotate(name, (right, y), (8, 0), textcoords="offset points", va="center", fontsize=SIZE, color=ink_, annotation_clip=False)


def spread(values: Sequence[float], gap: float, low: float) -> list[float]:
    """The values, moved as little as it takes for any two to be `gap` apart and none to hang under `low`, in the order they had."""
    order = sorted(range(len(values)), key=lambda index: values[index])
    groups: list[list[int]] = []
    centres: list[float] = []
    for index in order:
        groups.append([index])
        centres.append(max(values[index], low + gap / 2))
        while len(groups) > 1 and centres[-1] - centres[-2] < gap * (len(groups[-1]) + len(groups[-2])) / 2:
            groups[-2:] = [groups[-2] + groups[-1]]
            mean = sum(values[one] for one in groups[-1]) / len(groups[-1])
            centres[-2:] = [max(mean, low + gap * len(groups[-1]) / 2)]
    placed = [0.0] * len(values)
    for group, centre in zip(groups, centres, strict=True):
        for place, index in enumerate(group):
            placed[index] = centre + (place - (len(group) - 1) / 2) * gap
    return placed
