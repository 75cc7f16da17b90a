"""Loads the tables of `govnlp/data`: CSV, one fact a row, read once."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of `data/<name>.csv`, in order."""
    text = (files("govnlp") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def column(name: str, key: str, **only: str) -> list[str]:
    """One column of a table, of the rows whose other columns are as `only` says."""
    return [row[key] for row in table(name) if all(row[k] == v for k, v in only.items())]


def alternatives(words: Iterable[str]) -> str:
    """A regular expression that matches any of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


class Gazetteer:
    """Names looked up in a text in one pass, however many there are."""

    def __init__(self, names: Iterable[tuple[str, Row]]) -> None:
        import ahocorasick

        self._automaton = ahocorasick.Automaton()
        for name, row in names:
            if name and name not in self._automaton:
                self._automaton.add_word(name, (name, row))
        self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, Row]]:
        """(start, end, row) of the longest names in `text`, left to right, without overlap."""
        for end, (name, row) in self._automaton.iter_long(text):
            yield end - len(name) + 1, end + 1, row

    def find_all(self, text: str) -> Iterator[tuple[int, int, Row]]:
        """(start, end, row) of every name in `text`, overlaps and all, by end."""
        for end, (name, row) in self._automaton.iter(text):
            yield end - len(name) + 1, end + 1, row
