"""How one author writes tables: brackets, numbering, blanks, digits. Drawn once a report, so that a report is of one hand."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

from training.synthetic.forms import Cell, Grid
from training.synthetic.indicators import APPLICANTS, units
from training.synthetic.model import Figures, Number
from training.synthetic.tables import variants

_FULL = str.maketrans("0123456789,.+-", "０１２３４５６７８９，．＋－")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九]、|[(（][一二三四五六七八九][)）]|\d[.．、])")
_FEES = "fees.total"
ZEROS = ("0", "", "/", "—", "-", "无", "０")
"""How nothing is written; the empty string is a blank cell."""


@dataclass(frozen=True)
class Style:
    """Habits of one author.

    `zero` writes nothing-cells, of totals too where `zero_totals`; `only_totals` leaves the six columns of applicants blank;
    `yuan` writes amounts in 元 that the form wants in 万元; `wan` has the row of fees of 2014 in 万元, as the national table
    has it, where Beijing's has 元.
    """

    brackets: str = "full"
    numbering: str = "form"
    zero: str = "0"
    zero_totals: bool = False
    full_digits: bool = False
    thousands: str = ""
    unit: bool = False
    footnotes: float = 0.0
    variants: float = 0.3
    signs: str = "+-"
    padding: str = ""
    yuan: bool = False
    only_totals: bool = False
    wan: bool = False


def without_blanks(style: Style) -> Style:
    """The same habits, but for every nothing written as a number."""
    return replace(style, zero=style.zero if style.zero in ("0", "０") else "0", only_totals=False)


def draw(rng: random.Random) -> Style:
    return Style(
        brackets=rng.choices(("full", "half"), (65, 35))[0],
        numbering=rng.choices(("form", "none", "comma", "wide", "spaced"), (74, 6, 8, 4, 8))[0],
        zero=rng.choices(ZEROS, (70, 13, 5, 3, 3, 2, 4))[0],
        zero_totals=rng.random() < 0.4,
        full_digits=rng.random() < 0.04,
        thousands=rng.choices(("", ",", "，"), (80, 18, 2))[0],
        unit=rng.random() < 0.06,
        footnotes=rng.choice((0, 0, 0, 0, 0.02)),
        variants=rng.choice((0.0, 0.3, 0.7)),
        signs=rng.choice(("+-", "增减", "增加减少", "minus", "＋－")),
        padding=rng.choices(("", " ", "\u3000", "\xa0"), (82, 10, 3, 5))[0],
        yuan=rng.random() < 0.1,
        only_totals=rng.random() < 0.04,
        wan=rng.random() < 0.4,
    )


@dataclass(frozen=True)
class Written:
    """The cells as they are written, what they mean to a reader, and those written with a mark for nothing."""

    text: dict[str, str]
    cells: Figures
    marks: frozenset[str]


def write(rng: random.Random, style: Style, format: str, cells: Figures) -> Written:
    text: dict[str, str] = {}
    meant: Figures = {}
    marks: set[str] = set()
    for name, value in cells.items():
        unit = units(format)[name]
        is_total = name.endswith((".total", "received", "closed"))
        if style.only_totals and name.endswith(APPLICANTS) and name.startswith("applications.") and format != "2014":
            text[name], meant[name] = "", None
        elif value is None or (value == 0 and style.zero != "0" and (style.zero_totals or not is_total)):
            text[name] = "" if value is None else style.zero
            meant[name] = None if text[name] == "" else 0
            if text[name] in ("/", "—", "-", "无"):
                marks.add(name)
        else:
            text[name] = _number(rng, style, name, value, unit)
            meant[name] = value
    return Written(text, meant, frozenset(marks))


def _number(rng: random.Random, style: Style, name: str, value: Number, unit: str) -> str:
    if name == _FEES and style.wan:
        return f"{value / 10_000:.5f}".rstrip("0").rstrip(".")
    digits = f"{abs(value):,}".replace(",", style.thousands)
    if name.endswith("change"):
        digits = _signed(style, value, digits)
    if style.yuan and unit == "万元" and value:
        digits = f"{round(value * 10000):d}元"
    elif style.unit or (isinstance(value, float) and unit == "万元" and rng.random() < 0.1):
        digits += unit
    if style.full_digits:
        digits = digits.translate(_FULL)
    if rng.random() < style.footnotes:
        digits += rng.choice(("*", "①", "（注）"))
    return style.padding + digits + style.padding


def _signed(style: Style, value: Number, digits: str) -> str:
    """Growth and decline of a number of items: `+3`, `减4`."""
    if value == 0:
        return digits
    if style.signs == "minus":
        return digits if value > 0 else "-" + digits
    half = len(style.signs) // 2
    return (style.signs[:half] if value > 0 else style.signs[half:]) + digits


def labelled(rng: random.Random, style: Style, grid: Grid) -> Grid:
    """The grid with its labels as this author writes them; one wording for one label throughout."""
    chosen: dict[str, str] = {}

    def change(cell: Cell) -> Cell:
        if cell.role in ("value", "unit", "blank") or not cell.text:
            return cell
        if cell.text not in chosen:
            chosen[cell.text] = _label(rng, style, cell)
        return replace(cell, text=chosen[cell.text])

    return _in_wan(grid.map(change)) if style.wan else grid.map(change)


def _in_wan(grid: Grid) -> Grid:
    """The row of fees with 万元 for its unit."""
    lines = (
        tuple(replace(cell, text="万元") if cell.role == "unit" and line[-1].id == _FEES else cell for cell in line) for line in grid.lines
    )
    return replace(grid, lines=tuple(lines))


def _label(rng: random.Random, style: Style, cell: Cell) -> str:
    known = variants().get(cell.text, ())
    text = rng.choice(known) if known and rng.random() < style.variants else cell.text
    mark = _NUMBERING.match(text)
    if mark and cell.role == "label" and style.numbering != "form":
        rest = text[mark.end() :]
        number = mark[0].replace(".", {"comma": "、", "wide": "．"}.get(style.numbering, "."))
        text = rest if style.numbering == "none" else number + ("\xa0" if style.numbering == "spaced" else "") + rest
    brackets = str.maketrans("()", "（）") if style.brackets == "full" else str.maketrans("（），：", "(),:")
    return text.translate(brackets)
