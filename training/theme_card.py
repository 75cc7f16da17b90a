"""The card of the themes model that people read: scores a theme, confusions and reliability as pictures, ten errors with their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy
import spacy

from govnlp.learning.measures import reliability
from govnlp.learning.records import Record
from govnlp.pipes.themes import THEMES, ThemeClassifier
from training import themes
from training.evaluate import Result, first_theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ERRORS = 10
FONTS = ["Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "sans-serif"]


def write(folder: Path, results: Sequence[Result], scores: dict[str, Any], learnt: Sequence[Record], unseen: Sequence[Record]) -> None:
    """Write `README.md`, `confusion.svg` and `reliability.svg` into the model's folder.

    Parameters
    ----------
    results, scores : of the test split.
    learnt, unseen : the splits train and dev; errors are those that a model of the first makes on the second.
    """
    _save(confusion(results), folder / "confusion.svg")
    _save(curve(results), folder / "reliability.svg")
    rows = [f"| {theme} | {scores['f1'][theme]:.3f} | {scores['f1_without_headings'][theme]:.3f} |" for theme in THEMES]
    lines = [
        "# Themes",
        "",
        "Written by `make train`. The data, versions, cross-validation and the file's hash are in `card.json`; what was compared before",
        "choosing is in `training/themes.md`.",
        "",
        "## On the test split",
        "",
        "| theme | F1 | F1 without headings |",
        "|---|---|---|",
        *rows,
        f"| **mean** | {scores['macro_f1']:.3f} | {scores['macro_f1_without_headings']:.3f} |",
        "",
        f"Primary theme right in {scores['primary_accuracy']:.3f}, without headings in {scores['primary_accuracy_without_headings']:.3f};",
        f"expected calibration error of its score {scores['calibration_error']:.3f}, without headings "
        f"{scores['calibration_error_without_headings']:.3f}.",
        "",
        "![Primary themes, annotated against found](confusion.svg)",
        "![Share that is right by score](reliability.svg)",
        "",
        f"## {ERRORS} segments that it gets wrong",
        "",
        "Of the split dev, by a model of the split train: those whose wrong theme has the highest score. The reason is the n-grams that",
        "spoke loudest for the wrong theme (`explain`).",
        "",
        "| segment | annotated | found | score | what spoke for it |",
        "|---|---|---|---|---|",
        *errors(learnt, unseen),
    ]
    (folder / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def errors(learnt: Sequence[Record], unseen: Sequence[Record]) -> list[str]:
    """Lines of a table: the segments of `unseen` whose primary theme a model of `learnt` misses most surely."""
    classifier = ThemeClassifier()
    classifier.use(*themes.train(learnt))
    nlp = spacy.blank("zh")
    docs = [nlp.make_doc(record.text) for record in unseen]
    for doc, record in zip(docs, unseen, strict=True):
        doc._.headings = record.headings
    scored = [(doc.cats[first_theme(doc)], record, doc) for doc, record in zip(classifier.pipe(docs), unseen, strict=True)]
    wrong = sorted(((s, r, d) for s, r, d in scored if first_theme(d) != r.themes[0]), key=lambda row: (-row[0], row[1].id))
    return [
        f"| {record.text[:60]}{'…' if len(record.text) > 60 else ''} | {', '.join(record.themes)} | {first_theme(doc)} | {score:.2f} "
        f"| {_reason(classifier, doc)} |"
        for score, record, doc in wrong[:ERRORS]
    ]


def _reason(classifier: ThemeClassifier, doc: spacy.tokens.Doc) -> str:
    spoke = [clue for clue in classifier.explain(doc, top=40) if clue.weight > 0 and len(clue.ngram) > 1][:4]
    names = {"text": "{}", "heading": "{} in a heading", "section": "section {}"}
    return "; ".join(names[clue.part].format(clue.ngram.removeprefix("outer:").removeprefix("inner:")) for clue in spoke)


def confusion(results: Sequence[Result]) -> Figure:
    """Primary themes, annotated (rows) against found (columns)."""
    from matplotlib.figure import Figure

    pairs = Counter((result.record.themes[0], first_theme(result.doc)) for result in results)
    grid = numpy.array([[pairs[a, b] for b in THEMES] for a in THEMES])
    shares = grid / numpy.maximum(grid.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(8, 7.5), layout="constrained")
    axes = figure.subplots()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in numpy.ndenumerate(grid):
        if count:
            axes.text(
                column, row, str(count), ha="center", va="center", color="white" if shares[row, column] > 0.5 else "black", fontsize=8
            )
    axes.set_xticks(range(len(THEMES)), THEMES, rotation=45, ha="right")
    axes.set_yticks(range(len(THEMES)), THEMES)
    axes.set_xlabel("found")
    axes.set_ylabel("annotated")
    axes.set_title("Primary theme, test split (segments)")
    return figure


def curve(results: Sequence[Result]) -> Figure:
    """Share that is right by the first theme's score, with headings and without."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.5, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="grey", linestyle=":", label="perfect")
    for name, cats in (("with headings", [r.doc.cats for r in results]), ("without", [r.without_headings for r in results])):
        first = [max(its, key=lambda theme: its[theme]) for its in cats]
        right = numpy.array([theme in result.record.themes for theme, result in zip(first, results, strict=True)])
        points = reliability(right, numpy.array([its[theme] for theme, its in zip(first, cats, strict=True)]))
        axes.plot([score for score, _, _ in points], [share for _, share, _ in points], marker="o", label=name)
    axes.set(
        xlabel="score of the first theme", ylabel="share that is right", xlim=(0, 1.02), ylim=(0, 1.02), title="Reliability, test split"
    )
    axes.legend()
    return figure


def _save(figure: Figure, path: Path) -> None:
    """As SVG with text as text, so that the reader's own fonts write the Chinese; no date, so that the file is the same every time."""
    import logging
    import warnings

    import matplotlib

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    with matplotlib.rc_context({"svg.fonttype": "none", "font.family": FONTS, "svg.hashsalt": "govnlp"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # it only measures with another font
        figure.savefig(path, metadata={"Date": None})
