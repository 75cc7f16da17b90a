"""`gov_merge`: who wins where candidates overlap; the winners become `doc.ents`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from govnlp.pipes.base import CANDIDATES
from govnlp.values.match import NOTHING, Match, longest

# of two candidates of the same extent the first listed wins: an initiative named 一网通办 is no fixed term
PRIORITY = ("DATE", "POLICY", "INITIATIVE", "AGENCY", "MONEY", "PERCENT", "COUNT", NOTHING)
RANK = {label: rank for rank, label in enumerate(PRIORITY)}


class Merger:
    """Sets `doc.ents` to the candidates that stand: the outer, longer one of two that overlap (annotation guide)."""

    def __call__(self, doc: Doc) -> Doc:
        """Settle `doc.spans["govnlp"]` into `doc.ents`; entities set by other components stay where nothing of ours is."""
        candidates = list(doc.spans[CANDIDATES]) if CANDIDATES in doc.spans else []
        by_match: dict[Match, Span] = {Match(s.start_char, s.end_char, s.label_): s for s in candidates}
        winners = [by_match[match] for match in longest(list(by_match), RANK)]
        covered = {token for span in winners for token in range(span.start, span.end)}
        others = [span for span in doc.ents if not covered.intersection(range(span.start, span.end))]
        doc.ents = tuple(others + [span for span in winners if span.label_])
        return doc


@Language.factory("gov_merge", assigns=["doc.ents"], requires=["doc.spans"])
def create_merge(nlp: Language, name: str) -> Merger:
    """The `gov_merge` component: add it after the taggers."""
    return Merger()
