"""The colours of the page: WCAG AA in both themes."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

STYLE = (files("govnlp.view") / "templates" / "style.css").read_text(encoding="utf-8")
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): ([^;]+);", block)) for block in STYLE.split("@media")[:2])
LABELS = ("AGENCY", "DATE", "COUNT", "MONEY", "PERCENT", "INITIATIVE", "POLICY")


def rgb(colour: str) -> tuple[float, ...]:
    if colour.startswith("#"):
        return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return tuple(float(part) for part in colour.split())


def mixed(colour: str, ground: str, share: float) -> tuple[float, ...]:
    return tuple(share * one + (1 - share) * other for one, other in zip(rgb(colour), rgb(ground), strict=True))


def luminance(colour: tuple[float, ...]) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_a_contrast_of_four_and_a_half(theme):
    for ground in ("paper", "card", "wash"):
        for ink in ("ink", "soft", "link", "red", "bad"):
            assert contrast(rgb(theme[ink]), rgb(theme[ground])) >= 4.5, (ink, ground)
    assert contrast(rgb(theme["lit-ink"]), rgb(theme["lit"])) >= 4.5
    assert contrast(rgb(theme["paper"]), rgb(theme["bad"])) >= 4.5
    for label in LABELS:
        for share in (0.13, 0.28):
            assert contrast(rgb(theme["ink"]), mixed(theme[label], theme["paper"], share)) >= 4.5, label


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_and_bars_have_a_contrast_of_three(theme):
    for name in (*LABELS, *(f"t{index}" for index in range(14))):
        assert contrast(rgb(theme[name]), rgb(theme["paper"])) >= 3, name
