"""A font that has Chinese characters: one that is installed, else the one that `govnlp[plot]` brings."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from govnlp.errors import PlotError

if TYPE_CHECKING:
    from matplotlib.font_manager import FontEntry

CHINESE = (
    *("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "PingFang SC", "Hiragino Sans GB"),
    *("Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Heiti SC", "STHeiti", "SimHei", "DengXian"),
    *("Noto Sans CJK TC", "Noto Sans CJK JP", "PingFang HK", "Heiti TC", "Microsoft JhengHei", "Droid Sans Fallback", "Arial Unicode MS"),
)
"""Families that have Simplified and Traditional characters, the best first."""
LATIN = "DejaVu Sans"
"""Comes with matplotlib; has the signs that a Chinese font may lack, such as the minus."""
SAMPLE = "政務务公开開"
PACKAGE = "noto_cjk_sans_otc"
"""Noto Sans CJK Regular (OFL), as the extra `plot` installs it."""
REGULAR = range(300, 501)
"""Weights of a face for running text; a variable font is drawn in its thinnest."""


@cache
def families() -> tuple[str, str]:
    """The family for Chinese text, and the one for signs it lacks.

    Raises
    ------
    PlotError
        If no font here has Chinese characters.
    """
    found = _installed() or _packaged()
    if found is None:
        raise PlotError(
            "no font here has Chinese characters, so that a plot would show boxes; run: pip install 'govnlp[plot]', "
            "or install Noto Sans CJK (Debian and Ubuntu: fonts-noto-cjk) and start Python anew"
        )
    return found, LATIN


def _installed() -> str | None:
    """The best family that matplotlib finds on this machine, or has been given."""
    from matplotlib.font_manager import fontManager

    faces: dict[str, list[FontEntry]] = {}
    for entry in fontManager.ttflist:
        faces.setdefault(entry.name, []).append(entry)
    return next((name for name in CHINESE if any(map(_is_fit, faces.get(name, [])))), None)


def _is_fit(entry: FontEntry) -> bool:
    """Whether a face is there, upright and regular, and has the characters."""
    from matplotlib.font_manager import get_font

    is_regular = entry.style == "normal" and (not isinstance(entry.weight, int) or entry.weight in REGULAR)
    if not is_regular or not Path(entry.fname).is_file():  # matplotlib remembers fonts that are gone
        return False
    font = get_font(entry.fname)
    return all(font.get_char_index(ord(character)) for character in SAMPLE)


def _packaged() -> str | None:
    """The family of the font that the extra brings, made known to matplotlib; None where it is not installed."""
    from matplotlib.font_manager import fontManager

    try:
        path = import_module(PACKAGE).FONT_PATH
    except ImportError:
        return None
    fontManager.addfont(str(path))
    return _installed()
