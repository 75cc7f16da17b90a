"""Variants of training segments: mentions replaced by others of their kind, punctuation of the other width, stray spaces.

    python -m training.augment             # the ablation: themes with and without, scored on dev

Spans move with the text. Scripts need no variant for the themes, whose features are taken from the Simplified copy.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import spacy

from govnlp.gazetteers import table
from govnlp.markup import Annotation
from govnlp.pipes.themes import ThemeClassifier
from govnlp.regions import by_name
from training import corpus, themes
from training.corpus import Record
from training.evaluate import first_theme

_WIDTHS = str.maketrans({"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", ",": "，", ";": "；", ":": "：", "(": "（", ")": "）"})


def _names(label: str) -> list[str]:
    """What may stand for a mention: districts with a bureau, initiatives of the list."""
    if label == "INITIATIVE":
        return [row["name"] for row in table("initiatives") if not row["note"]]
    places = [name for name, found in by_name().items() if found[0].level == "县" and not found[0].until]
    bodies = [row["suffix"] for row in table("agency_kinds") if row["kind"] == "部门" and "县" in row["level_hint"] and not row["note"]]
    draw = random.Random(0)
    return [draw.choice(places) + draw.choice(bodies) for _ in range(2000)]


def substitute(record: Record, names: dict[str, list[str]], draw: random.Random) -> Record:
    """The record with each mention of four characters or more of a label in `names` replaced, half of the time."""
    pieces: list[str] = []
    spans: list[Annotation] = []
    position = length = 0
    for span in record.spans:
        before, mention = record.text[position : span.start], record.text[span.start : span.end]
        is_replaced = span.label in names and len(mention) >= 4 and draw.random() < 0.5
        text = draw.choice(names[span.label]) if is_replaced else mention
        pieces += [before, text]
        length += len(before)
        spans.append(replace(span, start=length, end=length + len(text), value=None if is_replaced else span.value))
        length += len(text)
        position = span.end
    return replace(record, text="".join([*pieces, record.text[position:]]), spans=spans)


def rewidth(record: Record) -> Record:
    """The record with punctuation of the other width."""
    return replace(record, text=record.text.translate(_WIDTHS))


def variants(records: Sequence[Record], seed: int = 0) -> Iterator[Record]:
    """One variant of each record."""
    draw = random.Random(seed)
    names = {label: _names(label) for label in ("AGENCY", "INITIATIVE")}
    for record in records:
        changed = substitute(record, names, draw)
        yield rewidth(changed) if draw.random() < 0.5 else changed


def accuracy(train: Sequence[Record], dev: Sequence[Record], with_headings: bool) -> float:
    """Primary accuracy on dev of a classifier trained on `train`."""
    classifier = ThemeClassifier()
    classifier.use(*themes.train(train))
    nlp = spacy.blank("zh")
    docs = [nlp.make_doc(record.text) for record in dev]
    for doc, record in zip(docs, dev, strict=True):
        doc._.headings = record.headings if with_headings else None
    return sum(first_theme(doc) == record.themes[0] for doc, record in zip(classifier.pipe(docs), dev, strict=True)) / len(dev)


def main() -> None:
    train, dev = corpus.load("train"), corpus.load("dev")
    print("| training data | primary accuracy on dev | without headings |")
    print("|---|---|---|")
    for name, records in (("as it is", train), ("with one variant of each segment", [*train, *variants(train)])):
        print(f"| {name} | {accuracy(records, dev, True):.3f} | {accuracy(records, dev, False):.3f} |")


if __name__ == "__main__":
    main()
