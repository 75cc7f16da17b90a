"""Reports made by hand for the tests: prose through the pipeline's entities, tables as indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import govnlp
from govnlp.report import Agency, Indicator, Report
from govnlp.statutory import checks, narrative
from govnlp.statutory.form import cells
from tests.conftest import traditional


def with_table(report: Report, values: Mapping[str, int | float | None]) -> Report:
    """The report as if its tables had these values, checked again; every cell stands on a line of its own behind the text."""
    form = str(report.format)
    text, found = report.text, []
    for id_, value in values.items():
        cell = cells(form)[id_]
        text += "\n" + ("" if value is None else str(value))
        found.append(
            Indicator(id_, cell.series, value, cell.unit, len(text) - len("" if value is None else str(value)), len(text), "table")
        )
    prose = [indicator for indicator in report.indicators if indicator.origin == "text"]
    return checked(replace(report, text=text, indicators=[*found, *prose]))


def checked(report: Report) -> Report:
    """The report with its findings made anew."""
    mentions = narrative.link(report.segments, report.entities, narrative.form_of(report.format, report.year), report.year, report.agency)
    findings, counts = checks.run(report, mentions)
    return replace(report, findings=findings, checks=counts)


def report(prose: str, year: int = 2020, agency: str = "青山市卫生健康局", level: str = "市", script: str = "Hans") -> Report:
    """A report of prose alone."""
    text = prose if script == "Hans" else traditional(prose)
    return govnlp.analyze(text, year=year, agency=Agency(agency, None, level))


def applications(total: int, **parts: int | None) -> dict[str, int | None]:
    """A table of applications of 2019 in which all come from persons: `total` received, `parts` by id without the column."""
    rows = [id_.removesuffix(".person") for id_ in cells("2019") if id_.endswith(".person")]
    columns = ("person", "business", "research", "nonprofit", "law", "other", "total")
    given = {name.replace("__", "."): value for name, value in parts.items()}
    values: dict[str, int | None] = {}
    for row in rows:
        count = total if row == "applications.received" else given.get(row.removeprefix("applications."), 0)
        if row == "applications.closed" and "closed" not in given:
            count = sum(value or 0 for name, value in given.items() if name not in ("carried_in", "carried_out"))
        values |= {f"{row}.{column}": count if column in ("person", "total") else 0 for column in columns}
    return values
