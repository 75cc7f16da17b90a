"""Score the pipeline on annotated segments: spans exactly, values, themes, aspects, full names.

python -m training.evaluate            # the corpus's test split, and the gold folder where it is present
python -m training.evaluate FOLDER     # a folder of annotated reports of your own
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from govnlp.errors import MarkupError
from govnlp.markup import LABELS, parse_quantity
from govnlp.pipeline import load
from govnlp.pipes.themes import THEMES
from training import corpus
from training.corpus import Record

LABELS_IN_ORDER = ("DATE", "COUNT", "MONEY", "PERCENT", "POLICY", "AGENCY", "INITIATIVE")
GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"


def annotate(nlp: Language, record: Record, with_headings: bool = True) -> Doc:
    """The record's text through the pipeline, with what its report's masthead says."""
    doc = nlp.make_doc(record.text)
    doc._.year, doc._.agency = record.year, record.agency
    doc._.headings = record.headings if with_headings else None
    return nlp(doc)


def is_right(span: Span, value: str | None) -> bool:
    """Whether a found span has the annotated value (number, unit and bound; ISO date; per cent)."""
    if value is None or span.label_ not in ("DATE", "COUNT", "MONEY", "PERCENT"):
        return True
    if span.label_ == "DATE":
        return bool(span._.value == value)
    try:
        number, unit, bound = parse_quantity(value)
    except MarkupError:
        return False
    same_unit = span.label_ == "PERCENT" or span._.unit == unit
    return abs(span._.value - number) < 1e-6 and same_unit and span._.bound == bound


def score_spans(nlp: Language, records: Sequence[Record]) -> dict[str, dict[str, float]]:
    """Per label: exact-span precision, recall, F1, annotated spans, share of matched spans whose value is right."""
    right, found, wanted, valued = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for record in records:
        gold = {(span.start, span.end, span.label): span.value for span in record.spans}
        wanted.update(label for _, _, label in gold)
        for span in annotate(nlp, record).ents:
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


def score_themes(nlp: Language, records: Sequence[Record], with_headings: bool = True) -> dict[str, Any]:
    """Primary accuracy, F1 per theme (multi-label, scores of one half and more) and their mean, accuracy of the aspect."""
    primary = aspects = marked = 0
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for record in records:
        doc = annotate(nlp, record, with_headings)
        first = max(doc.cats, key=lambda theme: doc.cats[theme])
        primary += first == record.themes[0]
        if record.facts.get("aspect") and first == "问题/改进":
            marked += 1
            aspects += doc._.aspect == record.facts["aspect"]
        guessed = {theme for theme, score in doc.cats.items() if score >= 0.5} | {first}
        found.update(guessed)
        wanted.update(record.themes)
        right.update(guessed & set(record.themes))
    f1 = {theme: round(2 * right[theme] / max(found[theme] + wanted[theme], 1), 4) for theme in THEMES}
    return {
        "primary_accuracy": round(primary / max(len(records), 1), 4),
        "macro_f1": round(sum(f1.values()) / len(f1), 4),
        "aspect_accuracy": round(aspects / max(marked, 1), 4),
        "f1": f1,
    }


def evaluate(nlp: Language, records: Sequence[Record]) -> dict[str, Any]:
    """All scores of a set of records, and of its part in each script."""
    scores: dict[str, Any] = {
        "segments": len(records),
        "spans": score_spans(nlp, records),
        "themes": score_themes(nlp, records),
        "themes_without_headings": score_themes(nlp, records, with_headings=False)["primary_accuracy"],
    }
    for script in ("Hans", "Hant"):
        part = [record for record in records if record.facts.get("script", "Hans") == script]
        if part and len(part) < len(records):
            scores[script] = {
                "segments": len(part),
                "spans": score_spans(nlp, part),
                "primary_accuracy": score_themes(nlp, part)["primary_accuracy"],
            }
    return scores


def table(scores: dict[str, Any]) -> str:
    """The scores as a Markdown table."""
    lines = ["| label | precision | recall | F1 | values right | spans |", "|---|---|---|---|---|---|"]
    for label, row in scores["spans"].items():
        values = f"{row['values']:.3f}" if label in ("DATE", "COUNT", "MONEY", "PERCENT") else ""
        lines.append(f"| {label} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} | {values} | {row['spans']} |")
    themes = scores["themes"]
    lines.append("")
    lines.append(
        f"{scores['segments']} segments; primary theme right in {themes['primary_accuracy']:.3f} "
        f"({scores['themes_without_headings']:.3f} without headings), "
        f"macro F1 of themes {themes['macro_f1']:.3f}, aspect right in {themes['aspect_accuracy']:.3f}."
    )
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    nlp = load()
    if arguments and arguments[0] != "--json":
        print(table(evaluate(nlp, corpus.load_folder(Path(arguments[0])))))
        return
    scores = {"test": evaluate(nlp, corpus.load("test"))}
    if GOLD.is_dir():
        scores["gold"] = evaluate(nlp, [record for path in sorted(GOLD.glob("0*.txt")) for record in corpus.read_report(path)])
    if "--json" in arguments:
        print(json.dumps(scores, ensure_ascii=False, indent=1))
        return
    for name, its in scores.items():
        print(f"## {name}\n\n{table(its)}\n")
        for script in ("Hans", "Hant"):
            if script in its:
                print(
                    f"### {script}\n\n"
                    + "\n".join(f"{label} F1 {row['f1']:.3f} ({row['spans']})" for label, row in its[script]["spans"].items())
                    + "\n"
                )


assert set(LABELS_IN_ORDER) == set(LABELS.values())

if __name__ == "__main__":
    main(sys.argv[1:])
