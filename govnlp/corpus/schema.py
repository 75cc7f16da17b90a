"""The tables of a store: their columns, types, keys and units. What stands here is what the Parquet files carry as metadata.

`report` is the key of `reports` and `failures` and joins all tables; `report` and `index` together are the key of the
others. Every offset (`start`, `end`) is in characters into `reports.text`. None is blank or not known, never 0.
"""

from __future__ import annotations

import pyarrow as pa

VERSION = "govnlp.store/2"
"""Changes with every change that a reader of the tables has to know of."""

_SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32())])
_THEME = pa.struct([("theme", pa.string()), ("score", pa.float32())])
_CHECK = pa.struct([("kind", pa.string()), ("held", pa.int32()), ("failed", pa.int32()), ("not_assessable", pa.int32())])
_SECTION = pa.struct([("heading", pa.string()), ("level", pa.int32()), ("start", pa.int32()), ("end", pa.int32()), ("kind", pa.string())])
_TABLE = pa.struct([("title", pa.string()), ("start", pa.int32()), ("end", pa.int32()), ("format", pa.string())])

_COLUMNS: dict[str, list[tuple[str, pa.DataType, str]]] = {
    "reports": [
        ("report", pa.string(), "key: of the source's name, so that it stays when the content changes"),
        ("source", pa.string(), "absolute path or URI; `archive.zip!/member`; `rows.csv#12`, the 12th row or line"),
        ("content", pa.string(), "SHA-256 of the content, hexadecimal"),
        ("title", pa.string(), "as it stands"),
        ("agency", pa.string(), "full official name, Simplified"),
        ("region", pa.string(), "the place it belongs to"),
        ("province", pa.string(), "province of the place that the agency's name begins with"),
        ("code", pa.string(), "code of that place (GB/T 2260)"),
        ("level", pa.string(), "tier it serves: 国家 省 市 县 乡"),
        ("year", pa.int32(), "year reported on"),
        ("published", pa.date32(), "day of publication"),
        ("script", pa.string(), "Hans or Hant"),
        ("format", pa.string(), "statutory form: 2014, 2019 or 2021"),
        ("text", pa.string(), "the report's own text, in its own script"),
        ("sections", pa.list_(_SECTION), "headings and the stretch of each"),
        ("tables", pa.list_(_TABLE), "caption and stretch of each table: rows are lines of that text, cells parted by tabs"),
        ("checks", pa.list_(_CHECK), "how many checks of each kind held, failed or could not be assessed"),
        ("govnlp", pa.string(), "version that read it"),
    ],
    "segments": [
        ("report", pa.string(), "joins reports"),
        ("index", pa.int32(), "place among the report's segments, from 0"),
        ("start", pa.int32(), "characters"),
        ("end", pa.int32(), "characters"),
        ("text", pa.string(), "a paragraph or an enumerated item"),
        ("section", pa.list_(pa.string()), "headings above it, outermost first"),
        ("theme", pa.string(), "primary theme"),
        ("themes", pa.list_(_THEME), "themes that reach their threshold, scores 0 to 1, primary first"),
        ("aspect", pa.string(), "问题 or 改进"),
    ],
    "entities": [
        ("report", pa.string(), "joins reports"),
        ("index", pa.int32(), "place among the report's entities, from 0"),
        ("segment", pa.int32(), "joins segments.index"),
        ("label", pa.string(), "DATE COUNT MONEY PERCENT POLICY AGENCY INITIATIVE"),
        ("text", pa.string(), "as it stands"),
        ("start", pa.int32(), "characters"),
        ("end", pa.int32(), "characters"),
        ("value", pa.float64(), "COUNT in `unit`, MONEY in 元 or a currency, PERCENT in per cent"),
        ("date", pa.string(), "of a DATE, ISO 8601, `2020-01/2020-06` a span of time"),
        ("unit", pa.string(), "measure word or currency"),
        ("bound", pa.string(), "= exactly, ~ about, > at least, < at most"),
        ("name", pa.string(), "full or canonical name of an AGENCY, INITIATIVE or POLICY, Simplified"),
        ("level", pa.string(), "tier an AGENCY serves"),
        ("kind", pa.string(), "kind of body or thing"),
        ("code", pa.string(), "code of an AGENCY's place (GB/T 2260)"),
    ],
    "indicators": [
        ("report", pa.string(), "joins reports"),
        ("index", pa.int32(), "place among the report's indicators, from 0"),
        ("id", pa.string(), "cell of the statutory form (indicators.csv)"),
        ("series", pa.string(), "series it belongs to, where it is comparable over the forms"),
        ("value", pa.float64(), "in `unit`; None where the cell is blank"),
        ("unit", pa.string(), "as the form has it"),
        ("start", pa.int32(), "characters"),
        ("end", pa.int32(), "characters"),
        ("origin", pa.string(), "table or text"),
    ],
    "series": [
        ("report", pa.string(), "joins reports"),
        ("index", pa.int32(), "place among the report's series, from 0"),
        ("series", pa.string(), "what is comparable over the forms (series.csv); one that the report's form does not ask for has no row"),
        ("value", pa.float64(), "in `unit`; None where the cell is blank and nothing else states it"),
        ("unit", pa.string(), "件, 条, 人, 万元 …"),
    ],
    "findings": [
        ("report", pa.string(), "joins reports"),
        ("index", pa.int32(), "place among the report's findings, from 0"),
        ("kind", pa.string(), "sum identity text-table text-text percent form"),
        ("severity", pa.string(), "error or note"),
        ("message", pa.string(), "what does not follow, in Chinese"),
        ("indicators", pa.list_(pa.string()), "cells it is about"),
        ("expected", pa.string(), "a number or words, as text"),
        ("found", pa.string(), "a number or words, as text"),
        ("evidence", pa.list_(_SPAN), "stretches of text that show it"),
    ],
    "failures": [
        ("report", pa.string(), "key: of the source's name"),
        ("source", pa.string(), "as in reports"),
        ("content", pa.string(), "SHA-256 of the content; None where it could not be read"),
        ("error", pa.string(), "kind of error"),
        ("message", pa.string(), "what was wrong and what to do"),
    ],
}

TABLES: dict[str, pa.Schema] = {
    name: pa.schema(
        [pa.field(column, type_, metadata={"description": note}) for column, type_, note in columns],
        metadata={"schema": VERSION},
    )
    for name, columns in _COLUMNS.items()
}
"""Table → its Arrow schema; the metadata of a field says what it holds."""


def markdown() -> str:
    """The tables as Markdown, for the README beside this file."""
    lines = []
    for name, schema in TABLES.items():
        lines += [f"### {name}", "", "| column | type | |", "|---|---|---|"]
        for field in schema:
            kind = "list of struct" if pa.types.is_list(field.type) and pa.types.is_struct(field.type.value_type) else str(field.type)
            lines.append(f"| `{field.name}` | {kind} | {field.metadata[b'description'].decode()} |")
        lines.append("")
    return "\n".join(lines).replace("list<item: string>", "list of string").replace("list<element: string>", "list of string")
