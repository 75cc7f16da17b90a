"""`gov_names`: AGENCY and INITIATIVE by context — a linear-chain CRF over characters that knows what the rules found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pycrfsuite
from spacy.language import Language
from spacy.tokens import Doc

from govnlp import regions
from govnlp.gazetteers import Gazetteer, table
from govnlp.pipes.agencies import AgencyTagger
from govnlp.pipes.base import CANDIDATES, FIELDS, annotate
from govnlp.pipes.learnt import Learnt
from govnlp.script import fold, simplify
from govnlp.values.match import Match

LABELS = ("AGENCY", "INITIATIVE")
SCHEMA = "govnlp.names/1"
SURE = 0.7
"""Probability from which a name that no rule has read is believed."""
EDGE = "␂"  # beyond the text
_OPENING, _CLOSING = frozenset("“「『《"), frozenset("”」』》")
_PIECE = re.compile(r"[^。;；!！?？\n]{1,600}[。;；!！?？\n]?|[。;；!！?？\n]")

Span = tuple[int, int, str]


@cache
def _gazetteers() -> tuple[tuple[str, Gazetteer], ...]:
    """Names looked up as features: regions, kinds of bodies, initiatives, kinds of things."""
    bodies = ((name, row) for row in table("agency_kinds") for name in (row["suffix"], *row["short"].split("|")))
    kept = (row for row in table("initiatives") if "通名" not in row["note"])
    initiatives = ((fold(name), row) for row in kept for name in (row["name"], *row["aliases"].split("|")))
    heads = ((row["head"], row) for row in table("initiative_heads"))
    return (
        ("region", regions.gazetteer()),
        ("body", Gazetteer(bodies)),
        ("initiative", Gazetteer((name, row) for name, row in initiatives if not name.isdigit())),
        ("head", Gazetteer(heads)),
    )


def _shape(char: str) -> str:
    if "\u4e00" <= char <= "\u9fff":
        return "C"
    if char.isdigit():
        return "D"
    if char.isascii() and char.isalpha():
        return "A"
    return "Q" if char in _OPENING or char in _CLOSING else "E" if char == EDGE else "P"


def features(text: str, candidates: Iterable[Span]) -> list[list[str]]:
    """The features of each character: itself and its neighbours, what gazetteers and rules say there, quotation marks.

    `candidates` are the spans that the rules found, as (start, end, label) in characters of `text`.
    """
    folded = fold(text)
    known: list[list[str]] = [[] for _ in folded]
    for name, gazetteer in _gazetteers():
        for start, end, _ in gazetteer.find(folded):
            _mark(known, start, end, name)
    for start, end, label in candidates:
        _mark(known, start, end, label or "nothing")
    padded = EDGE * 3 + folded + EDGE * 3
    shapes = [_shape(char) for char in padded]
    rows: list[list[str]] = []
    quoted = 0
    for index, char in enumerate(folded):
        at = index + 3
        quoted = 1 if char in _OPENING else quoted
        row = [*known[index], f"quoted{quoted}", "shape" + "".join(shapes[at - 1 : at + 2])]
        row += [f"1{offset}{padded[at + offset]}" for offset in (-2, -1, 0, 1, 2)]
        row += [f"2{offset}{padded[at + offset : at + offset + 2]}" for offset in (-2, -1, 0, 1)]
        row += [f"3{offset}{padded[at + offset - 1 : at + offset + 2]}" for offset in (-1, 0)]
        if index:
            row += [f"before {mark}" for mark in known[index - 1]]
        if index + 1 < len(folded):
            row += [f"after {mark}" for mark in known[index + 1]]
        rows.append(row)
        quoted = 0 if char in _CLOSING else quoted
    return rows


def _mark(known: list[list[str]], start: int, end: int, name: str) -> None:
    """Note the first, last and inner characters of a stretch."""
    for index in range(start, end):
        known[index].append(f"{name}{'B' if index == start else 'E' if index == end - 1 else 'I'}")


def encode(length: int, spans: Iterable[Span]) -> list[str]:
    """BIO tags, one a character."""
    tags = ["O"] * length
    for start, end, label in spans:
        tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return tags


def decode(tags: Sequence[str]) -> list[Span]:
    """The spans of BIO tags; an I that follows no B of its label begins nothing."""
    spans: list[Span] = []
    for index, tag in enumerate(tags):
        if tag[0] == "B":
            spans.append((index, index + 1, tag[2:]))
        elif tag[0] == "I" and spans and spans[-1][1] == index and spans[-1][2] == tag[2:]:
            spans[-1] = (spans[-1][0], index + 1, tag[2:])
    return spans


class NameTagger(Learnt):
    """Decides agencies and initiatives: what the rules found before it in the pipeline are clues, not answers.

    A name that the rules read too keeps their full name and kind; a new one is resolved by the same rules, else its
    fields are None. Without a model the rules' answers stand.
    """

    schema, file = SCHEMA, "model.crfsuite"

    def __init__(self) -> None:
        super().__init__()
        self._tagger: Any = None
        self._agencies = AgencyTagger()

    def _open(self, blob: bytes) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(blob)

    def __call__(self, doc: Doc) -> Doc:
        """Replace the candidates of AGENCY and INITIATIVE in `doc.spans["govnlp"]`."""
        if self._tagger is None:
            return doc
        candidates = list(doc.spans.get(CANDIDATES, ()))
        places = [(span.start_char, span.end_char, span.label_) for span in candidates]
        found = self.find(doc.text, places)
        by_rule = {
            place: Match(*place, **{field: getattr(span._, field) for field in FIELDS})
            for place, span in zip(places, candidates, strict=True)
        }
        doc.spans[CANDIDATES] = [span for span in candidates if span.label_ not in LABELS]
        return annotate(doc, [by_rule.get(place) or self._named(doc, place) for place in found])

    def find(self, text: str, candidates: Sequence[Span] = ()) -> list[Span]:
        """The (start, end, label) of names in `text`, given what the rules found; a clause at a time, so that cost is linear."""
        rows = features(text, candidates)
        by_rule = set(candidates)
        spans: list[Span] = []
        for piece in _PIECE.finditer(text):
            tags = self._tagger.tag(rows[piece.start() : piece.end()])
            for start, end, label in decode(tags):
                span = (piece.start() + start, piece.start() + end, label)
                if span in by_rule or self._confidence(start, end, label) >= SURE:
                    spans.append(span)
        return spans

    def _confidence(self, start: int, end: int, label: str) -> float:
        """The least probable border or middle of a span of the clause tagged last."""
        begins = self._tagger.marginal(f"B-{label}", start)
        return float(min([begins, *(self._tagger.marginal(f"I-{label}", index) for index in range(start + 1, end))]))

    def _named(self, doc: Doc, place: Span) -> Match:
        """A name that the rules did not read so, with what they make of its words alone."""
        start, end, label = place
        words = doc.text[start:end]
        if label == "INITIATIVE":
            return Match(start, end, label, name=simplify(words).text)
        whole = [m for m in self._agencies.find(words, doc._.year, doc._.agency) if (m.start, m.end, m.label) == (0, len(words), label)]
        return whole[0].moved(start, end) if whole else Match(start, end, label)


@Language.factory("gov_names", assigns=["doc.spans"], requires=["doc.spans"])
def create_names(nlp: Language, name: str) -> NameTagger:
    """The `gov_names` component: add it after the other taggers and before `gov_merge`."""
    return NameTagger()
