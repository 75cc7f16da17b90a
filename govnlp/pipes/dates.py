"""`gov_dates`: DATE."""

from __future__ import annotations

from spacy.language import Language

from govnlp.pipes.base import Tagger
from govnlp.script import Simplified
from govnlp.values.dates import find_dates
from govnlp.values.match import Match


class DateTagger(Tagger):
    """Tags points and periods of the calendar; `span._.value` is ISO 8601, None where the year is not known."""

    def _find(self, copy: Simplified, year: int | None, agency: dict[str, str | None] | None) -> list[Match]:
        return find_dates(copy.text, year)


@Language.factory("gov_dates", assigns=["doc.spans"])
def create_dates(nlp: Language, name: str) -> DateTagger:
    """The `gov_dates` component; set `doc._.year` to resolve 今年 and 12月31日."""
    return DateTagger()
