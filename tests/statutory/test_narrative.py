"""Numbers of the narrative linked to the cells they state, and those that must be left alone."""

from __future__ import annotations

import pytest

import govnlp
from tests.statutory.reports import report

REVIEWS = ("review.total", "litigation.direct.total", "litigation.after_review.total")


def stated(prose, year=2020, agency="青山市卫生健康局", level="市", script="Hans"):
    return {one.id: one.value for one in report(prose, year, agency, level, script).indicators if one.origin == "text"}


@pytest.mark.parametrize("script", ["Hans", "Hant"])
@pytest.mark.parametrize(
    ("prose", "year", "expected"),
    [
        ("收到政府信息公开申请93件。", 2020, {"applications.received.total": 93}),
        ("全年共办理依申请公开15件，未发生诉讼。", 2020, {"applications.closed.total": 15}),
        ("我局共收到12份群众政府信息公开申请，上年结转2件。", 2022, {"applications.carried_in.total": 2}),
        ("全年受理12件政府信息公开申请。", 2022, {"applications.received.total": 12}),
        ("2020年，新收政府信息公开申请数量为58件，较上年的62件下降6.5%。", 2020, {"applications.received.total": 58}),
        ("累计答复，全年累计答复依申请公开件32件。", 2020, {"applications.closed.total": 32}),
        (
            "新收政府信息公开申请317件，上年结转3件。其中，予以公开184件，部分公开18件，结转下年度继续办理13件。",
            2021,
            {
                "applications.received.total": 317,
                "applications.carried_in.total": 3,
                "applications.granted.total": 184,
                "applications.partial.total": 18,
                "applications.carried_out.total": 13,
            },
        ),
        (
            "因政府信息公开被申请行政复议3件，其中维持2件，纠正1件；行政诉讼未经复议直接起诉1件，结果维持1件。",
            2021,
            {
                "review.total": 3,
                "review.upheld": 2,
                "review.corrected": 1,
                "litigation.direct.total": 1,
                "litigation.direct.upheld": 1,
            },
        ),
        (
            "全年制发行政规范性文件12件，废止3件；现行有效规范性文件45件。",
            2022,
            {"disclosure.art20_1.normative.made": 12, "disclosure.art20_1.normative.in_force": 45},
        ),
        (
            "为做好政府信息公开工作，配备兼职人员23人，设置政府信息公开查阅点14个。",
            2017,
            {"capacity.staff.part_time": 23, "capacity.reading_points": 14},
        ),
        ("举办政务公开培训4次，96人次。", 2016, {"training.courses": 4, "training.participants": 96}),
        (
            "政府网站公开政府信息539件；政务微博公开政府信息386件。",
            2017,
            {"disclosure.channel.website": 539, "disclosure.channel.weibo": 386},
        ),
        ("四、政府信息公开行政复议、行政诉讼情况\n复议5件，市政府维持3件；被诉2件。", 2021, {"review.total": 5, "review.upheld": 3}),
        ("新收申请73件，办结70件，结转2022年3件。", 2021, {"applications.carried_out.total": 3}),
        ("依申请公开方面，2020年结转3件，新收申请73件。", 2021, {"applications.carried_in.total": 3, "applications.received.total": 73}),
        ("行政事业性收费金额190.5万元。", 2022, {"disclosure.art20_8.fee.amount": 190.5}),
        ("我局2020年未收到政府信息公开申请。", 2020, {"applications.received.total": 0}),
        ("全年未发生因政府信息公开引起的行政复议、行政诉讼。", 2020, dict.fromkeys(REVIEWS, 0)),
        ("政府信息公开类行政复议、行政诉讼均为0件。", 2016, {"review.total": 0, "litigation.total": 0}),
    ],
)
def test_links(prose, year, expected, script):
    assert stated(prose, year, script=script) == expected


@pytest.mark.parametrize(
    "prose",
    [
        "去年收到政府信息公开申请80件，办结依申请公开78件。",
        "自2008年以来，共收到政府信息公开申请1200件。",
        "网站开通以来累计收到政府信息公开申请300件。",
        "2020年上半年收到政府信息公开申请12件。",
        "2020年6月举办政务公开培训，收到政府信息公开申请3件。",
        "市公安局收到政府信息公开申请12件。",
        "各县（市、区）共收到政府信息公开申请90件。",
        "全市共收到政府信息公开申请1379件。",
        "下属单位收到政府信息公开申请12件。",
        "计划收到政府信息公开申请20件以内。",
        "政府信息公开申请同比增加20件。",
        "收到申请的企业有20家。",
        "审理行政复议案件120件。",
        "依申请公开信息目录459条。",
        "未出现一起政府信息公开申请超期答复。",
        "未收到关于政府信息公开申请的投诉。",
        "主动公开、依申请公开、不予公开三项选一。",
        "有关规章制度12项。",
        "通过门户网站主动公开政府信息1268条。",
        "县档案局、县图书馆各设查阅点1个。",
        "省政府、司法部分别维持1件和2件，均因政府信息公开申请行政复议。",
        "依申请公开方面，结转2018年3件。",
    ],
)
@pytest.mark.parametrize("year", [2016, 2020])
def test_left_alone(prose, year):
    assert stated(prose, year) == {}


def test_a_part_is_not_the_total():
    prose = "2020年全区受理依申请公开1379件，其中区政府受理352件。全区因信息公开引发行政复议82件，其中区政府行政复议8件，行政诉讼15件。"
    assert stated(prose, agency="青山市湖东区人民政府", level="县") == {"applications.received.total": 1379, "review.total": 82}


def test_the_governments_own_offices_are_not_the_whole_district():
    prose = "2020年区政府收到政府信息公开申请352件。"
    assert stated(prose, agency="青山市湖东区人民政府", level="县") == {}
    prose = "2020年我镇收到政府信息公开申请3件。"
    assert stated(prose, agency="湖东县白河镇人民政府", level="乡") == {"applications.received.total": 3}


def test_a_whole_region_is_the_total_of_its_government_alone():
    prose = "全县收到政府信息公开申请41件。"
    assert stated(prose, agency="湖东县人民政府", level="县") == {"applications.received.total": 41}
    assert stated(prose, agency="湖东县水务局", level="县") == {}
    assert stated(prose, agency="青山市人民政府") == {}


def test_shortcomings_and_plans_are_not_read():
    prose = "一、总体情况\n收到政府信息公开申请9件。\n五、存在的主要问题及改进情况\n依申请公开能力不足，收到政府信息公开申请7件时人手不够。"
    assert stated(prose) == {"applications.received.total": 9}


def test_a_number_with_a_bound_is_no_indicator():
    assert stated("全年收到政府信息公开申请约100件。") == {}


def test_the_cell_is_that_of_the_form():
    prose = "收到政府信息公开申请9件，予以公开5件。"
    assert stated(prose, 2016) == {"applications.received": 9, "applications.answered.granted": 5}
    assert stated(prose, 2012) == stated(prose, 2016)
    assert stated(prose, 2020) == {"applications.received.total": 9, "applications.granted.total": 5}


@pytest.mark.parametrize("prose", ["2020年我局收到政府信息公开申请9件。", "2020年本机关收到政府信息公开申请9件。"])
def test_a_body_that_speaks_of_itself_needs_no_name(prose):
    assert [one.value for one in govnlp.analyze(prose, year=2020).indicators] == [9]


def test_offsets_are_the_numbers_own():
    made = report("我局收到政府資訊公開申請９３件。", 2020, script="Hans")
    assert [made.text[one.start : one.end] for one in made.indicators] == ["９３件"]
