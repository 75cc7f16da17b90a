"""HTML: what a browser would show, as paragraphs and grids."""

from __future__ import annotations

from govnlp.reading import Grid, Paragraph
from govnlp.reading.html import read_html


def texts(html: str) -> list[str]:
    return [block.text for block in read_html(html).blocks]


def test_headings_split_over_spans_are_one_line_and_breaks_are_two():
    html = "<body><p class=MsoNormal><b><span lang=EN-US>一</span></b><b>、总体<o:p></o:p></b><b>情况</b></p><p>甲<br>乙&nbsp;</p></body>"
    assert texts(html) == ["一、总体情况", "甲", "乙"]


def test_source_line_breaks_inside_chinese_are_no_spaces():
    assert texts("<p>主动公开\n   政府信息 Open\n Data</p>") == ["主动公开政府信息 Open Data"]


def test_hidden_and_active_parts_are_dropped():
    html = (
        "<body><script>var a='公开';</script><style>p{}</style><!-- 注释 --><p style='display:none'>隐藏</p><p hidden>隐藏</p>"
        "<noscript>升级</noscript><iframe src=x></iframe><div style='position:absolute;left:-9999px'>垃圾</div><p>正文</p></body>"
    )
    assert texts(html) == ["正文"]


def test_links_are_measured():
    (block,) = read_html("<p><a href=a>首页</a><a href=b>政务</a></p>").blocks
    assert isinstance(block, Paragraph)
    assert block.linked == 1.0


def test_a_table_of_data_is_a_grid_with_spans_laid_out():
    html = "<table><tr><th rowspan=2>指标</th><th colspan=2>数量</th></tr><tr><td>新收</td><td>结转</td></tr><tr><td>申请</td><td>3</td><td>0</td></tr></table>"
    (grid,) = read_html(html).blocks
    assert grid == Grid((("指标", "数量", ""), ("", "新收", "结转"), ("申请", "3", "0")))


def test_a_table_of_layout_is_not():
    prose = "2020年,我局认真贯彻《条例》,全年主动公开政府信息320条。" * 20
    html = f"<table><tr><td>导航</td><td><table><tr><td>{prose}</td></tr></table></td></tr></table>"
    assert texts(html) == ["导航", prose]


def test_absurd_spans_and_depths_end():
    assert texts('<table><tr><td rowspan="999999999" colspan="99999">甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>')
    assert texts("<div>" * 100_000 + "正文")[-1] == "正文"
