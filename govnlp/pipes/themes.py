"""`gov_themes`: what a segment is about, by a linear classifier on character n-grams of the text and its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
ASPECTS = ("问题", "改进")
SCHEMA = "govnlp.themes/1"
LONGEST = 5000  # characters of a segment that are looked at

if not Doc.has_extension("headings"):
    Doc.set_extension("headings", default=None)
if not Doc.has_extension("aspect"):
    Doc.set_extension("aspect", default=None)


def vectorizers() -> dict[str, TfidfVectorizer]:
    """The features: character n-grams of the segment, and of its path of headings."""
    return {
        "text": TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=2, lowercase=True),
        "heading": TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=2, lowercase=True),
    }


def features(fitted: dict[str, TfidfVectorizer], texts: list[str], headings: list[str]) -> csr_matrix:
    """A row a segment; both inputs are Simplified (see `plain`)."""
    return csr_matrix(hstack([fitted["text"].transform(texts), fitted["heading"].transform(headings)]))


def plain(text: str) -> str:
    """The copy of a text that features are taken from: Simplified, digits as one sign, without spaces."""
    return "".join("0" if char.isdigit() else char for char in simplify(text).text if not char.isspace())


class ThemeClassifier(Learnt):
    """Writes `doc.cats` (theme → score from 0 to 1, independent of each other) and `doc._.aspect`.

    `doc._.headings`, a list outermost first, helps where it is set and is not needed.
    """

    schema, file = SCHEMA, "model.joblib"

    def __init__(self) -> None:
        super().__init__()
        self._fitted: dict[str, TfidfVectorizer] = {}
        self._weights: dict[str, tuple[Any, Any]] = {}

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
        docs = [doc for doc in docs if self._weights and doc.text.strip()]
        if not docs:
            return
        rows = features(self._fitted, [plain(doc.text[:LONGEST]) for doc in docs], [plain("/".join(doc._.headings or ())) for doc in docs])
        aspects = self._score("aspect", rows)
        for doc, scores, aspect in zip(docs, self._score("themes", rows), aspects, strict=True):
            doc.cats.update({theme: round(float(score), 4) for theme, score in zip(THEMES, scores, strict=True)})
            if max(doc.cats, key=lambda theme: doc.cats[theme]) == "问题/改进":
                doc._.aspect = _aspect(doc.text, float(aspect[0]))

    def _score(self, name: str, rows: csr_matrix) -> Any:
        weights, bias = self._weights[name]
        return expit(rows @ weights + bias)

    def _open(self, blob: bytes) -> None:
        plain_data = joblib.load(BytesIO(blob))
        for name, vectorizer in vectorizers().items():
            vectorizer.set_params(vocabulary=plain_data[name]["vocabulary"], min_df=1)
            vectorizer.fit([""])
            vectorizer.idf_ = numpy.asarray(plain_data[name]["idf"], dtype=numpy.float64)
            self._fitted[name] = vectorizer
        self._weights = {
            name: (plain_data[name]["weights"].astype(numpy.float64), plain_data[name]["bias"]) for name in ("themes", "aspect")
        }


@cache
def _cues(aspect: str) -> re.Pattern[str]:
    return re.compile(alternatives(column("aspect_cues", "cue", aspect=aspect)))


def _aspect(text: str, promise: float) -> str:
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
