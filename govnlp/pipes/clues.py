"""The clues by which `gov_names` decides: for each character of a text, itself, its word, and what lists and rules say there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from govnlp import regions
from govnlp.gazetteers import Gazetteer, alternatives, table
from govnlp.pipes.full_names import own_words
from govnlp.script import fold
from govnlp.values.match import Match

EDGE = "␂"  # beyond the text
_OPENING, _CLOSING = frozenset("“「『《"), frozenset("”」』》")
_QUOTED = re.compile("[“「『《]([^“”「」『』《》。;；\n]{1,30})[”」』》]")
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


def features(text: str, candidates: Iterable[Match] = (), words: Sequence[tuple[int, int]] = (), agency: str = "") -> list[list[str]]:
    """The clues of each character.

    Parameters
    ----------
    text : as it stands, in either script.
    candidates : what the rules found in `text`; one whose full name they know is surer.
    words : (start, end) of the words of `text`; none where it is not segmented.
    agency : name of the reporting agency, Simplified, where it is known.
    """
    folded = fold(text)
    known: list[list[str]] = [[] for _ in folded]
    for name, gazetteer in _gazetteers():
        for start, end, _ in gazetteer.find(folded):
            _mark(known, start, end, name)
    for match in candidates:
        _mark(known, match.start, match.end, match.label or "nothing")
        if match.name and match.label == "AGENCY":
            _mark(known, match.start, match.end, "named")
    for found in re.finditer(alternatives(own_words(agency)) or "(?!)", folded):
        _mark(known, *found.span(), "own")
    quotes = _quotes(folded)
    rows = _characters(folded, known, quotes)
    _add_words(rows, folded, words)
    return rows


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


def _characters(folded: str, known: list[list[str]], quotes: dict[int, list[str]]) -> list[list[str]]:
    padded = EDGE * 3 + folded + EDGE * 3
    shapes = [_shape(char) for char in padded]
    rows: list[list[str]] = []
    for index in range(len(folded)):
        at = index + 3
        row = [*known[index], "shape" + "".join(shapes[at - 1 : at + 2]), *quotes.get(index, ("unquoted",))]
        row += [f"1{offset}{padded[at + offset]}" for offset in (-2, -1, 0, 1, 2)]
        row += [f"2{offset}{padded[at + offset : at + offset + 2]}" for offset in (-2, -1, 0, 1)]
        row += [f"3{offset}{padded[at + offset - 1 : at + offset + 2]}" for offset in (-1, 0)]
        if index:
            row += [f"before {mark}" for mark in known[index - 1]]
        if index + 1 < len(folded):
            row += [f"after {mark}" for mark in known[index + 1]]
        rows.append(row)
    return rows


def _shape(char: str) -> str:
    if "\u4e00" <= char <= "\u9fff":
        return "C"
    if char.isdigit():
        return "D"
    if char.isascii() and char.isalpha():
        return "A"
    return "Q" if char in _OPENING or char in _CLOSING else "E" if char == EDGE else "P"


def _add_words(rows: list[list[str]], folded: str, words: Sequence[tuple[int, int]]) -> None:
    """The word that each character is of, where in it it stands, and the words beside it."""
    texts = [EDGE, *(folded[start:end] for start, end in words), EDGE]
    for number, (start, end) in enumerate(words):
        before, word, after = texts[number : number + 3]
        clues = [f"word{word}", f"wbefore{before}", f"wafter{after}", f"wend{word[-1:]}"]
        for index in range(start, end):
            place = "S" if end - start == 1 else "B" if index == start else "E" if index == end - 1 else "I"
            rows[index] += [*clues, f"in{place}"]
