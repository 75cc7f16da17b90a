"""Word documents (.docx): paragraphs and tables in the order of the body, as they read with all changes accepted."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from govnlp.errors import ReadingError
from govnlp.reading.dumps import with_grids
from govnlp.reading.grids import SpannedCell, data_blocks, is_data, lay_out
from govnlp.reading.numbering import Numbering
from govnlp.reading.page import MOST_CELLS, PADDING, Block, Page, Paragraph

if TYPE_CHECKING:
    from docx.document import Document

MOST_BYTES = 20_000_000
"""Bytes of all parts that are read, unpacked; the longest reports have some three million."""

MOST_PARTS = 2_000
"""Parts of the archive, pictures among them."""

REMEDY = "Save it as a new .docx, as text or as HTML and give that."

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a document says of its paragraphs elsewhere: the rank of each style of headings, the numbering of lists."""

    ranks: dict[str, int]
    numbering: Numbering


def read_docx(data: bytes, name: str) -> Page:
    """The page of a Word document.

    Raises
    ------
    ReadingError
        If it is no Word document, is damaged, or unpacks to more than `MOST_BYTES` bytes or `MOST_CELLS` cells.
    """
    document = _opened(data, name)
    body = document.element.find(f"{_W}body")
    if body is None:
        raise ReadingError(name, "is a damaged Word document (it has no body).", REMEDY)
    cells = sum(1 for _ in body.iter(f"{_W}tc"))
    if cells > MOST_CELLS:
        raise ReadingError(name, f"has {cells:,} cells in its tables, more than any report.", "Split it into its reports.")
    ranks = {style.style_id: int(found[1]) for style in document.styles if (found := _HEADING.fullmatch(style.name or ""))}
    shape = _Shape(ranks, Numbering(_lists(document), document.styles.element))
    return Page(with_grids(list(_blocks(body, shape))), document.core_properties.title or None)


def _lists(document: Document) -> Any | None:
    """The root of the part that says how lists are numbered, if there is one."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    related = (relation for relation in document.part.rels.values() if relation.reltype == RELATIONSHIP_TYPE.NUMBERING)
    part = next(related, None)
    return getattr(part.target_part, "element", None) if part else None


def _opened(data: bytes, name: str) -> Document:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = [item.filename for item in archive.infolist()]
            if "word/document.xml" not in names:
                raise ReadingError(
                    name, "is a zip archive or an Office document, but no Word document.", "Save it as text or HTML and give that."
                )
            size = sum(item.file_size for item in archive.infolist() if item.filename.endswith((".xml", ".rels")))
            if size > MOST_BYTES or len(names) > MOST_PARTS:
                raise ReadingError(
                    name, f"unpacks to {size:,} bytes of text in {len(names):,} parts, more than any report.", "Split it into its reports."
                )
            texts = {item.filename: _text_of(archive, item) for item in archive.infolist()}
        if any(b"<!DOCTYPE" in text[:2000] for text in texts.values()):
            raise ReadingError(name, "declares XML entities, which no Word document does.", REMEDY)
        return Document(_stored(texts))
    except (zipfile.BadZipFile, zlib.error, OpcError, LxmlError, KeyError, ValueError, RuntimeError, EOFError, OSError) as error:
        raise ReadingError(name, f"is a damaged or locked Word document ({error}).", REMEDY) from error


def _text_of(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> bytes:
    """A part of text; nothing of others, such as pictures. No more is unpacked than the part says that it has, however much there is."""
    if not item.filename.endswith((".xml", ".rels")):
        return b""
    with archive.open(item) as part:
        return part.read(item.file_size)


def _stored(parts: dict[str, bytes]) -> BytesIO:
    """An archive of parts that has nothing to unpack."""
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    stored.seek(0)
    return stored


def _blocks(parent: Any, shape: _Shape) -> Iterator[Block]:
    """Paragraphs and tables under a node, those in content controls among them."""
    for node in parent:
        if node.tag == f"{_W}p":
            yield from _paragraphs(node, shape)
        elif node.tag == f"{_W}tbl":
            yield from _table(node, shape)
        elif node.tag not in _GONE:
            yield from _blocks(node, shape)


def _paragraphs(node: Any, shape: _Shape) -> Iterator[Block]:
    """The lines of a paragraph, then those of the text boxes that are anchored in it."""
    style = node.find(f"{_W}pPr/{_W}pStyle")
    rank = shape.ranks.get(style.get(f"{_W}val"), 0) if style is not None else 0
    boxes: list[Any] = []
    text = "".join(_text(node, boxes))
    for line in f"{shape.numbering.mark(node) if text.strip() else ''}{text}".split("\n"):
        if line := re.sub(r"[ \t]+", " ", line).strip(PADDING):
            yield Paragraph(line, rank=rank)
    for box in boxes:
        yield from _blocks(box, shape)


def _text(node: Any, boxes: list[Any]) -> Iterator[str]:
    """The text under a node as it is shown; text boxes are put aside."""
    for child in node:
        if child.tag in _GONE:
            continue
        if child.tag == f"{_W}txbxContent":
            boxes.append(child)
        elif child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag == f"{_W}r" and child.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        else:
            yield from _text(child, boxes)


def _table(node: Any, shape: _Shape) -> Iterator[Block]:
    """A table of data as grids; the contents of a table of layout as they follow each other."""
    rows = [list(row.iterchildren(f"{_W}tc")) for row in _rows(node)]
    inner = [[list(_blocks(cell, shape)) for cell in row] for row in rows]
    texts = [["\n".join(block.text for block in cell) for cell in row] for row in inner]
    if node.find(f".//{_W}tbl") is None and is_data(texts):
        yield from data_blocks(lay_out([_spanned(row, line) for row, line in zip(rows, texts, strict=True)]))
    else:
        yield from (block for row in inner for cell in row for block in cell)


def _rows(table: Any) -> Iterator[Any]:
    for node in table:
        if node.tag == f"{_W}tr":
            yield node
        elif node.tag == f"{_W}sdt":
            yield from _rows(node.find(f"{_W}sdtContent"))


def _spanned(row: list[Any], texts: list[str]) -> list[SpannedCell]:
    """A row's cells with their widths; one that goes on from the row above stays, empty, in its place."""
    indent = _number(row[0].getparent().find(f"{_W}trPr/{_W}gridBefore"), 0) if row else 0
    cells = [
        SpannedCell("" if _goes_on(cell) else _joined(text), 1, _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1))
        for cell, text in zip(row, texts, strict=True)
    ]
    return [SpannedCell("", 1, indent), *cells] if indent else cells


def _goes_on(cell: Any) -> bool:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _joined(text: str) -> str:
    """The paragraphs of a cell as one line; between Chinese characters a break is no space."""
    return re.sub(r"\n", " ", re.sub(r"(?<=[^\x00-\xff])\n|\n(?=[^\x00-\xff])", "", text))


def _number(node: Any, default: int) -> int:
    """The number of columns that a property states."""
    digits = node.get(f"{_W}val", "") if node is not None else ""
    return min(1000, max(default, int(digits))) if digits.isdecimal() else default
