"""Paragraphs to segments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.outline.segments import split_items

# a bar stands where a paragraph is cut
CASES = [
    "一是加强学习。|二是加强考核。",
    "但仍存在一定的问题:|一是公开不够深;|二是解读不够多。",
    "2023年,一是完善机制;|二是加强培训。",
    "全年工作有三个特点。|首先,抓机制。|其次,抓队伍。|最后,抓考核。",
    "主要有:|1.机构职能信息12条;|2.法规文件45条;|3.占比达2.5的其他信息。",
    "具体为:|（1）政府网站4877条；|（2）微博微信1206条。",
    "①开设专栏；|②举办活动。",
    "一是队伍不稳。|二是整合不够。|下一步改进方向:|一是稳定队伍。|二是加强整合。",
    # one mark alone, or a mark inside a clause, cuts nothing
    "重点一是一、二是二的统计口径。",
    "2020年公开信息2.5万条,增长1.2倍。",
    "第一时间受理,第一时间答复。",
    "把一要三公开落到实处。",
]


@pytest.mark.parametrize("marked", CASES)
def test_items_are_cut(marked):
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in split_items(text)] == [piece.strip() for piece in marked.split("|")]


@given(st.text(alphabet="一二三是、。;:,1234.()（）①②首先其次最后 公开\u3000“”", max_size=120))
def test_segments_are_in_order_and_lose_no_word(text):
    position = 0
    for start, end in split_items(text):
        assert position <= start < end <= len(text)
        assert not any(char.isalnum() for char in text[position:start])
        position = end
    assert not any(char.isalnum() for char in text[position:])
