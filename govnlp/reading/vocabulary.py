"""The words of the statutory tables, by which a dump of their cells is known for a table."""

from __future__ import annotations

import re
from functools import cache

from govnlp.gazetteers import column, table
from govnlp.script import simplify

_NUMBER = re.compile(r"[\-+]?[\d,.]+\s*(?:%|件|条|次|个|人|项|篇|元|万元|人次)?|[/／—\-－无〇]|\d+(?:\.\d+)?\s*[万亿]?元?")
_UNIT = re.compile(r"条|件|次|篇|个|人|人次|元|万元|项")
_ARTICLE = re.compile(r"第?二十条第?[一二三四五六七八九十]?项?")
_NOT_LETTERS = re.compile(r"[\s\W_0-9]+")


def _bare(text: str) -> str:
    """A label without brackets, numbering, punctuation and spaces, Simplified."""
    plain = simplify(text).text
    plain = re.sub(r"^\s*(?:其中[::]?)?\s*(?:\d{1,2}[.、]|[(（]?[一二三四五六七八九十]{1,3}[)）、.])\s*", "", plain)
    return _NOT_LETTERS.sub("", re.sub(r"[(（][^()（）]*[)）]", "", plain))


@cache
def _labels() -> frozenset[str]:
    rows = table("indicators")
    # a slash parts the levels of a label, but 本年增/减 is one label: take both readings
    parts = {part for row in rows for label in (row["row"], row["column"]) for part in (label, *label.split("/"))}
    return frozenset(_bare(part) for part in parts) | frozenset(column("table_headers", "header"))


def is_label(text: str) -> bool:
    """Whether a cell is a row's or column's label of a statutory form, in either script."""
    if not 1 < len(text) <= 120:
        return False
    bare = _bare(text)
    return bare in _labels() or bool(_ARTICLE.fullmatch(bare))


def is_cell(text: str) -> bool:
    """Whether a line can be a cell of a statutory table: a label, a number, a unit, the note on sums."""
    return bool(_NUMBER.fullmatch(text) or _UNIT.fullmatch(text)) or is_label(text) or "勾稽关系" in simplify(text[:60]).text
