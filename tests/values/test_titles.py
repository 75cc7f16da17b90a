"""What stands in title marks."""

from __future__ import annotations

import pytest

from govnlp.values.titles import find_titles

CASES = {
    "依据《中华人民共和国政府信息公开条例》": [("中华人民共和国政府信息公开条例", "policy")],
    "《关于印发〈政务公开办法〉的通知》": [("关于印发〈政务公开办法〉的通知", "policy")],
    "《关于转发《信息公开办法》的通知》": [("关于转发《信息公开办法》的通知", "policy")],
    "《人民日报》刊登,《今日龙潭》报": [("人民日报", "periodical"), ("今日龙潭", "periodical")],
    "在《政策面对面》栏目": [("政策面对面", "programme")],
    "《未完的标题": [],
    "》倒过来《": [],
    "《》": [],
}


@pytest.mark.parametrize("text", CASES)
def test_titles(text):
    assert [(text[t.start : t.end], t.kind) for t in find_titles(text)] == CASES[text]
