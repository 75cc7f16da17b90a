"""Tables without rules: words at their places become grids, in which a blank cell keeps its column."""

from __future__ import annotations

from io import BytesIO

import pytest

from govnlp.outline import outline
from govnlp.reading import Grid, read
from govnlp.reading.unruled import Line, Piece, find_table
from govnlp.statutory.tables import read as read_tables

SIZE = 8.0
LEFT = 60.0
COLUMNS = (210, 260, 310, 360, 410, 460, 510)
HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
ROWS = (
    ("一、本年新收政府信息公开申请数量", "4", "", "1", "", "", "", "5"),
    ("二、上年结转政府信息公开申请数量", "", "", "", "", "", "", "0"),
    ("（一）予以公开", "", "", "1", "", "", "", "1"),
    ("（七）总计", "4", "", "1", "", "", "", "5"),
    ("四、结转下年度继续办理", "0", "0", "0", "0", "0", "0", "0"),
)


def piece(text, middle, top):
    half = len(text) * SIZE / 2
    return Piece(text, middle - half, middle + half, top, SIZE)


def line(top, *words):
    """A line of (text, middle) pairs."""
    pieces = tuple(piece(text, middle, top) for text, middle in words)
    return Line("  ".join(text for text, _ in words), pieces, 0)


def row(top, label, *values, columns=COLUMNS):
    return line(top, *([(label, LEFT + 40)] if label else []), *((value, at) for value, at in zip(values, columns, strict=True) if value))


def table_of(*lines):
    grid, after = find_table(lines, 0)
    assert after == len(lines)
    return grid.rows


def test_a_blank_cell_keeps_its_column():
    rows = table_of(row(10, "", *HEADS), *(row(30 + 20 * number, *cells) for number, cells in enumerate(ROWS)))
    assert rows == (("", *HEADS), *ROWS)


def test_numbers_at_the_right_edge_of_their_cells_stand_under_their_heads():
    shifted = [column + 14 for column in COLUMNS]
    rows = table_of(row(10, "", *HEADS), *(row(30 + 20 * number, *cells, columns=shifted) for number, cells in enumerate(ROWS)))
    assert rows[1:] == ROWS


def test_without_heads_the_numbers_above_and_below_tell_the_column():
    rows = table_of(*(row(30 + 20 * number, *cells) for number, cells in enumerate(reversed(ROWS))))
    assert rows == tuple(reversed(ROWS))


def test_heads_and_labels_that_are_broken_over_lines_are_whole():
    rows = table_of(
        line(5, ("申请人情况", 360)),
        line(20, ("社会公益", 360), ("法律服务", 410)),
        line(24, ("自然人", 210), ("商业企业", 260), ("科研机构", 310), ("其他", 460), ("总计", 510)),
        line(29, ("组织", 360), ("机构", 410)),
        *(row(40 + 20 * number, *cells) for number, cells in enumerate(ROWS[:3])),
        line(100, ("5.要求行政机关确认或重新", LEFT + 40)),
        row(105, "", "1", "", "", "", "", "", "1"),
        line(110, ("出具已获取信息", LEFT + 40)),
        row(130, *ROWS[3]),
    )
    assert {"社会公益组织", "法律服务机构"} <= {cell for cells in rows[:3] for cell in cells}
    assert rows[-2] == ("5.要求行政机关确认或重新出具已获取信息", "1", "", "", "", "", "", "1")


def test_heads_that_touch_are_told_apart():
    heads = line(10, *[(head, at) for head, at in zip(HEADS, COLUMNS, strict=True) if len(head) < 6], ("社会公益组织法律服务机构", 385))
    heads = Line(heads.text, tuple(sorted(heads.pieces, key=lambda one: one.x0)), 0)
    assert table_of(heads, *(row(30 + 20 * number, *cells) for number, cells in enumerate(ROWS))) == (("", *HEADS), *ROWS)


def test_two_numbers_under_one_head_leave_the_lines_as_they_stand():
    rows = table_of(
        line(10, ("信息内容", 100), ("本年制发件数", 260), ("本年废止件数", 360), ("现行有效件数", 460)),
        line(30, ("规章", 100), ("0", 255), ("0", 265), ("7", 460)),
        line(50, ("行政规范性文件", 100), ("2", 260), ("1", 360), ("9", 460)),
    )
    assert rows[1] == ("规章", "0", "0", "7")


def test_a_row_of_2014_without_a_value_keeps_its_blank():
    rows = table_of(
        line(10, ("统计指标", 150), ("单位", 300), ("统计数", 400)),
        line(30, ("（一）政府信息公开工作专门机构数", 150), ("个", 300)),
        line(50, ("其中：经编制部门批准的机构数", 150), ("个", 300), ("11", 400)),
        line(70, ("（二）设置政府信息公开查阅点数", 150), ("个", 300), ("2", 400)),
    )
    assert rows[1] == ("（一）政府信息公开工作专门机构数", "个", "")


def test_the_label_of_a_group_beside_a_broken_label_stays_its_own():
    rows = table_of(
        row(10, "", *HEADS),
        row(30, *ROWS[0]),
        line(50, ("2.没有现成信息", 150)),
        line(55, ("（四）无法提供", 60), ("1", 210), ("1", 510)),
        line(60, ("需要另行制作", 150)),
        row(80, *ROWS[3]),
    )
    assert rows[2] == ("（四）无法提供", "2.没有现成信息需要另行制作", "1", "", "", "", "", "", "1")


def test_prose_is_no_table():
    assert find_table([line(10, ("全年主动公开政府信息320条。", 200)), row(30, *ROWS[0])], 0) == (None, 0)


@pytest.fixture(scope="module")
def printed():
    """A PDF of two pages: the heads and two rows on the first, three rows on the second, where a whole column is blank."""
    pytest.importorskip("reportlab")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 800))

    def write(top, label, *values):
        canvas.setFont("STSong-Light", SIZE)
        canvas.drawString(LEFT - 20, 800 - top, label)
        for value, column in zip(values, COLUMNS, strict=True):
            canvas.drawCentredString(column, 800 - top, value)

    canvas.setFont("STSong-Light", 12)
    canvas.drawString(LEFT, 740, "三、收到和处理政府信息公开申请情况")
    write(90, "", *HEADS)
    for number, cells in enumerate(ROWS):
        if number == 2:
            canvas.drawCentredString(300, 20, "- 1 -")
            canvas.showPage()
        write(120 + 20 * number, *cells)
    canvas.drawCentredString(300, 20, "- 2 -")
    canvas.save()
    return buffer.getvalue()


def test_a_table_goes_on_over_a_page_break(printed):
    (grid,) = (block for block in read(printed).blocks if isinstance(block, Grid))
    assert grid.rows == (("", *HEADS), *ROWS)


def test_the_cells_of_such_a_table_are_read(printed):
    indicators = {one.id: one.value for one in read_tables(outline(read(printed)).tables).indicators}
    assert (indicators["applications.received.research"], indicators["applications.received.other"]) == (1, None)
    assert (indicators["applications.carried_in.total"], indicators["applications.granted.research"]) == (0, 1)
