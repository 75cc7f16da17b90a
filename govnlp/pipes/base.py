"""What all components share: `find` is pure and works on characters, `annotate` writes to a Doc."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from spacy.tokens import Doc, Span

from govnlp.regions import code_of
from govnlp.script import Simplified, simplify
from govnlp.values.match import Match

CANDIDATES = "govnlp"
"""Key of `doc.spans` under which every component writes what it finds; `gov_merge` makes `doc.ents` of it."""

FIELDS = ("value", "unit", "bound", "name", "level", "kind")
_EMPTY = (None,) * len(FIELDS)
_STORE = "._."  # spaCy moves user data under such keys when documents are joined or cut


def _key(span: Span) -> Any:
    """Where `doc.user_data` keeps the fields of a span: plain data, so that a Doc can be saved and sent."""
    return (_STORE, f"govnlp_{span.label_}", span.start_char, span.end_char)


def fields_of(span: Span) -> Sequence[Any]:
    """The values of `FIELDS` of a candidate or entity, all at once; Nones where no component of ours has written it."""
    return span.doc.user_data.get(_key(span)) or _EMPTY


def candidates_of(doc: Doc) -> list[Match]:
    """What the components so far have found, with its fields."""
    spans = doc.spans.get(CANDIDATES, ())
    return [Match(span.start_char, span.end_char, span.label_, *fields_of(span)) for span in spans]


def _getter(position: int) -> Any:
    def get(span: Span) -> Any:
        return fields_of(span)[position]

    return get


def _code(span: Span) -> str | None:
    """The code of an agency's place, told by its full name."""
    return code_of(span._.name) if span.label_ == "AGENCY" and span._.name else None


def register_extensions() -> None:
    """`span._.value`, `.unit`, `.bound`, `.name`, `.level`, `.kind`, `.code`; `doc._.year` and `doc._.agency` of the report."""
    for position, field in enumerate(FIELDS):
        if not Span.has_extension(field):
            Span.set_extension(field, getter=_getter(position))
    if not Span.has_extension("code"):
        Span.set_extension("code", getter=_code)
    for field in ("year", "agency"):
        if not Doc.has_extension(field):
            Doc.set_extension(field, default=None)


register_extensions()


class Tagger(ABC):
    """A component that finds matches in the Simplified copy of a text."""

    def find(self, text: str, year: int | None = None, agency: dict[str, str | None] | None = None) -> list[Match]:
        """Matches in `text` as it stands, in either script.

        Parameters
        ----------
        text : a segment or any other text, at most some thousand characters for good speed.
        year : the year reported on, for deictic dates.
        agency : `name`, `region` and `level` of the reporting agency, for `我局` and `市政府`.
        """
        copy = simplify(text)
        matches = self._find(copy, year, agency)
        if copy.offsets is None:
            return matches
        return [match.moved(*copy.to_original(match.start, match.end)) for match in matches]

    @abstractmethod
    def _find(self, copy: Simplified, year: int | None, agency: dict[str, str | None] | None) -> list[Match]:
        """Matches in the Simplified copy, at its own offsets."""

    def __call__(self, doc: Doc) -> Doc:
        """Find in `doc.text` and add the matches to `doc.spans["govnlp"]`."""
        return annotate(doc, self.find(text_of(doc), doc._.year, doc._.agency))


@lru_cache(maxsize=256)
def text_of(doc: Doc) -> str:
    """`doc.text`, which spaCy joins anew whenever it is asked; kept for as many Docs as a batch of any component has."""
    return str(doc.text)


def annotate(doc: Doc, matches: list[Match]) -> Doc:
    """Write matches as candidate spans; tokens are cut where a span begins or ends inside them.

    Raises
    ------
    ValueError
        If a match does not lie in the text.
    """
    spans = list(doc.spans.get(CANDIDATES, ()))
    if cut_tokens(doc, {offset for match in matches for offset in (match.start, match.end)}):
        # cutting moves the indices of spans that are there already: they are laid anew by their characters
        spans = [_span(doc, span.start_char, span.end_char, span.label_) for span in spans]
    for match in matches:
        span = _span(doc, match.start, match.end, match.label)
        doc.user_data[_key(span)] = [getattr(match, field) for field in FIELDS]
        spans.append(span)
    doc.spans[CANDIDATES] = spans
    return doc


def _span(doc: Doc, start: int, end: int, label: str) -> Span:
    span = doc.char_span(start, end, label=label)
    if span is None:
        raise ValueError(f"no span {start}:{end} ({label}) in a text of {len(doc.text)} characters: {doc.text[:60]!r}")
    return span


def cut_tokens(doc: Doc, offsets: set[int]) -> bool:
    """Split every token that has one of the character `offsets` inside it: the segmentation yields to the spans.

    Returns whether any token was split.
    """
    if not offsets or len(doc) == len(text_of(doc)):  # nothing to cut in characters
        return False
    cuts: dict[int, list[int]] = {}
    starts = [token.idx for token in doc]
    position = 0
    for offset in sorted(offsets):
        while position + 1 < len(starts) and starts[position + 1] <= offset:
            position += 1
        token = doc[position]
        if token.idx < offset < token.idx + len(token):
            cuts.setdefault(position, []).append(offset - token.idx)
    if not cuts:
        return False
    with doc.retokenize() as retokenizer:
        for index, places in cuts.items():
            token = doc[index]
            edges = [0, *places, len(token)]
            pieces = [token.text[a:b] for a, b in pairwise(edges)]
            retokenizer.split(token, pieces, heads=[(token, i) for i in range(len(pieces))])
    return True
