"""A print with a text layer: ruled tables that go on over pages, their heads repeated or not."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from training.synthetic.document import Document, Heading
from training.synthetic.forms import Grid
from training.synthetic.layouts.cells import cut
from training.synthetic.layouts.markup import escape

_FONT = "STSong-Light"
"""Its collection has the Traditional characters too, and extractors read it; that of MSung-Light they map wrongly."""


def render(document: Document, rng: random.Random) -> bytes:
    return draw(document, rng, ("GRID", (0, 0), (-1, -1), 0.5, colors.black))


def draw(document: Document, rng: random.Random, *rules: tuple[Any, ...]) -> bytes:
    """The print, its tables ruled as told."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    size = A4 if rng.random() < 0.7 else landscape(A4)
    repeats = rng.random() < 0.5
    cuts = rng.random() < 0.4
    body = ParagraphStyle("body", fontName=_FONT, fontSize=11, leading=18, firstLineIndent=22, wordWrap="CJK")
    head = ParagraphStyle("head", parent=body, fontSize=13, firstLineIndent=0)
    cell = ParagraphStyle("cell", fontName=_FONT, fontSize=7.5, leading=9, wordWrap="CJK", alignment=1)
    story: list[Any] = [Paragraph(escape(document.title), ParagraphStyle("title", parent=head, fontSize=16, alignment=1)), Spacer(1, 12)]
    for block in document.blocks:
        if not isinstance(block, Grid):
            story.append(Paragraph(escape(block.text), head if isinstance(block, Heading) else body))
            continue
        parts = cut(block, len(block.lines) // 2, repeats_head=repeats) if cuts and block.name == "applications" else (block,)
        story += [_table(part, cell, size[0] - 72, repeats, rules) for part in parts]
        story.append(Spacer(1, 6))
    stream = io.BytesIO()
    numbering = rng.choice(("", "{}", "— {} —", "第{}页"))

    def footer(canvas: Canvas, _: object) -> None:
        canvas.setFont(_FONT, 9)
        canvas.drawCentredString(size[0] / 2, 28, numbering.format(canvas.getPageNumber()))

    SimpleDocTemplate(stream, pagesize=size, leftMargin=36, rightMargin=36, topMargin=50, bottomMargin=50, invariant=1).build(
        story, onFirstPage=footer, onLaterPages=footer
    )
    return stream.getvalue()


def _table(grid: Grid, style: ParagraphStyle, width: float, repeats: bool, rules: Sequence[tuple[Any, ...]]) -> Table:
    laid = grid.laid()
    looks: list[tuple[Any, ...]] = [*rules, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    rows: list[list[Any]] = []
    for row, line in enumerate(laid):
        texts: list[Any] = []
        for column, (cell, begins) in enumerate(line):
            texts.append(Paragraph(escape(cell.text), style) if begins else "")
            if begins and (cell.width > 1 or cell.height > 1):
                looks.append(("SPAN", (column, row), (column + cell.width - 1, row + cell.height - 1)))
        rows.append(texts)
    weights = {"applications": (2, 3, 5, 2, 2, 2, 2, 2, 2, 2), "statistics": (12, 2, 3)}.get(grid.name, ())
    weights = weights if len(weights) == len(laid[0]) else (1,) * len(laid[0])
    widths = [width * weight / sum(weights) for weight in weights]
    heads = 3 if grid.name == "applications" else 1
    return Table(rows, colWidths=widths, repeatRows=heads if repeats else 0, style=TableStyle(looks))
