"""Score the pipeline on annotated segments: spans exactly, values, themes, aspects, full names.

python -m training.evaluate            # the corpus's test split, as it is and in the other script; the gold folder where it is present
python -m training.evaluate FOLDER     # a folder of annotated reports of your own
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy
from spacy.language import Language
from spacy.tokens import Doc, Span

from govnlp import gazetteers
from govnlp.errors import MarkupError
from govnlp.learning.measures import calibration_error, f1_by_theme, first_theme_reliability, primary_accuracy, rounded
from govnlp.markup import LABELS, parse_quantity
from govnlp.pipeline import load
from govnlp.pipes.themes import SHORTCOMINGS, THEMES
from govnlp.script import simplify
from training import corpus
from training.corpus import Record
from training.synthetic.script import traditional

VALUED = ("DATE", "COUNT", "MONEY", "PERCENT")
LABELS_IN_ORDER = ("DATE", "COUNT", "MONEY", "PERCENT", "POLICY", "AGENCY", "INITIATIVE")
GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"


@dataclass(frozen=True, slots=True)
class Result:
    """A record and what the pipeline makes of it: the Doc, and the scores of its themes without headings."""

    record: Record
    doc: Doc
    without_headings: dict[str, float]


def annotate(nlp: Language, records: Sequence[Record]) -> list[Result]:
    """The records' texts through the pipeline, with what their reports' mastheads say."""
    themes = nlp.get_pipe("gov_themes")
    results = []
    for record in records:
        doc = nlp.make_doc(record.text)
        doc._.year, doc._.agency, doc._.headings = record.year, record.agency, record.headings
        doc = nlp(doc)
        bare = themes(nlp.make_doc(record.text))
        results.append(Result(record, doc, dict(bare.cats)))
    return results


def first_theme(doc: Doc) -> str:
    """The theme of the highest score."""
    return max(doc.cats, key=lambda theme: doc.cats[theme])


def is_right(span: Span, value: str | None) -> bool:
    """Whether a found span has the annotated value (number, unit and bound; ISO date; per cent)."""
    if value is None or span.label_ not in VALUED:
        return True
    if span.label_ == "DATE":
        return bool(span._.value == value)
    try:
        number, unit, bound = parse_quantity(value)
    except MarkupError:
        return False
    same_unit = span.label_ == "PERCENT" or span._.unit == unit
    return abs(span._.value - number) < 1e-6 and same_unit and span._.bound == bound


def score_spans(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """Per label: exact-span precision, recall, F1, annotated spans, share of matched spans whose value is right."""
    right, found, wanted, valued = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for result in results:
        gold = {(span.start, span.end, span.label): span.value for span in result.record.spans}
        wanted.update(label for _, _, label in gold)
        for span in result.doc.ents:
            key = (span.start_char, span.end_char, span.label_)
            found[span.label_] += 1
            if key in gold:
                right[span.label_] += 1
                valued[span.label_] += is_right(span, gold[key])
    return {label: _row(right[label], found[label], wanted[label], valued[label]) for label in LABELS_IN_ORDER}


def _row(right: int, found: int, wanted: int, valued: int) -> dict[str, float]:
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
        "spans": wanted,
        "values": round(valued / max(right, 1), 4),
    }


def score_unseen(results: Sequence[Result]) -> dict[str, float]:
    """Initiatives whose name is in no list and in no segment that the models have learnt from: precision and recall."""
    seen = simplify("\n".join(record.text for split in ("train", "dev") for record in corpus.load(split))).text
    listed = {name for row in gazetteers.table("initiatives") for name in (row["name"], *row["aliases"].split("|"))}

    def unseen(text: str) -> bool:
        name = simplify(text).text
        return name not in listed and name not in seen

    right = found = wanted = 0
    for result in results:
        text = result.record.text
        gold = {(s.start, s.end) for s in result.record.spans if s.label == "INITIATIVE" and unseen(text[s.start : s.end])}
        guessed = {(s.start_char, s.end_char) for s in result.doc.ents if s.label_ == "INITIATIVE" and unseen(s.text)}
        wanted, found, right = wanted + len(gold), found + len(guessed), right + len(gold & guessed)
    return _row(right, found, wanted, 0)


def score_full_names(results: Sequence[Result]) -> dict[str, float]:
    """Agencies whose full name is annotated: how many are found, and how many of these have it right."""
    named = found = right = 0
    for result in results:
        names = {(s.start, s.end): s.value for s in result.record.spans if s.label == "AGENCY" and s.value}
        named += len(names)
        for span in result.doc.ents:
            name = names.get((span.start_char, span.end_char)) if span.label_ == "AGENCY" else None
            found += name is not None
            right += name is not None and span._.name == name
    return {"annotated": named, "found": found, "right": right, "accuracy": round(right / max(found, 1), 4)}


def score_themes(results: Sequence[Result], thresholds: dict[str, float]) -> dict[str, Any]:
    """Primary accuracy, F1 per theme from its threshold on and their mean, calibration: with headings and without; aspects."""
    marked = [result for result in results if result.record.facts.get("aspect") and first_theme(result.doc) == SHORTCOMINGS]
    scores: dict[str, Any] = {"aspect_accuracy": _share(r.doc._.aspect == r.record.facts["aspect"] for r in marked)}
    labels = [result.record.themes for result in results]
    for suffix, cats in (("", [r.doc.cats for r in results]), ("_without_headings", [r.without_headings for r in results])):
        values = numpy.array([[its[theme] for theme in THEMES] for its in cats])
        f1 = f1_by_theme(labels, THEMES, values, [thresholds[theme] for theme in THEMES])
        scores[f"primary_accuracy{suffix}"] = round(primary_accuracy(labels, THEMES, values), 4)
        scores[f"macro_f1{suffix}"] = round(sum(f1.values()) / len(f1), 4)
        scores[f"calibration_error{suffix}"] = round(calibration_error(labels, THEMES, values), 4)
        scores[f"reliability{suffix}"] = rounded(first_theme_reliability(labels, THEMES, values))
        scores[f"f1{suffix}"] = {theme: round(value, 4) for theme, value in f1.items()}
    return scores


def _share(choices: Iterable[bool]) -> float:
    both = list(choices)
    return round(sum(both) / max(len(both), 1), 4)


GROUPS: dict[str, Callable[[Record], str]] = {
    "script": lambda record: record.facts.get("script", "Hans"),
    "level": lambda record: record.facts.get("level", ""),
    "decade": lambda record: f"{record.year // 10 * 10}s",
}


def evaluate(nlp: Language, records: Sequence[Record]) -> dict[str, Any]:
    """All scores of a set of records, and those of its parts by script, level and decade."""
    return score(nlp, annotate(nlp, records))


def score(nlp: Language, results: Sequence[Result]) -> dict[str, Any]:
    """The scores of records that the pipeline has annotated."""
    thresholds = nlp.get_pipe("gov_themes").thresholds  # type: ignore[attr-defined]  # a ThemeClassifier
    scores: dict[str, Any] = {"segments": len(results), "spans": score_spans(results), "groups": {}}
    scores["themes"] = score_themes(results, thresholds)
    scores["unseen_initiatives"], scores["full_names"] = score_unseen(results), score_full_names(results)
    for name, key in GROUPS.items():
        parts: dict[str, list[Result]] = {}
        for result in results:
            parts.setdefault(key(result.record), []).append(result)
        scores["groups"][name] = {
            part: {
                "segments": len(its),
                "f1": {label: row["f1"] for label, row in score_spans(its).items()},
                "primary_accuracy": score_themes(its, thresholds)["primary_accuracy"],
            }
            for part, its in sorted(parts.items())
        }
    return scores


def table(scores: dict[str, Any]) -> str:
    """The scores in short, as Markdown."""
    lines = ["| label | precision | recall | F1 | values right | spans |", "|---|---|---|---|---|---|"]
    for label, row in scores["spans"].items():
        values = f"{row['values']:.3f}" if label in VALUED else ""
        lines.append(f"| {label} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} | {values} | {row['spans']} |")
    themes, unseen, names = scores["themes"], scores["unseen_initiatives"], scores["full_names"]
    lines.append("")
    lines.append(
        f"Initiatives of no list and no training segment ({unseen['spans']}): "
        f"precision {unseen['precision']:.3f}, recall {unseen['recall']:.3f}. "
        f"Full name right in {names['right']} of {names['found']} agencies found whose full name is annotated ({names['accuracy']:.3f})."
    )
    lines.append(
        f"{scores['segments']} segments; with headings, and in brackets without: "
        f"primary theme right in {themes['primary_accuracy']:.3f} ({themes['primary_accuracy_without_headings']:.3f}), "
        f"macro F1 of themes {themes['macro_f1']:.3f} ({themes['macro_f1_without_headings']:.3f}), "
        f"calibration error {themes['calibration_error']:.3f} ({themes['calibration_error_without_headings']:.3f}); "
        f"aspect right in {themes['aspect_accuracy']:.3f}."
    )
    return "\n".join(lines)


def details(scores: dict[str, Any]) -> str:
    """F1 per theme; F1 per label and primary accuracy per script, level and decade, as Markdown."""
    lines = ["| theme | F1 |", "|---|---|", *(f"| {theme} | {f1:.3f} |" for theme, f1 in scores["themes"]["f1"].items()), ""]
    lines += [f"| part | segments | {' | '.join(LABELS_IN_ORDER)} | primary theme |", "|---|---|" + "---|" * 8]
    for parts in scores["groups"].values():
        for part, row in parts.items():
            f1 = " | ".join(f"{row['f1'][label]:.3f}" for label in LABELS_IN_ORDER)
            lines.append(f"| {part} | {row['segments']} | {f1} | {row['primary_accuracy']:.3f} |")
    return "\n".join(lines)


def with_names(record: Record) -> Record:
    """A gold record, whose agencies are annotated without full names, with those of `training/data/gold_names.csv`."""
    with (corpus.DATA / "gold_names.csv").open(encoding="utf-8") as file:
        names = {(row["report"], row["text"]): row["name"] for row in csv.DictReader(file)}
    spans = [
        replace(span, value=names.get((record.report, record.text[span.start : span.end]))) if span.label == "AGENCY" else span
        for span in record.spans
    ]
    return replace(record, spans=spans)


def in_traditional(records: Sequence[Record]) -> list[Record]:
    """The Simplified segments in Traditional characters; one whose length changes, so that its spans would move, is left out."""
    simplified = [record for record in records if record.facts.get("script", "Hans") == "Hans"]
    converted = [replace(record, text=traditional(record.text)) for record in simplified]
    return [new for new, old in zip(converted, simplified, strict=True) if len(new.text) == len(old.text)]


def main(arguments: list[str]) -> None:
    nlp = load()
    if arguments:
        sets = {arguments[0]: corpus.load_folder(Path(arguments[0]))}
    else:
        test = corpus.load("test")
        sets = {"test": test, "test, Simplified segments in Traditional characters": in_traditional(test)}
        if GOLD.is_dir():
            sets["gold"] = [with_names(record) for path in sorted(GOLD.glob("0*.txt")) for record in corpus.read_report(path)]
    for name, records in sets.items():
        scores = evaluate(nlp, records)
        print(f"## {name}\n\n{table(scores)}\n\n{details(scores)}\n")


assert set(LABELS_IN_ORDER) == set(LABELS.values())

if __name__ == "__main__":
    main(sys.argv[1:])
