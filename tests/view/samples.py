"""Reports made for the page: one whose every field is a given text, one that contradicts its table."""

from __future__ import annotations

from dataclasses import replace

from govnlp.report import Agency, CheckCount, Entity, Finding, Indicator, Report, Section, Segment, Table


def hostile(text: str) -> Report:
    """A report that says `text` wherever a report can say anything."""
    size = len(text)
    rows = ((text, ""), (text, "3"))
    grid = "\n".join("\t".join(row) for row in rows)
    whole = f"{text}\n{text}{text}\n{grid}"
    start = size + 1
    table = start + 2 * size + 1
    place = (start, start + size)
    return Report(
        text=whole,
        title=text,
        agency=Agency(text, text, text),
        year=text,  # type: ignore[arg-type]  # JSON from elsewhere may hold anything
        script=text,
        format=text,
        sections=[Section(text, 1, 0, len(whole), text)],
        segments=[Segment(start, start + 2 * size, text * 2, (text,), ((text, text),), "问题")],  # type: ignore[arg-type]
        entities=[Entity("COUNT", text, *place, 0, text, text, text, text, text, text)],
        tables=[Table(text, table, len(whole), rows, text)],
        indicators=[Indicator(text, text, 3, text, len(whole) - 1, len(whole), "table")],
        findings=[Finding(text, text, text, (text,), text, text, (place, (len(whole) - 1, len(whole))))],
        checks=[CheckCount(text, text, text, text)],  # type: ignore[arg-type]
    )


def mended(report: Report) -> Report:
    """The report with one finding: a number of its text against the cell of the applications received."""
    received = next(i for i in report.indicators if i.id == "applications.received.total" and i.origin == "table")
    stated = next(e for e in report.entities if e.label == "COUNT" and e.unit == "件")
    evidence = ((stated.start, stated.end), (received.start, received.end))
    return replace(
        report, findings=[Finding("text-table", "error", "正文与表格不符。", (received.id,), received.value, stated.value, evidence)]
    )


def repeated(report: Report, times: int) -> Report:
    """The report so many times over, with all its parts."""
    size = len(report.text) + 1

    def moved(parts: list, by: int) -> list:
        return [replace(part, start=part.start + by, end=part.end + by) for part in parts]

    shifts = [index * size for index in range(times)]
    return replace(
        report,
        text="\n".join([report.text] * times),
        sections=[part for by in shifts for part in moved(report.sections, by)],
        segments=[part for by in shifts for part in moved(report.segments, by)],
        entities=[part for by in shifts for part in moved(report.entities, by)],
        tables=[part for by in shifts for part in moved(report.tables, by)],
        indicators=[part for by in shifts for part in moved(report.indicators, by)],
        findings=[
            replace(f, evidence=tuple((start + by, end + by) for start, end in f.evidence)) for by in shifts for f in report.findings
        ],
    )
