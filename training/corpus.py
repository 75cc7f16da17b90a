"""The annotated corpus: one file a report under `training/data/reports`, splits by report in `training/data/splits.csv`."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnlp.learning.records import Record as Record
from govnlp.learning.records import read_report as read_report
from govnlp.markup import dump

if TYPE_CHECKING:
    import datasets

DATA = Path(__file__).parent / "data"
SPLITS = ("train", "dev", "test")
MASTHEAD = ("agency", "region", "level", "year", "script", "format", "note")


def splits() -> dict[str, str]:
    """Report → `train`, `dev` or `test`."""
    with (DATA / "splits.csv").open(encoding="utf-8") as file:
        return {row["report"]: row["split"] for row in csv.DictReader(file)}


def load(split: str) -> list[Record]:
    """All records of a split, by report and position."""
    reports = sorted(report for report, its in splits().items() if its == split)
    return [record for report in reports for record in read_report(DATA / "reports" / f"{report}.txt")]


def load_corpus(folder: Path | None = None) -> datasets.DatasetDict:
    """The corpus as a `datasets.DatasetDict` of `train`, `dev` and `test`; with `folder`, its reports as `train` alone.

    Columns: `id`, `report`, `text`, `script`, `spans` (dictionaries of `start`, `end`, `label`, `value`: a string as the
    markup writes it, or None), `themes` (primary first), `aspect`, `year`, `level`, `region`.
    """
    import datasets

    parts = {"train": load_folder(folder)} if folder else {split: load(split) for split in SPLITS}
    features = datasets.Features(
        {
            **{name: datasets.Value("string") for name in ("id", "report", "text", "script", "aspect", "level", "region")},
            "year": datasets.Value("int32"),
            "spans": [
                {
                    "start": datasets.Value("int32"),
                    "end": datasets.Value("int32"),
                    "label": datasets.Value("string"),
                    "value": datasets.Value("string"),
                }
            ],
            "themes": [datasets.Value("string")],
        }
    )
    return datasets.DatasetDict(
        {split: datasets.Dataset.from_list([_row(r) for r in records], features) for split, records in parts.items()}
    )


def _row(record: Record) -> dict[str, Any]:
    facts = record.facts
    return {
        "id": record.id,
        "report": record.report,
        "text": record.text,
        "script": facts.get("script"),
        "aspect": facts.get("aspect"),
        "level": facts.get("level"),
        "region": facts.get("region"),
        "year": record.year,
        "spans": [asdict(span) for span in record.spans],
        "themes": record.themes,
    }


def write_report(path: Path, records: Sequence[Record]) -> None:
    """Write the records of one report in the format that `read_report` reads.

    Raises
    ------
    ValueError
        If there are none, or they are of several reports.
    """
    if len({record.report for record in records}) != 1:
        raise ValueError(f"records of one report are written to {path.name}, not of {len({r.report for r in records})}")
    blocks = ["\n".join(f"# {key}: {records[0].facts[key]}" for key in MASTHEAD if key in records[0].facts)]
    for record in records:
        lines = [f"# {key}: {record.facts[key]}".rstrip() for key in ("id", "section", "aspect") if key in record.facts]
        blocks.append("\n".join([*lines, f"themes: {', '.join(record.themes)}", f"text: {dump(record.text, record.spans)}"]))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def load_folder(folder: Path) -> list[Record]:
    """All records of the `.txt` files of a folder of the same format."""
    return [record for path in sorted(folder.glob("*.txt")) for record in read_report(path)]
