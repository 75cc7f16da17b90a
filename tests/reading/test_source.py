"""Sources of every type and charset, and the errors where one cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govnlp
from govnlp.errors import ReadingError
from govnlp.reading import Grid, Paragraph, read
from govnlp.reading.clean import clean
from govnlp.reading.decode import decode

REPORT = "龙泉市水利局2019年政府信息公开工作年度报告\n\n一、总体情况\n2019年,我局主动公开政府信息320条,受理申请4件。\n"
TRADITIONAL = "惠州市水務局2014年政府信息公開年度報告\n\n一、概述\n全年主動公開政府信息320條,受理申請4件,辦結率100%。\n"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gbk", "gb2312", "gb18030", "utf-16"])
def test_charsets_of_simplified_text(charset):
    assert decode(REPORT.encode(charset)) == REPORT


@pytest.mark.parametrize("charset", ["utf-8", "big5", "gb18030"])
def test_charsets_of_traditional_text(charset):
    assert decode(TRADITIONAL.encode(charset)) == TRADITIONAL


def test_a_wrong_declaration_does_no_harm():
    page = f'<html><head><meta charset="utf-8"><title>x</title></head><body><p>{REPORT}</p></body></html>'
    assert "主动公开政府信息320条" in "".join(b.text for b in read(page.encode("gb18030")).blocks)


@pytest.mark.parametrize("lost", [1, 2])
def test_a_file_cut_inside_a_character_loses_that_character_only(lost):
    whole = "主动公开政府信息".encode()
    assert (decode(whole[:-lost]) or "").startswith("主动公开政府信")


@pytest.mark.parametrize(
    "source", [b"%PDF-1.4\n...", b"PK\x03\x04....", b"\x89PNG\r\n", b"\xd0\xcf\x11\xe0" + b"\0" * 600, bytes(range(256)) * 40]
)
def test_binary_content_is_refused_with_a_remedy(source):
    with pytest.raises(ReadingError, match=r"Save it as"):
        read(source)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(ReadingError, match=r"missing\.txt"):
        read(tmp_path / "missing.txt")
    with pytest.raises(ReadingError, match="folder"):
        read(tmp_path)


@pytest.mark.parametrize("source", [None, 5, ["text"], {"a": 1}])
def test_other_types_are_refused(source):
    with pytest.raises(TypeError, match="str"):
        read(source)


def test_a_text_larger_than_any_report_is_refused():
    with pytest.raises(ReadingError, match="characters"):
        govnlp.analyze("公开" * 11_000_000)


@pytest.mark.parametrize("text", ["", "   \n\t\u3000 ", "\0\0", "\n" * 50])
def test_blank_text_is_a_report_without_segments(text):
    report = govnlp.analyze(text)
    assert (report.segments, report.entities, report.sections) == ([], [], [])


def test_noise_characters_go_and_text_stays():
    assert clean("公\0开\ufeff信\u200b息\r\n第二行\ud800") == "公开信息\n第二行\ufffd"


def test_pinyin_of_mirrors_goes_and_other_brackets_stay():
    assert clean("政(zhèng)府(fǔ)信息公開(kāi)年報(bào)(2020年)") == "政府信息公開年報(2020年)"
    assert clean("使用客户端(app)查询") == "使用客户端(app)查询"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        page = read(data)
    except ReadingError:
        return
    assert all(isinstance(block, (Paragraph, Grid)) for block in page.blocks)
