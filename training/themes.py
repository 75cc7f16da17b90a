"""Train the theme classifier on the corpus's training split: logistic regressions on character n-grams."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import joblib
import numpy
import sklearn
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from govnlp.pipes.themes import ASPECTS, SCHEMA, THEMES, ThemeClassifier, features, plain, vectorizers
from training.corpus import Record

STRENGTH = 10.0  # inverse of the regularisation
SECOND_THEME = 0.7  # weight of a segment for a theme that is not its primary one


def train(records: Sequence[Record]) -> tuple[bytes, dict[str, Any]]:
    """The model file's bytes and its card.

    Every segment is seen twice, with its headings and without, so that headings help and are not needed.
    """
    texts = [plain(record.text) for record in records] * 2
    headings = [plain("/".join(record.headings)) for record in records] + [""] * len(records)
    fitted = vectorizers()
    fitted["text"].fit(texts)
    fitted["heading"].fit(headings)
    rows = features(fitted, texts, headings)
    model: dict[str, Any] = {
        name: {
            "vocabulary": {gram: int(index) for gram, index in vectorizer.vocabulary_.items()},
            "idf": vectorizer.idf_.astype(numpy.float32),
        }
        for name, vectorizer in fitted.items()
    }
    for name, (weights, bias) in (("themes", _themes(rows, [*records] * 2)), ("aspect", _aspect(rows, [*records] * 2))):
        model[name] = {"weights": weights.astype(numpy.float32), "bias": bias}
    buffer = BytesIO()
    joblib.dump(model, buffer, compress=("zlib", 6))
    blob = buffer.getvalue()
    return blob, _card(blob, records)


def _fit(rows: csr_matrix, wanted: list[bool], weights: list[float]) -> tuple[numpy.ndarray, float]:
    classifier = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight={False: 1.0, True: 2.0}, random_state=0)
    classifier.fit(rows, wanted, sample_weight=weights)
    return classifier.coef_[0], float(classifier.intercept_[0])


def _themes(rows: csr_matrix, records: Sequence[Record]) -> tuple[numpy.ndarray, numpy.ndarray]:
    """A column of weights and a bias a theme."""
    columns = []
    for theme in THEMES:
        wanted = [theme in record.themes for record in records]
        weights = [1.0 if not its or record.themes[0] == theme else SECOND_THEME for its, record in zip(wanted, records, strict=True)]
        columns.append(_fit(rows, wanted, weights))
    return numpy.stack([weights for weights, _ in columns], axis=1), numpy.array([bias for _, bias in columns])


def _aspect(rows: csr_matrix, records: Sequence[Record]) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Shortcoming or promise, from the segments that say which."""
    marked = [index for index, record in enumerate(records) if record.facts.get("aspect")]
    wanted = [records[index].facts["aspect"] == ASPECTS[1] for index in marked]
    weights, bias = _fit(rows[marked], wanted, [1.0] * len(marked))
    return weights[:, None], numpy.array([bias])


def _card(blob: bytes, records: Sequence[Record]) -> dict[str, Any]:
    text = "\n".join(f"{record.id}\t{record.text}\t{','.join(record.themes)}" for record in records)
    return {
        "schema": SCHEMA,
        "model": "one-vs-rest logistic regression on character 1-3-grams of text and headings",
        "data": "training/data/reports, split train (CC BY 4.0)",
        "segments": len(records),
        "data_sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "themes": list(THEMES),
        "scikit_learn": sklearn.__version__,
        "sha256": hashlib.sha256(blob).hexdigest(),
    }


def predict(
    classifier: ThemeClassifier, records: Sequence[Record], with_headings: bool = True
) -> list[tuple[dict[str, float], str | None]]:
    """Scores and aspect of each record, as the component gives them."""
    import spacy

    nlp = spacy.blank("zh")
    found = []
    for record in records:
        doc = nlp.make_doc(record.text)
        doc._.headings = record.headings if with_headings else None
        classifier(doc)
        found.append((dict(doc.cats), doc._.aspect))
    return found
