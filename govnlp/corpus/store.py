"""A store: a folder of Parquet tables that is whole at every moment, whatever happens to the process that fills it.

    store/store.json            schema, version of govnlp
    store/log.jsonl             which parts count: {"add": [...], "remove": [...]} a line, each line synced to disk
    store/parts/NAME/*.parquet  one file a table; a part is written under another name, synced and then renamed
    store/lock                  held while a build writes

A part that the log does not add does not exist for any reader. A line of the log is the only thing that changes what a
store holds, so a kill between two writes loses at most the parts under way; a line without its end is no line.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

import govnlp
from govnlp.corpus.schema import TABLES, VERSION
from govnlp.errors import SchemaError, StoreError

SMALL = 1_000
"""Parts of fewer sources are joined."""
MANY = 64
"""Small parts that may stand beside each other before they are."""

Tables = Mapping[str, pa.Table]


class Done(NamedTuple):
    """What a store has of a source: the part it is in, the hash of its content, whether it failed."""

    part: str
    content: str | None
    failed: bool


class Store:
    """A store to read, as it was when it was opened: all tables of one moment, whatever a build adds meanwhile."""

    def __init__(self, path: Path | str) -> None:
        """Open a store.

        Raises
        ------
        StoreError
            If there is no store at `path`.
        SchemaError
            If it was built with another schema.
        """
        self.path = Path(path)
        try:
            about = json.loads((self.path / "store.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise StoreError(f"{self.path}: no store is there; `govnlp build SOURCES -o {self.path}` makes one") from None
        except (OSError, ValueError) as error:
            raise StoreError(f"{self.path}: cannot be opened as a store ({error})") from error
        if about.get("schema") != VERSION:
            raise SchemaError(
                f"{self.path}: a store of schema {about.get('schema')!r}, govnlp {about.get('govnlp')}; this is govnlp "
                f"{govnlp.__version__} with {VERSION!r}: build a new store from the sources, or use that version"
            )
        self._parts = _live(self.path)

    def parts(self) -> list[str]:
        """Names of the parts that count, in the order they came."""
        return self._parts

    def files(self, table: str) -> list[str]:
        """The Parquet files of a table."""
        _known(table)
        return [str(self.path / "parts" / part / f"{table}.parquet") for part in self.parts()]

    def table(self, table: str, columns: Iterable[str] | None = None) -> pa.Table:
        """A whole table in memory, in no particular order."""
        wanted = list(columns) if columns is not None else None
        schema = TABLES[_known(table)]
        empty = (schema if wanted is None else pa.schema([schema.field(name) for name in wanted])).empty_table()
        try:
            return pa.concat_tables([empty, *(pq.read_table(file, columns=wanted) for file in self.files(table))])
        except FileNotFoundError as error:
            raise StoreError(f"{self.path}: a build has just joined parts of it, or files are missing; try again") from error


class Writer(Store):
    """A store that a build fills. `done` says of every source what the store has of it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._log = _whole_log(path / "log.jsonl")
        self.done: dict[str, Done] = {}
        self._sizes: dict[str, int] = {}
        for part in self._parts:
            self._learn(part)
        self._sweep()

    def parts(self) -> list[str]:
        """Names of the parts that count now."""
        return list(self._sizes)

    def commit(self, part: str) -> None:
        """Let a part that `write_part` has written count; rows of the same sources in older parts go at the same moment."""
        stale: dict[str, list[str]] = {}
        for key in _sources(self.path, part):
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
                joined = {name: pa.concat_tables([_read(self.path, part)[name] for part in group]) for name in TABLES}
                self._append([write_part(self.path, joined)], group)
        self._sweep()

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
            for file in self.files(table):
                rows = pq.read_table(file, columns=["report", "source"])
                yield from zip(rows["report"].to_pylist(), rows["source"].to_pylist(), strict=True)

    def _without(self, part: str, keys: list[str]) -> str | None:
        """A copy of a part without the rows of some sources; None where nothing would be left."""
        if len(keys) == self._sizes[part]:
            return None
        gone = pa.array(keys)
        kept = {name: table.filter(pc.invert(pc.is_in(table["report"], value_set=gone))) for name, table in _read(self.path, part).items()}
        return write_part(self.path, kept)

    def _append(self, add: list[str], remove: list[str]) -> None:
        """Write one line of the log and sync it: from here on it holds. A line that could not be written whole is taken back."""
        line = json.dumps({"add": add, "remove": remove}) + "\n"
        end = self._log.stat().st_size
        with self._log.open("ab") as file:
            try:
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                os.truncate(self._log, end)
                raise
        for part in remove:
            self._sizes.pop(part)
        for part in add:
            self._learn(part)

    def _learn(self, part: str) -> None:
        found = _sources(self.path, part)
        self._sizes[part] = len(found)
        self.done |= found

    def _sweep(self) -> None:
        """Delete parts that do not count: of a build that was killed, or joined since."""
        live = set(self._sizes)
        for folder in (self.path / "parts").iterdir():
            if folder.name not in live:
                shutil.rmtree(folder, ignore_errors=True)


def write_part(store: Path, tables: Tables) -> str:
    """Write a part, all its files on disk before it has its name; it counts once it is committed."""
    name = uuid.uuid4().hex
    unfinished, folder = store / "parts" / f".{name}", store / "parts" / name
    try:
        unfinished.mkdir()
        for table, rows in tables.items():
            path = unfinished / f"{table}.parquet"
            with path.open("wb") as file:
                pq.write_table(rows, file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
        _sync(unfinished)
        unfinished.rename(folder)
        _sync(folder.parent)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return name


def as_tables(rows: Mapping[str, list[dict[str, Any]]]) -> Tables:
    """Rows as Arrow tables of the schema."""
    return {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in TABLES.items()}


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """The store at `path` to write to, made where nothing is; nobody else can write to it meanwhile.

    Raises
    ------
    StoreError
        If another build holds it, a folder of other things is there, or it cannot be written.
    SchemaError
        If it was built with another schema.
    """
    if path.exists() and not (path / "store.json").exists() and (not path.is_dir() or _foreign(path)):
        raise StoreError(f"{path}: is no store and not empty; give a new folder")
    try:
        (path / "parts").mkdir(parents=True, exist_ok=True)
        lock = FileLock(path / "lock", timeout=0)
        with lock:
            _begin(path)
            yield Writer(path)
    except Timeout:
        raise StoreError(f"{path}: another build is writing to this store; wait for it to end, or give another folder") from None
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror or error}); what is done is kept: put it right and run the same again"
        ) from error


def _begin(path: Path) -> None:
    """Make a store of an empty folder; `store.json` comes last, and whole."""
    if (path / "store.json").exists():
        return
    (path / "log.jsonl").touch()
    unfinished = path / "store.json.part"
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"schema": VERSION, "govnlp": govnlp.__version__}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path / "store.json")
    _sync(path)


def _foreign(path: Path) -> bool:
    """Whether a folder holds anything but what a build that was killed at its start leaves."""
    return any(child.name not in ("parts", "lock", "log.jsonl", "store.json.part") for child in path.iterdir())


def _live(store: Path) -> list[str]:
    """The parts that the log adds and does not remove; a last line that was cut off is none."""
    live: dict[str, None] = {}
    for line in (store / "log.jsonl").read_text(encoding="utf-8").splitlines(keepends=True):
        if line.endswith("\n"):
            entry = json.loads(line)
            live.update(dict.fromkeys(entry["add"]))
            for name in entry["remove"]:
                live.pop(name, None)
    return list(live)


def _whole_log(log: Path) -> Path:
    """The log without a last line that was cut off."""
    written = log.read_bytes()
    whole = written.rfind(b"\n") + 1
    if whole < len(written):
        os.truncate(log, whole)
    return log


def _sources(store: Path, part: str) -> dict[str, Done]:
    """The sources of a part."""
    found: dict[str, Done] = {}
    for table in ("reports", "failures"):
        rows = pq.read_table(store / "parts" / part / f"{table}.parquet", columns=["report", "content"])
        pairs = zip(rows["report"].to_pylist(), rows["content"].to_pylist(), strict=True)
        found |= {key: Done(part, content, table == "failures") for key, content in pairs}
    return found


def _read(store: Path, part: str) -> dict[str, pa.Table]:
    return {name: pq.read_table(store / "parts" / part / f"{name}.parquet") for name in TABLES}


def _known(table: str) -> str:
    if table not in TABLES:
        raise ValueError(f"no table {table!r}; choose {', '.join(TABLES)}")
    return table


def _sync(folder: Path) -> None:
    """Have the names in a folder on disk, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
