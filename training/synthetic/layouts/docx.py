"""A word-processor file: headings, paragraphs, ruled tables with merged cells. The archive bears one fixed date."""

from __future__ import annotations

import io
import random
import zipfile

import docx
from docx.document import Document as Word
from docx.table import Table

from training.synthetic.document import Document, Heading
from training.synthetic.forms import Grid


def render(document: Document, rng: random.Random) -> bytes:
    word = docx.Document()
    styled = rng.random() < 0.5
    word.add_paragraph(document.title, style="Title" if styled else None)
    for block in document.blocks:
        if isinstance(block, Grid):
            _add_table(word, block)
        elif isinstance(block, Heading) and styled:
            word.add_heading(block.text, block.level)
        else:
            word.add_paragraph("　　" + block.text)
    stream = io.BytesIO()
    word.save(stream)
    return _dated(stream.getvalue())


def _add_table(word: Word, grid: Grid) -> None:
    laid = grid.laid()
    columns = max(len(places) for places in laid)
    table: Table = word.add_table(rows=len(laid), cols=columns)
    table.style = "Table Grid"
    places = [row.cells for row in table.rows]
    for row, line in enumerate(laid):
        for column, (cell, begins) in enumerate(line):
            if not begins:
                continue
            target = places[row][column]
            if cell.width > 1 or cell.height > 1:
                target = target.merge(places[row + cell.height - 1][column + cell.width - 1])
            first, *others = cell.text.split(" ") if cell.role != "value" else [cell.text]
            target.text = first
            for text in others:
                target.add_paragraph(text)


def _dated(content: bytes) -> bytes:
    """The archive with one date for all its members, so that the same report has the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
