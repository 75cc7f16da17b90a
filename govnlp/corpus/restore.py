"""A report from the rows of a store, as `analyze` gave it to the build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from govnlp.corpus.schema import TABLES
from govnlp.corpus.store import Store
from govnlp.errors import StoreError
from govnlp.report import Agency, CheckCount, Entity, Finding, Indicator, Report, Section, Segment, Table

PARTS = ("segments", "entities", "indicators", "findings")
Row = dict[str, Any]


def restore(store: Store, key: str) -> Report:
    """The report that a store knows by `key` (`reports.report`); nothing is analysed again.

    It equals the report that the build read, but that a number which was whole is whole again (2.0 is 2), whatever it was.

    Raises
    ------
    StoreError
        If the store has no such report.
    """
    for path, *others in zip(*(store.files(table) for table in ("reports", *PARTS)), strict=True):
        for about in _rows(store, path, "reports", key):
            return report_of(about, {table: _rows(store, its, table, key) for table, its in zip(PARTS, others, strict=True)})
    raise StoreError(f"{store.name}: no report {key!r}; the column `report` of the table `reports` has the keys")


def _rows(store: Store, path: str, table: str, key: str) -> list[Row]:
    """The rows of a report in one file of a table, in order."""
    import pyarrow.parquet as pq

    try:
        found = pq.read_table(path, filters=[("report", "=", key)], schema=TABLES[table], filesystem=store.fs)
        rows: list[Row] = found.to_pylist()
    except FileNotFoundError as error:
        raise StoreError(f"{store.name}: a build has just joined parts of it, or files are missing; try again") from error
    return sorted(rows, key=lambda row: row.get("index", 0))


def report_of(about: Row, parts: Mapping[str, Sequence[Row]]) -> Report:
    """The report of a row of `reports` and its rows of the other tables, in order; a table that is not given is left out."""
    text = about["text"]
    return Report(
        text=text,
        title=about["title"],
        agency=Agency(about["agency"], about["region"], about["level"]) if about["agency"] else None,
        year=about["year"],
        published=about["published"],
        script=about["script"],
        format=about["format"],
        sections=[Section(**row) for row in about["sections"]],
        segments=[_segment(row) for row in parts.get("segments", ())],
        entities=[_entity(row) for row in parts.get("entities", ())],
        tables=[_table(text, row) for row in about["tables"]],
        indicators=[Indicator(**{**_own(row), "value": _whole(row["value"])}) for row in parts.get("indicators", ())],
        findings=[_finding(row) for row in parts.get("findings", ())],
        checks=[CheckCount(**row) for row in about["checks"]],
    )


def _own(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in ("report", "index")}


def _whole(value: float | None) -> int | float | None:
    return int(value) if value is not None and value.is_integer() else value


def _segment(row: Row) -> Segment:
    themes = tuple((one["theme"], round(one["score"], 4)) for one in row["themes"])  # scores have four digits
    return Segment(row["start"], row["end"], row["text"], tuple(row["section"]), themes, row["aspect"])


def _entity(row: Row) -> Entity:
    own = {name: value for name, value in _own(row).items() if name not in ("date", "code")}
    return Entity(**{**own, "value": row["date"] or _whole(row["value"])})


def _table(text: str, row: Row) -> Table:
    lines = text[row["start"] : row["end"]].split("\n")
    return Table(row["title"], row["start"], row["end"], tuple(tuple(line.split("\t")) for line in lines), row["format"])


def _finding(row: Row) -> Finding:
    is_words = row["kind"] == "form"
    sides = {side: row[side] if is_words else _number(row[side]) for side in ("expected", "found")}
    evidence = tuple((one["start"], one["end"]) for one in row["evidence"])
    return Finding(row["kind"], row["severity"], row["message"], tuple(row["indicators"]), evidence=evidence, **sides)


def _number(text: str | None) -> int | float | str | None:
    """The number that was written down as text, or the words."""
    try:
        return None if text is None else _whole(float(text))
    except ValueError:
        return text
