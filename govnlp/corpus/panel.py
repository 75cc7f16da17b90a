"""`panel`: agency × year × series from a store, one row an agency and year, copies of one report recognised."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnlp.corpus.store import Store
from govnlp.errors import StoreError
from govnlp.gazetteers import table
from govnlp.statutory.series import units

if TYPE_CHECKING:
    import pandas

_WIDTHS = {"agency": 30, "region": 18, "source": 24, "title": 44, "series": 32, "meaning": 64, "break": 80, "conflicts": 24}
"""Characters of Excel's columns."""
BODY = ["agency", "region", "province", "code", "level", "year"]
REPORT = ["report", "source", "title", "published", "script", "format"]


def panel(store: str | Path, long: bool = False) -> pandas.DataFrame:
    """What the agencies of a store reported, by year.

    Several reports of one agency (by full name and region) on one year are copies of one: posted again, or in the other
    script. The row is that of the copy that gives most series, of those the one published last (a correction replaces what
    it corrects), then the one in Simplified characters, then by name of source. `copies` says how many there are,
    `conflicts` which series they give different values for, separated by a space; a blank is no other value.

    Parameters
    ----------
    store : a folder that `build` has filled.
    long : one row a series instead, with `series`, `value`, `unit`, and only for series that the report's form asks for.

    Returns
    -------
    Columns agency, region, province, code, level, year; report, source, title, published, script, format of the chosen
    copy; copies, conflicts; then the series in the order and units of `series.csv`, missing where blank or not asked for.
    Sorted by code, agency and year. `attrs["unplaced"]` holds the sources of reports without agency or year, which have
    no row.

    Raises
    ------
    StoreError, SchemaError
        If there is no store, or one of another schema.
    """
    opened = Store(store)
    rows = opened.table("reports", [*BODY, *REPORT]).to_pylist()
    series: dict[str, dict[str, float | None]] = {row["report"]: {} for row in rows}
    for batch in opened.table("series", ["report", "series", "value"]).to_batches():
        for report, name, value in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            series[report][name] = value
    for row in rows:
        row["series"] = series[row["report"]]
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    unplaced = []
    for row in rows:
        if row["agency"] is None or row["year"] is None:
            unplaced.append(row["source"])
        else:
            groups.setdefault((row["agency"], row["region"], row["year"]), []).append(row)
    chosen = [_chosen(copies) for copies in groups.values()]
    chosen.sort(key=lambda row: (row["code"] or "~", row["agency"], row["region"] or "", row["year"]))
    frame = _long(chosen) if long else _wide(chosen)
    frame.attrs["unplaced"] = sorted(unplaced)
    return frame


def _chosen(copies: list[dict[str, Any]]) -> dict[str, Any]:
    """The copy that stands for all, with how many there are and where they differ."""
    best = min(copies, key=_rank)
    values: dict[str, set[float]] = {}
    for row in copies:
        for name, value in row["series"].items():
            if value is not None:
                values.setdefault(name, set()).add(value)
    conflicts = " ".join(sorted(name for name, found in values.items() if len(found) > 1))
    return {**best, "copies": len(copies), "conflicts": conflicts or None}


def _rank(row: dict[str, Any]) -> tuple[int, int, bool, str]:
    """Where a copy stands among the copies: the first is chosen."""
    given = sum(value is not None for value in row["series"].values())
    published: date | None = row["published"]
    return -given, -published.toordinal() if published else 0, row["script"] != "Hans", row["source"]


def _wide(rows: list[dict[str, Any]]) -> pandas.DataFrame:
    import pandas

    frame = pandas.DataFrame(rows, columns=[*BODY, *REPORT, "copies", "conflicts"]).astype({"year": "Int64", "copies": "Int64"})
    columns = {name: _numbers([row["series"].get(name) for row in rows]) for name in units()}
    return pandas.concat([frame, pandas.DataFrame(columns, index=frame.index)], axis=1)


def _long(rows: list[dict[str, Any]]) -> pandas.DataFrame:
    import pandas

    cells = [
        {**row, "series": name, "value": row["series"][name], "unit": unit}
        for row in rows
        for name, unit in units().items()
        if name in row["series"]
    ]
    frame = pandas.DataFrame(cells, columns=[*BODY, "report", "source", "series", "value", "unit"]).astype({"year": "Int64"})
    return frame.assign(value=frame["value"].astype("Float64"))


def _numbers(values: list[float | None]) -> pandas.Series:
    """Numbers that may be missing, whole ones as such: 19, not 19.0."""
    import pandas

    column = pandas.array(values, dtype="Float64")
    is_whole = all(value is None or value.is_integer() for value in values)
    return pandas.Series(column.astype("Int64") if is_whole else column)


def write(frame: pandas.DataFrame, path: Path) -> None:
    """Write a panel as CSV, Parquet, Excel or Stata, as the name ends: .csv, .parquet, .xlsx, .dta.

    The file is in its place only when it is whole.

    Raises
    ------
    StoreError
        If the name ends otherwise, or the file cannot be written.
    """
    writers: dict[str, Callable[[pandas.DataFrame, Path], None]] = {
        ".csv": lambda frame, to: frame.to_csv(to, index=False, lineterminator="\n", float_format="%.15g"),
        ".parquet": lambda frame, to: frame.to_parquet(to, index=False),
        ".xlsx": _excel,
        ".dta": _stata,
    }
    if path.suffix.lower() not in writers:
        raise StoreError(f"{path}: ends in none of {', '.join(writers)}, so that its format is not known")
    unfinished = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix.lower()}")
    try:
        writers[path.suffix.lower()](frame, unfinished)
        unfinished.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror or error})") from error
    except ImportError as error:
        raise StoreError(f"{path}: needs openpyxl: pip install 'govnlp[excel]'") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _excel(frame: pandas.DataFrame, path: Path) -> None:
    """The panel with its heads in sight, and a second sheet that says what each series counts and where it breaks."""
    import pandas

    notes = pandas.DataFrame(table("series"))[["series", "unit", "meaning", "break"]]
    with pandas.ExcelWriter(path, engine="openpyxl") as book:
        frame.to_excel(book, index=False, sheet_name="panel", freeze_panes=(1, 1))
        notes.to_excel(book, index=False, sheet_name="series", freeze_panes=(1, 0))
        for name, columns in (("panel", list(frame)), ("series", list(notes))):
            for cells, column in zip(book.sheets[name].columns, columns, strict=True):
                book.sheets[name].column_dimensions[cells[0].column_letter].width = _WIDTHS.get(column, 12)
        book.sheets["panel"].auto_filter.ref = book.sheets["panel"].dimensions


def _stata(frame: pandas.DataFrame, path: Path) -> None:
    """Stata knows missing numbers but no missing strings, no dates without a time, and names of 32 characters; labels have them whole."""
    import pandas

    plain = frame.copy()
    dates = {}
    for name in plain:
        if name == "published":
            plain[name], dates[name] = pandas.to_datetime(plain[name]), "td"
        elif pandas.api.types.is_numeric_dtype(plain[name]):
            whole = pandas.api.types.is_integer_dtype(plain[name]) and not plain[name].isna().any()
            plain[name] = plain[name].astype("int64" if whole else "float64")
        else:
            plain[name] = plain[name].astype(object).where(plain[name].notna(), "").astype(str)
    labels = {name[:32]: name for name in plain}
    plain.columns = list(labels)
    plain.to_stata(path, write_index=False, version=118, convert_dates=dates, variable_labels=labels)
