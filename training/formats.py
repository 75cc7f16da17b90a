"""The corpus in the formats of other tools, and annotations made in them back into the corpus.

    python -m training.formats export {docbin,conll,doccano,labelstudio} TARGET [--split train] [--folder REPORTS]
    python -m training.formats import {doccano,labelstudio} SOURCE TARGET_FOLDER

Imported reports lie in TARGET_FOLDER as `.txt` files of the corpus's own format, ready for `training.lint`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import DocBin

from govnlp.markup import Annotation
from govnlp.pipes.base import cut_tokens
from training import corpus
from training.corpus import Record

_META = ("id", "report", "themes", "facts")


def to_docbin(records: Sequence[Record]) -> DocBin:
    """A spaCy DocBin: words as the pipeline segments them, cut where spans begin and end; `doc.ents`, `doc.cats`."""
    import spacy

    from govnlp.pipes.themes import THEMES

    nlp = spacy.blank("zh")
    binned = DocBin(store_user_data=True)
    for record in records:
        doc = nlp.make_doc(record.text)
        cut_tokens(doc, {offset for span in record.spans for offset in (span.start, span.end)})
        doc.ents = tuple(span for s in record.spans if (span := doc.char_span(s.start, s.end, label=s.label)) is not None)
        doc.cats = {theme: float(theme in record.themes) for theme in THEMES}
        doc.user_data.update({"id": record.id, "report": record.report})
        binned.add(doc)
    return binned


def to_conll(records: Iterable[Record]) -> str:
    """One character and its BIO tag a line, a tab between them; a blank line after each segment; white space as `_`."""
    lines: list[str] = []
    for record in records:
        lines.append(f"# id = {record.id}")
        tags = ["O"] * len(record.text)
        for span in record.spans:
            tags[span.start : span.end] = [f"B-{span.label}"] + [f"I-{span.label}"] * (span.end - span.start - 1)
        lines += [f"{'_' if char.isspace() else char}\t{tag}" for char, tag in zip(record.text, tags, strict=True)]
        lines.append("")
    return "\n".join(lines) + "\n"


def _meta(record: Record) -> dict[str, Any]:
    """What the other tools carry along without looking at it."""
    values = {f"{span.start}-{span.end}-{span.label}": span.value for span in record.spans if span.value is not None}
    return {"id": record.id, "report": record.report, "themes": record.themes, "facts": record.facts, "values": values}


def _record(text: str, spans: Iterable[tuple[int, int, str]], meta: dict[str, Any]) -> Record:
    """A record from what a tool gives back; a value stays with its span as long as that is not moved."""
    missing = [key for key in _META if key not in meta]
    if missing:
        raise ValueError(
            f"a segment without {', '.join(missing)} in its metadata, near {text[:30]!r}: export it with training.formats first"
        )
    values = meta.get("values", {})
    annotations = [Annotation(start, end, label, values.get(f"{start}-{end}-{label}")) for start, end, label in sorted(spans)]
    return Record(meta["id"], meta["report"], text, annotations, list(meta["themes"]), dict(meta["facts"]))


def to_doccano(records: Iterable[Record]) -> str:
    """doccano's JSONL for sequence labelling: `text`, `label` as [start, end, label], and our metadata."""
    rows = ({"text": r.text, "label": [[s.start, s.end, s.label] for s in r.spans], "meta": _meta(r)} for r in records)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def from_doccano(text: str) -> Iterator[Record]:
    """Records from doccano's JSONL, exported from a project that `to_doccano` was imported into.

    Raises
    ------
    ValueError
        Naming the line, where one is no JSON or lacks the metadata.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            meta = row.get("meta") or row.get("metadata") or {}
            yield _record(row["text"], [(start, end, label) for start, end, label in row.get("label") or row.get("labels") or []], meta)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"line {number} is no segment of a doccano export: {error}") from error


def to_label_studio(records: Iterable[Record]) -> str:
    """Label Studio's JSON: tasks with one annotation of `labels` on `text`, and our metadata in `data.meta`."""
    return json.dumps([_task(record) for record in records], ensure_ascii=False, indent=1) + "\n"


def _task(record: Record) -> dict[str, Any]:
    result = [
        {
            "id": f"{record.id}-{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": s.start, "end": s.end, "text": record.text[s.start : s.end], "labels": [s.label]},
        }
        for number, s in enumerate(record.spans)
    ]
    return {"data": {"text": record.text, "meta": _meta(record)}, "annotations": [{"result": result}]}


def from_label_studio(text: str) -> Iterator[Record]:
    """Records from Label Studio's JSON export; the first annotation of each task counts.

    Raises
    ------
    ValueError
        Naming the task, where one is not of the form or lacks the metadata.
    """
    for number, task in enumerate(json.loads(text), 1):
        try:
            data, annotations = task["data"], task.get("annotations") or [{"result": []}]
            values = [item["value"] for item in annotations[0]["result"] if item.get("type", "labels") == "labels"]
            spans = [(value["start"], value["end"], label) for value in values for label in value["labels"]]
            yield _record(data["text"], spans, data.get("meta") or {})
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"task {number} is no segment of a Label Studio export: {error}") from error


def write_reports(records: Iterable[Record], folder: Path) -> int:
    """Write records as files of the corpus's format, one a report; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    reports: dict[str, list[Record]] = {}
    for record in records:
        reports.setdefault(record.report, []).append(record)
    for report, its in reports.items():
        corpus.write_report(folder / f"{report}.txt", its)
    return len(reports)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m training.formats", description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(dest="command", required=True)
    export = commands.add_parser("export")
    export.add_argument("format", choices=("docbin", "conll", "doccano", "labelstudio"))
    export.add_argument("target", type=Path)
    export.add_argument("--split", choices=corpus.SPLITS, default="train")
    export.add_argument("--folder", type=Path, help="reports of your own instead of a split")
    load = commands.add_parser("import")
    load.add_argument("format", choices=("doccano", "labelstudio"))
    load.add_argument("source", type=Path)
    load.add_argument("target", type=Path)
    given = parser.parse_args(arguments)
    if given.command == "import":
        read = {"doccano": from_doccano, "labelstudio": from_label_studio}[given.format]
        print(f"{write_reports(read(given.source.read_text(encoding='utf-8')), given.target)} reports in {given.target}")
        return
    records = corpus.load_folder(given.folder) if given.folder else corpus.load(given.split)
    if given.format == "docbin":
        to_docbin(records).to_disk(given.target)
    else:
        write = {"conll": to_conll, "doccano": to_doccano, "labelstudio": to_label_studio}[given.format]
        given.target.write_text(write(records), encoding="utf-8")
    print(f"{len(records)} segments in {given.target}")


if __name__ == "__main__":
    main()
