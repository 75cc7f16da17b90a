"""What is the report's own and what is the page's, where the two look alike."""

from __future__ import annotations

import pytest

from govnlp.outline import outline
from govnlp.outline.furniture import is_furniture, is_title
from govnlp.reading import read

TITLE = "龙泉市水利局2019年政府信息公开工作年度报告"
BODY = "一、概述\n2019年,我局主动公开政府信息320条,受理申请4件。\n"


@pytest.mark.parametrize(
    "line",
    [
        "（一）福利彩票公益金使用情况公开。全年公布公益金项目42个。",
        "配合教育部门发布成人高考信息6条。",
        "微信公众号公开信息336条",
        "微信公众号推送文章300篇。",
        "登录用户3260人次",
        "推出“扫一扫”查政策服务，张贴二维码260个。",
        "时间：每月5日前更新",
        "运行维护区政府网站及18个乡镇街道子站",
        "相关文件12件已在网站公布。",
    ],
)
def test_lines_of_a_body_stay(line):
    text = outline(read(f"{TITLE}\n{BODY}{line}\n二、存在问题\n人手不足,经验不够。")).text
    assert line in text


@pytest.mark.parametrize(
    "line",
    [
        "分享到：微信 微博",
        "字号：大 中 小",
        "当前位置：首页 > 政务公开 > 年报",
        "浏览次数：1586",
        "【打印本页】【关闭窗口】",
        "上一篇：2018年年度报告",
        "主办单位：龙泉市水利局",
        "浙ICP备05001234号",
        "第 3 页 共 8 页",
        "- 4 -",
    ],
)
def test_lines_of_a_page_go(line):
    assert is_furniture(line)
    assert line not in outline(read(f"{TITLE}\n{BODY}\n{line}\n")).text


def test_a_link_inside_the_body_cuts_nothing():
    html = f"<body><h1>{TITLE}</h1><p>一、概述</p><p>全年公开信息320条。</p><p><a href=x>http://www.example.gov.cn/</a></p><p>全年未收取任何费用。</p></body>"
    assert outline(read(html)).text.endswith("全年未收取任何费用。")


def test_anchors_of_a_word_processor_are_no_links():
    html = (
        f"<body><p>{TITLE}</p><p>根据《条例》编制本报告。</p>"
        + "".join(
            f"<p><a name='_Toc{n}'>{mark}、{name}</a></p><p>全年工作平稳,未发生投诉。</p>"
            for n, (mark, name) in enumerate([("一", "概述"), ("二", "复议诉讼情况")])
        )
        + "</body>"
    )
    assert [s.heading for s in outline(read(html)).sections] == ["一、概述", "二、复议诉讼情况"]


@pytest.mark.parametrize(
    "lines",
    [["云县茂兰镇人民政府", "2020年政府信息公开工作", "年度报告"], ["凤庆县教育体育局", "2021年度", "政府信息公开工作报告"], [TITLE]],
)
def test_titles_of_several_lines(lines):
    found = outline(read("\n".join(lines) + "\n" + BODY))
    assert found.masthead.title == "".join(lines)
    assert len(found.segments) == 1


@pytest.mark.parametrize(
    "line",
    [
        "依据《中华人民共和国政府信息公开条例》规定,编制本报告",
        "现将2019年政府信息公开工作情况报告如下",
        "上一篇：某局2018年政府信息公开工作年度报告",
    ],
)
def test_what_is_no_title(line):
    assert not is_title(line)


def test_wrapped_lines_of_a_preface_are_kept():
    found = outline(read(f"{TITLE}\n本报告根据《条例》规定，由龙泉市\n水利局编制，统计期限为全年。\n{BODY}"))
    assert "由龙泉市" in found.text


def test_ranked_headings_without_numbers():
    html = f"<body><h1>{TITLE}</h1><h2>总体情况</h2><p>全年公开信息320条,受理申请4件。</p><h3>依申请公开</h3><p>受理申请4件,均已答复。</p><h2>问题与改进</h2><p>人手不足,将加强培训工作。</p></body>"
    assert [(s.level, s.heading) for s in outline(read(html)).sections] == [(1, "总体情况"), (2, "依申请公开"), (1, "问题与改进")]


def test_the_shallowest_mark_in_use_is_the_first_level():
    text = (
        TITLE
        + "\n"
        + "\n".join(
            f"（{mark}）{name}\n全年工作平稳,群众满意。" for mark, name in zip("一二三", ("概述", "主动公开情况", "存在问题"), strict=True)
        )
    )
    assert [s.level for s in outline(read(text)).sections] == [1, 1, 1]


@pytest.mark.parametrize(
    ("text", "published", "year"),
    [
        ("自2008年5月1日《条例》施行以来累计公开5.6万条。", None, 2008),
        ("我局于2022年3月5日召开会议2次，共5人参加。", None, 2022),
        ("经2019年4月3日国务院令第711号修订。2022年公开3条。", None, 2022),
        (f"{TITLE}\n{BODY}龙泉市水利局\n2020年1月20日", "2020-01-20", 2019),
    ],
)
def test_years_and_dates_are_not_made_of_sentences(text, published, year):
    masthead = outline(read(text)).masthead
    assert (masthead.published and masthead.published.isoformat(), masthead.year) == (published, year)


def test_letter_spaced_titles_and_headings():
    found = outline(read("珠海市水务局 2022 年 度 政 府 信 息 公 开 工 作 年 度 报 告\n一、 总 体 情 况\n全年公开信息12条。"))
    assert found.masthead.title == "珠海市水务局2022年度政府信息公开工作年度报告"
    assert [s.heading for s in found.sections] == ["一、总体情况"]


def test_a_statutory_table_before_the_first_heading_is_the_reports_and_the_head_of_a_catalogue_is_not():
    table = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t6\n行政规范性文件\t3\t2\t15\n"
    assert len(outline(read(f"{TITLE}\n{table}{BODY}")).tables) == 1
    catalogue = "索引号\tA-2019-01\t公开日期\t2020-01-10\n发布机构\t市水利局\t有效性\t有效\n"
    assert outline(read(f"{TITLE}\n{catalogue}{BODY}")).tables == []
