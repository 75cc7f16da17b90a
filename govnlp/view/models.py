"""What is installed: versions, where the models are, what they were trained on, how good they were measured to be."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text

import govnlp
from govnlp.messages import say
from govnlp.pipeline import models

PACKAGES = ("spacy", "spacy-pkuseg", "scikit-learn", "python-crfsuite", "typer")
PARTS = {"tokenizer": "word segmentation", "gov_names": "agencies and initiatives", "gov_themes": "themes and aspects"}
DIGITS = 12
"""Digits of a hash that are shown."""


def show(console: Console | None = None) -> None:
    """Print it; raises `ModelError` where the models are missing."""
    folder = models() / "zh_govnlp"
    for part in _parts(folder):
        (console or Console(highlight=False)).print(part)


def themes_line(scores: Mapping[str, float]) -> str:
    """The scores of a classifier of themes in one line."""
    values = {
        "accuracy": f"{scores['primary_accuracy']:.3f}",
        "f1": f"{scores['macro_f1']:.3f}",
        "error": f"{scores['calibration_error']:.3f}",
    }
    if "aspect_accuracy" not in scores:
        return say("primary theme right in {accuracy}, macro F1 {f1}, calibration error {error}", **values)
    aspect = f"{scores['aspect_accuracy']:.3f}"
    return say(
        "primary theme right in {accuracy}, macro F1 {f1}, calibration error {error}, aspect right in {aspect}", aspect=aspect, **values
    )


def _parts(folder: Path) -> Iterator[RenderableType]:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield Text(f"govnlp {govnlp.__version__}, Python {platform.python_version()}, {packages}")
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    yield Text(say("models: {folder}, version {version}", folder=folder, version=meta["version"]), no_wrap=True, overflow="ignore")
    yield _models(folder)
    performance = meta["performance"]
    yield Text(say("Measured on {segments} segments of reports that nothing was trained on:", segments=performance["segments"]))
    yield _spans(performance["spans"])
    yield Text(themes_line(performance["themes"]))


def _models(folder: Path) -> RenderableType:
    grid = Grid(box=None, padding=(0, 2, 0, 0))
    for name in ("model", "trained on", "needs", "sha256"):
        grid.add_column(say(name), overflow="fold")
    for part, meaning in PARTS.items():
        card = json.loads((folder / part / "card.json").read_text(encoding="utf-8"))
        size = say("{count} segments", count=card["segments"]) if "segments" in card else say("{count} sentences", count=card["sentences"])
        needs = ", ".join(f"{package} {versions}" for package, versions in card.get("requires", {}).items())
        grid.add_row(say(meaning), size, needs, _hash(card["sha256"]))
    return grid


def _hash(digest: str | Mapping[str, str]) -> str:
    digests = digest.values() if isinstance(digest, Mapping) else [digest]
    return ", ".join(one[:DIGITS] for one in digests)


def _spans(spans: Mapping[str, Mapping[str, Any]]) -> RenderableType:
    grid = Grid(box=None, padding=(0, 2, 0, 0))
    for name in ("label", "precision", "recall", "F1", "values right", "spans"):
        grid.add_column(say(name), justify="left" if name == "label" else "right")
    for label, row in spans.items():
        valued = f"{row['values']:.3f}" if label in ("DATE", "COUNT", "MONEY", "PERCENT") else ""
        grid.add_row(label, f"{row['precision']:.3f}", f"{row['recall']:.3f}", f"{row['f1']:.3f}", valued, str(row["spans"]))
    return grid
