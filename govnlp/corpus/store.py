"""A store: a folder of Parquet tables that is whole at every moment, whatever happens to the process that fills it.

    store/store.json            schema, version of govnlp
    store/log.jsonl, log/       which parts count (`log`)
    store/parts/NAME/*.parquet  one file a table, on disk before the log names the part
    store/lock                  held while a build writes; of this machine's folders alone

A part that the log does not add does not exist for any reader, whole or half-written. The log is the only thing that
changes what a store holds, so a kill between two writes loses at most the parts under way.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

import govnlp
from govnlp.corpus.log import log_of
from govnlp.corpus.place import LocalPlace, Place, as_path, place
from govnlp.corpus.schema import TABLES, VERSION
from govnlp.errors import SchemaError, StoreError

SMALL = 1_000
"""Parts of fewer sources are joined."""
MANY = 64
"""Small parts that may stand beside each other before they are."""

_OWN = frozenset({"store.json", "parts", "lock", "log.jsonl", "log"})

Tables = Mapping[str, pa.Table]


class Done(NamedTuple):
    """What a store has of a source: the part it is in, the hash of its content, whether it failed."""

    part: str
    content: str | None
    failed: bool


class Store:
    """A store to read, as it was when it was opened: all tables of one moment, whatever a build adds meanwhile."""

    def __init__(self, name: Path | str) -> None:
        """Open a store, by its path or URI.

        Raises
        ------
        StoreError
            If there is no store.
        SchemaError
            If it was built with another schema.
        """
        self.place = place(name)
        self.name, self.path = self.place.name, as_path(name) if isinstance(self.place, LocalPlace) else str(name)
        try:
            about = json.loads(self.place.read("store.json"))
        except FileNotFoundError:
            raise StoreError(f"{self.name}: no store is there; `govnlp build SOURCES -o {self.name}` makes one") from None
        except (OSError, ValueError) as error:
            raise StoreError(f"{self.name}: cannot be opened as a store ({error})") from error
        if about.get("schema") != VERSION:
            raise SchemaError(
                f"{self.name}: a store of schema {about.get('schema')!r}, govnlp {about.get('govnlp')}; this is govnlp "
                f"{govnlp.__version__} with {VERSION!r}: build a new store from the sources, or use that version"
            )
        self._log = log_of(self.place)
        self._parts = self._log.parts()

    def parts(self) -> list[str]:
        """Names of the parts that count, in the order they came."""
        return self._parts

    def files(self, table: str) -> list[str]:
        """The Parquet files of a table, as paths on the filesystem `fs`."""
        return [self.place.path(_file(part, _known(table))) for part in self.parts()]

    @property
    def fs(self) -> Any:
        """The filesystem that the store is on, as pyarrow has it; None for this machine's."""
        return None if isinstance(self.place, LocalPlace) else self.place.fs

    def table(self, table: str, columns: Iterable[str] | None = None) -> pa.Table:
        """A whole table in memory, in no particular order."""
        wanted = list(columns) if columns is not None else None
        schema = TABLES[_known(table)]
        empty = (schema if wanted is None else pa.schema([schema.field(name) for name in wanted])).empty_table()
        try:
            return pa.concat_tables([empty, *(self.place.table(_file(part, table), wanted) for part in self.parts())])
        except FileNotFoundError as error:
            raise StoreError(f"{self.name}: a build has just joined parts of it, or files are missing; try again") from error


class Writer(Store):
    """A store that a build fills. `done` says of every source what the store has of it."""

    def __init__(self, name: Path | str) -> None:
        super().__init__(name)
        self._log.mend()
        self.done: dict[str, Done] = {}
        self._sizes: dict[str, int] = {}
        for part in self._parts:
            self._learn(part)
        self.sweep()

    def parts(self) -> list[str]:
        """Names of the parts that count now."""
        return list(self._sizes)

    def commit(self, part: str) -> None:
        """Let a part that `write_part` has written count; rows of the same sources in older parts go at the same moment."""
        stale: dict[str, list[str]] = {}
        for key in _sources(self.place, part):
            if key in self.done:
                stale.setdefault(self.done[key].part, []).append(key)
        kept = [name for name in (self._without(old, keys) for old, keys in stale.items()) if name]
        self._append([part, *kept], list(stale))
        if sum(size < SMALL for size in self._sizes.values()) >= MANY:
            self.join()

    def join(self) -> None:
        """Join small parts to larger ones, so that a store of many reports is few files."""
        small = [part for part, size in self._sizes.items() if size < SMALL]
        while len(small) > 1:
            group = [small.pop(0)]
            while small and sum(self._sizes[part] for part in group) < SMALL:
                group.append(small.pop(0))
            if len(group) > 1:
                joined = {name: pa.concat_tables([self.place.table(_file(part, name)) for part in group]) for name in TABLES}
                self._append([write_part(self.place, joined)], group)
                for part in group:
                    self.place.delete(f"parts/{part}")

    def drop(self, keys: Collection[str]) -> None:
        """Remove all rows of these sources."""
        stale: dict[str, list[str]] = {}
        for key in keys:
            stale.setdefault(self.done[key].part, []).append(key)
        if stale:
            kept = [name for name in (self._without(old, gone) for old, gone in stale.items()) if name]
            self._append(kept, list(stale))
            for key in keys:
                self.done.pop(key, None)

    def names(self) -> Iterator[tuple[str, str]]:
        """Key and name of every source."""
        for table in ("reports", "failures"):
            for part in self.parts():
                rows = self.place.table(_file(part, table), ["report", "source"])
                yield from zip(rows["report"].to_pylist(), rows["source"].to_pylist(), strict=True)

    def _without(self, part: str, keys: list[str]) -> str | None:
        """A copy of a part without the rows of some sources; None where nothing would be left."""
        if len(keys) == self._sizes[part]:
            return None
        gone = pa.array(keys)
        tables = {name: self.place.table(_file(part, name)) for name in TABLES}
        return write_part(
            self.place, {name: rows.filter(pc.invert(pc.is_in(rows["report"], value_set=gone))) for name, rows in tables.items()}
        )

    def sweep(self) -> None:
        """Delete parts that do not count, of a build that was killed or replaced since; none may be under way."""
        for part in self.place.names("parts"):
            if part not in self._sizes:
                self.place.delete(f"parts/{part}")

    def _append(self, add: list[str], remove: list[str]) -> None:
        self._log.append(add, remove)
        for part in remove:
            self._sizes.pop(part)
        for part in add:
            self._learn(part)

    def _learn(self, part: str) -> None:
        found = _sources(self.place, part)
        self._sizes[part] = len(found)
        self.done |= found


def write_part(store: Place | Path | str, tables: Tables) -> str:
    """Write a part, whole and on disk when this returns; it counts once it is committed."""
    to = store if isinstance(store, Place) else place(store)
    name = uuid.uuid4().hex
    try:
        to.make(f"parts/{name}")
        for table, rows in tables.items():
            with to.writing(_file(name, table)) as file:
                pq.write_table(rows, file, compression="zstd")
        to.settle(f"parts/{name}")
        to.settle("parts")
    except BaseException:
        to.delete(f"parts/{name}")
        raise
    return name


def as_tables(rows: Mapping[str, list[dict[str, Any]]]) -> Tables:
    """Rows as Arrow tables of the schema."""
    return {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in TABLES.items()}


@contextmanager
def writing(name: Path | str) -> Iterator[Writer]:
    """The store at a path or URI to write to, made where nothing is; on this machine nobody else can write to it meanwhile.

    Raises
    ------
    StoreError
        If another build holds it, a folder of other things is there, or it cannot be written.
    SchemaError
        If it was built with another schema.
    """
    to = place(name)
    try:
        _refuse_foreign(to)
        to.make("parts")
        with _lock(to):
            _begin(to)
            yield Writer(name)
    except Timeout:
        raise StoreError(f"{to.name}: another build is writing to this store; wait for it to end, or give another folder") from None
    except OSError as error:
        raise StoreError(
            f"{to.name}: cannot be written ({error.strerror or error}); what is done is kept: put it right and run the same again"
        ) from error


def _lock(to: Place) -> AbstractContextManager[Any]:
    return FileLock(to.path("lock"), timeout=0) if isinstance(to, LocalPlace) else nullcontext()


def _begin(to: Place) -> None:
    """Make a store of an empty folder; `store.json` comes last, and whole."""
    if _is_begun(to):
        return
    if isinstance(to, LocalPlace):
        Path(to.path("log.jsonl")).touch()
    else:
        to.make("log")
    with to.writing("store.json") as file:
        file.write((json.dumps({"schema": VERSION, "govnlp": govnlp.__version__}) + "\n").encode())
    to.settle("")


def _is_begun(to: Place) -> bool:
    """Whether there is a store, or what takes itself for one; not where a build was killed while it began."""
    try:
        return bool(json.loads(to.read("store.json")))
    except FileNotFoundError:
        return False
    except ValueError:
        return not set(to.names()) <= _OWN


def _refuse_foreign(to: Place) -> None:
    """Nothing is touched that is neither a store nor what a build leaves that was killed at its start."""
    is_file = isinstance(to, LocalPlace) and Path(to.root).is_file()
    found = [] if is_file else to.names()
    if is_file or ("store.json" not in found and not set(found) <= _OWN):
        raise StoreError(f"{to.name}: is no store and not empty; give a new folder")


def _sources(at: Place, part: str) -> dict[str, Done]:
    """The sources of a part."""
    found: dict[str, Done] = {}
    for table in ("reports", "failures"):
        rows = at.table(_file(part, table), ["report", "content"])
        pairs = zip(rows["report"].to_pylist(), rows["content"].to_pylist(), strict=True)
        found |= {key: Done(part, content, table == "failures") for key, content in pairs}
    return found


def _file(part: str, table: str) -> str:
    return f"parts/{part}/{table}.parquet"


def _known(table: str) -> str:
    if table not in TABLES:
        raise ValueError(f"no table {table!r}; choose {', '.join(TABLES)}")
    return table
