"""Which statutory format a table or a report is of.

2014: 政府信息公开情况统计表 (with annual reports from 2014 to 2018). 2019: 国办公开办函〔2019〕60号 (reports on 2019 and
2020). 2021: 国办公开办函〔2021〕30号 (reports on 2021 and later; some still use the tables of 2019).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from govnlp.gazetteers import table
from govnlp.script import simplify

_NOT_LETTERS = re.compile(r"[\s\W_\d]+")


def _bare(label: str) -> str:
    return _NOT_LETTERS.sub("", simplify(label).text)


@cache
def _telling() -> dict[str, str]:
    """Labels that tables of one format alone have → that format."""
    owners: dict[str, set[str]] = {}
    for row in table("indicators"):
        for part in (*row["row"].split("/"), *row["column"].split("/"), row["table"]):
            owners.setdefault(_bare(part), set()).add(row["format"])
    return {label: next(iter(formats)) for label, formats in owners.items() if len(formats) == 1 and len(label) > 3}


def table_format(rows: Iterable[Sequence[str]]) -> str | None:
    """`2014`, `2019` or `2021` by the labels in the cells; None where none of them tells (the table of reviews has no sign)."""
    telling = _telling()
    votes = Counter(telling[bare] for row in rows for cell in row if (bare := _bare(cell)) in telling)
    return votes.most_common(1)[0][0] if votes else None


def report_format(formats: Iterable[str | None], year: int | None) -> str | None:
    """The format of a report: that of its tables, or by its year where none tells; None before 2014."""
    votes = Counter(found for found in formats if found)
    if votes:
        return votes.most_common(1)[0][0]
    if year is None or year < 2014:
        return None
    return "2021" if year >= 2021 else "2019" if year >= 2019 else "2014"
