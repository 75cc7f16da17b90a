"""Train the theme classifier on the corpus, by the function that users call for their own labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govnlp.learning.records import Record
from govnlp.learning.themes import train as train_on


def train(records: Sequence[Record]) -> tuple[bytes, dict[str, Any]]:
    """The model file's bytes and its card, which names the corpus."""
    blob, card = train_on(records)
    return blob, {**card, "data": "training/data/reports, splits train and dev (CC BY 4.0)"}
