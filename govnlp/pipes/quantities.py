"""`gov_quantities`: COUNT, MONEY, PERCENT."""

from __future__ import annotations

from spacy.language import Language

from govnlp.pipes.base import Tagger
from govnlp.script import Simplified
from govnlp.values.match import Match
from govnlp.values.quantities import find_quantities


class QuantityTagger(Tagger):
    """Tags counts, money and percentages; `span._.value` is a number, `._.unit` and `._.bound` say of what and how."""

    def _find(self, copy: Simplified, year: int | None, agency: dict[str, str | None] | None) -> list[Match]:
        return find_quantities(copy.text)


@Language.factory("gov_quantities", assigns=["doc.spans"])
def create_quantities(nlp: Language, name: str) -> QuantityTagger:
    """The `gov_quantities` component."""
    return QuantityTagger()
