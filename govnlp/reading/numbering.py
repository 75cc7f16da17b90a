"""The numbers that Word puts before paragraphs of a list: `一、`, `（二）`, `3.`; they stand nowhere in the text of the file."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")


class Numbering:
    """Counts the paragraphs of each list of a document; bullets and letters are left out.

    Parameters
    ----------
    lists : the root of the document's numbering part, or None where it has none.
    styles : the root of its styles.
    """

    def __init__(self, lists: Any | None, styles: Any) -> None:
        nodes = list(lists) if lists is not None else []
        self._levels = {_id(node, "abstractNumId"): _levels(node) for node in nodes if node.tag == f"{_W}abstractNum"}
        self._lists = {_id(node, "numId"): _value(node.find(f"{_W}abstractNumId")) for node in nodes if node.tag == f"{_W}num"}
        self._styles = {_id(node, "styleId"): node.find(f"{_W}pPr/{_W}numPr") for node in styles.iter(f"{_W}style")}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def mark(self, paragraph: Any) -> str:
        """The number of the next paragraph as Word prints it, or the empty string."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            properties = self._styles.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle")))
        if properties is None:
            return ""
        kind = self._lists.get(_value(properties.find(f"{_W}numId")), "")
        level = _number(_value(properties.find(f"{_W}ilvl")), 0)
        levels, counts = self._levels.get(kind, {}), self._counts[kind]
        if level not in levels:
            return ""
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda found: _printed(int(found[1]) - 1, levels, counts), levels[level][1]) if levels[level][0] else ""


def _levels(node: Any) -> dict[int, tuple[str, str, int]]:
    """Each level's way of counting (empty where it does not count in numbers), its text and its first number."""
    found = {}
    for level in node.iter(f"{_W}lvl"):
        way = _value(level.find(f"{_W}numFmt"))
        way = "chinese" if way in _CHINESE else "decimal" if way.startswith("decimal") else ""
        start = _number(_value(level.find(f"{_W}start")), 1)
        found[_number(_id(level, "ilvl"), 0)] = (way, _value(level.find(f"{_W}lvlText")), start)
    return found


def _printed(level: int, levels: dict[int, tuple[str, str, int]], counts: dict[int, int]) -> str:
    number = counts.get(level, 1)
    return chinese(number) if levels.get(level, ("",))[0] == "chinese" and 0 < number < 100 else str(number)


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals, as headings are counted: 十一, 二十."""
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (_DIGITS[ones] if ones else "")


def _value(node: Any) -> str:
    return node.get(f"{_W}val", "") if node is not None else ""


def _number(digits: str, default: int) -> int:
    return int(digits) if digits.isdecimal() and len(digits) < 6 else default


def _id(node: Any, name: str) -> str:
    return str(node.get(f"{_W}{name}", ""))
