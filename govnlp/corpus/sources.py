"""What is to be read: files, folders, archives and tables of texts, one source a report, each read only when its turn comes."""

from __future__ import annotations

import csv
import json
import os
import sys
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from govnlp.errors import ReadingError
from govnlp.reading.source import LARGEST

REPORTS = frozenset(".txt .md .html .htm .shtml .xhtml .asp .aspx .jsp .php .docx .doc .wps .pdf".split())
"""What is taken from a folder or an archive; .doc and .wps become failures that say what to do. A file named by itself is always read."""
MEMBER, ROW = "!/", "#"
"""Marks between an archive and its member, a table and the number of its row."""
TEXT_COLUMNS = ("text", "content", "html", "正文", "内容")
"""Columns or keys that hold the report, the first that is there, where none is named."""

_BROKEN = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error, csv.Error, tarfile.TarError, zipfile.BadZipFile)
"""What libraries raise on damaged files; RuntimeError is a password, ValueError also Arrow's."""


@dataclass(frozen=True)
class Source:
    """A report to be: its name, the way to its content, which raises what is wrong with it, whether it is in an archive or table."""

    name: str
    read: Callable[[], str | bytes]
    is_inside: bool = True


class Sources:
    """The sources in some files and folders, in an order that does not change from run to run.

    `ignored` counts, by suffix, the files of folders and archives that no report is expected in; it is whole once the
    sources have been gone through, as are `containers`, the archives and tables that could be read to their end.
    """

    def __init__(self, given: Iterable[str | Path], text_column: str | None = None, skip: Path | None = None) -> None:
        self._given = [Path(os.path.abspath(one)) for one in given]
        self._text_column, self._skip = text_column, skip and Path(os.path.abspath(skip))
        self.ignored: Counter[str] = Counter()
        self.containers: list[str] = []

    def __iter__(self) -> Iterator[Source]:
        self.ignored.clear()
        self.containers.clear()
        for path in self._given:
            yield from self._folder(path) if path.is_dir() else self._file(path)

    def _folder(self, folder: Path) -> Iterator[Source]:
        unreadable: list[OSError] = []
        for root, folders, files in os.walk(folder, onerror=unreadable.append):
            folders[:] = sorted(name for name in folders if not name.startswith(".") and Path(root, name) != self._skip)
            for name in sorted(files):
                path = Path(root, name)
                if name.startswith(".") or not (_container(path) or _suffix(name) in REPORTS):
                    self.ignored[_suffix(name)] += 1
                else:
                    yield from self._file(path)
            yield from (_failed(str(error.filename or root), "is a folder that cannot be opened", error) for error in unreadable)
            unreadable.clear()

    def _file(self, path: Path) -> Iterator[Source]:
        inside = _container(path)
        if inside is None:
            yield Source(str(path), partial(_content, path), is_inside=False)
            return
        try:
            yield from inside(self, path)
            self.containers.append(str(path))
        except (ReadingError, *_BROKEN) as error:
            yield _failed(str(path), "cannot be read to its end", error)

    def _zip(self, path: Path) -> Iterator[Source]:
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.infolist(), key=lambda one: one.filename):
                name = _member_name(member)
                if not member.is_dir() and self._expected(name):
                    yield Source(f"{path}{MEMBER}{name}", partial(_of_zip, archive, member, f"{path}{MEMBER}{name}"))

    def _tar(self, path: Path) -> Iterator[Source]:
        with tarfile.open(path, "r|*") as archive:  # as a stream: never the whole archive in memory
            for member in archive:
                if member.isfile() and self._expected(member.name):
                    yield Source(f"{path}{MEMBER}{member.name}", partial(_of_tar, archive, member, f"{path}{MEMBER}{member.name}"))

    def _expected(self, name: str) -> bool:
        parts = name.split("/")
        if _suffix(name) in REPORTS and not any(part.startswith(".") or part == "__MACOSX" for part in parts):
            return True
        self.ignored[_suffix(name)] += 1
        return False

    def _jsonl(self, path: Path) -> Iterator[Source]:
        is_first = True
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                name = f"{path}{ROW}{number}"
                if is_first:
                    self._column(_object(line, name), str(path))  # a file of other things is one failure, not one a line
                    is_first = False
                yield Source(name, partial(self._of_line, line, name))

    def _of_line(self, line: bytes, name: str) -> str:
        row = _object(line, name)
        return _text_of(row, self._column(row, name), name)

    def _csv(self, path: Path) -> Iterator[Source]:
        csv.field_size_limit(min(4 * LARGEST, sys.maxsize))
        with path.open(encoding=_encoding(path), newline="") as file:
            reader = csv.DictReader(file)
            column = self._column(reader.fieldnames or (), str(path))
            for number, row in enumerate(reader, 1):
                yield Source(f"{path}{ROW}{number}", partial(_text_of, row, column, f"{path}{ROW}{number}"))

    def _parquet(self, path: Path) -> Iterator[Source]:
        import pyarrow.parquet as pq

        with pq.ParquetFile(path) as file:
            column = self._column(file.schema_arrow.names, str(path))
            number = 0
            for batch in file.iter_batches(batch_size=64, columns=[column]):
                for row in batch.to_pylist():
                    number += 1
                    yield Source(f"{path}{ROW}{number}", partial(_text_of, row, column, f"{path}{ROW}{number}"))

    def _column(self, names: Iterable[str], where: str) -> str:
        names = list(names)
        wanted = (self._text_column,) if self._text_column else TEXT_COLUMNS
        for name in wanted:
            if name in names:
                return name
        raise ReadingError(where, f"has no column {' or '.join(wanted)}, but {', '.join(names) or 'none'}.", "Name it with --text-column.")


_CONTAINERS: dict[str, Callable[[Sources, Path], Iterator[Source]]] = {
    ".zip": Sources._zip,
    ".tar": Sources._tar,
    ".tar.gz": Sources._tar,
    ".tgz": Sources._tar,
    ".jsonl": Sources._jsonl,
    ".ndjson": Sources._jsonl,
    ".csv": Sources._csv,
    ".parquet": Sources._parquet,
}


def _container(path: Path) -> Callable[[Sources, Path], Iterator[Source]] | None:
    name = path.name.lower()
    return _CONTAINERS.get(".tar.gz" if name.endswith(".tar.gz") else _suffix(name))


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _failed(name: str, problem: str, error: Exception) -> Source:
    """A source whose reading fails with what was found out already."""
    cause = error if isinstance(error, ReadingError) else ReadingError(name, f"{problem} ({error}).", "Check the file and its permissions.")

    def read() -> bytes:
        raise cause

    return Source(name, read, is_inside=False)


def _content(path: Path) -> bytes:
    try:
        _refuse_large(path.stat().st_size, str(path))
        return path.read_bytes()
    except OSError as error:
        raise ReadingError(str(path), f"cannot be opened ({error.strerror or error}).", "Check the path and its permissions.") from error


def _of_zip(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    _refuse_large(member.file_size, name)
    try:
        return archive.read(member)
    except _BROKEN as error:
        raise ReadingError(name, f"cannot be unpacked ({error}).", "Unpack the archive and give the folder.") from error


def _of_tar(archive: tarfile.TarFile, member: tarfile.TarInfo, name: str) -> bytes:
    _refuse_large(member.size, name)
    try:
        file = archive.extractfile(member)
        assert file is not None  # a regular file
        return file.read()
    except _BROKEN as error:
        raise ReadingError(name, f"cannot be unpacked ({error}).", "Unpack the archive and give the folder.") from error


def _refuse_large(size: int, name: str) -> None:
    if size > 4 * LARGEST:
        raise ReadingError(name, f"has {size:,} bytes, more than any report.", "Split it into its reports.")


def _object(line: bytes, name: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ReadingError(name, f"is no JSON ({error}).", "Each line of the file is one object.") from error
    if not isinstance(row, dict):
        raise ReadingError(name, f"is {type(row).__name__}, not an object.", "Each line of the file is one object.")
    return row


def _text_of(row: dict[str, Any], column: str, name: str) -> str:
    text = row.get(column)
    if isinstance(text, str):
        return text
    raise ReadingError(name, f"has no text in {column}.", "Each row holds one report as text or HTML.")


def _member_name(member: zipfile.ZipInfo) -> str:
    """The name of a member; Chinese Windows writes GBK and does not say so."""
    if member.flag_bits & 0x800 or member.filename.isascii():
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename


def _encoding(path: Path) -> str:
    """UTF-8, with or without a mark, where the whole file is; else GB18030, in which Excel saves Chinese."""
    try:
        with path.open(encoding="utf-8") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"
