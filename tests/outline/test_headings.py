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
    # enclosed and Roman numbers, decimals
    "一、概述\n㈠财政资金。公开财政资金信息12条。\n㈡ 惠农补贴\n公开补贴信息33条。\n⒈申请情况\n共收到申请3件。": [
        (1, "一、概述"),
        (2, "㈠财政资金"),
        (2, "㈡ 惠农补贴"),
        (3, "⒈申请情况"),
    ],
    "Ⅰ、总体情况\n全年公开12条。\nⅡ、主动公开政府信息情况\n制发文件2件。": [(1, "Ⅰ、总体情况"), (1, "Ⅱ、主动公开政府信息情况")],
    "1 总体情况\n全年工作平稳。\n1.1 主动公开\n公开信息12条。\n1.2依申请公开\n收到申请3件。\n1.2.1 答复\n均已答复。\n2 主动公开情况\n1.5万条信息已公开。": [
        (1, "1 总体情况"),
        (2, "1.1 主动公开"),
        (2, "1.2依申请公开"),
        (3, "1.2.1 答复"),
        (1, "2 主动公开情况"),
    ],
    # headings without a number in a report that numbers its sections
    "一、总体情况\n主动公开情况。全年公开12条。\n监督保障：开展培训2次。\n二、存在的主要问题及改进情况\n人手不足。": [
        (1, "一、总体情况"),
        (2, "主动公开情况"),
        (2, "监督保障"),
        (1, "二、存在的主要问题及改进情况"),
    ],
    "一、总体情况\n• 主动公开情况\n全年共公开信息907条。\n• 队伍建设情况\n全年共举办培训2次。": [
        (1, "一、总体情况"),
        (2, "• 主动公开情况"),
        (2, "• 队伍建设情况"),
    ],
    "一、总体情况\n平台建设。完成网站改版,公开信息12条。\n二、存在的主要问题及改进情况\n人手不足。": [
        (1, "一、总体情况"),
        (1, "二、存在的主要问题及改进情况"),
    ],
    "一、总体情况\n公开12条。\n二、主动公开情况\n主动公开情况\n三、依申请公开情况\n依申请公开情况": [
        (1, "一、总体情况"),
        (1, "二、主动公开情况"),
        (1, "三、依申请公开情况"),
    ],
    # lists inside a sentence
    "我们坚持一、二、三产融合，公布第二十条第（一）项、第（五）项信息。": [],
}


@pytest.mark.parametrize("text", CASES)
def test_headings(text):
    assert headings(text) == CASES[text]


@pytest.mark.parametrize("leader", ["", "………3", "......3", "    3"])
def test_a_list_of_contents_is_no_second_set_of_sections(leader):
    titles = ["一、总体情况", "二、主动公开政府信息情况", "三、存在的主要问题及改进情况"]
    body = "\n".join(f"{title}\n本年工作平稳有序,没有其他情况。" for title in titles)
    listed = "\n".join(title + leader for title in titles)
    found = o.outline(read(f"某区2020年政府信息公开工作年度报告\n目 录\n{listed}\n{LEAD}\n{body}"))
    assert [section.heading for section in found.sections] == titles
    assert [found.text[start:end] for start, end, _ in found.segments] == [LEAD, *["本年工作平稳有序,没有其他情况。"] * 3]


def test_headings_without_text_are_no_list_of_contents():
    text = (
        "一、总体情况\n本年工作平稳。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况"
    )
    assert len(headings(text)) == 4


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("成文日期:2021-01-10 发布日期:2021-01-28 浏览次数:33", "2021-01-28"),
        ("生成日期:2021-01-10 文号:无", "2021-01-10"),
        ("发布时间:20210128", "2021-01-28"),
        ("20210128", "2021-01-28"),
        ("编号:20210128331", None),
    ],
)
def test_of_several_days_the_one_of_publication_is_taken(line, day):
    found = o.outline(read(f"某区2020年政府信息公开工作年度报告\n{line}\n{LEAD}\n一、总体情况\n公开信息12条。"))
    published = found.masthead.published
    assert (published and published.isoformat()) == day
    assert [found.text[start:end] for start, end, _ in found.segments][-1] == "公开信息12条。"


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
