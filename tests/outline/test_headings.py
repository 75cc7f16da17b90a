"""Headings run in or on their own line, and what only looks like one."""

from __future__ import annotations

import pytest

import govnlp.outline as o
from govnlp.reading import read

LEAD = "根据《中华人民共和国政府信息公开条例》,现公布某区2020年政府信息公开工作年度报告。"


def headings(text):
    return [(s.level, s.heading) for s in o.outline(read(f"{LEAD}\n{text}")).sections]


CASES = {
    "一、总体情况\n2020年公开信息12条。\n（一）主动公开。全年公开信息12条。": [(1, "一、总体情况"), (2, "（一）主动公开")],
    "一、总体情况 (一)主动公开。 全年公开12条。 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 全年无申请。": [
        (1, "一、总体情况"),
        (2, "(一)主动公开"),
        (1, "二、主动公开政府信息情况"),
        (1, "三、收到和处理政府信息公开申请情况"),
    ],
    "一、总体情况2020年,我区认真贯彻落实新条例,公开信息12条。二、主动公开政府信息情况全区共制发规范性文件五件,废止了两件。": [
        (1, "一、总体情况"),
        (1, "二、主动公开政府信息情况"),
    ],
    "六、其他需要报告的事项:无。": [(1, "六、其他需要报告的事项")],
    # items of a list that heads nothing
    "五、存在的主要问题及改进情况\n（一）公开的主动性有待加强。\n（二）解读形式单一,内容不够丰富。": [(1, "五、存在的主要问题及改进情况")],
    "（一）全年收到申请12件。\n（二）答复申请12件。": [],
    # numbering that skips and repeats
    "一、概述\n全年工作平稳。\n四、复议诉讼情况\n未发生。\n四、存在问题\n人手不足。": [
        (1, "一、概述"),
        (1, "四、复议诉讼情况"),
        (1, "四、存在问题"),
    ],
    "1.申请情况\n共收到申请3件。\n2.答复情况,\n均按时办结。": [(3, "1.申请情况"), (3, "2.答复情况")],
    "1.着力规范依申请公开。建立会商制度,答复32件。": [],
    # lists inside a sentence
    "我们坚持一、二、三产融合，公布第二十条第（一）项、第（五）项信息。": [],
}


@pytest.mark.parametrize("text", CASES)
def test_headings(text):
    assert headings(text) == CASES[text]


def test_a_collapsed_report_has_the_outline_of_the_laid_out_one():
    lines = [
        "一、总体情况",
        "(一)主动公开。",
        "1.强化学习。全年学习4次。2.强化考核。考核2次。",
        "二、主动公开政府信息情况",
        "注:本表数据截至年底。",
        "五、存在的主要问题及改进情况",
        "主要是:一是人手少。二是经验不足。",
    ]
    laid = o.outline(read(LEAD + "\n" + "\n".join(lines)))
    collapsed = o.outline(read(LEAD + " " + " ".join(lines)))

    def shape(found):
        return [(s.level, s.heading) for s in found.sections], [(found.text[a:b], path) for a, b, path in found.segments]

    assert shape(laid) == shape(collapsed)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("一、总体情况", "总体情况"),
        ("二、主動公開政府資訊情況", "主动公开政府信息情况"),
        ("三、收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请情况"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "政府信息公开行政复议、行政诉讼情况"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "存在的主要问题及改进情况"),
        ("六、其他需要报告的事项", "其他需要报告的事项"),
        ("二、重点工作", None),
    ],
)
def test_statutory_kinds(heading, kind):
    from govnlp.outline.marks import kind_of

    assert kind_of(heading) == kind
