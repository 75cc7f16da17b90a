"""The statutory forms of 2014, 2019 and 2021 as data, and which of them a table or a report follows.

2014: 政府信息公开情况统计表 (with annual reports from 2014 to 2018). 2019: 国办公开办函〔2019〕60号 (reports on 2019 and
2020). 2021: 国办公开办函〔2021〕30号 (reports on 2021 and later; some still use the tables of 2019).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from govnlp.gazetteers import table
from govnlp.labels import Label, label_of, levels, variants

FORMATS = ("2014", "2019", "2021")


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a form: the bare label of its column (the innermost), the indicator it holds and the unit that is counted in."""

    column: str
    id: str
    series: str | None
    unit: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a form: its labels, outermost first, and its cells from left to right."""

    labels: tuple[Label, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A statutory table: its format, its title, its rows from top to bottom.

    `is_side_by_side` where the form prints the rows side by side in one line, each with its columns, under the rows' labels.
    """

    format: str
    title: str
    rows: tuple[Row, ...]

    def is_alone(self, row: Row) -> bool:
        """Whether no other row has the label of this one, as 被依法纠错数 of reviews and of litigation."""
        return sum(other.labels[-1].bare == row.labels[-1].bare for other in self.rows) == 1

    @property
    def is_side_by_side(self) -> bool:
        """The table of reviews and litigation."""
        return self.title == "政府信息公开行政复议、行政诉讼情况"


@cache
def forms(format: str) -> tuple[Form, ...]:
    """The tables of a format in their order."""
    tables: dict[str, dict[str, list[Field]]] = {}
    for row in table("indicators"):
        if row["format"] == format:
            field = Field(label_of(levels(row["column"])[-1]).bare, row["id"], row["series"] or None, row["unit"])
            tables.setdefault(row["table"], {}).setdefault(row["row"], []).append(field)
    return tuple(
        Form(format, title, tuple(Row(tuple(label_of(part) for part in levels(path)), tuple(fields)) for path, fields in rows.items()))
        for title, rows in tables.items()
    )


@cache
def columns() -> frozenset[str]:
    """Bare labels of the columns of all forms."""
    return frozenset(field.column for format in FORMATS for form in forms(format) for row in form.rows for field in row.fields)


def canonical(bare: str) -> str:
    """The form's own label that a bare label stands for, or the bare label itself."""
    return variants().get(bare) or bare


@cache
def _telling() -> dict[str, str]:
    """Labels that tables of one format alone have → that format."""
    owners: dict[str, set[str]] = {}
    for row in table("indicators"):
        for part in (*levels(row["row"]), *levels(row["column"]), row["table"]):
            owners.setdefault(label_of(part).bare, set()).add(row["format"])
    return {label: next(iter(formats)) for label, formats in owners.items() if len(formats) == 1 and len(label) > 3}


def table_format(rows: Iterable[Sequence[str]]) -> str | None:
    """`2014`, `2019` or `2021` by the labels in the cells; None where none of them tells (the table of reviews has no sign)."""
    telling = _telling()
    votes = Counter(telling[bare] for row in rows for cell in row if (bare := canonical(label_of(cell).bare)) in telling)
    return votes.most_common(1)[0][0] if votes else None


def report_format(formats: Iterable[str | None], year: int | None) -> str | None:
    """The format of a report: that of its tables, or by its year where none tells; None before 2014."""
    votes = Counter(found for found in formats if found)
    if votes:
        return votes.most_common(1)[0][0]
    if year is None or year < 2014:
        return None
    return "2021" if year >= 2021 else "2019" if year >= 2019 else "2014"
