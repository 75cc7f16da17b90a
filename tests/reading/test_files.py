"""Word documents and PDFs: paragraphs and tables in order; what cannot be read is refused with a word."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

import pytest

import govnlp
from govnlp.errors import ReadingError
from govnlp.outline import outline
from govnlp.reading import Grid, Paragraph, read
from govnlp.reading.pdf import MOST_BYTES, MOST_PAGES
from govnlp.statutory.tables import read as read_tables
from tests.files import docx, pdf
from tests.statutory.layouts import Cell, cut, fill

TITLE = "某县水利局2020年政府信息公开工作年度报告"
BODY = (
    "2020年,我局认真贯彻落实《中华人民共和国政府信息公开条例》,全年主动公开政府信息320条,受理申请4件,较好地完成了上级交办的各项工作任务,"
    "得到了群众的广泛认可和一致好评。",
    "二是加强队伍建设,全年培训3次、120人次,完善了保密审查、考核评议、责任追究等一系列制度。",
)
AFTER = ("五、存在的主要问题及改进情况", "一是公开的深度不够,二是队伍不稳定,下一步将加强培训和指导工作,提高公开质量。")
W = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def values(data: bytes):
    tabulation = read_tables(outline(read(data)).tables)
    assert tabulation.findings == []
    return {indicator.id: indicator.value for indicator in tabulation.indicators}


@pytest.mark.parametrize("format", ["2014", "2019", "2021"])
@pytest.mark.parametrize("blank", [None, ""])
def test_tables_of_a_word_document(format, blank):
    sheet = fill(format, blank)
    assert values(docx(TITLE, "一、总体情况", *BODY, *sheet.tables, *AFTER)) == sheet.values


@pytest.mark.parametrize("format", ["2019", "2021"])
@pytest.mark.parametrize("blank", [None, ""])
def test_ruled_tables_of_a_pdf_cut_by_a_page_break(format, blank):
    sheet = fill(format, blank)
    first, second, third = sheet.tables
    upper, lower = cut(second, 13)
    assert values(pdf(TITLE, "一、总体情况", *BODY, first, upper, None, lower, third, *AFTER)) == sheet.values


def test_a_table_of_a_pdf_with_its_head_on_every_page():
    sheet = fill("2014")
    data = pdf(TITLE, "一、总体情况", *BODY, *sheet.tables, *AFTER, repeat=2)
    assert values(data) == sheet.values
    assert len(outline(read(data)).tables) == 1


@pytest.mark.parametrize("format", ["2014", "2021"])
def test_tables_of_a_pdf_without_rules(format):
    sheet = fill(format)
    parts = [*cut(sheet.tables[1], 13), sheet.tables[0], sheet.tables[2]] if format == "2021" else sheet.tables
    assert values(pdf(TITLE, "一、总体情况", *BODY, *parts, *AFTER, ruled=False)) == sheet.values


@pytest.mark.parametrize("make", [docx, pdf])
def test_text_of_a_file_is_that_of_its_paragraphs(make):
    report = govnlp.analyze(make(TITLE, "一、总体情况", *BODY, *AFTER))
    assert report.title == TITLE
    assert [segment.text for segment in report.segments][:2] == list(BODY)
    assert [section.heading for section in report.sections] == ["一、总体情况", AFTER[0]]
    assert "— 1 —" not in report.text


def test_paragraphs_and_tables_stand_in_the_order_of_the_body():
    table = [[Cell("规章"), Cell("0")], [Cell("规范性文件"), Cell("1")]]
    blocks = read(docx("甲", table, "乙")).blocks
    assert [type(block) for block in blocks] == [Paragraph, Grid, Paragraph]


def test_headings_of_a_word_document_have_their_rank():
    blocks = read(docx(("Heading 1", "总体情况"), "正文", ("Heading 2", "主动公开"))).blocks
    assert [block.rank for block in blocks if isinstance(block, Paragraph)] == [1, 0, 2]


def with_document(xml: str, **others: str) -> bytes:
    """A Word document whose main part is `xml`, its `numbering` or other parts too where they are given."""
    parts = {f"word/{name}.xml": text for name, text in {"document": xml, **others}.items()}
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(docx("正文"))) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, parts.get(name) or source.read(name))
    return made.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_deleted_and_hidden_text_is_gone_and_inserted_text_stays():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
    xml = f"<w:p><w:del>{run('旧')}</w:del><w:ins>{run('新')}</w:ins>{hidden}<w:hyperlink>{run('链接')}</w:hyperlink></w:p>"
    assert [block.text for block in read(with_document(W.format(xml))).blocks] == ["新链接"]


def test_numbers_of_lists_stand_before_their_paragraphs():
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{way}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (way, text) in enumerate([("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("bullet", "●")])
    )
    lists = f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    numbering = W.format("").replace("document", "numbering").replace("<w:body></w:body>", lists)

    def item(level, text):
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr>{run(text)}</w:p>'

    items = [(0, "总体情况"), (1, "主动公开"), (1, "依申请公开"), (2, "要点"), (0, "存在问题"), (1, "人手"), (0, " ")]
    data = with_document(W.format("".join(item(*part) for part in items)), numbering=numbering)
    assert [block.text for block in read(data).blocks] == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "要点",
        "二、存在问题",
        "（一）人手",
    ]


def test_text_in_content_controls_and_boxes_is_read():
    box = f"<w:p>{run('正文')}<w:r><w:pict><w:txbxContent><w:p>{run('框中')}</w:p></w:txbxContent></w:pict></w:r></w:p>"
    xml = f"<w:sdt><w:sdtContent><w:p>{run('标题')}</w:p></w:sdtContent></w:sdt>{box}"
    assert [block.text for block in read(with_document(W.format(xml))).blocks] == ["标题", "正文", "框中"]


def test_a_table_of_layout_gives_its_contents():
    cell = f"<w:tc><w:p>{run(BODY[0])}</w:p><w:p>{run(BODY[1])}</w:p></w:tc>"
    blocks = read(with_document(W.format(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))).blocks
    assert [block.text for block in blocks] == list(BODY)


ENTITIES = "".join(f'<!ENTITY {name} "{(f"&{before};") * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "哈哈">{ENTITIES}]>' + W.format(f"<w:p>{run('&i;')}</w:p>")


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (" " * 50_000_000, "unpacks to"),
        (LAUGHS, "entities"),
        ("<w:document", "damaged"),
        (W.format("").replace("body", "booty"), "no body"),
        (W.format("<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000), "damaged"),
        (W.format("<w:tbl>" + ("<w:tr>" + "<w:tc/>" * 1_000 + "</w:tr>") * 301 + "</w:tbl>"), "cells"),
    ],
    ids=["bomb", "laughs", "cut", "no body", "deep", "cells"],
)
def test_hostile_word_documents_are_refused(document, problem):
    with pytest.raises(ReadingError, match=problem):
        read(with_document(document))


def test_spans_beyond_all_measure_end():
    row = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p>{run("规章")}</w:p></w:tc><w:tc><w:p>{run("1")}</w:p></w:tc></w:tr>'
    (grid,) = read(with_document(W.format(f"<w:tbl>{row * 400}</w:tbl>"))).blocks
    assert isinstance(grid, Grid)
    assert len(grid.rows) == 400


def test_other_archives_and_old_word_are_refused_by_name():
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(ReadingError, match="no Word document"):
        read(archive.getvalue())
    with pytest.raises(ReadingError, match=r"Word 97-2003 document \(\.doc\).*Save it as \.docx"):
        read(b"\xd0\xcf\x11\xe0" + b"\0" * 600)


def blank_pages(count: int, text: str = "") -> bytes:
    from reportlab.pdfgen import canvas

    buffer = BytesIO()
    page = canvas.Canvas(buffer)
    for _ in range(count):
        page.drawString(100, 700, text)
        page.showPage()
    page.save()
    return buffer.getvalue()


def packed(size: int) -> bytes:
    """A PDF whose only page unpacks to `size` bytes."""
    page = zlib.compress(b" " * size)
    return b"%%PDF-1.4\n1 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n" % (len(page), page)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (lambda: packed(MOST_BYTES + 1), "unpacks to"),
        (lambda: blank_pages(MOST_PAGES + 1, "page"), "pages"),
        (lambda: blank_pages(2), "scan"),
        (lambda: blank_pages(30, "page")[:2_000], "damaged"),
        (lambda: blank_pages(3, "page").replace(b"xref", b"xxxx").replace(b"/Root", b"/Boot"), "damaged"),
        (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "damaged"),
        (lambda: blank_pages(1, "x" * 30_000), "page 1"),
    ],
    ids=["bomb", "pages", "scan", "cut", "xref", "junk", "characters"],
)
def test_hostile_pdfs_are_refused(data, problem):
    with pytest.raises(ReadingError, match=problem):
        read(data())


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><table>" + ("<tr>" + "<td>1" * 1_000) * 400 + "</table>",
        ("1|" * 1_000 + "\n") * 400,
        ("1\t" * 1_000 + "\n") * 400,
    ],
    ids=["html", "pipes", "tabs"],
)
def test_tables_larger_than_any_report_are_refused(text):
    with pytest.raises(ReadingError, match="cells"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>" + "<div>" * 100_000 + "正文",
        "<html><body>" + "<table><tr><td>" * 100_000 + "正文",
        "<html><body><table>" + '<tr><td rowspan="999999999" colspan="999999999">规章<td>1<td>2<td>3' * 500 + "</table>",
        "自然人\n" * 20_000,
        "一、本年新收政府信息公开申请数量\n8\n0\n0\n" * 5_000,
    ],
    ids=["deep", "nested tables", "spans", "labels", "rows"],
)
def test_hostile_text_gives_a_sound_outline(text):
    page = outline(read(text))
    for indicator in read_tables(page.tables).indicators:
        assert 0 <= indicator.start <= indicator.end <= len(page.text)
