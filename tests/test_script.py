"""Traditional to Simplified with the map of offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.script import detect_script, fold, simplify


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("發佈政務微網志422條", "发布政务微博422条"),
        ("資訊、網路、程式、連結、品質、支援、水準", "信息、网络、程序、链接、质量、支持、水平"),
        ("檔案館執行、建立、整合", "档案馆执行、建立、整合"),
        ("著力推進，隨著，著名", "着力推进,随着,著名"),
        ("復工復産、諮詢、彙報、臺賬、週到", "复工复产、咨询、汇报、台账、周到"),
        ("ＡＢＣ１２３％（一）", "ABC123%(一)"),
    ],
)
def test_simplified_copies(text, simplified):
    assert simplify(text).text == simplified


def test_a_word_that_shrinks_maps_back_whole():
    text = "全市政務微網志開通12個"
    copy = simplify(text)
    start = copy.text.index("微博")
    assert text[slice(*copy.to_original(start, start + 2))] == "微網志"
    count = copy.text.index("12个")
    assert text[slice(*copy.to_original(count, count + 3))] == "12個"


def test_taiwan_words_are_mapped_in_traditional_text_only():
    assert simplify("支援协作办公室").text == "支援协作办公室"
    assert simplify("爭取居民的理解和支援").text.endswith("支持")


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("政府信息公開年度報告", "Hant"),
        ("政府信息公开年度报告", "Hans"),
        ("", "Hans"),
        ("12345", "Hans"),
        ("一年来的工作與經驗，工作经验总结", "Hans"),
    ],
)
def test_script(text, script):
    assert detect_script(text) == script


MIXED = st.text(
    alphabet=st.one_of(st.sampled_from("資訊網路程式微網志品質線上支援政府信息公開公开條条12 ，。（）😀𠮷"), st.characters(codec="utf-8")),
    max_size=80,
)


@given(MIXED)
def test_folding_is_one_to_one(text):
    assert len(fold(text)) == len(text)


@given(MIXED)
def test_every_stretch_maps_into_the_original_and_keeps_its_order(text):
    copy = simplify(text)
    position = 0
    for index in range(len(copy.text)):
        start, end = copy.to_original(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert start >= position or (start, end) == copy.to_original(index - 1, index)
        position = start
    if copy.text:
        assert copy.to_original(0, len(copy.text)) == (0, len(text))


@given(MIXED)
def test_a_simplified_copy_is_its_own(text):
    once = simplify(text).text
    assert fold(once) == once


@pytest.mark.parametrize(("traditional", "simplified"), [("申請答覆數", "申请答复数"), ("行政覆議", "行政复议"), ("覆蓋城鄉", "覆盖城乡")])
def test_one_character_that_stands_for_two_is_told_by_its_word(traditional, simplified):
    assert simplify(traditional).text == simplified
