"""Labels of the statutory tables in one normal form."""

from __future__ import annotations

import pytest

from govnlp.gazetteers import table
from govnlp.labels import SURE, Label, form_labels, is_known, label_of, likeness, variants
from tests.conftest import traditional


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(三)不予公开", Label("不予公开", "(三)")),
        ("（三） 不予公開（註）", Label("不予公开", "(三)")),
        ("3.其他", Label("其他", "3")),
        ("３、其他", Label("其他", "3")),
        ("其他", Label("其他")),
        ("其中：涉及国家秘密", Label("涉及国家秘密")),
        ("(二)部分公开(区分处理的,只计这一情形,不计其他情形)", Label("部分公开", "(二)")),
        ("(二)部分公开(区分处理的,只计这一", Label("部分公开", "(二)")),
        ("3.危及“三安全一稳定”", Label("危及三安全一稳定", "3")),
        ("统 计 指 标", Label("统计指标")),
        ("本年增/减", Label("本年增减")),
        ("", Label("")),
    ],
)
def test_normal_form(text, expected):
    assert label_of(text) == expected


def test_every_label_of_the_forms_is_the_same_in_traditional_characters():
    for row in table("indicators"):
        assert label_of(traditional(row["row"])).bare == label_of(row["row"]).bare


def test_variants_stand_for_labels_of_the_forms_and_are_none_themselves():
    for variant, label in variants().items():
        assert label == "" or label in form_labels()
        assert variant not in form_labels()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("政务微博公开政府信息数", "电视广播公开政府信息数"),
        ("政务微博公开政府信息数", "政务微信公开政府信息数"),
        ("不同意公开答复数", "同意公开答复数"),
        ("其他", "总计"),
    ],
)
def test_labels_that_differ_in_what_matters_are_not_alike(one, other):
    assert likeness(one, other) < 0.5


def test_a_label_with_a_word_more_is_alike():
    assert likeness("要求行政机关确认或者重新出具已获取的信息", "要求行政机关确认或重新出具已获取信息") >= SURE


@pytest.mark.parametrize(("bare", "expected"), [("自然人", True), ("其它处理", True), ("主动公开工作", False), ("我局", False)])
def test_known_labels(bare, expected):
    assert is_known(bare) is expected
