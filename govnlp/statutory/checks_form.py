"""Checks of the form itself: the sections that the format of the year requires, and the day by which the report is due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from govnlp.gazetteers import table
from govnlp.report import Report
from govnlp.script import simplify
from govnlp.statutory.equations import HELD, UNKNOWN
from govnlp.statutory.form import cells
from govnlp.statutory.outcome import Material, Outcome, failed

WHOLE = 4  # required sections that show a text to be a whole report
LONGEST_HEADING = 60
KEPT = 2  # tables of the form that show a source to have kept its tables


def check_parts_of_form(material: Material) -> Iterator[Outcome]:
    """Each section that the form requires. A text with fewer than four of them is an extract, not a report: not assessable.

    A table that a text lost is not missed as long as its section's title stands: the caption is what remains of it. Nor are the
    sections behind a table that is the end of the text: no report ends so, the text was cut off.
    """
    parts = [row for row in table("form_parts") if material.form in row["form"].split()]
    present = [row for row in parts if _is_present(row, material)]
    if len(present) < WHOLE:
        yield from (Outcome("form", UNKNOWN) for _ in parts)
        return
    cut_off = parts[parts.index(present[-1]) + 1 :] if _ends_in_table(material) else []
    for row in parts:
        if row in present:
            yield Outcome("form", HELD)
        elif row in cut_off:
            yield Outcome("form", UNKNOWN)
        else:
            yield failed(
                "form", f"缺少规定的“{row['part']}”部分。", severity=row["severity"], expected=row["part"], evidence=_masthead(material)
            )


def _outside_tables(report: Report) -> str:
    """The text without the cells of its tables: 其他处理 is no heading."""
    ends = [0, *(table.end for table in report.tables)]
    starts = [*(table.start for table in report.tables), len(report.text)]
    return "\n".join(report.text[end:start] for end, start in zip(ends, starts, strict=True))


def _ends_in_table(material: Material) -> bool:
    """Whether nothing stands behind the last table."""
    report = material.report
    return bool(report.tables) and not report.text[max(table.end for table in report.tables) :].strip()


def check_tables_of_form(material: Material) -> Iterator[Outcome]:
    """Each table of a form, where the source keeps tables: two of the form's were read, and of another not a label is in the text."""
    known = cells(str(material.form))
    names = dict.fromkeys(cell.table for cell in known.values() if cell.table)
    read = {known[id_].table for id_ in material.values if id_ in known}
    if len(read) < KEPT:
        return
    text = simplify(material.report.text).text
    for name in names:
        labels = {cell.column.split("/")[-1] for cell in known.values() if cell.table == name}
        if name in read:
            yield Outcome("form", HELD)
        elif any(label in text for label in labels):
            yield Outcome("form", UNKNOWN)
        elif any(section.kind == name for section in material.report.sections):
            yield failed("form", f"“{name}”部分没有规定的表格。", expected=str(name), evidence=_section(str(name), material))


def _section(kind: str, material: Material) -> tuple[tuple[int, int], ...]:
    """Where the heading of a section stands."""
    return tuple((one.start, one.start + len(one.heading)) for one in material.report.sections if one.kind == kind)


def _is_present(row: dict[str, str], material: Material) -> bool:
    """Whether a section stands as a section, a table, or a line that may be its heading."""
    report = material.report
    if any(section.kind == row["part"] for section in report.sections):
        return True
    known = cells(str(material.form))
    if any(known[id_].table == row["part"] for id_ in material.values if id_ in known):
        return True
    pattern = re.compile(row["pattern"])
    headings = [section.heading for section in report.sections] + [shown.title or "" for shown in report.tables]
    lines = [line for line in _outside_tables(report).split("\n") if len(line) <= LONGEST_HEADING and not re.search(r"[。,，]", line)]
    own_title = report.title or ""
    return any(pattern.search(simplify(line).text) for line in (*headings, *lines) if line and line not in own_title)


def check_deadline(material: Material) -> Iterator[Outcome]:
    """The day of publication against the last day for the year and the kind of agency; not assessable without either.

    A date more than a year late is that of a page moved to a new site as often as not: a note.
    """
    report = material.report
    if report.year is None:
        return
    last = _last_day(report.year, report.agency.name if report.agency else None)
    if last is None or report.published is None or report.published.year <= report.year:
        yield Outcome("form", UNKNOWN)
        return
    day, row = last
    if report.published <= day:
        yield Outcome("form", HELD)
        return
    source = row["source"].split(":")[0]
    article = re.match(r"《条例》\(.*?\)第.{1,5}条(?:第.款)?", source)
    yield failed(
        "form",
        f"{report.published.isoformat()}发布，晚于规定期限{day.isoformat()}（{article[0] if article else source}）。",
        severity=row["severity"] if report.published.year == report.year + 1 else "note",
        expected=day.isoformat(),
        found=report.published.isoformat(),
        evidence=_masthead(material),
    )


def _last_day(year: int, agency: str | None) -> tuple[date, dict[str, str]] | None:
    """The last day for the report on a year, of the first row of `deadlines.csv` that is for the year and the agency.

    None where that row names no day, or the rule depends on the agency and it is not known.
    """
    for row in table("deadlines"):
        if not int(row["from"]) <= year <= int(row["until"] or year):
            continue
        if agency is None and not row["until"]:
            return None
        if re.search(row["agency"], agency or ""):
            return (date(year + 1, int(row["month"]), int(row["day"])), row) if row["month"] else None
    return None


def _masthead(material: Material) -> tuple[tuple[int, int], ...]:
    """Where the title stands, if it does."""
    title = material.report.title
    at = material.report.text.find(title) if title else -1
    return ((at, at + len(title or "")),) if at >= 0 else ()
