"""PDFs with a text layer: tables as grids, ruled or not, lines joined to paragraphs, running heads and page numbers left out."""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from govnlp.errors import ReadingError
from govnlp.reading.dumps import is_row, with_grids
from govnlp.reading.grids import data_blocks
from govnlp.reading.page import Block, Grid, Page, Paragraph
from govnlp.reading.unruled import Line, Piece, find_table
from govnlp.reading.vocabulary import is_label, is_value

if TYPE_CHECKING:
    from pdfplumber.page import Page as Sheet

MOST_PAGES = 200
"""Pages of a report; the longest have some sixty."""

MOST_CHARACTERS = 20_000
"""Characters on one page; a full one has some two thousand."""

MOST_BYTES = 100_000_000
"""Bytes of one stream of the file, unpacked; a page scanned in colour has some thirty million."""

FEWEST_CHARACTERS = 2
"""Characters a page, on average, below which it is a scan without a text layer."""

_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError, struct.error, zlib.error, OSError)
"""What pdfminer raises on damaged files, besides its own errors."""

_NUMBER = re.compile(r"[-—－–\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/,，共]\s*\d{1,3}\s*页?)?[-—－–\s]*")
_CJK = "\u2e80-\u9fff\uff00-\uffef“”‘’《》、。"


def read_pdf(data: bytes, name: str) -> Page:
    """The page of a PDF.

    Raises
    ------
    ReadingError
        If it is damaged, locked, a scan without text, or has more than `MOST_PAGES` pages or `MOST_CHARACTERS` characters on one.
    """
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    remedy = "Save it as text, HTML or .docx and give that."
    if _is_bomb(data):
        raise ReadingError(name, f"unpacks to more than {MOST_BYTES:,} bytes in one stream.", remedy)
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            _check(pdf, name)
            parts = [part for number, sheet in enumerate(pdf.pages) for part in _parts(sheet, number, name)]
            pages = len(pdf.pages)
    except (PdfminerException, PDFException, PSException, *_BROKEN) as error:
        raise ReadingError(name, f"is a damaged or locked PDF ({str(error)[:80] or type(error).__name__}).", remedy) from error
    if sum(len(part.text) for part in parts) < FEWEST_CHARACTERS * pages:
        raise ReadingError(name, "is a PDF without text: a scan.", "Run a text recognition over it, or save the text and give that.")
    return Page(with_grids(_blocks(_with_tables(_without_running_heads(parts)))))


def _is_bomb(data: bytes) -> bool:
    """Whether a packed stream of the file is larger than any of a report; what is no packed stream is passed over."""
    for found in re.finditer(rb"stream\r?\n", data):
        end = data.find(b"endstream", found.end())
        try:
            if len(zlib.decompressobj().decompress(data[found.end() : end], MOST_BYTES)) == MOST_BYTES:
                return True
        except zlib.error:
            continue
    return False


def _check(pdf: Any, name: str) -> None:
    from pdfminer.pdfpage import PDFPage

    if sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), MOST_PAGES + 1)) > MOST_PAGES:
        raise ReadingError(name, f"has more than {MOST_PAGES} pages, more than any report.", "Split it into its reports.")


def _parts(sheet: Sheet, number: int, name: str) -> Iterator[Line | Grid]:
    """The lines and ruled tables of a page, from top to bottom; the page's objects are let go behind it."""
    if len(sheet.chars) > MOST_CHARACTERS or len(sheet.rects) + len(sheet.lines) + len(sheet.curves) > MOST_CHARACTERS:
        raise ReadingError(name, f"has more on page {number + 1} than any report.", "Save it as text and give that.")
    tables = [table for table in sheet.find_tables() if _is_table(table)]
    boxes = [table.bbox for table in tables]
    found: list[tuple[float, Line | Grid]] = [(table.bbox[1], block) for table in tables for block in _grid(table)]
    found += [(line.top, line) for line in _lines(sheet, number, boxes)]
    sheet.close()
    yield from (part for _, part in sorted(found, key=lambda item: item[0]))


def _is_table(table: Any) -> bool:
    """Whether rules make rows and columns, not a box around text; the last row of a table may stand alone on its page."""
    columns = max(len(row.cells) for row in table.rows)
    if columns > 3 or (columns > 1 and len(table.rows) > 1):
        return True
    return columns > 1 and any(is_label(_joined(cell or "")) for cell in table.extract()[0])


def _grid(table: Any) -> Iterator[Grid]:
    rows = [[_joined(cell or "") for cell in row] for row in table.extract()]
    yield from (block for block in data_blocks(rows) if isinstance(block, Grid))


def _joined(text: str) -> str:
    """The lines of a cell as one: no space where a word or a number was only broken."""
    return re.sub(rf"(?<=[{_CJK}])\s*\n\s*|\s*\n\s*(?=[{_CJK}])|(?<=[\d,.])\n(?=[\d,.])", "", text).replace("\n", " ").strip()


def _lines(sheet: Sheet, number: int, boxes: list[tuple[float, float, float, float]]) -> Iterator[Line]:
    """The lines of a page outside its tables; a wide gap between words becomes two spaces."""
    words = [word for word in sheet.extract_words(extra_attrs=["size"], keep_blank_chars=False) if not _is_inside(word, boxes)]
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["bottom"], word["x0"])):
        if rows and abs(word["bottom"] - rows[-1][0]["bottom"]) < 0.5 * word["size"]:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda word: word["x0"])
        text = row[0]["text"]
        pieces = [_piece(row[0])]
        for before, word in pairwise(row):
            gap = _gap(before, word)
            text += gap + word["text"]
            if len(gap) > 1 or is_value(word["text"]) or is_value(before["text"]):
                pieces.append(_piece(word))
            else:
                pieces[-1] = replace(pieces[-1], text=pieces[-1].text + gap + word["text"], x1=word["x1"])
        yield Line(text, tuple(pieces), number)


def _piece(word: dict[str, Any]) -> Piece:
    return Piece(word["text"], word["x0"], word["x1"], word["top"], word["size"])


def _gap(before: dict[str, Any], word: dict[str, Any]) -> str:
    width = word["x0"] - before["x1"]
    if width > 1.2 * word["size"]:
        return "  "
    is_chinese = re.match(f"[{_CJK}]", before["text"][-1]) and re.match(f"[{_CJK}]", word["text"][0])
    return "" if is_chinese and width < 0.6 * word["size"] else " "


def _is_inside(word: dict[str, Any], boxes: list[tuple[float, float, float, float]]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def _without_running_heads(parts: list[Line | Grid]) -> list[Line | Grid]:
    """The parts without page numbers at the edge of a page, and lines that stand at the same place of most pages."""
    lines = [part for part in parts if isinstance(part, Line)]
    pages = len({line.page for line in lines})
    edges = {id(line) for page in range(pages + 1) for line in _edges([line for line in lines if line.page == page])}
    places = Counter((line.text, round(line.top)) for line in lines)
    return [
        part
        for part in parts
        if isinstance(part, Grid)
        or not (
            (id(part) in edges and _NUMBER.fullmatch(part.text))
            or (places[part.text, round(part.top)] > 2 and places[part.text, round(part.top)] * 2 > pages)
        )
    ]


def _with_tables(parts: list[Line | Grid]) -> list[Line | Grid]:
    """The parts, with lines that are a table without rules as a grid."""
    found: list[Line | Grid] = []
    run: list[Line] = []
    for part in parts:
        if isinstance(part, Line):
            run.append(part)
        else:
            found += [*_tables(run), part]
            run = []
    return [*found, *_tables(run)]


def _tables(lines: list[Line]) -> Iterator[Line | Grid]:
    """Lines that follow each other, tables among them as grids."""
    position = barren = 0
    while position < len(lines):
        grid, after = find_table(lines, position) if position >= barren else (None, barren)
        yield lines[position] if grid is None else grid
        barren = after
        position = position + 1 if grid is None else after


def _edges(lines: list[Line]) -> list[Line]:
    return [lines[0], lines[-1]] if lines else []


def _blocks(parts: list[Line | Grid]) -> list[Block]:
    """Lines joined to paragraphs; a table that goes on behind a page break as one."""
    lines = [part for part in parts if isinstance(part, Line)]
    left = min((x for x, _ in Counter(round(line.x0) for line in lines).most_common(2)), default=0)
    right = max((line.x1 for line in lines), default=0)
    blocks: list[Block] = []
    last: Line | None = None
    for part in parts:
        before = blocks[-1] if blocks else None
        if isinstance(part, Grid):
            if last is None and isinstance(before, Grid) and len(before.rows[0]) == len(part.rows[0]):
                blocks[-1] = Grid((*before.rows, *part.rows))
            else:
                blocks.append(part)
            last = None
        elif last is not None and isinstance(before, Paragraph) and _goes_on(last, part, left, right):
            blocks[-1] = Paragraph(_joined(f"{before.text}\n{part.text}"))
            last = part
        else:
            blocks.append(Paragraph(part.text))
            last = part
    return blocks


def _goes_on(last: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line is the next of the same paragraph: the one before reaches the right edge, it is not indented, no table's row."""
    is_full = last.x1 > right - 2.5 * last.size
    is_near = line.page != last.page or line.top - last.top < 3 * line.size
    is_same = abs(line.size - last.size) < 1.5
    return is_full and is_near and is_same and line.x0 < left + 1.2 * line.size and not is_row(line.text) and not is_row(last.text)
