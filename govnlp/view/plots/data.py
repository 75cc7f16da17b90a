"""What a caller may hand to a plot, as frames: the agencies and years, segments by theme, numbers, mentions of initiatives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from govnlp.errors import PlotError
from govnlp.regions import code_of, province_of, short_name
from govnlp.report import LEVELS, Report

if TYPE_CHECKING:
    import pandas

Source: TypeAlias = "Report | Iterable[Report] | str | Path"
"""A report, several, or the folder of a store."""
Panel: TypeAlias = "Source | pandas.DataFrame"
"""The same, or a panel as `govnlp.panel` gives it."""
FACTS = ["report", "agency", "province", "level", "year", "format"]
GROUPS = ("level", "province", "year", "agency")


def facts(source: Source) -> pandas.DataFrame:
    """A row a report: `report` (its key), agency, province, level, year, format."""
    import pandas

    if isinstance(source, (str, Path)):
        from govnlp.corpus.store import Store

        return pandas.DataFrame(Store(source).table("reports", FACTS).to_pylist(), columns=FACTS)
    return pandas.DataFrame([_facts(key, report) for key, report in enumerate(reports(source))], columns=FACTS)


def reports(source: Report | Iterable[Report]) -> list[Report]:
    """One report or several, as a list.

    Raises
    ------
    PlotError
        If one of them is no report, or they are a panel.
    """
    import pandas

    if isinstance(source, pandas.DataFrame):
        raise PlotError("a panel has numbers alone, no text; give the reports, or the folder of the store")
    found = [source] if isinstance(source, Report) else list(source)
    stray = next((one for one in found if not isinstance(one, Report)), None)
    if stray is not None:
        raise PlotError(
            f"a plot takes reports, and one of these is a {type(stray).__name__}; leave out what could not be read: "
            "[r for r in results if isinstance(r, govnlp.Report)]"
        )
    return found


def _facts(key: int, report: Report) -> dict[str, Any]:
    agency = report.agency
    code = code_of(agency.name) if agency else None
    return {
        "report": key,
        "agency": agency.name if agency else None,
        "province": province_of(code) if code else None,
        "level": agency.level if agency else None,
        "year": report.year,
        "format": report.format,
    }


def segments(source: Source) -> pandas.DataFrame:
    """A row a report and primary theme, or a row a segment: the facts of its report, `theme` and `characters`.

    Raises
    ------
    PlotError
        If there is none.
    """
    import pandas
    import pyarrow.compute as pc

    if isinstance(source, (str, Path)):
        from govnlp.corpus.store import Store

        table = Store(source).table("segments", ["report", "theme", "start", "end"])
        sizes = table.append_column("characters", pc.subtract(table["end"], table["start"])).group_by(["report", "theme"])
        rows = sizes.aggregate([("characters", "sum")]).to_pandas().rename(columns={"characters_sum": "characters"})
    else:
        source = reports(source)
        found = [
            (key, segment.themes[0][0], segment.end - segment.start)
            for key, report in enumerate(source)
            for segment in report.segments
            if segment.themes
        ]
        rows = pandas.DataFrame(found, columns=["report", "theme", "characters"])
    rows = rows.dropna(subset="theme").merge(facts(source), on="report")
    if rows.empty:
        raise PlotError("no segment has a theme; give a report with text, or a store that reports have been built into")
    return rows


def numbers(source: Panel) -> pandas.DataFrame:
    """A row an agency and year: facts, and a column a series.

    Raises
    ------
    PlotError
        If there is none, or a frame is no panel.
    """
    import pandas

    if isinstance(source, pandas.DataFrame):
        missing = [name for name in ("agency", "year", "format") if name not in source]
        if missing:
            raise PlotError(f"the frame is no panel: it has no column {', '.join(missing)}; govnlp.panel(store) gives one")
        frame = source
    elif isinstance(source, (str, Path)):
        from govnlp.corpus.panel import panel

        frame = panel(source)
    else:
        from govnlp.statutory.series import series

        source = reports(source)
        frame = pandas.concat([facts(source), pandas.DataFrame([series(report) for report in source])], axis=1)
    frame = frame[frame["year"].notna()].astype({"year": int})
    if frame.empty:
        raise PlotError("no report of a known year; give analyze(…, year=) what the text does not say")
    return frame


def mentions(source: Source) -> pandas.DataFrame:
    """A row an initiative and report that names it: facts and `initiative`.

    Raises
    ------
    PlotError
        If none is named by an agency and year that are known.
    """
    import pandas
    import pyarrow.compute as pc

    if isinstance(source, (str, Path)):
        from govnlp.corpus.store import Store

        table = Store(source).table("entities", ["report", "label", "name"])
        named = table.filter(pc.equal(table["label"], "INITIATIVE")).select(["report", "name"])
        rows = named.rename_columns(["report", "initiative"]).to_pandas()
    else:
        source = reports(source)
        found = [(key, one.name) for key, report in enumerate(source) for one in report.entities if one.label == "INITIATIVE"]
        rows = pandas.DataFrame(found, columns=["report", "initiative"])
    rows = rows.dropna().drop_duplicates().merge(facts(source).dropna(subset=["agency", "year"]), on="report").astype({"year": int})
    if rows.empty:
        raise PlotError("no initiative is named in a report whose agency and year are known")
    return rows


def grouped(frame: pandas.DataFrame, by: str, groups: Sequence[str] = GROUPS) -> list[tuple[str, pandas.DataFrame]]:
    """The rows of each group by a name to show, in order: levels from the centre down, others by name.

    Rows without a group are left out.

    Raises
    ------
    PlotError
        If `by` is none of `groups`, or no row has a group.
    """
    if by not in groups:
        raise PlotError(f"by={by!r}: choose {', '.join(groups)}, or leave it out")
    if by not in frame or frame[by].isna().all():
        raise PlotError(f"no report has a known {by}, so that by={by!r} leaves nothing to draw; leave it out")
    found = [(name, rows) for name, rows in frame.groupby(by, sort=True)]
    if by == "level":
        found.sort(key=lambda pair: LEVELS.index(pair[0]) if pair[0] in LEVELS else len(LEVELS))
    return [(_shown(by, name), rows) for name, rows in found]


def _shown(by: str, name: Any) -> str:
    """What a group is called in a plot: 县级, 新疆, 2020."""
    if by == "level":
        return f"{name}级" if name in LEVELS else str(name)
    if by == "year":
        return f"{name:.0f}"
    return short_name(name).removesuffix("自治区") if by == "province" else str(name)


def whose(frame: pandas.DataFrame) -> str:
    """Whose the rows are, for a title: the agency and year, or how many agencies and which years."""
    agencies, years = frame["agency"].dropna().unique(), sorted(frame["year"].dropna().astype(int).unique())
    who = str(agencies[0]) if len(agencies) == 1 else f"{len(agencies)} 个机构" if len(agencies) else ""
    when = "" if not years else f"{years[0]}年" if len(years) == 1 else f"{years[0]}—{years[-1]}年"
    return " ".join(filter(None, (who, when)))
