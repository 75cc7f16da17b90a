"""Folders and files, of this machine by their path, elsewhere by a URI that pyarrow or fsspec knows (`s3://bucket/reports`)."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs as filesystems

from govnlp.errors import StoreError

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_uri(name: str | Path) -> bool:
    """Whether a name is that of another filesystem than this machine's."""
    return isinstance(name, str) and bool(_URI.match(name)) and not name.startswith("file://")


def as_path(name: str | Path) -> Path:
    """The path of a folder or file of this machine; `file://` may stand before it."""
    return Path(os.path.abspath(name.removeprefix("file://") if isinstance(name, str) else name))


def elsewhere(uri: str) -> tuple[filesystems.FileSystem, str, str]:
    """The filesystem of a URI, the path on it, and the URI without keys and options, by which it is named.

    Raises
    ------
    StoreError
        If neither pyarrow nor fsspec knows such a filesystem, or a package for it is missing.
    """
    try:
        try:
            found, path = filesystems.FileSystem.from_uri(uri)
        except pa.ArrowInvalid:
            import fsspec

            other, path = fsspec.core.url_to_fs(uri)
            found = filesystems.PyFileSystem(filesystems.FSSpecHandler(other))
    except (ImportError, OSError, ValueError) as error:
        raise StoreError(f"{uri}: no filesystem that pyarrow or fsspec can open ({error})") from error
    parts = urlsplit(uri)
    return found, path.rstrip("/"), f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}".rstrip("/")


class Place:
    """A folder to keep a store in, of any filesystem. Files are whole once `writing` has ended, or not at all; none is renamed."""

    def __init__(self, uri: str) -> None:
        self.fs, self.root, self.name = elsewhere(uri)

    def path(self, name: str) -> str:
        """Where a file of the folder is, on its filesystem."""
        return f"{self.root}/{name}"

    def read(self, name: str) -> bytes:
        """The content of a file."""
        with self.fs.open_input_stream(self.path(name)) as file:
            content: bytes = file.read()
        return content

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A Parquet file, or some of its columns."""
        return pq.read_table(self.path(name), columns=columns, filesystem=self.fs, partitioning=None)

    def names(self, folder: str = "") -> list[str]:
        """What is in a folder; nothing where it is missing."""
        chosen = filesystems.FileSelector(self.path(folder).rstrip("/"), allow_not_found=True)
        return [info.base_name for info in self.fs.get_file_info(chosen)]

    def make(self, folder: str) -> None:
        """A folder, where the filesystem has such."""
        self.fs.create_dir(self.path(folder), recursive=True)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A new file."""
        with self.fs.open_output_stream(self.path(name)) as file:
            yield file

    def settle(self, folder: str) -> None:
        """Have the names in a folder on disk, where that needs doing."""

    def delete(self, folder: str) -> None:
        """Remove a folder with what is in it, as far as may be."""
        with suppress(OSError):  # nobody reads it, and the next build tries again
            self.fs.delete_dir(self.path(folder))

    def delete_file(self, name: str) -> None:
        """Remove a file."""
        self.fs.delete_file(self.path(name))


class LocalPlace(Place):
    """A folder of this machine, on whose disk is what was written."""

    def __init__(self, path: Path) -> None:
        self.fs, self.root, self.name = filesystems.LocalFileSystem(), str(path), str(path)

    def make(self, folder: str) -> None:
        """A folder."""
        Path(self.path(folder)).mkdir(parents=True, exist_ok=True)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A new file, on disk when this has ended."""
        with open(self.path(name), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())

    def settle(self, folder: str) -> None:
        """Have the names in a folder on disk, where the system can."""
        if os.name == "posix":
            descriptor = os.open(self.path(folder), os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def delete(self, folder: str) -> None:
        """Remove a folder with what is in it, as far as may be."""
        shutil.rmtree(self.path(folder), ignore_errors=True)


def place(name: str | Path) -> Place:
    """The folder of a path or URI."""
    return Place(str(name)) if is_uri(name) else LocalPlace(as_path(name))


class File:
    """A file to read, of this machine or elsewhere."""

    def __init__(self, name: str, path: str, fs: filesystems.FileSystem | None = None, size: int | None = None) -> None:
        self.name, self.path, self._fs, self._size = name, path, fs, size

    @property
    def is_far(self) -> bool:
        """Whether it is not this machine's, so that it is well to open many at a time."""
        return self._fs is not None

    @property
    def size(self) -> int:
        """Bytes."""
        return os.stat(self.path).st_size if self._size is None else self._size

    def open(self) -> io.BufferedReader:
        """The file, to be read from any place in it."""
        return open(self.path, "rb") if self._fs is None else io.BufferedReader(self._fs.open_input_file(self.path))


def walk(uri: str) -> Iterator[tuple[str, Iterable[File], list[str]]]:
    """A folder elsewhere, and those in it, as `os.walk` gives them: name, files, and the folders to go on with, which may be taken out."""
    fs, top, name = elsewhere(uri)
    waiting = [(top, name)]
    while waiting:
        path, name = waiting.pop()
        infos = sorted(fs.get_file_info(filesystems.FileSelector(path)), key=lambda info: info.base_name)
        folders = [info.base_name for info in infos if info.type == filesystems.FileType.Directory]
        files = [File(f"{name}/{i.base_name}", i.path, fs, i.size) for i in infos if i.type == filesystems.FileType.File]
        yield name, files, folders
        waiting += [(f"{path}/{folder}", f"{name}/{folder}") for folder in reversed(folders)]
