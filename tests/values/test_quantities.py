"""Counts, money, percentages: spans, values, units, bounds, and what is none of them. Marks are the annotation's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.markup import parse, parse_quantity
from govnlp.script import simplify
from govnlp.values.match import longest
from govnlp.values.quantities import find_quantities
from tests.conftest import traditional

CASES = [
    "公开[[C 1923类|1923 类]]业务事项,[[C 8380条|8380 条]]目录",
    "信息[[C 1000余条|1000 条 >]],推送[[C 500余个|500 个 >]],超过[[C 100万人次|1000000 人次 >]] ,稿件[[C 百余件|100 件 >]]",
    "达[[C 5.7万人次|57000 人次]],近[[C 百家|100 家 ~]],上[[C 千人次|1000 人次 >]],[[C 十余场|10 场 >]],[[C 数十次|10 次 >]]",
    "机构[[C 2600余|2600 >]],文字[[C 427|427]],突破[[C 600万|6000000 >]],均为[[C 0|0]]",
    "[[C 99期|99 期]][[C 106版|106 版]][[C 401条|401 条]];[[C 2人|2 人]][[C 3件|3 件]];各[[C 4件|4 件]]",
    "[[C 1,379件|1379 件]]、[[C 1 379件|1379 件]]、[[C 2 4人|24 人]]、[[C ２８６条|286 条]]、[[C 0 个|0 个]]",
    "[[C 两次|2 次]]、[[C 四个|4 个]]、[[C 二十三件|23 件]]、[[C 一千四百六十三条|1463 条]]",
    "约[[C 30人次|30 人次 ~]],不少于[[C 5次|5 次 >]],[[C 20个以上|20 个 >]],[[C 100人左右|100 人 ~]],[[C 3万+|30000 >]],不足[[C 10件|10 件 <]]",
    "预约[[C 30人次|30 人次]]、签约[[C 20个|20 个]]、附近[[C 2个|2 个]]社区",
    "[[C 20个工作日|20 个工作日]]内办结,平均[[C 2.8秒|2.8 秒]]",
    "[[C 3|3 个]]至[[C 5个|5 个]],[[C 10|10 家]]-[[C 20家|20 家]]",
    "培训班[[C 一期|1 期]],复议案件[[C 一件|1 件]]。",
    "热线[[C 1234件|1234 件]],[[C 三四十人|30 人 ~]]",
    "兑现[[M 2.45亿元|245000000 元]]、[[M 0元|0 元]]、[[M 300余万元|3000000 元 >]]、[[M 2.07 亿元|207000000 元]]、[[M 三百二十万元|3200000 元]]",
    "费用为[[M 零元|0 元]],工本费[[M 0.1元|0.1 元]],[[M 8万4千元|84000 元]],近[[M 千万元|10000000 元 ~]]",
    "增长[[P 6.9%|6.9]],[[P 百分之九十|90]],[[P 百分之七十六点五|76.5]],[[P 2.3倍|230]],提高[[P 3.2个百分点|3.2]]",
    "近[[P 九成|90 ~]],[[P 八成以上|80 >]],占[[P 七成|70]],[[P 70%|70]]-[[P 80%|80]],[[P ９９．５％|99.5]]",
    # none of them
    "一是加强,(二)推进,3.完善,第五十条,第一时间,前30名,排名第13个,1.着力规范",
    "12345热线,23号楼,H5动画,5G,4+4,2.0版,7×24小时服务,PM2.5,10:30",
    "一个、一种、一项、一次性、一站式、多次、一系列、完善一项制度、开展一次检查",
    "两级、两微一端、五公开、三公经费、三定、四个意识、三审三校、五位一体、三类内部事务信息",
    "见http://www.kecheng.gov.cn/zwgk,公开[[C 12条|12 条]],邮箱abc@gov.cn,回复[[C 3件|3 件]]",
    "五年来,三年,一年来,http://www.kecheng.gov.cn/12/3.html,电话010-87654321,电话:0312—2359998,0470——8819707,邮编100010,webmaster12@gov.cn",
    "成果丰硕、十分重视、千方百计、四处打听、零起步、三部门、多元化",
]


@pytest.mark.parametrize("script", ["Hans", "Hant"])
@pytest.mark.parametrize("marked", CASES)
def test_quantities_of_reports(marked, script):
    text, annotations = parse(marked)
    folded = simplify(text if script == "Hans" else traditional(text)).text
    found = [(m.start, m.end, m.label, m.value, m.unit, m.bound) for m in longest(find_quantities(folded)) if m.label]
    expected = []
    for item in annotations:
        number, unit, bound = parse_quantity(item.value or "")
        expected.append((item.start, item.end, item.label, number, unit, bound))
    assert found == expected


@given(st.integers(0, 10**9), st.sampled_from(["条", "件", "人次", "个工作日", "篇"]), st.sampled_from(["共", "受理", "发布信息", ""]))
def test_any_count_is_found_with_its_value(number, unit, before):
    text = f"{before}{number}{unit},"
    matches = [m for m in longest(find_quantities(text)) if m.label]
    assert [(text[m.start : m.end], m.value, m.unit) for m in matches] == [(f"{number}{unit}", number, unit)]


@given(st.text(alphabet="0123456789,.%余多万亿条件个元第前一二十百成倍 (-)", max_size=60))
def test_matches_lie_in_the_text(text):
    for match in find_quantities(text):
        assert 0 <= match.start < match.end <= len(text)
