"""Word documents and PDFs of reports, made for the tests."""

from __future__ import annotations

from io import BytesIO


def docx(*parts) -> bytes:
    """A document of paragraphs (str, or (style, str)) and tables (rows of cells with text, height, width)."""
    from docx import Document

    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        elif isinstance(part, tuple):
            document.add_paragraph(part[1], style=part[0])
        else:
            _add_table(document, part)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_table(document, rows):
    width = sum(cell.width for cell in rows[0])
    table = document.add_table(len(rows), width)
    taken = set()
    for down, row in enumerate(rows):
        right = 0
        for cell in row:
            while (down, right) in taken:
                right += 1
            taken |= {(down + y, right + x) for y in range(cell.height) for x in range(cell.width)}
            first = table.cell(down, right)
            if (cell.height, cell.width) != (1, 1):
                first = first.merge(table.cell(down + cell.height - 1, right + cell.width - 1))
            first.text = cell.text
            right += cell.width


def pdf(*parts, ruled=True, repeat=0) -> bytes:
    """An A4 PDF of paragraphs and tables as in `docx`, None a page break; tables without rules where not `ruled`; `repeat` header rows on each page."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle("body", fontName="STSong-Light", fontSize=11, leading=17, firstLineIndent=22, wordWrap="CJK")
    small = ParagraphStyle("small", fontName="STSong-Light", fontSize=8, leading=10, wordWrap="CJK")
    story = []
    for part in parts:
        if part is None:
            story.append(PageBreak())
            continue
        if isinstance(part, str):
            story.append(Paragraph(part, body))
            continue
        rows, style = _laid(part, small, ruled)
        story += [Spacer(1, 6), Table(rows, style=style, repeatRows=repeat, colWidths=_widths(len(rows[0]))), Spacer(1, 6)]

    def number(canvas, document):
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(A4[0] / 2, 30, f"— {document.page} —")

    buffer = BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4).build(story, onFirstPage=number, onLaterPages=number)
    return buffer.getvalue()


def _laid(table, style, ruled):
    from reportlab.lib import colors
    from reportlab.platypus import Paragraph

    width = sum(cell.width for cell in table[0])
    rows = [[""] * width for _ in table]
    commands = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")] + ([("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else [])
    taken = set()
    for down, row in enumerate(table):
        right = 0
        for cell in row:
            while (down, right) in taken:
                right += 1
            taken |= {(down + y, right + x) for y in range(cell.height) for x in range(cell.width)}
            rows[down][right] = Paragraph(cell.text, style)
            commands.append(("SPAN", (right, down), (right + cell.width - 1, down + cell.height - 1)))
            right += cell.width
    return rows, commands


def _widths(count):
    return [460 / count] * count if count != 3 else [330, 50, 80]
