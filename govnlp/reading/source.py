"""Which reader a source is for, and the errors where none is."""

from __future__ import annotations

import re
from pathlib import Path

from govnlp.errors import ReadingError
from govnlp.reading.clean import clean
from govnlp.reading.decode import decode
from govnlp.reading.docx import read_docx
from govnlp.reading.html import read_html
from govnlp.reading.page import MOST_CELLS, Page
from govnlp.reading.pdf import read_pdf
from govnlp.reading.text import read_text

LARGEST = 20_000_000
"""Characters that one source may have; the longest reports have some hundred thousand."""

_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|table|tr|td|span|meta)[\s>/]", re.IGNORECASE)
_CELL = re.compile(r"<t[dh][\s>/]|[|\t]", re.IGNORECASE)
_BEFORE = b"\xef\xbb\xbf\r\n\t "  # what careless servers put before a file
_SIGNATURES = {
    b"\xd0\xcf\x11\xe0": "a Word 97-2003 document (.doc) or another OLE file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x1f\x8b": "a gzip archive",
    b"Rar!": "a RAR archive",
    b"GIF8": "a GIF picture",
}
_READERS = {b"PK\x03\x04": read_docx, b"PK\x05\x06": read_docx, b"%PDF": read_pdf}


def read(source: str | Path | bytes) -> Page:
    """The page of a source: a `str` is text (or HTML), a `Path` a file, `bytes` a file's content (text, HTML, .docx, PDF).

    Raises
    ------
    TypeError
        If `source` is none of these.
    ReadingError
        If the file is missing, damaged, empty of text, binary, or larger than a report can be.
    """
    if isinstance(source, str):
        return _page(source, "the text")
    if isinstance(source, (bytes, bytearray)):
        return _file(bytes(source), "the bytes")
    if isinstance(source, Path):
        return _file(_content(source), str(source))
    raise TypeError(f"a source is a str (text), a pathlib.Path (a file) or bytes, not {type(source).__name__}")


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > 4 * LARGEST:
            raise ReadingError(str(path), f"has {path.stat().st_size:,} bytes, more than any report.", "Split it into its reports.")
        return path.read_bytes()
    except IsADirectoryError as error:
        raise ReadingError(str(path), "is a folder, not a file.", "Give the files in it.") from error
    except OSError as error:
        raise ReadingError(str(path), f"cannot be opened ({error.strerror or error}).", "Check the path and its permissions.") from error


def _file(data: bytes, name: str) -> Page:
    """The page of a file, by what its content begins with, whatever its name."""
    for signature, reader in _READERS.items():
        if data.lstrip(_BEFORE).startswith(signature):
            return reader(data, name)
    return _page(_decoded(data, name), name)


def _decoded(data: bytes, name: str) -> str:
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise ReadingError(name, f"is {kind}, which is not read.", "Save it as .docx, PDF, text or HTML and give that.")
    text = decode(data)
    if text is None:
        raise ReadingError(name, "is no text in UTF-8, UTF-16, GB18030 or Big5.", "Save it as UTF-8 text or HTML and give that.")
    return text


def _page(text: str, name: str) -> Page:
    if len(text) > LARGEST:
        raise ReadingError(name, f"has {len(text):,} characters, more than the {LARGEST:,} of any report.", "Split it into its reports.")
    text = clean(text)
    cells = len(_CELL.findall(text))
    if cells > MOST_CELLS:
        raise ReadingError(
            name, f"has {cells:,} cells in its tables, more than the {MOST_CELLS:,} of any report.", "Split it into its reports."
        )
    if len(_MARKUP.findall(text[:20_000])) >= 2 or re.match(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype|html)", text[:500], re.IGNORECASE):
        return read_html(text)
    return read_text(text)
