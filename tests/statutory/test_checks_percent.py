"""Shares and growth against the numbers they are of."""

from __future__ import annotations

import pytest

from tests.statutory.reports import report


def percents(prose, year=2020):
    made = report(prose, year)
    count = next((one for one in made.checks if one.kind == "percent"), None)
    state = (count.held, count.failed, count.not_assessable) if count else (0, 0, 0)
    return state, [(one.expected, one.found) for one in made.findings if one.kind == "percent"]


@pytest.mark.parametrize(
    ("prose", "held"),
    [
        ("收到申请1499件。其中，通过网络申请1303件，占86.92%；通过信函申请172件，占11.47%。", 2),
        ("共收到申请3件。申请方式中，当面申请3件，占总数的100%。", 1),
        ("收到申请7件，其中网络申请2件，占比28.5%。", 1),  # cut off, not rounded
        ("全年主动公开信息 3395 条，与上年 3289 条相比增长了 3.2 %。", 1),
        ("收到的7,049件申请中，网络申请3,362件，占47.7%。", 1),
        ("全年公开信息1887条，较上年的1128条增长67.3%。", 1),
        ("信息发布量由2019年的1128条增加到2020年的1887条，增长67%。", 1),
        ("新收申请58件，较上年62件下降6.5%。", 1),
        ("收到申请93件，比上年增加9件，增长10.7%。", 1),
        ("收到申请84件，比上年减少9件，下降9.7%。", 1),
        ("收到申请93件，较上年的78件增长19.2%。其中网络申请50件，占总数的53.8%。", 2),  # not of last year
    ],
)
def test_holds(prose, held):
    assert percents(prose) == ((held, 0, 0), [])


@pytest.mark.parametrize(
    ("prose", "expected", "found"),
    [
        ("收到申请1499件。其中，通过网络申请1303件，占76.92%；通过信函申请172件，占11.47%。", 86.92, 76.92),
        ("公开信息104条。其中，机构职能类信息2条，占总数的1.5%；法规文件类信息21条，占总数的22.6%。", 1.9, 1.5),
        ("全年公开信息1887条，较上年的1128条增长57.3%。", 67.3, 57.3),
        ("新收申请58件，较上年62件下降9.5%。", 6.5, 9.5),
        ("收到申请93件，比上年增加9件，增长12.7%。", 10.7, 12.7),
    ],
)
def test_fails_in_one_finding(prose, expected, found):
    assert percents(prose)[1] == [(expected, found)]


@pytest.mark.parametrize(
    "prose",
    [
        "全年公开信息30239条，较去年增长6.9%。",  # last year's number is not given
        "收到申请12件，占全市申请总量的3%。",
        "全文电子化率达100%。",
        "电话接听率达90%，三次接听率达100%。",
        "在已答复的9件申请中，同意公开的7件，占总数的70%。",  # of another total
        "公开信息是上年的2.3倍。",
        "全年公开信息1.8万条，较上年的1.5万条增长17.5%。",  # rounded
        "公开信息1.2万条，其中动态3500条，占30.4%。",
        "收到申请约100件，其中网络申请30件，占三成以上。",
    ],
)
def test_is_not_flagged(prose):
    assert percents(prose)[1] == []
