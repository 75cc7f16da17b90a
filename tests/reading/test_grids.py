"""Tables of pages and files: spans, tables of layout, prose between rows."""

from __future__ import annotations

from govnlp.reading.grids import SpannedCell, data_blocks, is_data, lay_out
from govnlp.reading.page import MOST_CELLS, Grid, Paragraph

PROSE = "2020年,我局认真贯彻《条例》。全年主动公开政府信息320条。"


def test_spans_are_laid_out():
    rows = [[SpannedCell("指标", 2), SpannedCell("数量", 1, 2)], [SpannedCell("新收"), SpannedCell("结转")]]
    assert lay_out(rows) == [["指标", "数量", ""], ["", "新收", "结转"]]


def test_spans_that_would_make_too_many_cells_are_cut_off():
    rows = [[SpannedCell("甲", 1000, 1000), SpannedCell("乙")] for _ in range(1000)]
    assert sum(map(len, lay_out(rows))) <= 2 * MOST_CELLS


def test_a_long_note_in_a_statutory_table_does_not_make_it_layout():
    assert is_data([["规章", "0", "0"], ["规范性文件", "1", "2"], [f"注:{PROSE * 4}"]])


def test_running_text_makes_a_table_layout():
    assert not is_data([["导航", PROSE], ["首页", "返回"]])


def test_prose_between_rows_is_a_paragraph():
    blocks = data_blocks([["规章", "0"], [PROSE, ""], ["规范性文件", "1"], ["", ""]])
    assert blocks == [Grid((("规章", "0"),)), Paragraph(PROSE), Grid((("规范性文件", "1"),))]
