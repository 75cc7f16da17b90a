"""Full names of bodies that the text gives in short, by the report they stand in."""

import pytest

from govnlp.pipes.agencies import AgencyTagger
from govnlp.pipes.full_names import Reporter, name_of
from govnlp.pipes.kin_names import branch, drawn_out, expanded, station

CITY = {"name": "衡阳市司法局", "region": "湖南省衡阳市", "level": "市"}
COUNTY = {"name": "祁东县人民政府", "region": "湖南省衡阳市祁东县", "level": "县"}
TOWN = {"name": "祁东县白地市镇人民政府", "region": "湖南省衡阳市祁东县", "level": "乡"}
STREET = {"name": "衡阳市雁峰区人民政府黄茶岭街道办事处", "region": "湖南省衡阳市雁峰区", "level": "乡"}
ZONE = {"name": "岳阳经济技术开发区管理委员会", "region": "湖南省岳阳市", "level": "县"}
SCHOOL = {"name": "衡阳市职业中等专业学校", "region": "湖南省衡阳市", "level": "市"}


@pytest.mark.parametrize(
    ("reporter", "words", "name"),
    [
        (CITY, "市政府法制办", "衡阳市人民政府法制办公室"),
        (CITY, "市局办公室", "衡阳市司法局办公室"),
        (CITY, "省厅宣传处", "湖南省司法厅宣传处"),
        (CITY, "衡阳市司法局办公室", "衡阳市司法局办公室"),
        (CITY, "普法中心", "衡阳市司法局普法中心"),
        (CITY, "湖南银监局", "中国银行业监督管理委员会湖南监管局"),
        (CITY, "衡阳中院", "衡阳市中级人民法院"),
        (COUNTY, "县政府办秘书科", "祁东县人民政府办公室秘书科"),
        (COUNTY, "政务公开科", "祁东县人民政府办公室政务公开科"),
        (COUNTY, "县政府信息公开办", "祁东县政府信息公开办公室"),
        (COUNTY, "县政协提案委", "中国人民政治协商会议祁东县委员会提案委员会"),
        (TOWN, "司法所", "祁东县司法局白地市司法所"),
        (TOWN, "石门村村委会", "祁东县白地市镇石门村村民委员会"),
        (TOWN, "党政办", "祁东县白地市镇党政办公室"),
        (STREET, "街道党政办", "衡阳市雁峰区人民政府黄茶岭街道办事处党政办公室"),
        (STREET, "住建局", "衡阳市雁峰区住房和城乡建设局"),
        (ZONE, "党工委", "中国共产党岳阳经济技术开发区工作委员会"),
        (ZONE, "岳阳经开区管委会", "岳阳经济技术开发区管理委员会"),
        (ZONE, "经济开发区管委会党政办公室", "岳阳经济技术开发区管理委员会党政办公室"),
        (ZONE, "康王乡人民政府", "岳阳经济技术开发区康王乡人民政府"),
        (SCHOOL, "校纪委", "中国共产党衡阳市职业中等专业学校纪律检查委员会"),
        (SCHOOL, "校团委", "中国共产主义青年团衡阳市职业中等专业学校委员会"),
    ],
)
def test_what_a_report_calls_a_body_is_told_in_full(reporter, words, name):
    whole = [match for match in AgencyTagger().find(words, 2020, reporter) if (match.start, match.end) == (0, len(words)) and match.name]
    found = whole[0].name if whole else name_of(words, Reporter.of(reporter))[0]
    assert found == name


@pytest.mark.parametrize("words", ["雁峰公安分局", "全国普法办", "驻局纪检组", "人行衡阳支行"])
def test_what_belongs_to_others_is_no_unit_of_the_report_s_own_body(words):
    assert name_of(words, Reporter.of(CITY))[0] is None


def test_the_traffic_police_is_the_city_s_in_a_district_and_the_county_s_own_elsewhere():
    assert branch("衡阳市", "交警支队") == "衡阳市公安局交通警察支队"
    assert branch("衡阳市雁峰区", "交警大队") == "衡阳市公安局交通警察支队雁峰大队"
    assert branch("祁东县", "交警大队") == "祁东县公安局交通警察大队"


def test_a_station_of_justice_stands_in_a_town_of_a_county_that_is_known():
    assert station("衡阳市雁峰区黄茶岭街道", "司法所") == "衡阳市雁峰区司法局黄茶岭司法所"
    assert station("黄茶岭街道", "司法所") is None


def test_a_short_form_is_drawn_out_where_one_department_alone_has_it():
    assert drawn_out("退役军人局", "祁东县人民政府") == "退役军人事务局"
    assert drawn_out("经济合作促进局", "祁东县人民政府") is None
    assert drawn_out("规资分理局", "祁东县规划资源分类管理局") == "规划资源分类管理局"


def test_an_office_keeps_its_rank():
    assert expanded("社会事务办") == "社会事务办公室"
    assert expanded("住房公积金管委会") == "住房公积金管理委员会"
