"""`gov_themes`: what a segment is about, by a linear classifier on character n-grams of the text and its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

import joblib
import numpy
from scipy.sparse import csr_matrix, hstack
from scipy.special import expit
from sklearn.feature_extraction.text import TfidfVectorizer
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

from govnlp.gazetteers import alternatives, column
from govnlp.outline.marks import kind_of
from govnlp.pipes.base import text_of
from govnlp.pipes.learnt import Learnt
from govnlp.script import simplify

THEMES = (
    "总体部署",
    "主动公开",
    "依申请",
    "政策解读",
    "回应关切",
    "公众参与",
    "网站建设",
    "新媒体",
    "信息管理",
    "监督保障",
    "复议诉讼",
    "疫情防控",
    "问题/改进",
    "其他",
)
"""The themes of the annotation guide; a model trained on other labels has others."""
ASPECTS = ("问题", "改进")
SHORTCOMINGS = "问题/改进"
"""The theme whose segments have an aspect."""
SCHEMA = "govnlp.themes/2"
LONGEST = 5000  # characters of a segment that are looked at
PARTS = ("text", "heading", "section")

if not Doc.has_extension("headings"):
    Doc.set_extension("headings", default=None)
if not Doc.has_extension("aspect"):
    Doc.set_extension("aspect", default=None)


@dataclass(frozen=True, slots=True)
class Clue:
    """An n-gram that spoke for a theme, or against it where `weight` is below nought; `part` is text, heading or section.

    Digits are written 0; a clue of part `section` is the statutory section that a heading opens.
    """

    ngram: str
    part: str
    weight: float


def vectorizers() -> dict[str, TfidfVectorizer]:
    """The features: character n-grams of the segment and of its headings, and the statutory sections that these open."""
    return {
        "text": TfidfVectorizer(analyzer="char", ngram_range=(1, 3), lowercase=False, sublinear_tf=True, min_df=3, max_features=60_000),
        "heading": TfidfVectorizer(analyzer="char", ngram_range=(1, 3), lowercase=False, sublinear_tf=True, min_df=2, max_features=20_000),
        "section": TfidfVectorizer(analyzer=str.split, lowercase=False, use_idf=False),
    }


def plain(text: str) -> str:
    """The copy of a text that features are taken from: Simplified, lower case, digits as one sign, without spaces."""
    return "".join("0" if char.isdigit() else char for char in simplify(text[:LONGEST]).text.lower() if not char.isspace())


def inputs(texts: Iterable[str], headings: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """What each vectorizer is given, a string a segment."""
    paths = [list(path) for path in headings]
    return {
        "text": [plain(text) for text in texts],
        "heading": [plain("/".join(path)) for path in paths],
        "section": [" ".join(f"{'inner' if depth else 'outer'}:{kind_of(words)}" for depth, words in enumerate(path)) for path in paths],
    }


def features(fitted: dict[str, TfidfVectorizer], given: dict[str, list[str]]) -> csr_matrix:
    """A row a segment, a column an n-gram."""
    return csr_matrix(hstack([fitted[part].transform(given[part]) for part in PARTS]))


class ThemeClassifier(Learnt):
    """Writes `doc.cats` (theme → calibrated probability, each theme by itself) and `doc._.aspect`.

    `doc._.headings`, a list outermost first, helps where it is set and is not needed.
    """

    schema, file = SCHEMA, "model.joblib"

    def __init__(self) -> None:
        super().__init__()
        self.themes: tuple[str, ...] = ()
        self.thresholds: dict[str, float] = {}
        self._fitted: dict[str, TfidfVectorizer] = {}
        self._weights: Any = None
        self._bias: Any = None
        self._aspect: tuple[Any, float] | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Score the themes of `doc.text`."""
        self._annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        """The same for many Docs, a batch at a time, which is faster."""
        for batch in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]  # spaCy's is not annotated
            self._annotate(batch)
            yield from batch

    def _annotate(self, docs: list[Doc]) -> None:
        docs = [doc for doc in docs if self.themes and text_of(doc).strip()]
        if not docs:
            return
        rows = self._rows(docs)
        promises = expit(rows @ self._aspect[0] + self._aspect[1]) if self._aspect else None
        for number, (doc, scores) in enumerate(zip(docs, expit(rows @ self._weights + self._bias), strict=True)):
            doc.cats.update({theme: round(float(score), 4) for theme, score in zip(self.themes, scores, strict=True)})
            if promises is not None and max(doc.cats, key=lambda theme: doc.cats[theme]) == SHORTCOMINGS:
                doc._.aspect = aspect_of(text_of(doc), float(promises[number]))

    def _rows(self, docs: Sequence[Doc]) -> csr_matrix:
        return features(self._fitted, inputs((text_of(doc) for doc in docs), (doc._.headings or () for doc in docs)))

    def explain(self, doc: Doc, theme: str | None = None, top: int = 12) -> list[Clue]:
        """What spoke for a theme in `doc`, and against it: the `top` n-grams of the greatest weight, the greatest first.

        Parameters
        ----------
        doc : a segment; its `doc._.headings` count, too.
        theme : one of the model's themes, by default the primary one of `doc.cats`.
        top : how many clues.

        Raises
        ------
        ValueError
            If the model has no such theme.
        """
        chosen = theme or max(doc.cats, key=lambda name: doc.cats[name], default="")
        if chosen not in self.themes:
            raise ValueError(f"no theme {chosen!r}; this model has {', '.join(self.themes) or 'none: it is not trained'}")
        row = self._rows([doc])
        column_of = self._weights[:, self.themes.index(chosen)]
        weighed = sorted(((float(v * column_of[i]), int(i)) for i, v in zip(row.indices, row.data, strict=True)), key=lambda w: -abs(w[0]))
        names = self._names()
        return [Clue(names[index][1], names[index][0], round(weight, 3)) for weight, index in weighed[:top]]

    def _names(self) -> list[tuple[str, str]]:
        """(part, n-gram) of each column."""
        return [(part, str(name)) for part in PARTS for name in self._fitted[part].get_feature_names_out()]

    def _open(self, blob: bytes) -> None:
        data = joblib.load(BytesIO(blob))
        for part, vectorizer in vectorizers().items():
            vectorizer.set_params(vocabulary={ngram: index for index, ngram in enumerate(data[part]["ngrams"])}, min_df=1)
            vectorizer.fit([""])
            if vectorizer.use_idf:
                vectorizer.idf_ = numpy.asarray(data[part]["idf"], dtype=numpy.float64)
            self._fitted[part] = vectorizer
        self.themes = tuple(data["themes"])
        self.thresholds = dict(zip(self.themes, map(float, data["thresholds"]), strict=True))
        self._weights, self._bias = data["weights"].astype(numpy.float64), data["bias"]
        self._aspect = (data["aspect"][0].astype(numpy.float64), float(data["aspect"][1])) if data["aspect"] else None


@cache
def _cues(aspect: str) -> re.Pattern[str]:
    return re.compile(alternatives(column("aspect_cues", "cue", aspect=aspect)))


def aspect_of(text: str, promise: float) -> str:
    """问题 or 改进: by the words of one alone where they stand, else by the classifier's score for a promise."""
    copy = simplify(text).text
    shortcoming, promised = (bool(_cues(aspect).search(copy)) for aspect in ASPECTS)
    if shortcoming != promised:
        return ASPECTS[promised]
    return ASPECTS[promise > 0.5]


@Language.factory("gov_themes", assigns=["doc.cats"])
def create_themes(nlp: Language, name: str) -> ThemeClassifier:
    """The `gov_themes` component; it scores nothing until a model is read from disk."""
    return ThemeClassifier()
