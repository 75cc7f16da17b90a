"""The annotated corpus: one file a report under `training/data/reports`, splits by report in `training/data/splits.csv`."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnlp.errors import MarkupError
from govnlp.markup import Annotation, dump, parse
from govnlp.outline.agency import complete

if TYPE_CHECKING:
    import datasets

DATA = Path(__file__).parent / "data"
SPLITS = ("train", "dev", "test")
MASTHEAD = ("agency", "region", "level", "year", "script", "format", "note")
_FACT = re.compile(r"# (\w+):[ ]?(.*)")


@dataclass(frozen=True, slots=True)
class Record:
    """An annotated segment with what its report's masthead says."""

    id: str
    report: str
    text: str
    spans: list[Annotation]
    themes: list[str]
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The year reported on."""
        return int(self.facts["year"])

    @property
    def headings(self) -> list[str]:
        """The path of headings, outermost first."""
        return [heading.strip() for heading in self.facts.get("section", "").split(" / ") if heading.strip()]

    @property
    def agency(self) -> dict[str, str | None]:
        """Name, region and level of the reporting agency; region and level by its name where the data do not say."""
        facts = {key: self.facts.get(name) for key, name in (("name", "agency"), ("region", "region"), ("level", "level"))}
        known = complete(facts["name"]) if facts["name"] and not facts["region"] else None
        return {**facts, "region": known.region, "level": known.level} if known else facts


def read_report(path: Path) -> list[Record]:
    """The records of one file.

    Raises
    ------
    MarkupError
        Naming the file and the record, where a line is not of the format.
    """
    records: list[Record] = []
    masthead: dict[str, str] = {}
    for number, block in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n")):
        facts, themes, text = dict(masthead), None, None
        for line in block.splitlines():
            if found := _FACT.fullmatch(line):
                facts[found[1]] = found[2].strip()
            elif line.startswith("themes: "):
                themes = [theme.strip() for theme in line[8:].split(",")]
            elif line.startswith("text: "):
                text = line[6:]
            elif line.strip():
                raise MarkupError(f"{path.name}, record {number}: a line that is no fact, themes or text: {line[:40]!r}")
        if themes is None or text is None:
            if records or number:
                raise MarkupError(f"{path.name}, record {number}: no themes or no text")
            masthead = facts
            continue
        try:
            bare, spans = parse(text)
        except MarkupError as error:
            raise MarkupError(f"{path.name}, record {number}: {error}") from error
        records.append(Record(facts.get("id", f"{path.stem}-{number:02d}"), path.stem, bare, spans, themes, facts))
    return records


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
