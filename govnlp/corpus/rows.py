"""A report as rows of the tables of a store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from govnlp import __version__
from govnlp.corpus.schema import TABLES
from govnlp.regions import code_of, province_of
from govnlp.report import Entity, Report
from govnlp.statutory.series import series, units

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Table → its rows."""


def empty() -> Rows:
    """No rows of any table."""
    return {name: [] for name in TABLES}


def add_report(rows: Rows, key: str, source: str, content: str, report: Report) -> None:
    """Add all rows of a report."""
    rows["reports"].append({"report": key, "source": source, "content": content, **_report(report)})
    rows["segments"] += _numbered(key, (_segment(asdict(one)) for one in report.segments))
    rows["entities"] += _numbered(key, map(_entity, report.entities))
    rows["indicators"] += _numbered(key, map(asdict, report.indicators))
    rows["series"] += _numbered(key, ({"series": name, "value": value, "unit": units()[name]} for name, value in series(report).items()))
    rows["findings"] += _numbered(key, (_finding(asdict(one)) for one in report.findings))


def add_failure(rows: Rows, key: str, source: str, content: str | None, error: BaseException) -> None:
    """Add the row of a source that could not be read."""
    message = str(error) or type(error).__name__
    rows["failures"].append({"report": key, "source": source, "content": content, "error": type(error).__name__, "message": message})


def _numbered(key: str, rows: Iterable[Row]) -> list[Row]:
    return [{"report": key, "index": index, **row} for index, row in enumerate(rows)]


def _report(report: Report) -> Row:
    agency = report.agency
    code = code_of(agency.name) if agency else None
    return {
        "title": report.title,
        "agency": agency.name if agency else None,
        "region": agency.region if agency else None,
        "level": agency.level if agency else None,
        "province": province_of(code) if code else None,
        "code": code,
        "year": report.year,
        "published": report.published,
        "script": report.script,
        "format": report.format,
        "text": report.text,
        "sections": [asdict(section) for section in report.sections],
        "tables": [{"title": one.title, "start": one.start, "end": one.end, "format": one.format} for one in report.tables],
        "checks": [asdict(count) for count in report.checks],
        "govnlp": __version__,
    }


def _segment(row: Row) -> Row:
    themes = [{"theme": theme, "score": score} for theme, score in row["themes"]]
    return {**row, "themes": themes, "theme": themes[0]["theme"] if themes else None}


def _entity(entity: Entity) -> Row:
    row = {**asdict(entity), "code": entity.code}
    value = row.pop("value")
    is_date = isinstance(value, str)
    return {**row, "value": None if is_date else value, "date": value if is_date else None}


def _finding(row: Row) -> Row:
    for side in ("expected", "found"):
        row[side] = None if row[side] is None else str(row[side])
    return {**row, "evidence": [{"start": start, "end": end} for start, end in row["evidence"]]}
