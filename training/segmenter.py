"""Train the pkuseg word segmenter on `training/data/words`, and score it."""

from __future__ import annotations

import hashlib
import random
import tempfile
from pathlib import Path
from typing import Any

from govnlp.pipes.tokenizer import Tokenizer
from govnlp.script import simplify
from training.corpus import DATA

WORDS = DATA / "words"
ITERATIONS = 15
SEED = 0


def sentences(path: Path) -> list[list[str]]:
    """The words of each sentence of a file."""
    return [line.split(" ") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def both_scripts(lines: list[list[str]]) -> list[list[str]]:
    """The sentences, and the Simplified copies of the Traditional ones, so that neither script is rare."""
    copies = [[simplify(word).text for word in line] for line in lines]
    return lines + [copy for line, copy in zip(lines, copies, strict=True) if copy != line]


def train(folder: Path, train_file: Path = WORDS / "train.txt", test_file: Path = WORDS / "test.txt", iterations: int = ITERATIONS) -> None:
    """Write the pkuseg model (features.msgpack, weights.npz) to `folder`."""
    import spacy_pkuseg

    random.seed(SEED)  # the trainer visits sentences in random order
    with tempfile.TemporaryDirectory() as scratch:
        expanded = Path(scratch) / "train.txt"
        expanded.write_text("\n".join(" ".join(line) for line in both_scripts(sentences(train_file))) + "\n", encoding="utf-8")
        spacy_pkuseg.train(str(expanded), str(test_file), str(folder), train_iter=iterations)
    for path in folder.iterdir():
        if path.name not in ("features.msgpack", "weights.npz"):
            path.unlink()


def spans(words: list[str]) -> set[tuple[int, int]]:
    """Character offsets of words."""
    found, start = set(), 0
    for word in words:
        found.add((start, start + len(word)))
        start += len(word)
    return found


def score(tokenizer: Tokenizer, path: Path = WORDS / "test.txt") -> dict[str, float]:
    """Precision, recall and F1 of words."""
    right = found = wanted = 0
    for words in sentences(path):
        gold = spans(words)
        guess = spans([token.text for token in tokenizer("".join(words))])
        right, found, wanted = right + len(gold & guess), found + len(guess), wanted + len(gold)
    precision, recall = right / found, right / wanted
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(2 * precision * recall / (precision + recall), 4)}


def card(folder: Path, tokenizer: Tokenizer) -> dict[str, Any]:
    """What the model was trained on, how good it is, and the hashes of its files."""
    import spacy_pkuseg

    lines = sentences(WORDS / "train.txt")
    return {
        "model": "pkuseg word segmenter",
        "data": "training/data/words (CC BY 4.0)",
        "sentences": len(lines),
        "words": sum(map(len, lines)),
        "data_sha256": hashlib.sha256((WORDS / "train.txt").read_bytes()).hexdigest(),
        "iterations": ITERATIONS,
        "scores": score(tokenizer),
        "spacy_pkuseg": getattr(spacy_pkuseg, "__version__", None),
        "sha256": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.iterdir())
            if path.suffix in (".msgpack", ".npz")
        },
    }
