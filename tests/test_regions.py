"""Which region a name means, and its code."""

from __future__ import annotations

import pytest

from govnlp.regions import by_name, code_of, resolve
from govnlp.report import Entity


@pytest.mark.parametrize(
    ("agency", "code"),
    [
        ("北京市海淀区人民政府", "110108"),
        ("中国共产党北京市委员会", "110000"),
        ("国家税务总局绵阳市税务局", "510700"),
        ("湄潭县永兴镇人民政府", "520328"),
        ("甘孜藏族自治州人民政府", "513300"),
        ("国务院", None),
        ("朝阳区水务局", None),  # of Beijing or of Changchun: not told
    ],
)
def test_the_code_of_an_agency_is_that_of_its_place(agency, code):
    assert code_of(agency) == code
    assert Entity("AGENCY", agency, 0, len(agency), 0, name=agency).code == code


def test_only_agencies_with_a_full_name_have_a_code():
    assert Entity("AGENCY", "我局", 0, 2, 0).code is None
    assert Entity("INITIATIVE", "北京通", 0, 3, 0, name="北京通").code is None


@pytest.mark.parametrize(
    ("short", "name"), [("科右前旗", "科尔沁右翼前旗"), ("恩施州", "恩施土家族苗族自治州"), ("达茂旗", "达尔罕茂明安联合旗")]
)
def test_customary_short_forms(short, name):
    (region,) = by_name()[short]
    assert region.name == name
    assert resolve([short]) == region
