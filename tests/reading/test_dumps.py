"""Statutory tables whose cells have become lines, words or pieces between pipes."""

from __future__ import annotations

import pytest

from govnlp.reading import Grid, Paragraph
from govnlp.reading.dumps import find_grid, unfold, with_grids
from govnlp.reading.text import read_text

ROWS = ["第二十条第(一)项", "信息内容 本年制发件数 本年废止件数 现行有效件数", "规章 0 0 0", "行政规范性文件 2 1 9"]
PROSE = "2020年,我局认真贯彻《条例》,全年主动公开政府信息320条。"


def grid_of(text):
    (grid,) = (block for block in read_text(text).blocks if isinstance(block, Grid))
    return grid


def test_cells_set_off_by_single_spaces():
    assert grid_of("\n".join([PROSE, *ROWS, PROSE])).rows[-1] == ("行政规范性文件", "2", "1", "9")


@pytest.mark.parametrize("gap", ["  ", "    ", "\u3000", " \u3000 "])
def test_cells_set_off_by_wide_spaces(gap):
    assert grid_of("\n".join(row.replace(" ", gap) for row in ROWS)).rows[-1] == ("行政规范性文件", "2", "1", "9")


def test_a_row_that_a_province_added_and_a_note_stand_inside():
    lines = [*ROWS, "其他公开文件 7 7 7", "(注:以上为本年数)", "行政许可 3"]
    assert [row[0] for row in grid_of("\n".join(lines)).rows][-3:] == ["其他公开文件", "(注:以上为本年数)", "行政许可"]


def test_the_heading_of_the_next_section_ends_a_table():
    lines = [*ROWS, "三、收到和处理政府信息公开申请情况", "自然人 商业企业 科研机构", "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1"]
    blocks = read_text("\n".join(lines)).blocks
    assert [type(block) for block in blocks] == [Grid, Paragraph, Grid]


@pytest.mark.parametrize("heading", ["收到和处理政府信息公开申请情况", "五、存在的主要问题", "（一）存在的问题\n" + PROSE])
def test_prose_behind_a_table_stays_outside(heading):
    blocks = read_text("\n".join([*ROWS, heading])).blocks
    assert [block.text for block in blocks[1:]] == heading.split("\n")


def test_a_pipe_on_a_line_of_its_own_parts_cells():
    text = "信息内容\n|\n本年制发件数\n|\n本年废止件数\n|\n现行有效\n件数\n|\n规范性文件\n|\n1\n|\n规章\n|\n0\n|\n|\n6\n|\n"
    assert [row[0] for row in grid_of(text).rows][-4:] == ["规章", "0", "", "6"]
    assert ("现行有效件数",) in grid_of(text).rows


def test_the_rule_under_the_head_of_a_markdown_table_goes():
    grid = grid_of("| 信息内容 | 本年制发件数 |\n|:---|---:|\n| 规章 | 3 |\n| 行政规范性文件 | 61 |")
    assert [row[1:] for row in grid.rows] == [("信息内容", "本年制发件数"), ("规章", "3"), ("行政规范性文件", "61")]


def test_labels_without_their_numbers_are_a_table_still():
    lines = "自然人 法人或其他组织 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他 一、本年新收政府信息公开申请数量".split()
    assert [row[0] for row in grid_of("\n".join(lines)).rows] == lines


def test_a_table_in_the_midst_of_a_line_is_taken_out():
    line = f"{PROSE} {' '.join(ROWS)} 行政许可 0 行政处罚 0 行政强制 0 {PROSE}"
    assert unfold([line])[0] == PROSE
    assert unfold([line])[-1] == PROSE
    assert len(unfold([line])) > 15


@pytest.mark.parametrize("line", [PROSE, "全年公开 12 条 其中 网站 3 条 微博 4 条 微信 5 条", "a b c d e f g h i j k l 1 2 3 4"])
def test_a_line_without_a_table_stays_whole(line):
    assert unfold([line]) == [line]


def test_paragraphs_of_a_page_that_are_cells_become_a_grid():
    cells = [cell for row in ROWS for cell in row.split()]
    blocks = with_grids([Paragraph(PROSE), *(Paragraph(cell) for cell in cells), Paragraph(PROSE)])
    assert [type(block) for block in blocks] == [Paragraph, Grid, Paragraph]


def test_links_are_no_cells():
    blocks = [Paragraph("自然人", linked=1.0) for _ in range(20)]
    assert with_grids(blocks) == blocks


def test_too_few_cells_are_no_table_and_no_table_starts_within_them():
    assert find_grid(["规章", "0", "0", PROSE], 0) == (None, 3)


def test_a_numbered_list_of_the_text_is_no_table():
    lines = ["1.当面申请12件。", "2.传真申请0件。", "3.网络申请数3件,占比25%。", "4.信函申请1件。"] * 3
    assert not any(isinstance(block, Grid) for block in read_text("\n".join(lines)).blocks)


BROKEN = """(三)其他情形数 | 件 | 0 |
六、举报投诉
数量 | 件 | 3 |
七、依申请公开信息
收取的费用 | 万元 | 0 |
(四)政府信息
公开专项经费 | 万元 | 2 |"""


def test_labels_broken_before_a_pipe_are_whole():
    (grid,) = read_text(BROKEN).blocks
    assert isinstance(grid, Grid)
    cells = {cell for row in grid.rows for cell in row}
    assert cells >= {"六、举报投诉数量", "七、依申请公开信息收取的费用", "(四)政府信息公开专项经费"}


def test_values_between_pipes_in_lines_of_their_own_stay_with_their_label():
    rows = [
        "自然人 | 法人或其他组织 | 总计 |",
        "商业企业 | 科研机构 | 社会公益组织 |",
        "一、本年新收政府信息公开申请数量 |",
        "",
        *("7", "|") * 7,
    ]
    (grid,) = read_text("\n".join(rows)).blocks
    assert isinstance(grid, Grid)
    assert sum(cell == "7" for row in grid.rows for cell in row) == 7


def test_two_tabs_are_a_blank_cell_where_each_row_has_as_many():
    rows = [row.replace(" ", "\t") for row in (*ROWS[1:2], "规章 0 0 0")] + ["行政规范性文件\t\t\t9"]
    assert grid_of("\n".join([ROWS[0], *rows])).rows[-1] == ("行政规范性文件", "", "", "9")


def test_tabs_that_set_columns_are_one_gap():
    rows = [ROWS[1].replace(" ", "\t"), "规章\t\t\t0\t0\t0", "行政规范性文件\t2\t1\t9"]
    assert grid_of("\n".join([ROWS[0], *rows])).rows[-2] == ("规章", "0", "0", "0")


def test_blank_cells_at_the_end_of_the_last_row_are_kept():
    text = "信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n规章 |\n1 |\n0 |\n6 |\n行政规范性文件 |\n2 |\n |\n |\n"
    assert [row[0] for row in grid_of(text).rows][-4:] == ["行政规范性文件", "2", "", ""]


def test_a_row_with_two_marks_is_no_heading():
    lines = [
        "自然人 商业企业 科研机构",
        "一、 本年新收政府信息公开申请数量 1 0 1",
        "三、 本年度办理结果 （一） 予以公开 1 0 1",
        "（二） 部分公开 0 0 0",
    ]
    assert ("三、 本年度办理结果 （一） 予以公开", "1", "0", "1") in grid_of("\n".join(lines)).rows


def test_the_beginning_of_a_label_beside_values_is_no_heading():
    lines = [
        "1.属于国家秘密  0  0  0",
        "2.其他法律行政法规禁止公",
        "三、本  0  0  0",
        "开",
        "年度办理",
        "结果  4.保护第三方合法权益  4  1  5",
    ]
    assert grid_of("\n".join(lines)).rows[-1][-3:] == ("4", "1", "5")
