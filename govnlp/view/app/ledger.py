"""What the dashboard asks: one connection to a store, with the light columns of its reports at hand, and the scope of a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from govnlp.corpus.query import connect
from govnlp.corpus.store import Store
from govnlp.errors import StoreError

if TYPE_CHECKING:
    import duckdb
    import pandas

Answer = TypeVar("Answer")
CENTRAL, UNKNOWN = "中央", "未知"
"""What stands for the province of a central body, and for what a report does not tell."""

_ABOUT = f"""
create table about as
with given as (select report, count(value) as given from series group by report)
select r.report, source, title, agency, region, year, published, script, format, code,
  coalesce(level, '{UNKNOWN}') as level, coalesce(province, case when level = '国家' then '{CENTRAL}' end, '{UNKNOWN}') as area,
  coalesce(given, 0) as given
from reports r left join given using (report)
"""
# one report an agency and year, chosen among its copies as `govnlp.panel` chooses
_CHOSEN = """
create table chosen as
select * exclude (place) from (
  select *, row_number() over (
      partition by agency, region, year order by given desc, published desc nulls last, script <> 'Hans', source) as place,
    count(*) over (partition by agency, region, year) as copies
  from about where agency is not null and year is not null)
where place = 1
"""


@dataclass(frozen=True)
class Scope:
    """Which reports a question is about; what is empty or None leaves all in."""

    years: tuple[int, int] | None = None
    levels: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    agency: str = ""

    def where(self, alias: str) -> tuple[str, dict[str, Any]]:
        """The condition on a table with the columns of `about`, and its parameters."""
        terms, values = ["true"], dict[str, Any]()
        if self.years:
            terms.append(f"{alias}.year between $first and $last")
            values |= {"first": self.years[0], "last": self.years[1]}
        if self.levels:
            terms.append(f"{alias}.level = any($levels)")
            values["levels"] = list(self.levels)
        if self.areas:
            terms.append(f"{alias}.area = any($areas)")
            values["areas"] = list(self.areas)
        if self.agency:
            terms.append(f"contains({alias}.agency, $agency)")
            values["agency"] = self.agency
        return "(" + " and ".join(terms) + ")", values


class Ledger:
    """A store as it was when it was opened; `state` tells whether it has changed since.

    Beside the tables of the store it has `about`, the light columns of `reports`, and `chosen`, those of one report an agency
    and year. Texts stay on disk, and `places` says in which file.
    """

    def __init__(self, path: str | Path) -> None:
        """Open a store.

        Raises
        ------
        StoreError, SchemaError
            If there is no store, one of another schema, or DuckDB is not installed.
        """
        self.path = Path(path)
        self.state = state_of(self.path)
        self.store = Store(self.path)
        self._connection = connect(self.path)
        self._lock = Lock()
        for sql in (_ABOUT, _CHOSEN):
            self._run(sql, None, lambda answer: answer)
        files = self.store.files("reports")
        places = (
            "select report, filename from read_parquet($files, filename = true)"
            if files
            else "select report, source as filename from about"
        )
        self._run(f"create table places as {places}", {"files": files} if files else None, lambda answer: answer)

    def ask(self, sql: str, values: Mapping[str, Any] | None = None) -> pandas.DataFrame:
        """The answer as a frame; `values` are the parameters `$name`.

        Raises
        ------
        StoreError
            If a file of the store cannot be read, since a build has just joined parts of it, say.
        """
        return self._run(sql, values, lambda answer: answer.df())

    def rows(self, sql: str, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The answer as dictionaries, lists and None as such."""
        names, rows = self._run(sql, values, lambda answer: ([column[0] for column in answer.description], answer.fetchall()))
        return [dict(zip(names, row, strict=True)) for row in rows]

    def reports(self, keys: Sequence[str]) -> list[dict[str, Any]]:
        """The rows of `reports`, text and all; only the files that hold them are read."""
        files = [
            row["filename"] for row in self.rows("select distinct filename from places where report = any($keys)", {"keys": list(keys)})
        ]
        if not files:
            return []
        return self.rows("select * from read_parquet($files) where report = any($keys)", {"files": files, "keys": list(keys)})

    def one(self, sql: str, values: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The only row of the answer."""
        (row,) = self.rows(sql, values)
        return row

    def _run(self, sql: str, values: Mapping[str, Any] | None, take: Callable[[duckdb.DuckDBPyConnection], Answer]) -> Answer:
        import duckdb

        with self._lock:  # a connection answers one thread at a time, and every session of the dashboard has a thread
            try:
                return take(self._connection.execute(sql, dict(values) if values else None))
            except duckdb.IOException as error:
                raise StoreError(
                    f"{self.path}: a file of the store cannot be read ({error}); a build may just have joined parts: try again"
                ) from error

    def close(self) -> None:
        """Give the files back."""
        with self._lock:
            self._connection.close()


def state_of(path: Path) -> tuple[int, int]:
    """Size and time of the log of a store: another where a build has added to it; zeros where there is none."""
    try:
        found = (path / "log.jsonl").stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def joined(*parts: tuple[str, Mapping[str, Any]]) -> tuple[str, dict[str, Any]]:
    """Conditions with their parameters as one."""
    values: dict[str, Any] = {}
    for _, own in parts:
        values |= own
    return " and ".join(sql for sql, _ in parts), values


def any_of(column: str, name: str, chosen: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """That a column is one of what is chosen, or anything where nothing is."""
    return (f"{column} = any(${name})", {name: list(chosen)}) if chosen else ("true", {})
