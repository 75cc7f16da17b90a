"""Which words and values are those of the statutory tables, by which a dump of their cells is known for a table."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from govnlp.gazetteers import column, table
from govnlp.labels import LONGEST, form_labels, is_known, is_part, label_of, levels, variants
from govnlp.script import simplify
from govnlp.values.cells import is_blank, is_unit, read_number

_ARTICLE = re.compile(r"第?二十条第?[一二三四五六七八九十]?项?")
_FIRST_LEVEL = re.compile(r"\s*(?:第?[一二三四五六七八九十]{1,3}(?:部分)?[、.．:：])")
_SECOND_LEVEL = re.compile(r"\s*(?=[（(][一二三四五六七八九十][）)])")
"""Where the second label of a row begins: `三、本年度办理结果 （一）予以公开`."""

_NOTE = re.compile("勾稽关系|第一项加第二项|等于第三项加第四项")


@cache
def _headers() -> frozenset[str]:
    return frozenset(column("table_headers", "header"))


@cache
def _section_titles() -> frozenset[str]:
    return frozenset(label_of(title).bare for title in column("section_titles", "title")) - form_labels()


@lru_cache(maxsize=20_000)
def is_label(text: str) -> bool:
    """Whether a cell is a row's or column's label of a statutory form, in either script."""
    if not 1 < len(text) <= LONGEST:
        return False
    _, *rest = text.split() or [""]
    if rest and (is_value(rest[-1]) or is_unit(rest[-1])):
        return False  # a label and its values
    bare = label_of(text).bare
    return bare in _headers() or is_known(bare) or bool(_ARTICLE.fullmatch(bare))


@lru_cache(maxsize=20_000)
def is_column(text: str) -> bool:
    """Whether a cell is the head of a column of a form: `自然人`, `现行有效件数`; `（七）总计` heads a row."""
    label = label_of(text)
    return not label.mark and (variants().get(label.bare) or label.bare) in _columns()


@cache
def _columns() -> frozenset[str]:
    return frozenset(label_of(levels(row["column"])[-1]).bare for row in table("indicators"))


def is_value(text: str) -> bool:
    """Whether a cell holds a number or a mark of blankness."""
    return bool(text.strip()) and (read_number(text) is not None or is_blank(text))


@lru_cache(maxsize=20_000)
def is_cell(text: str) -> bool:
    """Whether a line can be a cell of a statutory table: a label, a number, a unit, the note on sums."""
    return is_value(text) or is_unit(text) or is_label(text) or bool(_NOTE.search(simplify(text[:80]).text))


def is_heading(text: str) -> bool:
    """Whether a line heads a section of the report, so that no table goes on over it."""
    bare = label_of(text).bare
    if bare in _section_titles():
        return True
    if not _FIRST_LEVEL.match(text) or is_part(text) or len(bare) < 2:  # 三、本: the label goes on in the next line
        return False
    return not is_label(text) and not all(map(is_label, filter(None, _SECOND_LEVEL.split(text))))
