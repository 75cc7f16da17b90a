"""Train the classifier of themes: logistic regressions on character n-grams, calibrated on what they have not seen."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import joblib
import numpy
import sklearn
from scipy.sparse import csr_matrix, vstack
from scipy.special import expit
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from govnlp.errors import ModelError
from govnlp.learning.measures import calibration_error, first_theme_reliability, macro_f1, primary_accuracy, rounded
from govnlp.learning.records import Record, read_labels
from govnlp.pipes.learnt import CARD
from govnlp.pipes.themes import ASPECTS, PARTS, SCHEMA, THEMES, ThemeClassifier, features, inputs, vectorizers

STRENGTH = 10.0  # inverse of the regularisation
SECOND_THEME = 0.7  # weight of a segment for a theme that is not its primary one
FOLDS = 5
FEWEST = 5
"""Segments that a theme must have to be learnt."""
REQUIRES = {"scikit-learn": ">=1.4,<2"}
"""Versions that read the model: it holds plain arrays, and the vectorizer's settings mean the same in these."""
_GRID = numpy.arange(3, 18) / 20


@dataclass(frozen=True)
class Linear:
    """Vectorizers and the weights on their columns, a column of `weights` a theme."""

    fitted: dict[str, TfidfVectorizer]
    weights: numpy.ndarray
    bias: numpy.ndarray

    def decide(self, records: Sequence[Record], with_headings: bool) -> numpy.ndarray:
        """Decision values, a row a record, a column a theme."""
        return numpy.asarray(features(self.fitted, _inputs(records, with_headings)) @ self.weights + self.bias)


def train_themes(data: Path | str, target: Path | str) -> dict[str, Any]:
    """Train on labelled segments and write the model and its card into the folder `target`; returns the card.

    Parameters
    ----------
    data : see `govnlp.learning.records.read_labels`. The themes are the labels found there, any number of them.
    target : a folder, made where it is missing; `govnlp.load(themes=target)` uses it.

    Raises
    ------
    ReadingError, MarkupError
        If the labels cannot be read.
    ModelError
        If there are fewer than two themes of five segments each, or segments of one report alone.
    """
    blob, card = train(read_labels(Path(data)))
    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ThemeClassifier.file).write_bytes(blob)
    (folder / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return card


def train(records: Sequence[Record]) -> tuple[bytes, dict[str, Any]]:
    """The model file's bytes and its card, with the scores of a cross-validation by report."""
    themes = _themes(records)
    held_out = cross_validate(records, themes)
    slopes, shifts = _calibration(records, themes, held_out)
    calibrated = {name: expit(values * slopes + shifts) for name, values in held_out.items()}
    thresholds = _thresholds(records, themes, calibrated["with_headings"])
    model = fit(records, themes)
    blob = _pack(model, slopes, shifts, themes, thresholds, _aspect(model.fitted, records))
    scores = {name: _scores(records, themes, values, thresholds) for name, values in calibrated.items()}
    return blob, _card(blob, records, themes, scores)


def _themes(records: Sequence[Record]) -> tuple[str, ...]:
    """The themes to learn, in the guide's order where they are its own; raises where there is nothing to learn."""
    counts = Counter(theme for record in records for theme in record.themes)
    rare = {theme: count for theme, count in counts.items() if count < FEWEST}
    if rare:
        its = ", ".join(f"{theme} ({count})" for theme, count in sorted(rare.items()))
        raise ModelError(f"themes with fewer than {FEWEST} segments cannot be learnt: {its}; add segments or merge these themes")
    if len(counts) < 2:
        raise ModelError(f"themes are told apart by two or more; the data have {len(counts)}")
    if len({record.report for record in records}) < 2:
        raise ModelError("all segments are of one report, so nothing can be held out to calibrate on; say of which report each is")
    known = [theme for theme in THEMES if theme in counts]
    return (*known, *sorted(set(counts) - set(known)))


def _inputs(records: Sequence[Record], with_headings: bool) -> dict[str, list[str]]:
    return inputs((r.text for r in records), (r.headings if with_headings else () for r in records))


def fit(records: Sequence[Record], themes: Sequence[str]) -> Linear:
    """A classifier a theme. Every segment is seen twice, with its headings and without, so that these help and are not needed."""
    both = [_inputs(records, True), _inputs(records, False)]
    fitted = vectorizers()
    for part, vectorizer in fitted.items():
        strings = [string for given in both for string in given[part]]
        vectorizer.fit([*strings, *_besides(part, strings)])
    rows = csr_matrix(vstack([features(fitted, given) for given in both]))
    columns = [_fit(rows, *_wanted([*records, *records], theme)) for theme in themes]
    return Linear(fitted, numpy.stack([weights for weights, _ in columns], axis=1), numpy.array([bias for _, bias in columns]))


def _besides(part: str, strings: Sequence[str]) -> tuple[str, ...]:
    """What a vectorizer is fitted on besides, so that it has a column though the labels give no headings, or repeat none."""
    if part == "section":
        return ("outer:None inner:None",)
    is_repeated = any(count > 1 for heading, count in Counter(strings).items() if heading)
    return ("/", "/") if part == "heading" and not is_repeated else ()


def _wanted(records: Sequence[Record], theme: str) -> tuple[list[bool], list[float]]:
    """Whether each record has the theme, and how much it counts."""
    wanted = [theme in record.themes for record in records]
    return wanted, [1.0 if not its or record.themes[0] == theme else SECOND_THEME for its, record in zip(wanted, records, strict=True)]


def _fit(rows: csr_matrix, wanted: list[bool], counts: list[float]) -> tuple[numpy.ndarray, float]:
    if len(set(wanted)) == 1:  # a fold without the theme
        return numpy.zeros(rows.shape[1]), 20.0 if wanted[0] else -20.0
    classifier = LogisticRegression(C=STRENGTH, solver="liblinear", class_weight={False: 1.0, True: 2.0}, random_state=0)
    classifier.fit(rows, wanted, sample_weight=counts)
    return classifier.coef_[0], float(classifier.intercept_[0])


def cross_validate(records: Sequence[Record], themes: Sequence[str]) -> dict[str, numpy.ndarray]:
    """Decision values for each record by a classifier that has seen no segment of its report, with headings and without."""
    values = {name: numpy.zeros((len(records), len(themes))) for name in ("with_headings", "without_headings")}
    for learn, test in _folds(records):
        model = fit([records[i] for i in learn], themes)
        for name, found in values.items():
            found[test] = model.decide([records[i] for i in test], name == "with_headings")
    return values


def _folds(records: Sequence[Record]) -> Iterator[tuple[numpy.ndarray, numpy.ndarray]]:
    groups = [record.report for record in records]
    return GroupKFold(min(FOLDS, len(set(groups)))).split(records, groups=groups)  # type: ignore[no-any-return]  # scikit-learn has no types


def _calibration(
    records: Sequence[Record], themes: Sequence[str], held_out: dict[str, numpy.ndarray]
) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Slope and shift a theme (Platt's sigmoid), fitted on held-out decision values with headings and without."""
    slopes, shifts = numpy.ones(len(themes)), numpy.zeros(len(themes))
    for index, theme in enumerate(themes):
        wanted = [theme in record.themes for record in records] * 2
        values = numpy.concatenate([held_out["with_headings"][:, index], held_out["without_headings"][:, index]])
        sigmoid = LogisticRegression(C=1e6).fit(values[:, None], wanted)
        slopes[index], shifts[index] = sigmoid.coef_[0, 0], sigmoid.intercept_[0]
    return slopes, shifts


def _thresholds(records: Sequence[Record], themes: Sequence[str], scores: numpy.ndarray) -> numpy.ndarray:
    """The score from which each theme counts: that of the best F1 on held-out segments."""
    best = []
    for index, theme in enumerate(themes):
        wanted = numpy.array([theme in record.themes for record in records])
        found = [scores[:, index] >= threshold for threshold in _GRID]
        f1 = [2 * (guess & wanted).sum() / max(guess.sum() + wanted.sum(), 1) for guess in found]
        best.append(float(_GRID[int(numpy.argmax(f1))]))
    return numpy.array(best)


def _aspect(fitted: dict[str, TfidfVectorizer], records: Sequence[Record]) -> tuple[numpy.ndarray, float] | None:
    """Weights and bias of 改进 against 问题, from the segments that say which; None where too few do."""
    marked = [record for record in records if record.facts.get("aspect") in ASPECTS]
    counts = Counter(record.facts["aspect"] for record in marked)
    if len(counts) < 2 or min(counts.values()) < FEWEST:
        return None
    rows = csr_matrix(vstack([features(fitted, _inputs(marked, which)) for which in (True, False)]))
    weights, bias = _fit(rows, [record.facts["aspect"] == ASPECTS[1] for record in marked] * 2, [1.0] * len(marked) * 2)
    return weights.astype(numpy.float16), bias


def _pack(
    model: Linear,
    slopes: numpy.ndarray,
    shifts: numpy.ndarray,
    themes: Sequence[str],
    thresholds: numpy.ndarray,
    aspect: tuple[numpy.ndarray, float] | None,
) -> bytes:
    """Plain arrays and lists; the calibration is multiplied into the weights."""
    data: dict[str, Any] = {"themes": list(themes), "thresholds": thresholds, "aspect": aspect}
    for part in PARTS:
        vectorizer = model.fitted[part]
        data[part] = {"ngrams": [str(name) for name in vectorizer.get_feature_names_out()]}
        if vectorizer.use_idf:
            data[part]["idf"] = vectorizer.idf_.astype(numpy.float32)
    data["weights"], data["bias"] = (model.weights * slopes).astype(numpy.float16), model.bias * slopes + shifts
    buffer = BytesIO()
    joblib.dump(data, buffer, compress=("zlib", 9))
    return buffer.getvalue()


def _scores(records: Sequence[Record], themes: Sequence[str], values: numpy.ndarray, thresholds: numpy.ndarray) -> dict[str, Any]:
    labels = [record.themes for record in records]
    return {
        "primary_accuracy": round(primary_accuracy(labels, themes, values), 4),
        "macro_f1": round(macro_f1(labels, themes, values, thresholds), 4),
        "calibration_error": round(calibration_error(labels, themes, values), 4),
        "reliability": rounded(first_theme_reliability(labels, themes, values)),
    }


def _card(blob: bytes, records: Sequence[Record], themes: Sequence[str], scores: dict[str, dict[str, Any]]) -> dict[str, Any]:
    text = "\n".join(f"{record.id}\t{record.text}\t{','.join(record.themes)}" for record in records)
    return {
        "schema": SCHEMA,
        "model": "one-vs-rest logistic regression on character 1-3-grams of text and headings and on statutory sections, Platt calibration",
        "segments": len(records),
        "data_sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "themes": list(themes),
        "cross_validation": scores,
        "trained_with": {"scikit-learn": sklearn.__version__, "numpy": numpy.__version__},
        "requires": REQUIRES,
        "sha256": hashlib.sha256(blob).hexdigest(),
    }
