"""Policies, agencies and initiatives: marked sentences in both scripts, names, and each component alone."""

from __future__ import annotations

import pytest
import spacy

from govnlp.markup import parse
from govnlp.pipes.agencies import AgencyTagger
from govnlp.pipes.initiatives import InitiativeTagger
from govnlp.pipes.policies import PolicyTagger
from govnlp.values.match import longest
from tests.conftest import traditional

AGENCY = {"name": "北京市海淀区水务局", "region": "北京市海淀区", "level": "县"}

POLICIES = [
    "依据《[[L 中华人民共和国政府信息公开条例]]》(以下简称《[[L 条例]]》)第五十条",
    "按照([[L 国办公开办函〔2019〕60号]])、[[L 京财综﹝2017﹞569号]],根据[[L 国办发[2016]19号]]文件",
    "贯彻《[[L 关于印发〈政务公开办法〉的通知]]》,推出“[[L 惠企16条]]”",
    "落实新[[L 条例]]和新《[[L 条例]]》,[[L 国务院令第711号]]公布",
    "《人民日报》和《今日龙潭》报刊登,《政策面对面》栏目播出",
]
AGENCIES = [
    "[[A 市委]]、[[A 市政府]]和[[A 市委]][[A 市政府]],[[A 党中央]]、[[A 国务院]]",
    "[[A 北京市海淀区人民政府办公室]]、[[A 区政府]]网站",
    "[[A 区住建局]][[A 区城管局]],[[A 市发展改革委]]、[[A 市财政局]]",
    "[[A 我局]]官方微信,[[A 本机关]],[[A 局]]门户网站",
    "[[A 茶店镇人民政府]]、[[A 市档案馆]]、[[A 图书馆]]",
    "[[A 政务公开工作领导小组]]、[[A 区政务公开办]]",
    "各单位、各部门、各街镇、我市、全区、司法部门、两级法院",
    "会同[[A 西咸新区管委会]]、[[A 海南省旅游和文化广电体育厅]],编制[[A 蔚县水务局]]年报",
    "引导向[[A 市自然资源局耀州分局]]申请,[[A 重庆市第五中级人民法院]]、[[A 襄阳高新技术产业开发区人民法院]]维持",
    "[[A 自治区卫生健康委]]、[[A 地区农牧局]]、[[A 科右前旗政府]]、[[A 国家税务总局北京市税务局]]、[[A 中国人民银行衢州市分行]]",
    "由[[A 我局办公室]]汇总,[[A 局党组]]审定,以[[A 局]]名义发布;调整[[A 三饶镇政务公开工作领导小组]]",
    "[[A 政务服务中心]]工作人员,[[A 区政府新闻办公室]],[[A 国务院新闻办]]",
    "各县区卫健局、县（区）教育局、清理[[A 县政府]]文件,粤港澳大湾区办公室",
    "在[[A 中共衡阳市委]]、[[A 衡阳市人民政府]]领导下,2021年度[[A 沙河镇人民政府]]信息公开工作平稳",
    "各县、区人民政府,各功能区、镇政府、街道办事处,市直各部门;汇总各县(市、区)、[[A 市政府]]各有关部门",
    "群众了解了[[A 太平镇政府]]的工作,[[A 和平镇人民政府]]",
    "区政府信息公开、规范依申请公开办理程序、政府网站、公开政府办公电话",
]
INITIATIVES = [
    "开展[[I 接诉即办]]、[[I 一网通办]]和[[I 最多跑一次]]改革",
    "上线“[[I 政企通]]”平台,开设“[[I 疫情防控]]”专栏,举办“[[I 走进群众月相逢]]”活动",
    "《[[I 政策面对面]]》栏目",
    "新网站成为[[I 台山政府网]]的子平台,优化[[I 省招标投标监管网]]流程,在[[I 内蒙古政务服务网]]展示",
    "登录市政府网站,依托政府信息网发布;建立“四个平台”和“五大机制”,采用一图读懂、动漫等形式",
    "坚持“公开为常态、不公开为例外”,打通“最后一公里”,让群众“听得懂”“信得过”",
]


def marked(tagger, text, script):
    bare, annotations = parse(text)
    shown = bare if script == "Hans" else traditional(bare)
    found = [(m.start, m.end) for m in longest(tagger.find(shown, 2020, AGENCY)) if m.label]
    return [shown[a:b] for a, b in found], [shown[a.start : a.end] for a in annotations]


@pytest.mark.parametrize("script", ["Hans", "Hant"])
@pytest.mark.parametrize(
    ("tagger", "text"),
    [*((PolicyTagger(), t) for t in POLICIES), *((AgencyTagger(), t) for t in AGENCIES), *((InitiativeTagger(), t) for t in INITIATIVES)],
)
def test_spans(tagger, text, script):
    found, expected = marked(tagger, text.replace("[2016]", "【2016】"), script)
    assert found == expected


def test_the_reporting_subdistrict_acts_by_the_name_of_its_place():
    street = {"name": "衡阳市雁峰区人民政府黄茶岭街道办事处", "region": "湖南省衡阳市雁峰区", "level": "乡"}
    found = AgencyTagger().find("黄茶岭街道坚持公开,在黄茶岭街道举办活动,印发《黄茶岭街道制度》。白沙洲街道坚持公开。", 2020, street)
    assert [(match.start, match.end, match.name) for match in found] == [(0, 5, street["name"])]


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("我局", "北京市海淀区水务局", "县"),
        ("区政府", "北京市海淀区人民政府", "县"),
        ("市政府办公厅", "北京市人民政府办公厅", "省"),
        ("区住建局", "北京市海淀区住房和城乡建设局", "县"),
        ("市委", "中国共产党北京市委员会", "省"),
        ("国家发展改革委", "国家发展和改革委员会", "国家"),
        ("质监局", "北京市海淀区质量技术监督局", "县"),
        ("区委网信办", "中国共产党北京市海淀区委员会网络安全和信息化委员会办公室", "县"),
        ("区政协", "中国人民政治协商会议北京市海淀区委员会", "县"),
        ("区公安分局", "北京市公安局海淀分局", "县"),
        ("市政府新闻办", "北京市人民政府新闻办公室", "省"),
        ("上庄镇党委", "中国共产党北京市海淀区上庄镇委员会", "乡"),
        ("大理州下关街道党工委", "中国共产党大理白族自治州委员会下关街道工作委员会", "乡"),
        ("镇政府", None, None),
        ("州政府", None, None),
    ],
)
def test_full_names(text, name, level):
    (match,) = longest(AgencyTagger().find(f"由{text}负责", 2020, AGENCY))
    assert (match.name, match.level) == (name, level)


def test_names_stay_simplified_and_texts_do_not():
    text = "北京市海淀區人民政府開展接訴即辦"
    (match,) = longest(AgencyTagger().find(text))
    assert (text[match.start : match.end], match.name) == ("北京市海淀區人民政府", "北京市海淀区人民政府")
    (match,) = longest(InitiativeTagger().find(text))
    assert (text[match.start : match.end], match.name) == ("接訴即辦", "接诉即办")


def test_document_numbers_have_their_official_form():
    (match,) = PolicyTagger().find("根据国办公开办函2021 30号文件")
    assert match.name == "国办公开办函〔2021〕30号"


FACTORIES = ["gov_dates", "gov_quantities", "gov_policies", "gov_agencies", "gov_initiatives", "gov_names", "gov_merge", "gov_themes"]


@pytest.mark.parametrize("name", FACTORIES)
def test_every_factory_stands_alone_in_a_plain_pipeline(name):
    nlp = spacy.blank("zh")
    nlp.add_pipe(name)
    doc = nlp("2020年,市政府依据《条例》公开422条,上线“政企通”平台。")
    assert doc.text == "2020年,市政府依据《条例》公开422条,上线“政企通”平台。"


def test_a_tagger_alone_writes_spans_and_with_merge_entities():
    nlp = spacy.blank("zh")
    nlp.add_pipe("gov_quantities")
    doc = nlp("公开422条")
    assert [span.text for span in doc.spans["govnlp"]] == ["422条"]
    nlp.add_pipe("gov_merge")
    doc = nlp("公开422条")
    (entity,) = doc.ents
    assert (entity._.value, entity._.unit, entity._.bound) == (422, "条", "=")
