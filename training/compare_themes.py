"""Compare classifiers of themes and their features, on dev, and write `training/themes.md`.

    python -m training.compare_themes       # about ten minutes on two cores

Every candidate learns from the split train, each segment with its headings and without, and is scored on dev. The first
table holds the features and changes the classifier; the second holds ours and changes the features; the third is aspect.
Each score is calibrated as ours is, by a sigmoid on held-out reports: a fifth of train, which the candidate does not see.
"""

from __future__ import annotations

import pickle
import random
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy
import spacy
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.decomposition import TruncatedSVD
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC
from spacy.training import Example
from spacy.util import minibatch
from thinc.api import fix_random_seed

from govnlp.learning.measures import calibration_error, macro_f1, primary_accuracy, wanted
from govnlp.learning.records import Record
from govnlp.pipeline import load
from govnlp.pipes.themes import ASPECTS, THEMES, aspect_of, inputs, plain, probabilities, vectorizers
from training import corpus

TARGET = Path(__file__).resolve().parent / "themes.md"
EPOCHS = 6
THRESHOLD = 0.4

OURS = ("text", "heading", "section")


@dataclass(frozen=True)
class Trained:
    """`decide` gives decision values of records, with headings or without: a row a record, a column a theme; `model` is what is stored."""

    decide: Callable[[Sequence[Record], bool], numpy.ndarray]
    model: object


Trainer = Callable[[Sequence[Record]], Trained]


@dataclass(frozen=True)
class Extractor:
    """Named vectorizers, each of its own string of a record."""

    parts: tuple[str, ...]
    fitted: dict[str, TfidfVectorizer]

    def __call__(self, records: Sequence[Record], with_headings: bool) -> csr_matrix:
        given = strings(records, with_headings)
        return csr_matrix(hstack([self.fitted[part].transform(given[part]) for part in self.parts]))


def strings(records: Sequence[Record], with_headings: bool) -> dict[str, list[str]]:
    """What each vectorizer is given; besides govnlp's own inputs: words, the kinds of entities, the place in the report."""
    given = inputs((r.text for r in records), (r.headings if with_headings else () for r in records))
    nlp = load()
    given["words"] = [" ".join(token.text for token in nlp.make_doc(plain(r.text))) for r in records]
    given["entities"] = [" ".join(span.label for span in r.spans) for r in records]
    given["place"] = [f"tenth{int(10 * place)}" if with_headings else "" for place in _places(records)]
    return given


def _places(records: Sequence[Record]) -> list[float]:
    """Where in its report each record stands, from 0 to 1."""
    totals: dict[str, int] = {}
    numbers = []
    for record in records:
        totals[record.report] = totals.get(record.report, 0) + 1
        numbers.append(totals[record.report] - 1)
    return [number / totals[record.report] for number, record in zip(numbers, records, strict=True)]


def extractor(records: Sequence[Record], parts: tuple[str, ...]) -> Extractor:
    """Vectorizers fitted on `records`."""
    known = vectorizers() | {
        "words": TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        "entities": TfidfVectorizer(analyzer=str.split, lowercase=False, use_idf=False),
        "place": TfidfVectorizer(analyzer=str.split, lowercase=False, use_idf=False),
    }
    both = [strings(records, True), strings(records, False)]
    return Extractor(parts, {part: known[part].fit([text for given in both for text in given[part]]) for part in parts})


def linear(make: Callable[[], object], parts: tuple[str, ...] = OURS) -> Trainer:
    """A trainer of a scikit-learn classifier a theme on sparse features."""

    def train(records: Sequence[Record]) -> Trained:
        extract = extractor(records, parts)
        rows = csr_matrix(vstack([extract(records, True), extract(records, False)]))
        labels = wanted([r.themes for r in records] * 2, THEMES)
        model = OneVsRestClassifier(make()).fit(rows, labels)
        decide = model.decision_function if hasattr(model.estimators_[0], "decision_function") else _log_odds(model)
        return Trained(lambda some, with_headings: numpy.asarray(decide(extract(some, with_headings))), (extract, model))

    return train


def _log_odds(model: OneVsRestClassifier) -> Callable[[csr_matrix], numpy.ndarray]:
    def decide(rows: csr_matrix) -> numpy.ndarray:
        chances = numpy.clip(model.predict_proba(rows), 1e-6, 1 - 1e-6)
        return numpy.log(chances / (1 - chances))

    return decide


def boosted(records: Sequence[Record]) -> Trained:
    """Gradient boosting a theme on 150 components of the same features."""
    extract = extractor(records, OURS)
    rows = csr_matrix(vstack([extract(records, True), extract(records, False)]))
    svd = TruncatedSVD(150, random_state=0)
    model = OneVsRestClassifier(HistGradientBoostingClassifier(max_iter=120, learning_rate=0.15, random_state=0))
    model.fit(svd.fit_transform(rows), wanted([r.themes for r in records] * 2, THEMES))
    return Trained(
        lambda some, with_headings: numpy.asarray(model.decision_function(svd.transform(extract(some, with_headings)))),
        (extract, svd, model),
    )


def textcat(records: Sequence[Record]) -> Trained:
    """spaCy's `textcat_multilabel`, a bag of words and of their pairs; headings stand before the text."""
    fix_random_seed(0)
    nlp, words = spacy.blank("zh"), load()
    config = {
        "model": {
            "@architectures": "spacy.TextCatBOW.v3",
            "exclusive_classes": False,
            "ngram_size": 2,
            "no_output_layer": False,
            "length": 1 << 17,
        }
    }
    nlp.add_pipe("textcat_multilabel", config={**config, "threshold": 0.5})

    def document(record: Record, with_headings: bool) -> spacy.tokens.Doc:
        text = f"{plain('/'.join(record.headings)) if with_headings else ''}|{plain(record.text)}"
        tokens = [token.text for token in words.make_doc(text)]
        return spacy.tokens.Doc(nlp.vocab, words=tokens, spaces=[False] * len(tokens))

    examples = [
        Example.from_dict(document(record, which), {"cats": {theme: float(theme in record.themes) for theme in THEMES}})
        for record in records
        for which in (True, False)
    ]
    optimizer = nlp.initialize(lambda: examples)
    draw = random.Random(0)
    for _ in range(EPOCHS):
        draw.shuffle(examples)
        for batch in minibatch(examples, size=64):  # type: ignore[no-untyped-call]  # spaCy's is not annotated
            nlp.update(batch, sgd=optimizer)

    def decide(some: Sequence[Record], with_headings: bool) -> numpy.ndarray:
        docs = list(nlp.pipe([document(record, with_headings) for record in some]))
        chances = numpy.clip([[doc.cats[theme] for theme in THEMES] for doc in docs], 1e-6, 1 - 1e-6)
        return numpy.log(chances / (1 - chances))

    return Trained(decide, nlp.to_bytes())


@dataclass(frozen=True)
class Calibrated:
    """A trained candidate whose decision values become probabilities by a sigmoid a theme."""

    trained: Trained
    slopes: numpy.ndarray
    shifts: numpy.ndarray

    def __call__(self, records: Sequence[Record], with_headings: bool) -> numpy.ndarray:
        return probabilities(self.trained.decide(records, with_headings) * self.slopes + self.shifts)


def calibrated(train: Trainer, records: Sequence[Record]) -> Calibrated:
    """A candidate fitted on four fifths of the reports and calibrated on the last."""
    held = set(sorted({record.report for record in records})[::5])
    trained = train([record for record in records if record.report not in held])
    rest = [record for record in records if record.report in held]
    values = numpy.concatenate([trained.decide(rest, True), trained.decide(rest, False)])
    true = wanted([r.themes for r in rest] * 2, THEMES)
    sigmoids = [LogisticRegression(C=1e6).fit(values[:, [i]], true[:, i]) for i in range(len(THEMES))]
    slopes, shifts = (numpy.array(its) for its in zip(*((s.coef_[0, 0], s.intercept_[0]) for s in sigmoids), strict=True))
    return Calibrated(trained, slopes, shifts)


def row(name: str, train: Trainer, records: Sequence[Record], dev: Sequence[Record]) -> str:
    """A line of a table: scores with headings and without, megabytes of the stored model, segments a second of processor time."""
    score = calibrated(train, records)
    started = time.process_time()
    found = {which: score(dev, which) for which in (True, False)}
    speed = 2 * len(dev) / (time.process_time() - started)
    labels = [record.themes for record in dev]
    cells = []
    for values in found.values():
        cells.append(primary_accuracy(labels, THEMES, values))
        cells.append(macro_f1(labels, THEMES, values, [THRESHOLD] * len(THEMES)))
        cells.append(calibration_error(labels, THEMES, values))
    size = len(zlib.compress(pickle.dumps(score.trained.model))) / 1e6
    return f"| {name} | {' | '.join(f'{cell:.3f}' for cell in cells)} | {size:.1f} | {speed:,.0f} |"


def aspects(records: Sequence[Record], dev: Sequence[Record]) -> list[str]:
    """Lines of a table: aspect by its cues alone, by a classifier alone, and by the cues before the classifier."""
    learn, test = ([r for r in some if r.facts.get("aspect")] for some in (records, dev))
    extract = extractor(learn, OURS)
    rows = csr_matrix(vstack([extract(learn, True), extract(learn, False)]))
    model = LogisticRegression(C=10, solver="liblinear").fit(rows, [r.facts["aspect"] == ASPECTS[1] for r in learn] * 2)
    lines = []
    guesses: dict[str, Callable[[Record, float], str]] = {
        "cues alone; 改进 where they do not tell": lambda record, chance: aspect_of(record.text, 1.0),
        "classifier alone": lambda record, chance: ASPECTS[chance > 0.5],
        "**cues, and the classifier where they do not tell**": lambda record, chance: aspect_of(record.text, chance),
    }
    for name, guess in guesses.items():
        shares = []
        for with_headings in (True, False):
            chances = [float(chance) for chance in model.predict_proba(extract(test, with_headings))[:, 1]]
            right = [guess(r, chance) == r.facts["aspect"] for r, chance in zip(test, chances, strict=True)]
            shares.append(sum(right) / len(right))
        lines.append(f"| {name} | {shares[0]:.3f} | {shares[1]:.3f} |")
    return lines


def regression() -> LogisticRegression:
    """Ours."""
    return LogisticRegression(C=10, solver="liblinear", random_state=0)


CLASSIFIERS: dict[str, Trainer] = {
    "**logistic regression**": linear(regression),
    "linear support vectors": linear(lambda: LinearSVC(C=0.5, random_state=0)),
    "naive Bayes (complement)": linear(lambda: ComplementNB(alpha=0.3)),
    "gradient boosting on 150 SVD components": boosted,
    "spaCy textcat, bag of words": textcat,
}
FEATURES: dict[str, tuple[str, ...]] = {
    "characters of the text": ("text",),
    "words of the text": ("words",),
    "characters and headings": ("text", "heading"),
    "**characters, headings, statutory sections**": OURS,
    "the same and words": (*OURS, "words"),
    "the same and kinds of entities": (*OURS, "entities"),
    "the same and the place in the report": (*OURS, "place"),
}
HEAD = [
    "| {} | primary | macro F1 | ECE | primary without headings | macro F1 | ECE | MB | segments/s |",
    "|---|---|---|---|---|---|---|---|---|",
]


def main() -> None:
    records, dev = corpus.load("train"), corpus.load("dev")
    lines = [
        "# Themes: what was compared",
        "",
        "Written by `python -m training.compare_themes`: trained and calibrated on the split train "
        f"({len(records)} segments), scored on dev ({len(dev)}).",
        f"A theme counts from a score of {THRESHOLD} on, the first always; ECE: calibration error of the first theme's score.",
        "",
        HEAD[0].format("classifier, on the same features"),
        HEAD[1],
    ]
    for name, train in CLASSIFIERS.items():
        lines.append(row(name, train, records, dev))
        print(lines[-1], flush=True)
    lines += ["", HEAD[0].format("features, of logistic regression"), HEAD[1]]
    for name, parts in FEATURES.items():
        lines.append(row(name, linear(regression, parts), records, dev))
        print(lines[-1], flush=True)
    lines += ["", "| aspect of segments on shortcomings | right | right without headings |", "|---|---|---|", *aspects(records, dev)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
