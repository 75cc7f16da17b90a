"""How good scores of themes are: the primary theme, macro F1, and whether a score of 0.8 is right eight times in ten."""

from __future__ import annotations

from collections.abc import Sequence

import numpy

BINS = 10


def wanted(labels: Sequence[Sequence[str]], themes: Sequence[str]) -> numpy.ndarray:
    """Which themes each segment has: booleans, a row a segment, a column a theme."""
    return numpy.array([[theme in its for theme in themes] for its in labels])


def guessed(scores: numpy.ndarray, thresholds: Sequence[float] | numpy.ndarray) -> numpy.ndarray:
    """Which themes count: those from their threshold on, and always the first."""
    found = scores >= numpy.asarray(thresholds)
    found[numpy.arange(len(scores)), scores.argmax(axis=1)] = True
    return found


def primary_accuracy(labels: Sequence[Sequence[str]], themes: Sequence[str], scores: numpy.ndarray) -> float:
    """Share of segments whose primary theme has the highest score."""
    return float(numpy.mean([themes[index] == its[0] for index, its in zip(scores.argmax(axis=1), labels, strict=True)]))


def f1_by_theme(
    labels: Sequence[Sequence[str]], themes: Sequence[str], scores: numpy.ndarray, thresholds: Sequence[float] | numpy.ndarray
) -> dict[str, float]:
    """F1 of each theme over all segments."""
    true, found = wanted(labels, themes), guessed(scores, thresholds)
    right = (true & found).sum(axis=0)
    return {theme: float(2 * right[i] / max(true[:, i].sum() + found[:, i].sum(), 1)) for i, theme in enumerate(themes)}


def macro_f1(
    labels: Sequence[Sequence[str]], themes: Sequence[str], scores: numpy.ndarray, thresholds: Sequence[float] | numpy.ndarray
) -> float:
    """Mean of the themes' F1."""
    return float(numpy.mean(list(f1_by_theme(labels, themes, scores, thresholds).values())))


def reliability(right: numpy.ndarray, scores: numpy.ndarray) -> list[tuple[float, float, int]]:
    """(mean score, share that is right, count) of each tenth of the scale that has any score."""
    bins = numpy.minimum((scores * BINS).astype(int), BINS - 1)
    tenths = [bins == number for number in range(BINS) if (bins == number).any()]
    return [(float(scores[its].mean()), float(right[its].mean()), int(its.sum())) for its in tenths]


def calibration_error(labels: Sequence[Sequence[str]], themes: Sequence[str], scores: numpy.ndarray) -> float:
    """Expected calibration error of the first theme's score, which is right where the segment has that theme.

    The mean over tenths of the scale of |mean score - share right|, weighted by their counts. Over all themes of all
    segments it would be smaller, since most scores are nearly nought and rightly so.
    """
    curve = first_theme_reliability(labels, themes, scores)
    return sum(count * abs(score - share) for score, share, count in curve) / len(scores)


def first_theme_reliability(
    labels: Sequence[Sequence[str]], themes: Sequence[str], scores: numpy.ndarray
) -> list[tuple[float, float, int]]:
    """`reliability` of the first theme's score, which is right where the segment has that theme."""
    true, first, rows = wanted(labels, themes), scores.argmax(axis=1), numpy.arange(len(scores))
    return reliability(true[rows, first], scores[rows, first])


def rounded(curve: list[tuple[float, float, int]]) -> list[list[float]]:
    """A curve as a card has it: lists, four decimals."""
    return [[round(score, 4), round(share, 4), count] for score, share, count in curve]
