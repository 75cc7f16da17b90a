"""`gov_names`: AGENCY and INITIATIVE by context — a linear-chain CRF over characters that knows what the rules found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pycrfsuite
from spacy.language import Language
from spacy.tokens import Doc

from govnlp.pipes.agencies import AgencyTagger, goes_on
from govnlp.pipes.base import CANDIDATES, annotate, candidates_of, text_of
from govnlp.pipes.clues import features
from govnlp.pipes.full_names import Reporter, name_of
from govnlp.pipes.learnt import Learnt
from govnlp.script import fold, simplify
from govnlp.values.match import NOTHING, Match

LABELS = ("AGENCY", "INITIATIVE")
SCHEMA = "govnlp.names/3"
SURE = {"AGENCY": 0.5, "INITIATIVE": 0.7}
"""Probability from which a name that no rule has read is believed; real reports quote more mere phrases than training text does."""
_PIECE = re.compile(r"[^。;；!！?？\n]{1,600}[。;；!！?？\n]?|[。;；!！?？\n]")

Span = tuple[int, int, str]
"""Start, end and label of a stretch of characters."""


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


def clues_of(doc: Doc) -> list[list[str]]:
    """The clues of each character of a Doc that the taggers before have gone over."""
    return features(text_of(doc), candidates_of(doc), (doc._.agency or {}).get("name") or "")


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
        candidates = candidates_of(doc)
        found = self.find(clues_of(doc), candidates, text_of(doc))
        by_rule = {(match.start, match.end, match.label): match for match in candidates}
        doc.spans[CANDIDATES] = [span for span in doc.spans.get(CANDIDATES, ()) if span.label_ not in LABELS]
        rules = {place: match for place, match in by_rule.items() if match.name or match.label != "AGENCY"}
        return annotate(doc, [rules.get(place) or self._named(doc, place) for place in found])

    def find(self, clues: Sequence[Sequence[str]], candidates: Sequence[Match], text: str) -> list[Span]:
        """The (start, end, label) of names in `text` by the clues of its characters; a clause at a time, so that cost is linear."""
        by_rule = {(match.start, match.end, match.label) for match in candidates}
        nothing = [match for match in candidates if match.label == NOTHING]
        copy = fold(text)
        spans: list[Span] = []
        for piece in _PIECE.finditer(text):
            tags = self._tagger.tag(clues[piece.start() : piece.end()])
            for start, end, label in decode(tags):
                span = (piece.start() + start, piece.start() + end, label)
                if label == "AGENCY" and (goes_on(copy, Match(*span)) or any(no.start <= span[0] and span[1] <= no.end for no in nothing)):
                    continue
                if span in by_rule or self._confidence(start, end, label) >= SURE[label]:
                    spans.append(span)
        return spans

    def _confidence(self, start: int, end: int, label: str) -> float:
        """The least probable border or middle of a span of the clause tagged last."""
        begins = self._tagger.marginal(f"B-{label}", start)
        return float(min([begins, *(self._tagger.marginal(f"I-{label}", index) for index in range(start + 1, end))]))

    def _named(self, doc: Doc, place: Span) -> Match:
        """A name that the rules did not read so, with what they make of its words alone."""
        start, end, label = place
        words = text_of(doc)[start:end]
        if label == "INITIATIVE":
            return Match(start, end, label, name=simplify(words).text)
        whole = [m for m in self._agencies.find(words, doc._.year, doc._.agency) if (m.start, m.end, m.label) == (0, len(words), label)]
        match = whole[0].moved(start, end) if whole else Match(start, end, label)
        return match if match.name else self._resolved(match, simplify(words).text, doc)

    def _resolved(self, match: Match, words: str, doc: Doc) -> Match:
        name, level = name_of(words, Reporter.of(doc._.agency))
        return replace(match, name=name, level=level)


@Language.factory("gov_names", assigns=["doc.spans"], requires=["doc.spans"])
def create_names(nlp: Language, name: str) -> NameTagger:
    """The `gov_names` component: add it after the other taggers and before `gov_merge`."""
    return NameTagger()
