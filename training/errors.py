"""The false and missed agencies and initiatives of dev, by cause, written to `training/errors.md`.

    python -m training.errors

The tagger is trained on the split train alone, so that dev is unseen. What was done about a cause is a row of `error_causes.csv`.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from govnlp.pipeline import load
from govnlp.pipes.full_names import own_words
from govnlp.pipes.names import LABELS, NameTagger
from govnlp.script import simplify
from training import corpus, names
from training.corpus import Record

HERE = Path(__file__).resolve().parent
SHOWN = 12
"""Examples of a cause that are printed."""
_UNIT = re.compile(r"(?:科|股|处|室|司|队|站|窗口|组)$")
_QUOTED = re.compile(r"[“\"「『《]$")

Place = tuple[int, int]


def cause(record: Record, place: Place, others: Sequence[Place], label: str, is_missed: bool) -> str:
    """Why a span is wrong, by what it looks like; `others` are found spans for a missed one, annotated ones for a false one."""
    start, end = place
    words = simplify(record.text[start:end]).text
    if any(a < end and start < b for a, b in others):
        return "border"
    if label == "INITIATIVE":
        return "quoted" if _QUOTED.search(record.text[:start]) else "unquoted"
    if words in own_words(record.agency["name"] or "") or words[0] in "我本":
        return "own word"
    return "unit" if _UNIT.search(words) else "body of a place" if is_missed else "no body"


def collect(records: Sequence[Record]) -> dict[tuple[str, str, str], list[str]]:
    """(label, missed or false, cause) → examples with the span in 【】, of a tagger that has not seen `records`."""
    nlp = load()
    tagger = nlp.get_pipe("gov_names")
    assert isinstance(tagger, NameTagger)
    tagger.use(*names.train(corpus.load("train"), nlp))
    wrong: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for record in records:
        doc = nlp.make_doc(record.text)
        doc._.year, doc._.agency = record.year, record.agency
        entities = nlp(doc).ents
        for label in LABELS:
            gold = {(span.start, span.end) for span in record.spans if span.label == label}
            found = {(span.start_char, span.end_char) for span in entities if span.label_ == label}
            for side, places, others in (("missed", gold - found, found - gold), ("false", found - gold, gold - found)):
                for start, end in sorted(places):
                    why = cause(record, (start, end), list(others), label, side == "missed")
                    text = record.text
                    wrong[label, side, why].append(f"{text[max(0, start - 10) : start]}【{text[start:end]}】{text[end : end + 8]}")
    return wrong


def page(records: Sequence[Record]) -> str:
    """The page: a table of causes, and under each its examples."""
    with (HERE / "error_causes.csv").open(encoding="utf-8") as file:
        done = {(row["label"], row["side"], row["cause"]): row for row in csv.DictReader(file)}
    wrong = sorted(collect(records).items(), key=lambda item: -len(item[1]))
    total = {label: sum(span.label == label for record in records for span in record.spans) for label in LABELS}
    lines = [
        "# Agencies and initiatives: the errors of dev, by cause",
        "",
        f"Written by `python -m training.errors`: a tagger trained on train, on the {len(records)} segments of dev "
        f"({total['AGENCY']} agencies, {total['INITIATIVE']} initiatives).",
        "",
        "| label | error | cause | spans | what was done |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {key[0]} | {key[1]} | {done[key]['meaning']} | {len(spans)} | {done[key]['done']} |" for key, spans in wrong]
    for key, spans in wrong:
        lines += ["", f"## {key[0]}, {key[1]}: {done[key]['meaning']}", "", *(f"- {span}" for span in spans[:SHOWN])]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (HERE / "errors.md").write_text(page(corpus.load("dev")), encoding="utf-8")
