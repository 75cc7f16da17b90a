"""Noise of text that is no text: control characters, lone surrogates, the pinyin that mirror sites put in."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f\u200b-\u200f\u2060\ufeff\u00ad]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAK = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
# 報(bào)告: pinyin of the character before, in brackets; a mirror's guard against copying
_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])(?:[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ\u0300-\u036f]{1,8}[)）])+")
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ\u0300-\u036f]")


# 年 度 政 府 信 息: titles and headings set with a space between all characters
_SPACED = re.compile(r"(?:[\u4e00-\u9fff、][ \u00a0]){4}")
_SET = "\u4e00-\u9fff，。、；：,;:.（）()《》"
# digits are closed up only before a character, as in 2 0 2 2 年: elsewhere they may be the cells of a table
_GAP = re.compile(
    rf"(?<=[{_SET}])[ \u00a0](?=[{_SET}\d])|(?<=\d)[ \u00a0](?=[{_SET}])|(?<=\d)[ \u00a0](?=(?:\d[ \u00a0]?){{1,9}}[\u4e00-\u9fff])"
)


def clean(text: str) -> str:
    """`text` with line breaks as `\\n`, without control characters; lone surrogates become U+FFFD, mirrors' pinyin goes."""
    text = _BREAK.sub("\n", _CONTROL.sub("", text))
    text = _SURROGATE.sub("\ufffd", text)
    notes = _PINYIN.findall(text)
    if len(notes) >= 3 and sum(bool(_TONED.search(note)) for note in notes) * 2 >= len(notes):
        text = _PINYIN.sub("", text)
    return "\n".join(_close_up(line) for line in text.split("\n")) if _SPACED.search(text) else text


def _close_up(line: str) -> str:
    """A line whose characters are set apart by single spaces, without them; other lines as they are."""
    if not _SPACED.search(line) or 2 * len(_GAP.findall(line)) < len(re.sub(r"\s", "", line)):
        return line
    return _GAP.sub("", line)
