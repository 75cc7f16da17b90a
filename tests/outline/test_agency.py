"""Titles and names to agencies."""

from __future__ import annotations

import pytest

from govnlp.outline.agency import agency_words, complete, is_agency_line

TITLES = {
    "柯城区2020年政府信息公开工作年度报告": ("衢州市柯城区人民政府", "衢州市柯城区", "县"),
    "2012年凤冈县政府信息公开工作年度报告": ("凤冈县人民政府", "凤冈县", "县"),
    "北京市海淀区人民政府2020年政府信息公开工作年度报告": ("北京市海淀区人民政府", "北京市海淀区", "县"),
    "北京市商務局2019年政府信息公開工作年度報告": ("北京市商务局", "北京市", "省"),
    "义乌市人民政府办公室2019年度政府信息公开工作年度报告": ("义乌市人民政府办公室", "义乌市", "县"),
    "国家税务总局杭州市西湖区税务局2021年政府信息公开工作年度报告": ("国家税务总局杭州市西湖区税务局", "杭州市西湖区", "县"),
    "大连海关2022年政府信息公开工作年度报告": ("大连海关", "大连市", "市"),
    "交通运输部2018年政府信息公开工作年度报告": ("交通运输部", None, "国家"),
    "国家发展改革委2017年政府信息公开工作年度报告": ("国家发展和改革委员会", None, "国家"),
    "湄潭县永兴镇2023年政府信息公开年度报告": ("湄潭县永兴镇人民政府", "湄潭县", "乡"),
    "上海市长宁区华阳路街道办事处2016年政府信息公开年度报告": ("上海市长宁区华阳路街道办事处", "上海市长宁区", "乡"),
    "内蒙古自治区人民政府2015年政府信息公开工作年度报告": ("内蒙古自治区人民政府", "内蒙古自治区", "省"),
    "兴安盟2018年政府信息公开工作年度报告": ("兴安盟行政公署", "兴安盟", "市"),
    "甘孜州人民政府2014年信息公开年报": ("甘孜藏族自治州人民政府", "甘孜藏族自治州", "市"),
    "湖南省气象局2013年度政务公开工作总结": ("湖南省气象局", "湖南省", "省"),
    "襄樊市人民政府2009年政府信息公开工作年度报告": ("襄樊市人民政府", "襄樊市", "市"),
    "关于某某区人民政府信息公开工作的报告": ("某某区人民政府", None, None),
    "关于2018年政府信息公开工作情况的报告": None,
}


@pytest.mark.parametrize("title", TITLES)
def test_agencies_of_titles(title):
    words = agency_words(title)
    agency = complete(words) if words else None
    assert (agency and (agency.name, agency.region, agency.level)) == TITLES[title]


def test_namesakes_are_told_apart_by_the_page():
    assert complete("鼓楼区", "南京市人民政府 江苏省").name == "南京市鼓楼区人民政府"
    assert complete("鼓楼区").region == "鼓楼区"


@pytest.mark.parametrize(
    ("line", "is_one"),
    [("凤冈县人民政府", True), ("龙泉市水利局", True), ("2020年,我局公开信息12条。", False), ("主动公开", False), ("XX", False)],
)
def test_agency_lines(line, is_one):
    assert is_agency_line(line) is is_one
