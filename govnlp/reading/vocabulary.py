"""The words of the statutory tables, by which a dump of their cells is known for a table."""

from __future__ import annotations

import re
from functools import cache

from govnlp.gazetteers import table
from govnlp.script import simplify

_NUMBER = re.compile(r"[\-+]?[\d,.]+\s*(?:%|件|条|次|个|人|项|篇|元|万元|人次)?|[/／—\-－无〇]|\d+(?:\.\d+)?\s*[万亿]?元?")
_UNIT = re.compile(r"条|件|次|篇|个|人|人次|元|万元|项")
_HEADERS = frozenset(
    "信息内容 申请人情况 自然人 法人或其他组织 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他 统计指标 单位 统计数 指标 数量 行政复议 行政诉讼 "
    "未经复议直接起诉 复议后起诉 结果维持 结果纠正 其他结果 尚未审结 三本年度办理结果 合计 小计 指标名称 计量单位".split()
)
_ARTICLE = re.compile(r"第?二十条第?[一二三四五六七八九十]?项?")
_NOT_LETTERS = re.compile(r"[\s\W_0-9]+")


def _bare(text: str) -> str:
    """A label without brackets, numbering, punctuation and spaces, Simplified."""
    plain = simplify(text).text
    plain = re.sub(r"^\s*(?:其中[::]?)?\s*(?:\d{1,2}[.、]|[(（]?[一二三四五六七八九十]{1,3}[)）、.])\s*", "", plain)
    return _NOT_LETTERS.sub("", re.sub(r"[(（][^()（）]*[)）]", "", plain))


@cache
def _labels() -> frozenset[str]:
    rows = table("indicators")
    parts = {part for row in rows for part in (*row["row"].split("/"), *row["column"].split("/"))}
    return frozenset(_bare(part) for part in parts) | _HEADERS


def is_label(text: str) -> bool:
    """Whether a cell is a row's or column's label of a statutory form, in either script."""
    if not 1 < len(text) <= 120:
        return False
    bare = _bare(text)
    return bare in _labels() or bool(_ARTICLE.fullmatch(bare))


def is_cell(text: str) -> bool:
    """Whether a line can be a cell of a statutory table: a label, a number, a unit, the note on sums."""
    return bool(_NUMBER.fullmatch(text) or _UNIT.fullmatch(text)) or is_label(text) or "勾稽关系" in simplify(text[:60]).text
