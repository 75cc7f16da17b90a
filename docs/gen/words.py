"""The English notes of the data tables in Chinese: `notes_zh.csv`, which the tests keep complete."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("notes_zh.csv")


@cache
def translations() -> dict[str, str]:
    """English note → Chinese."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["english"]: row["chinese"] for row in csv.DictReader(file)}


def chinese(note: str) -> str:
    """The note in Chinese; as it stands where it is Chinese already."""
    return translations().get(note, note.replace(": ", "：").replace("; ", "；").replace(", ", "，"))
