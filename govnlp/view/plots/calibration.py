"""`calibration`: whether the scores of themes are as sure as they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from govnlp.errors import PlotError
from govnlp.view.plots.style import LINES, SIZE, SMALL, canvas, dress, ink, page_colours, percent, soft

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CARD = "card.json"
AREA = 6
"""Square points of a marker, a square root of a segment."""
GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
"""Under a label, so that no line crosses it."""


class Curve(NamedTuple):
    """A curve of a card: its name, (mean score, share that is right, segments) of each tenth of the scale, its error."""

    name: str
    points: list[tuple[float, float, int]]
    error: float


def calibration(card: dict[str, Any] | str | Path | None = None, ax: Axes | None = None, note: str | None = None) -> Axes:
    """How often the first theme is right, by its score; of good scores the points lie on the diagonal.

    Parameters
    ----------
    card : what `govnlp.train_themes` returned, or the folder it wrote to; by default the model that comes with govnlp.
    ax : where to draw; a new figure by default.
    note : a line under the plot.

    Returns
    -------
    The Axes, with a line for segments with their headings and one for segments without, or one alone where headings make
    no difference. A point is a tenth of the
    scale, the larger the more segments have such scores; its upright line is the interval of 95 % (Wilson).

    Raises
    ------
    PlotError
        If there is no card, or one without a curve.
    """
    curves, where = _curves(_card(card))
    axes = canvas(ax, (5.0, 4.8))
    axes.plot([0, 1], [0, 1], color=page_colours()["line"], linewidth=1, zorder=1)
    axes.annotate(
        "分数等于正确率", (0.06, 0.06), (6, -4), textcoords="offset points", va="top", fontsize=SMALL, color=soft(), bbox=GROUND, zorder=4
    )
    for (name, points, error), colour, corner in zip(curves, LINES, (0.14, 0.07), strict=False):
        scores, right, counts = zip(*points, strict=True)
        axes.plot(scores, right, color=colour, linewidth=1, alpha=0.5, label=name)
        bounds = [interval(share, count) for _, share, count in points]
        axes.vlines(scores, [low for low, _ in bounds], [high for _, high in bounds], color=colour, linewidth=1, alpha=0.5)
        axes.scatter(scores, right, [AREA * count**0.5 for count in counts], color=colour, zorder=3, edgecolors="white", linewidths=0.6)
        text = f"{name}，校准误差 {error:.3f}"
        axes.text(0.98, corner, text, transform=axes.transAxes, ha="right", fontsize=SIZE, color=colour, bbox=GROUND, zorder=4)
    axes.set(xlim=(0, 1.03), ylim=(0, 1.03), aspect="equal")
    axes.set_xlabel("首要主题的分数", fontsize=SIZE, color=ink())
    axes.set_ylabel("其中判断正确的比重", fontsize=SIZE, color=ink())
    axes.xaxis.set_major_formatter("{x:.1f}")
    axes.yaxis.set_major_formatter(percent)
    return dress(axes, f"主题分数的可靠程度（{where}）", note, grid="y")


def interval(share: float, count: int) -> tuple[float, float]:
    """Between what a share measured on so many segments may truly be: Wilson's interval of 95 %."""
    squared = 1.96**2
    middle = (share + squared / (2 * count)) / (1 + squared / count)
    half = (share * (1 - share) * squared / count + squared**2 / (4 * count**2)) ** 0.5 / (1 + squared / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def _card(given: dict[str, Any] | str | Path | None) -> dict[str, Any]:
    if isinstance(given, dict):
        return given
    if given is None:
        from govnlp.pipeline import models

        given = models() / "zh_govnlp" / "gov_themes"
    path = Path(given)
    path = path / CARD if path.is_dir() else path
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PlotError(f"{path}: no card is there ({error.strerror or error}); give the folder that train_themes wrote to") from error
    except ValueError as error:
        raise PlotError(f"{path}: is no card ({error}); give the folder that train_themes wrote to") from error
    return dict(found)


def _curves(card: dict[str, Any]) -> tuple[list[Curve], str]:
    """The curves of a card and on what they were measured: the test split, or what was held out in turn."""
    scores = card.get("scores", {})
    if "reliability" in scores:
        parts = [("含标题", scores, ""), ("不含标题", scores, "_without_headings")]
        where = "测试集"
    else:
        held_out = card.get("cross_validation", {})
        parts = [("含标题", held_out.get("with_headings", {}), ""), ("不含标题", held_out.get("without_headings", {}), "")]
        where = "交叉验证"
    try:
        curves = [Curve(name, its[f"reliability{end}"], its[f"calibration_error{end}"]) for name, its, end in parts]
    except KeyError:
        raise PlotError("the card has no reliability curve: its model was trained by an older govnlp; train it again") from None
    with_headings, without = curves
    same = with_headings.points == without.points  # of labels without headings
    return ([with_headings._replace(name="首要主题")] if same else curves), where
