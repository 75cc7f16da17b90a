"""Text dumps: padding, grids, hard wraps."""

from __future__ import annotations

from govnlp.reading import Grid
from govnlp.reading.text import read_text


def test_pipes_that_only_pad_a_line_go():
    page = read_text("某区2020年政府信息公开工作年度报告 | ||||||\n|\n|||||\n全年公开信息12条。 |\n")
    assert [block.text for block in page.blocks] == ["某区2020年政府信息公开工作年度报告", "全年公开信息12条。"]


def test_pipes_between_cells_make_a_grid_and_broken_rows_are_joined():
    page = read_text("统计表 | ||\n指标 | 单位 | 数量 |\n一、主动公开 |\n| |\n(一)公开数 | 条 | 731 |\n后面的正文。")
    grid, after = page.blocks
    assert isinstance(grid, Grid)
    assert [row[0] for row in grid.rows] == ["统计表", "指标", "一、主动公开", "(一)公开数"]
    assert grid.rows[-1] == ("(一)公开数", "条", "731")
    assert after.text == "后面的正文。"


def test_tabs_make_a_grid():
    (grid,) = read_text("指标\t数量\n公开数\t731\n申请数\t3").blocks
    assert grid == Grid((("指标", "数量"), ("公开数", "731"), ("申请数", "3")))


def test_a_statutory_table_a_cell_a_line_is_a_grid():
    cells = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", "0", "0", "0", "行政规范性文件", "2", "1", "9"]
    before, grid, after = read_text("二、主动公开政府信息情况\n" + "\n\n".join(cells) + "\n三、收到和处理情况说明如下。").blocks
    assert isinstance(grid, Grid)
    assert [row[0] for row in grid.rows] == cells
    assert (before.text, after.text) == ("二、主动公开政府信息情况", "三、收到和处理情况说明如下。")


def test_hard_wrapped_paragraphs_are_joined():
    paragraph = (
        "根据《中华人民共和国政府信息公开条例》规定,由县人民政府办公室综合各部门年度报告编制本报告,数据统计期限为全年,欢迎社会公众监督指正。"
        * 3
    )
    wrapped = "\n".join(paragraph[i : i + 36] for i in range(0, len(paragraph), 36))
    page = read_text(f"　　{wrapped}\n\n　　{wrapped}\n")
    assert len(page.blocks) == 2
    assert "".join(block.text for block in page.blocks) == paragraph * 2


def test_a_row_that_ends_short_of_the_width_is_not_joined_with_the_next():
    rows = [
        "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |",
        "行政许可 | 3 | 1 | 4 |",
        "行政处罚 | 5 | 0 | 5 |",
        "行政事业性收费 | 69 | / |",
    ]
    rows += ["第二十条第(九)项 |", "信息内容 | 采购项目数量 | 采购总金额 |"]
    (grid,) = read_text("\n".join(rows)).blocks
    assert grid.rows[3][:3] == ("行政事业性收费", "69", "/")
    assert "第二十条第(九)项" not in grid.rows[3]


def test_labels_broken_in_two_cells_of_a_row_are_whole():
    head = [
        "自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |",
        "一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |",
    ]
    broken = [
        "（四）无法提",
        "供 | 1.本机关不",
        "掌握相关政府",
        "信息 | 22 | 3 | 0 | 0 | 2 | 2 | 29 |",
        "2.没有现成",
        "信息需要另行",
        "制作 | 5 | 1 | 0 | 0 | 0 | 1 | 7 |",
    ]
    (grid,) = read_text("\n".join([*head, *broken])).blocks
    assert grid.rows[2][:3] == ("（四）无法提供", "1.本机关不掌握相关政府信息", "22")
    assert grid.rows[3][:2] == ("2.没有现成信息需要另行制作", "5")
