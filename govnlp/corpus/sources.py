"""What is to be read: files, folders, archives and tables of texts, one source a report, each read only when its turn comes."""

from __future__ import annotations

import csv
import io
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

from govnlp.corpus.place import File, as_path, elsewhere, is_uri, walk
from govnlp.errors import ReadingError, StoreError
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
    """A report to be: its name, the way to its content, which raises what is wrong with it.

    `is_inside`: it is in an archive or table, and is read in its turn; `is_far`: it is a file elsewhere, of which many may
    be read at a time.
    """

    name: str
    read: Callable[[], str | bytes]
    is_inside: bool = True
    is_far: bool = False


class Sources:
    """The sources in some files and folders, in an order that does not change from run to run.

    `ignored` counts, by suffix, the files of folders and archives that no report is expected in; it is whole once the
    sources have been gone through, as are `containers`, the archives and tables that could be read to their end.
    """

    def __init__(self, given: Iterable[str | Path], text_column: str | None = None, skip: str | Path | None = None) -> None:
        """`given` by path or URI; `skip` is a folder among them that is left out.

        Raises
        ------
        StoreError
            If one is not there.
        """
        self._given = [(one, *_there(one)) for one in given]
        self._text_column, self._skip = text_column, skip and (elsewhere(str(skip))[2] if is_uri(skip) else str(as_path(skip)))
        self.ignored: Counter[str] = Counter()
        self.containers: list[str] = []

    def __iter__(self) -> Iterator[Source]:
        self.ignored.clear()
        self.containers.clear()
        for given, file, is_folder in self._given:
            if not is_folder:
                yield from self._file(file)
            else:
                yield from self._walked(walk(str(given))) if file.is_far else self._folder(file.path)

    def _folder(self, folder: str) -> Iterator[Source]:
        unreadable: list[OSError] = []

        def walked() -> Iterator[tuple[str, Iterable[File], list[str]]]:
            for root, folders, files in os.walk(folder, onerror=unreadable.append):
                folders.sort()
                yield root, (File(os.path.join(root, name), os.path.join(root, name)) for name in sorted(files)), folders

        yield from self._walked(walked())
        yield from (_failed(str(error.filename or folder), "is a folder that cannot be opened", error) for error in unreadable)

    def _walked(self, folders: Iterable[tuple[str, Iterable[File], list[str]]]) -> Iterator[Source]:
        for root, files, below in folders:
            below[:] = [name for name in below if not name.startswith(".") and f"{root}/{name}" != self._skip]
            for file in files:
                base = file.name.rsplit("/", 1)[-1]
                if base.startswith(".") or not (_container(base) or _suffix(base) in REPORTS):
                    self.ignored[_suffix(base)] += 1
                else:
                    yield from self._file(file)

    def _file(self, file: File) -> Iterator[Source]:
        inside = _container(file.name)
        if inside is None:
            yield Source(file.name, partial(_content, file), is_inside=False, is_far=file.is_far)
            return
        try:
            yield from inside(self, file)
            self.containers.append(file.name)
        except (ReadingError, *_BROKEN) as error:
            yield _failed(file.name, "cannot be read to its end", error)

    def _zip(self, path: File) -> Iterator[Source]:
        with path.open() as file, zipfile.ZipFile(file) as archive:
            for member in sorted(archive.infolist(), key=lambda one: one.filename):
                name = _member_name(member)
                if not member.is_dir() and self._expected(name):
                    yield Source(f"{path.name}{MEMBER}{name}", partial(_of_zip, archive, member, f"{path.name}{MEMBER}{name}"))

    def _tar(self, path: File) -> Iterator[Source]:
        with path.open() as file, tarfile.open(fileobj=file, mode="r|*") as archive:  # as a stream: never the whole archive in memory
            for member in archive:
                name = f"{path.name}{MEMBER}{member.name}"
                if member.isfile() and self._expected(member.name):
                    yield Source(name, partial(_of_tar, archive, member, name))

    def _expected(self, name: str) -> bool:
        parts = name.split("/")
        if _suffix(name) in REPORTS and not any(part.startswith(".") or part == "__MACOSX" for part in parts):
            return True
        self.ignored[_suffix(name)] += 1
        return False

    def _jsonl(self, path: File) -> Iterator[Source]:
        is_first = True
        with path.open() as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                name = f"{path.name}{ROW}{number}"
                if is_first:
                    self._column(_object(line, name), path.name)  # a file of other things is one failure, not one a line
                    is_first = False
                yield Source(name, partial(self._of_line, line, name))

    def _of_line(self, line: bytes, name: str) -> str:
        row = _object(line, name)
        return _text_of(row, self._column(row, name), name)

    def _csv(self, path: File) -> Iterator[Source]:
        csv.field_size_limit(min(4 * LARGEST, sys.maxsize))
        encoding = _encoding(path)
        with io.TextIOWrapper(path.open(), encoding, newline="") as file:
            reader = csv.DictReader(file)
            column = self._column(reader.fieldnames or (), path.name)
            for number, row in enumerate(reader, 1):
                yield Source(f"{path.name}{ROW}{number}", partial(_text_of, row, column, f"{path.name}{ROW}{number}"))

    def _parquet(self, path: File) -> Iterator[Source]:
        import pyarrow.parquet as pq

        with path.open() as opened, pq.ParquetFile(opened) as file:
            column = self._column(file.schema_arrow.names, path.name)
            number = 0
            for batch in file.iter_batches(batch_size=64, columns=[column]):
                for row in batch.to_pylist():
                    number += 1
                    yield Source(f"{path.name}{ROW}{number}", partial(_text_of, row, column, f"{path.name}{ROW}{number}"))

    def _column(self, names: Iterable[str], where: str) -> str:
        names = list(names)
        wanted = (self._text_column,) if self._text_column else TEXT_COLUMNS
        for name in wanted:
            if name in names:
                return name
        raise ReadingError(where, f"has no column {' or '.join(wanted)}, but {', '.join(names) or 'none'}.", "Name it with --text-column.")


_CONTAINERS: dict[str, Callable[[Sources, File], Iterator[Source]]] = {
    ".zip": Sources._zip,
    ".tar": Sources._tar,
    ".tar.gz": Sources._tar,
    ".tgz": Sources._tar,
    ".jsonl": Sources._jsonl,
    ".ndjson": Sources._jsonl,
    ".csv": Sources._csv,
    ".parquet": Sources._parquet,
}


def _there(given: str | Path) -> tuple[File, bool]:
    """A file or folder that was given, and whether it is a folder."""
    if is_uri(given):
        fs, path, name = elsewhere(str(given))
        info = fs.get_file_info(path)
        file, is_file, is_folder = File(name, path, fs, info.size), info.is_file, info.type.name == "Directory"
    else:
        local = as_path(given)
        file, is_file, is_folder = File(str(local), str(local)), local.exists(), local.is_dir()
    if not is_file and not is_folder:
        raise StoreError(f"{file.name}: no such file or folder")
    return file, is_folder


def _container(name: str) -> Callable[[Sources, File], Iterator[Source]] | None:
    name = name.lower()
    return _CONTAINERS.get(".tar.gz" if name.endswith(".tar.gz") else _suffix(name))


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _failed(name: str, problem: str, error: Exception) -> Source:
    """A source whose reading fails with what was found out already."""
    cause = error if isinstance(error, ReadingError) else ReadingError(name, f"{problem} ({error}).", "Check the file and its permissions.")

    def read() -> bytes:
        raise cause

    return Source(name, read, is_inside=False)


def _content(path: File) -> bytes:
    try:
        _refuse_large(path.size, path.name)
        with path.open() as file:
            content: bytes = file.read()
        return content
    except OSError as error:
        raise ReadingError(path.name, f"cannot be opened ({error.strerror or error}).", "Check the path and its permissions.") from error


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


def _encoding(path: File) -> str:
    """UTF-8, with or without a mark, where the whole file is; else GB18030, in which Excel saves Chinese."""
    try:
        with io.TextIOWrapper(path.open(), "utf-8") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"
