"""Plots with matplotlib (extra `govnlp[plot]`): each draws on an Axes and returns it, with Chinese text in a font that has it.

They take what there is at hand: a `Report`, several of them, the folder of a store, or (for `series` and `outcomes`) a
panel. An `ax` given by the caller is drawn on; without one a new figure is made. Numbers that are not comparable over
two statutory forms are never joined by a line. The settings of matplotlib (`rcParams`) stay as they are; `chinese(ax)`
gives the texts of plots of your own the font.
"""

from govnlp.view.plots.calibration import calibration
from govnlp.view.plots.diffusion import diffusion
from govnlp.view.plots.outcomes import outcomes
from govnlp.view.plots.series import series
from govnlp.view.plots.style import chinese
from govnlp.view.plots.themes import themes

__all__ = ["calibration", "chinese", "diffusion", "outcomes", "series", "themes"]
