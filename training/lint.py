"""The strict reading of the corpus: what the guide forbids is refused, file and record named.

    python -m training.lint                # the corpus
    python -m training.lint FILE...        # reports of your own

Exit status 1 where anything is found.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from govnlp.errors import MarkupError
from govnlp.markup import Annotation, parse_quantity
from govnlp.pipes.themes import ASPECTS, THEMES
from govnlp.report import LEVELS
from govnlp.script import simplify
from govnlp.values.dates import find_dates
from govnlp.values.match import longest
from govnlp.values.quantities import find_quantities
from training import corpus
from training.corpus import Record

_QUOTES = "“”‘’「」『』《》〈〉\"'"
# function words that the guide leaves outside
_LEADS = re.compile(r"^(?:截至|截止|自|从|從|到|近|约|約|超过|超過|突破|达|達|共计|共計|不少于|不少於)")
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}(?:/\d{4}(?:-\d\d){0,2})?")
FORMATS = ("2008", "2014", "2019", "2021")


def lint(record: Record) -> Iterator[str]:
    """What is wrong with one record."""
    yield from _masthead(record)
    for theme in record.themes:
        if theme not in THEMES:
            yield f"unknown theme {theme!r}"
    if len(set(record.themes)) < len(record.themes):
        yield "a theme twice"
    if ("问题/改进" in record.themes) != (record.facts.get("aspect") in ASPECTS):
        yield "aspect without 问题/改进, or 问题/改进 without its aspect"
    if record.text != record.text.strip():
        yield "white space around the text"
    for span in record.spans:
        yield from (f"{problem}: {record.text[span.start : span.end]!r}" for problem in _span(record, span))


def _masthead(record: Record) -> Iterator[str]:
    facts = record.facts
    for key in ("agency", "region", "level", "year", "script", "format"):
        if not facts.get(key):
            yield f"masthead without {key}"
    if facts.get("level") not in LEVELS or facts.get("script") not in ("Hans", "Hant") or facts.get("format") not in FORMATS:
        yield f"level {facts.get('level')!r}, script {facts.get('script')!r} or format {facts.get('format')!r} unknown"
    if not re.fullmatch(r"20[012]\d", facts.get("year", "")):
        yield f"year {facts.get('year')!r}"


def _span(record: Record, span: Annotation) -> Iterator[str]:
    text = record.text[span.start : span.end]
    if text[0] in _QUOTES or (text[-1] in _QUOTES and not re.search(r"[“「《〈(（]", text)):
        yield "quotation or title marks at the border of a span"
    if span.label in ("DATE", "COUNT", "MONEY", "PERCENT"):
        if _LEADS.match(text):
            yield "a function word inside a span"
        if span.value is None:
            yield "no value"
        else:
            yield from _value(record, span, text)
    elif span.label == "POLICY" and span.value is not None:
        yield "a value on a policy"


def _value(record: Record, span: Annotation, text: str) -> Iterator[str]:
    """Whether the value is well formed and its number can be read out of the span."""
    value = span.value or ""
    folded = simplify(text).text
    if span.label == "DATE":
        if not _DATE.fullmatch(value):
            yield f"value {value!r} is no ISO date"
            return
        # plans may speak of the year after the report's
        readings = {m.value for year in (record.year, record.year + 1) for m in find_dates(folded, year) if m.end - m.start == len(folded)}
        if readings and value not in readings:
            yield f"value {value!r}, but the span reads {' or '.join(sorted(map(str, readings)))}"
        return
    try:
        number, unit, bound = parse_quantity(value)
    except MarkupError as error:
        yield str(error)
        return
    if span.label == "MONEY" and unit is None:
        yield "money without its unit"
    if span.label == "PERCENT" and unit is not None:
        yield "a percentage with a unit"
    if unit is not None and simplify(unit).text != unit:
        yield f"unit {unit!r} is not Simplified"
    found = [m for m in longest(find_quantities(folded)) if m.label == span.label]
    if len(found) == 1 and isinstance(found[0].value, (int, float)) and abs(found[0].value - number) > 1e-6:
        yield f"value {value!r}, but the span reads {found[0].value}"
    if bound == "=" and span.label == "COUNT" and re.search("[余餘]|多$|左右", text):
        yield f"value {value!r} without the bound that the span has"


def lint_all(records: Sequence[Record]) -> list[str]:
    """Everything wrong with a set of records, also a segment that occurs twice in it."""
    problems = [f"{record.report} {record.id}: {problem}" for record in records for problem in lint(record)]
    seen: dict[str, str] = {}
    for record in records:
        copy = re.sub(r"\s", "", simplify(record.text).text)
        if copy in seen and len(copy) > 12:
            problems.append(f"{record.report} {record.id}: the same text as {seen[copy]}")
        seen[copy] = f"{record.report} {record.id}"
    return problems


def main(arguments: list[str]) -> int:
    try:
        if arguments:
            records = [record for name in arguments for record in corpus.read_report(Path(name))]
        else:
            records = [record for split in corpus.SPLITS for record in corpus.load(split)]
    except MarkupError as error:
        print(error)
        return 1
    problems = lint_all(records)
    print("\n".join([*problems, f"{len(records)} segments, {len(problems)} problems"]))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
