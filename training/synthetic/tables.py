"""Loads the tables of `training/synthetic/data`: wording that the generator chooses from."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

Row = dict[str, str]
_FOLDER = Path(__file__).resolve().parent / "data"


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of `data/<name>.csv`, in order."""
    return tuple(csv.DictReader((_FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


@cache
def variants() -> dict[str, tuple[str, ...]]:
    """Label of the form → how else pages word it."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("labels"):
        found[row["label"]] = (*found.get(row["label"], ()), row["variant"])
    return found
