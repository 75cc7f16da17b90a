"""The clues by which `gov_names` decides: for each character of a text, itself, those around it, and what lists and rules say there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from govnlp import regions
from govnlp.gazetteers import Gazetteer, alternatives, table
from govnlp.pipes.full_names import own_words
from govnlp.script import fold
from govnlp.values.match import Match

EDGE = "␂"  # beyond the text
_OPENING, _CLOSING = frozenset("“「『《"), frozenset("”」』》")
_QUOTED = re.compile("[“「『《]([^“”「」『』《》。;；\n]{1,30})[”」』》]")
_UNQUOTED = ("unquoted",)
_LENGTHS = (2, 3, 4, 5, 6, 8, 10, 14, 20, 30)


@cache
def _gazetteers() -> tuple[tuple[str, Gazetteer], ...]:
    """Names looked up: regions, kinds of bodies, initiatives, kinds of things."""
    bodies = ((name, row) for row in table("agency_kinds") for name in (row["suffix"], *row["short"].split("|")))
    kept = (row for row in table("initiatives") if "通名" not in row["note"])
    initiatives = ((fold(name), row) for row in kept for name in (row["name"], *row["aliases"].split("|")))
    heads = ((row["head"], row) for row in table("initiative_heads"))
    return (
        ("region", regions.gazetteer()),
        ("short", Gazetteer((regions.short_name(name), {}) for name in regions.by_name() if len(regions.short_name(name)) < len(name))),
        ("body", Gazetteer(bodies)),
        ("initiative", Gazetteer((name, row) for name, row in initiatives if not name.isdigit())),
        ("head", Gazetteer(heads)),
    )


def features(text: str, candidates: Iterable[Match] = (), agency: str = "") -> list[list[str]]:
    """The clues of each character.

    Parameters
    ----------
    text : as it stands, in either script.
    candidates : what the rules found in `text`; one whose full name they know is surer.
    agency : name of the reporting agency, Simplified, where it is known.
    """
    folded = fold(text)
    known = _known(folded, candidates, agency)
    quotes = _quotes(folded)
    rows = [
        [*own, *marks, *quotes.get(index, _UNQUOTED)] for index, (own, marks) in enumerate(zip(_characters(folded), known, strict=True))
    ]
    for index, marks in enumerate(known):
        if marks and index:
            rows[index - 1] += [f"after {mark}" for mark in marks]
        if marks and index + 1 < len(rows):
            rows[index + 1] += [f"before {mark}" for mark in marks]
    return rows


def _known(folded: str, candidates: Iterable[Match], agency: str) -> list[list[str]]:
    """What lists and rules say of each character."""
    known: list[list[str]] = [[] for _ in folded]
    for name, gazetteer in _gazetteers():
        for start, end, _ in gazetteer.find(folded):
            _mark(known, start, end, name)
    for match in candidates:
        _mark(known, match.start, match.end, match.label or "nothing")
        if match.name and match.label == "AGENCY":
            _mark(known, match.start, match.end, "named")
    for found in _own(agency).finditer(folded):
        _mark(known, *found.span(), "own")
    return known


@lru_cache(maxsize=64)
def _own(agency: str) -> re.Pattern[str]:
    """The words by which an agency calls itself."""
    return re.compile(alternatives(own_words(agency)) or "(?!)")


def _mark(known: list[list[str]], start: int, end: int, name: str) -> None:
    """Note the first, last and inner characters of a stretch."""
    for index in range(start, end):
        known[index].append(f"{name}{'B' if index == start else 'E' if index == end - 1 else 'I'}")


def _quotes(folded: str) -> dict[int, list[str]]:
    """Clues that all characters between quotation marks share: how long the stretch is, how it ends, what stands around it."""
    shared: dict[int, list[str]] = {}
    for found in _QUOTED.finditer(folded):
        inner = found[1]
        before, after = folded[max(0, found.start() - 2) : found.start()], folded[found.end() : found.end() + 3]
        length = sum(len(inner) > bound for bound in _LENGTHS)
        clues = [
            f"qlength{length}",
            f"qend{inner[-2:]}",
            f"qbefore{before}",
            f"qafter{after[:2]}",
            f"qmark{found[0][0]}",
            f"qlast{inner[-1]}",
        ]
        clues += [f"qafter1{after[:1]}", f"qbefore1{before[-1:]}", f"qbegin{inner[:1]}"]
        shared.update(dict.fromkeys(range(found.start(1), found.end(1)), clues))
    return shared


def _characters(folded: str) -> Iterable[tuple[str, ...]]:
    """The shape of each character and its neighbours, itself and those around it, and their pairs."""
    padded = f"{EDGE * 2}{folded}{EDGE * 2}"
    count = len(folded)
    shapes = list(map(_shape, padded))
    columns = [[f"shape{a}{b}{c}" for a, b, c in zip(shapes[1:], shapes[2:], shapes[3 : count + 3], strict=False)]]
    for offset in (-2, -1, 0, 1, 2):
        columns.append([f"1{offset}{char}" for char in padded[offset + 2 : offset + 2 + count]])
    for offset in (-2, -1, 0, 1):
        first = padded[offset + 2 : offset + 2 + count]
        columns.append([f"2{offset}{a}{b}" for a, b in zip(first, padded[offset + 3 :], strict=False)])
    return zip(*columns, strict=True)


@lru_cache(maxsize=10_000)
def _shape(char: str) -> str:
    if "\u4e00" <= char <= "\u9fff":
        return "C"
    if char.isdigit():
        return "D"
    if char.isascii() and char.isalpha():
        return "A"
    return "Q" if char in _OPENING or char in _CLOSING else "E" if char == EDGE else "P"
