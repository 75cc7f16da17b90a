"""Parts of a sentence against its total: complete lists fail, examples and channels do not."""

from __future__ import annotations

import pytest

from tests.statutory.reports import report


def sums(prose, year=2020):
    made = report(prose, year)
    count = next((one for one in made.checks if one.kind == "sum"), None)
    state = (count.held, count.failed, count.not_assessable) if count else (0, 0, 0)
    return state, [(one.severity, one.expected, one.found) for one in made.findings if one.kind == "sum"]


@pytest.mark.parametrize(
    "prose",
    [
        "分主体公开会议733条，其中区政府会议89条，部门会议287条，街镇会议357条。",
        "收到申请11件：网络申请7件，占63.6%；当面申请4件，占36.4%。",
        "收到政府信息公开申请1499件。其中，通过网络申请1303件，通过信函申请172件，通过当面申请24件。",
        "收到政府信息公开申请33件（自然人25件、企业5件、社会公益组织3件），上年结转1件。",
        "受理依申请公开15件(含上年结转2件)，已办结14件，结转下年1件。其中网上申请9件，信函申请5件，当面申请1件。",
        "办结申请22件(予以公开12件、部分公开3件、不予公开1件、无法提供4件、不予处理1件、其他处理1件)，结转下年2件。",
        "公开各类政府信息120条，其中部门动态50条，通知公告40条，其他结合我市实际应当公开的信息30条。",
        "收到政府信息公开申请20件，办结18件，其中网络申请12件、信函申请8件。",
        "收到政府信息公开申请15件(上年结转1件)，其中当面申请2件、网络申请10件、信函申请3件。",
        "行政复议11件，其中市政府受理7件、民政部受理4件，维持10件，被纠正1件。",  # broken down in two ways
        "办结128件，其中予以公开61件、部分公开9件、不予公开14件、无法提供32件、不予处理5件、其他7件，余下5件转入次年。",
    ],
)
def test_holds(prose):
    assert sums(prose) == ((1, 0, 0), [])


@pytest.mark.parametrize(
    ("prose", "severity", "expected", "found"),
    [
        ("分主体公开会议733条，其中区政府会议89条，部门会议237条，街镇会议357条。", "error", 683, 733),
        ("收到政府信息公开申请93件，其中当面申请10件，网络申请50件，信函申请30件。", "error", 90, 93),
        ("收到政府信息公开申请93件。其中，当面申请10件，网络申请50件，信函申请30件。", "error", 90, 93),
        ("从事政府信息公开工作人员24人 ，其中专职人员(不包括政府公报及政府网站工作人员数)0 人，兼职人员23 人。", "error", 23, 24),
        ("因政府信息公开被申请行政复议3件，其中维持2件，纠正2件。", "error", 4, 3),
        ("因信息公开被申请行政复议9件，维持5件、纠正1件、尚未审结2件。", "error", 8, 9),
        ("办结申请22件(予以公开12件、部分公开3件、不予公开1件、无法提供4件、不予处理1件、其他处理2件)。", "error", 23, 22),
        ("收到申请20件，其中征地类12件，其余9件为房屋类。", "note", 21, 20),
        ("印发文件20份，其中意见3份，通知15份，其他4份。", "note", 22, 20),
    ],
)
def test_fails(prose, severity, expected, found):
    (_, failed, _), findings = sums(prose)
    assert failed == 1
    assert findings == [(severity, expected, found)]


@pytest.mark.parametrize(
    "prose",
    [
        "公开信息1000条，其中工作动态500条，通知公告150条。",  # examples
        "公开信息1000条，其中工作动态500条，通知公告150条，其他310条等。",
        "主动公开信息692条，其中政府网站514条、政务微博327条、政务微信151条。",  # one item in several channels
        "公开政务信息382条，包括政府网站35条，微信公众号2443条。",
        "公开信息1.9万条，其中机关9000条，街镇9100条。",  # rounded
        "收到申请300余件，其中自然人250件，法人40件。",
        "收到行政复议4件，其中维持3件；行政诉讼2件，均胜诉。",
        "印发文件20份，其中意见16份；开展解读8份。",
        "制作专栏23期，其中发布热点信息1000余条，推送大屏500余个。",
    ],
)
def test_is_not_flagged(prose):
    assert sums(prose)[1] == []


def test_the_finding_names_the_cells_the_numbers_state():
    made = report("收到政府信息公开申请93件，其中当面申请10件，网络申请50件，信函申请30件。", 2016)
    (finding,) = [one for one in made.findings if one.kind == "sum"]
    assert finding.indicators[0] == "applications.received"
    assert [made.text[start:end] for start, end in finding.evidence] == ["93件", "10件", "50件", "30件"]


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("收到政府信息公开申请345件，其中，当面申请350件。", [(345, 350)]),
        ("收到政府信息公开申请345件，其中，当面申请35件。", []),
        ("收到政府信息公开申请约345件，其中当面申请350件。", []),
        ("发布信息345条，其中网站阅读350次。", []),
    ],
)
def test_a_part_that_stands_alone_is_not_larger_than_its_total(prose, expected):
    found = [(one.expected, one.found) for one in report(prose, 2022).findings if one.kind == "text-text"]
    assert found == expected
