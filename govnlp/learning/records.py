"""Annotated segments: the corpus's own format, and JSON Lines or CSV of a user's labels."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from govnlp.errors import MarkupError, ReadingError
from govnlp.markup import Annotation, parse
from govnlp.outline.agency import complete

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


def read_labels(path: Path) -> list[Record]:
    """Labelled segments of a file or folder.

    Parameters
    ----------
    path : a report in the corpus's format (`.txt`) or a folder of them; JSON Lines with `text` and `themes` (a list, or
        `theme`), and where known `headings` (a list), `aspect` (问题 or 改进), `report`; a CSV with columns of these names,
        several themes or headings separated by `;`.

    Raises
    ------
    ReadingError
        Naming the file and the line that cannot be used.
    MarkupError
        If a report is not of the corpus's format.
    """
    if path.is_dir():
        return [record for file in sorted(path.iterdir()) if file.suffix in _READERS for record in read_labels(file)]
    if path.suffix not in _READERS:
        raise ReadingError(str(path), f"has the ending {path.suffix!r}.", "Labels are read from .txt, .jsonl and .csv files.")
    try:
        records = list(_READERS[path.suffix](path))
    except OSError as error:
        raise ReadingError(str(path), f"cannot be opened ({error.strerror or error}).", "Check the path and its permissions.") from error
    except UnicodeDecodeError as error:
        raise ReadingError(str(path), "is not UTF-8.", "Save it as UTF-8.") from error
    if not records:
        raise ReadingError(str(path), "holds no labelled segment.", "Give it at least one line with text and themes.")
    return records


def _read_jsonl(path: Path) -> Iterator[Record]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise ReadingError(f"{path}, line {number}", f"is not JSON: {error}.", "Write one object a line.") from error
            yield _labelled(row, path, number)


def _read_csv(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            yield _labelled({key: value for key, value in row.items() if key and value}, path, number)


def _labelled(row: Any, path: Path, number: int) -> Record:
    """A record of one line; raises where it has no text or no theme."""
    where = f"{path}, line {number}"
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
        raise ReadingError(where, "has no text.", "Each line needs the keys text and themes.")
    themes = _several(row.get("themes") or row.get("theme"))
    if not themes:
        raise ReadingError(where, "has no theme.", "Each line needs the keys text and themes.")
    facts = {"section": " / ".join(_several(row.get("headings")))}
    if row.get("aspect"):
        facts["aspect"] = str(row["aspect"])
    return Record(f"{path.stem}-{number}", str(row.get("report") or f"{path.stem}-{number}"), row["text"], [], themes, facts)


def _several(value: Any) -> list[str]:
    """A list, or a string of parts separated by semicolons, without empty parts and repetitions."""
    parts: Iterable[Any] = re.split("[;；]", value) if isinstance(value, str) else value if isinstance(value, list) else ()
    return list(dict.fromkeys(str(part).strip() for part in parts if str(part).strip()))


_READERS = {".txt": read_report, ".jsonl": _read_jsonl, ".csv": _read_csv}
