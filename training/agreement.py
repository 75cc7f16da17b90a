"""Agreement of two annotations: exact-span F1 per label, equal values, kappa per theme.

python -m training.agreement           # the second annotation in training/data/second against the corpus
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from govnlp.pipes.themes import THEMES
from training import corpus
from training.corpus import Record
from training.evaluate import LABELS_IN_ORDER

SECOND = corpus.DATA / "second"


def pairs() -> list[tuple[Record, Record]]:
    """Each segment that was annotated twice: as it stands in the corpus, and as it was annotated a second time, blind."""
    first = {record.id: record for split in corpus.SPLITS for record in corpus.load(split)}
    second = corpus.load_folder(SECOND)
    strayed = [record.id for record in second if record.id not in first or first[record.id].text != record.text]
    if strayed:
        raise ValueError(
            f"second annotations of segments that the corpus does not have, or has with another text: {', '.join(strayed[:5])}"
        )
    return [(first[record.id], record) for record in second]


def kappa(choices: Iterable[tuple[Hashable, Hashable]]) -> float:
    """Cohen's kappa of pairs of choices; 1.0 where there is nothing to disagree on."""
    both = list(choices)
    observed = sum(a == b for a, b in both) / len(both)
    left, right = Counter(a for a, _ in both), Counter(b for _, b in both)
    expected = sum(left[choice] * right[choice] for choice in left) / len(both) ** 2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def spans(both: Sequence[tuple[Record, Record]]) -> dict[str, dict[str, float]]:
    """Per label: spans of the first, F1 of exact spans, share of common spans with equal values."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for first, second in both:
        one = {(s.start, s.end, s.label): s.value for s in first.spans}
        two = {(s.start, s.end, s.label): s.value for s in second.spans}
        for key in one.keys() | two.keys():
            count = counts[key[2]]
            count["first"] += key in one
            count["second"] += key in two
            count["both"] += key in one and key in two
            count["equal"] += key in one and key in two and one[key] == two[key]
    return {
        label: {
            "spans": counts[label]["first"],
            "f1": round(2 * counts[label]["both"] / max(counts[label]["first"] + counts[label]["second"], 1), 3),
            "values": round(counts[label]["equal"] / max(counts[label]["both"], 1), 3),
        }
        for label in LABELS_IN_ORDER
    }


def themes(both: Sequence[tuple[Record, Record]]) -> dict[str, Any]:
    """Kappa of the primary theme, of each theme (given or not), share of equal aspects."""
    aspects = [(a.facts.get("aspect"), b.facts.get("aspect")) for a, b in both if a.facts.get("aspect") and b.facts.get("aspect")]
    return {
        "primary": round(kappa((a.themes[0], b.themes[0]) for a, b in both), 3),
        "aspect": round(sum(a == b for a, b in aspects) / max(len(aspects), 1), 3),
        "each": {theme: round(kappa((theme in a.themes, theme in b.themes) for a, b in both), 3) for theme in THEMES},
    }


def report() -> str:
    """Both as Markdown."""
    both = pairs()
    lines = ["| label | spans | F1 of exact spans | equal values |", "|---|---|---|---|"]
    for label, row in spans(both).items():
        values = f"{row['values']:.3f}" if label in ("DATE", "COUNT", "MONEY", "PERCENT") else ""
        lines.append(f"| {label} | {row['spans']} | {row['f1']:.3f} | {values} |")
    its = themes(both)
    lines += ["", "| theme | kappa |", "|---|---|", *(f"| {theme} | {value:.3f} |" for theme, value in its["each"].items()), ""]
    lines.append(f"{len(both)} segments. Kappa of the primary theme {its['primary']:.3f}; aspects equal in {its['aspect']:.3f}.")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
