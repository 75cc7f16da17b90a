"""The inline annotation `[[C 422条|422 条]]`, both ways: for tests, training and users who annotate."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govnlp.errors import MarkupError

LABELS = {"A": "AGENCY", "D": "DATE", "C": "COUNT", "I": "INITIATIVE", "M": "MONEY", "P": "PERCENT", "L": "POLICY"}
LETTERS = {label: letter for letter, label in LABELS.items()}

_MARK = re.compile(r"\[\[(?P<letter>\S) (?P<text>[^\[\]|]+)(?:\|(?P<value>[^\[\]|]*))?\]\]")
_QUANTITY = re.compile(r"(?P<value>-?\d+(?:\.\d+)?)(?: (?P<unit>[^\s<>~=]+))?(?: (?P<bound>[<>~=]))?")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A span of the bare text with its label and its value as the markup writes it (`422 条`, `2020-12`, or None)."""

    start: int
    end: int
    label: str
    value: str | None = None


def parse(marked: str) -> tuple[str, list[Annotation]]:
    """The bare text of a marked one, and its annotations in order.

    Raises
    ------
    MarkupError
        On an unknown letter, an unclosed or nested mark, or an empty span.

    Examples
    --------
    >>> parse("共[[C 422条|422 条]]")
    ('共422条', [Annotation(start=1, end=5, label='COUNT', value='422 条')])
    """
    pieces: list[str] = []
    annotations: list[Annotation] = []
    position = length = 0
    for found in _MARK.finditer(marked):
        before = marked[position : found.start()]
        _refuse_remains(before, marked)
        if found["letter"] not in LABELS:
            raise MarkupError(f"unknown label {found['letter']!r} in {found[0]!r}; known are {' '.join(LABELS)}")
        if found["text"] != found["text"].strip():
            raise MarkupError(f"white space at the border of {found[0]!r}")
        pieces += [before, found["text"]]
        length += len(before)
        annotations.append(Annotation(length, length + len(found["text"]), LABELS[found["letter"]], found["value"]))
        length += len(found["text"])
        position = found.end()
    _refuse_remains(marked[position:], marked)
    pieces.append(marked[position:])
    return "".join(pieces), annotations


def _refuse_remains(piece: str, marked: str) -> None:
    if "[[" in piece or "]]" in piece:
        raise MarkupError(f"a mark that is not closed, or not of the form [[X text|value]], near {piece[-40:]!r} in {marked[:60]!r}")


def dump(text: str, annotations: list[Annotation]) -> str:
    """The marked text: the reverse of `parse`.

    Raises
    ------
    MarkupError
        If spans overlap or do not lie in the text, or the text itself has marks.
    """
    _refuse_remains(text, text)
    pieces: list[str] = []
    position = 0
    for item in sorted(annotations, key=lambda a: a.start):
        if not position <= item.start < item.end <= len(text):
            raise MarkupError(f"span {item} overlaps another or does not lie in the text of {len(text)} characters")
        value = "" if item.value is None else f"|{item.value}"
        pieces += [text[position : item.start], f"[[{LETTERS[item.label]} {text[item.start : item.end]}{value}]]"]
        position = item.end
    return "".join([*pieces, text[position:]])


def parse_quantity(value: str) -> tuple[float | int, str | None, str]:
    """`150 件 >` → (150, "件", ">"): number, unit, bound; the bound is `=` where none is written.

    Raises
    ------
    MarkupError
        If the value is not of that form.
    """
    found = _QUANTITY.fullmatch(value)
    if not found:
        raise MarkupError(f"{value!r} is no number with an optional unit and bound")
    number = float(found["value"])
    return int(number) if number.is_integer() else number, found["unit"], found["bound"] or "="
