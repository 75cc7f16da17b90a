"""What the page calls things: labels, checks, cells of the form, values; the colour of a theme."""

from __future__ import annotations

from functools import cache
from zlib import crc32

from govnlp.gazetteers import table
from govnlp.report import Entity, Indicator

COLOURS = 14
"""Colours of themes that the style sheet has."""


@cache
def words(group: str) -> dict[str, str]:
    """Key → word of a group of `page_words.csv`, in order."""
    return {row["key"]: row["word"] for row in table("page_words") if row["group"] == group}


def word(group: str, key: object) -> str:
    """The word for a key, or the key itself where there is none."""
    return words(group).get(str(key), str(key))


def colour(theme: str) -> int:
    """The colour of a theme, the same in every report; themes of other models take one by their names."""
    own = words("theme").get(theme)
    return int(own) if own is not None else crc32(theme.encode("utf-8", "replace")) % COLOURS


def number(value: object) -> str:
    """`12,345`, `2,164.5`; what is no number as it stands."""
    return f"{value:,}" if isinstance(value, (int, float)) else str(value)


def amount(value: object, unit: object = None) -> str:
    """A number and its unit: a Latin sign stands close, a word of its own does not."""
    return number(value) + (f" {unit}" if unit else "")


def tip(entity: Entity) -> str:
    """What a highlight tells: its kind and value in the first line, the full name and what it is in the next."""
    first = word("entity", entity.label)
    if entity.value is not None:
        bound = word("bound", entity.bound) if entity.bound in words("bound") else ""
        unit = "%" if entity.label == "PERCENT" and not entity.unit else entity.unit
        stated = entity.value if entity.label == "DATE" else amount(entity.value, unit)
        first += f" · {stated}" + (f"（{bound}）" if bound else "")
    level = f"{entity.level}级" if entity.level else None
    facts = [str(fact) for fact in (level, entity.kind, entity.code) if fact]
    return "\n".join(filter(None, (first, entity.name, " · ".join(facts))))


@cache
def _cells() -> dict[tuple[str, str], str]:
    """(format, id) → row and column of the form, as it words them."""
    own = {(row["format"], row["id"]): f"{row['row']} · {row['column']}".strip(" ·") for row in table("indicators")}
    derived = {(form, row["id"]): row["name"] for row in table("derived_indicators") for form in row["formats"].split()}
    return {**derived, **own}


def cell(indicator: Indicator, form: str | None) -> str:
    """The cell of the form that an indicator is, or its id where no form has it."""
    forms = (form, "2021", "2019", "2014")
    return next((name for each in forms if each and (name := _cells().get((each, indicator.id)))), indicator.id)


@cache
def _names() -> dict[tuple[str, str], frozenset[str]]:
    """(format, id) → the parts of its row's and column's names."""
    return {(row["format"], row["id"]): frozenset(f"{row['row']}/{row['column']}".split("/")) for row in table("indicators")}


def cell_names(indicator: Indicator, form: str | None) -> frozenset[str]:
    """The parts of the names that the form has for the row and the column of a cell."""
    return _names().get((form or "", indicator.id), frozenset())


def cell_tip(indicator: Indicator, form: str | None) -> str:
    """What a cell tells: its place in the form, its value, its id."""
    value = "空白" if indicator.value is None else amount(indicator.value, indicator.unit)
    return f"{cell(indicator, form)}\n{value}\n{indicator.id}"


def percent(share: float) -> str:
    """A share of 1 in whole per cent."""
    return "<1%" if 0 < share < 0.005 else f"{int(share * 100 + 0.5)}%"


def score(value: object) -> str:
    """A score between 0 and 1 as it stands beside a theme."""
    return f"{value:.2f}" if isinstance(value, (int, float)) else str(value)
