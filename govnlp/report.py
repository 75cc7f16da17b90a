"""The data model: what `analyze` returns, and its JSON. Knows no other part of govnlp but the errors; its page is drawn by `view`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from govnlp.errors import SchemaError

if TYPE_CHECKING:
    import pandas

SCHEMA = "govnlp.report/1"
LEVELS = ("国家", "省", "市", "县", "乡")
Table_ = Literal["entities", "segments", "indicators", "findings"]


@dataclass(frozen=True, slots=True)
class Agency:
    """A public body: its full official name, Simplified; the place it belongs to; the tier it serves."""

    name: str
    region: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading as it stands (without the mark that ends it) and the stretch of text from it to the next of its level.

    `level` is 1 for `一、`, 2 for `（一）`, 3 for `1.`, 4 for `（1）`; `kind` the statutory section it is, by its title in
    the form of 2021, or None.
    """

    heading: str
    level: int
    start: int
    end: int
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph or one enumerated item of it; `themes` are (theme, score), the primary one first; `aspect` 问题 or 改进."""

    start: int
    end: int
    text: str
    section: tuple[str, ...] = ()
    themes: tuple[tuple[str, float], ...] = ()
    aspect: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A labelled stretch of a segment; `segment` is that segment's index, fields that the label has no use for are None.

    label     `value`, `unit`, `bound`                                        `name`, `level`, `kind`
    ========  ==============================================================  =====================================
    DATE      ISO 8601 (`2020`, `2020-12-31`, `2020-01/2020-06`); None where  -
              the year is not known
    COUNT     a number, its measure word, `=` exactly, `~` about, `>` more    -
              than or at least, `<` less than or at most (百余 is 100 `>`)
    MONEY     a number, `元` or a foreign currency, bound                     -
    PERCENT   per cent, a multiple times 100 (2.3倍 is 230), bound            -
    AGENCY    -                                                               full name, tier it serves, kind of body
    INITIATIVE -                                                              canonical name, kind of thing
    POLICY    -                                                               title or number, in full where known
    """

    label: str
    text: str
    start: int
    end: int
    segment: int
    value: int | float | str | None = None
    unit: str | None = None
    bound: str | None = None
    name: str | None = None
    level: str | None = None
    kind: str | None = None

    @property
    def code(self) -> str | None:
        """The six-digit code (GB/T 2260) of the place of an AGENCY whose full name is known; else None. Not in the JSON."""
        from govnlp.regions import code_of

        return code_of(self.name) if self.label == "AGENCY" and self.name else None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands: its caption or None, its stretch of text, its cells; `format` is 2014, 2019, 2021 or None.

    In the text its rows are joined by line breaks, their cells by tabs, so that each cell's place follows from `start` and `rows`.
    """

    title: str | None
    start: int
    end: int
    rows: tuple[tuple[str, ...], ...]
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number of the statutory form, in `unit`; `value` is None where the cell is blank; `origin` is `table` or `text`."""

    id: str
    series: str | None
    value: int | float | None
    unit: str
    start: int
    end: int
    origin: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that fails: what was expected, what was found, and the stretches of text that show it."""

    kind: str
    severity: str
    message: str
    indicators: tuple[str, ...] = ()
    expected: int | float | str | None = None
    found: int | float | str | None = None
    evidence: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CheckCount:
    """How many checks of a kind held, failed, or could not be assessed for want of a number."""

    kind: str
    held: int
    failed: int
    not_assessable: int


@dataclass(frozen=True)
class Report:
    """A report as data. Every offset is into `text`, and `text[x.start:x.end] == x.text` for every part that has a text."""

    text: str
    title: str | None = None
    agency: Agency | None = None
    year: int | None = None
    published: date | None = None
    script: str = "Hans"
    format: str | None = None
    sections: list[Section] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    checks: list[CheckCount] = field(default_factory=list)

    def problems(self) -> list[Segment]:
        """The segments that say what fell short (aspect 问题), in order."""
        return [segment for segment in self.segments if segment.aspect == "问题"]

    def improvements(self) -> list[Segment]:
        """The segments that say what will be done about it (aspect 改进), in order."""
        return [segment for segment in self.segments if segment.aspect == "改进"]

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data: lists, dictionaries, strings, numbers; dates as ISO 8601."""
        plain: dict[str, Any] = {"schema": SCHEMA}
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, list):
                plain[item.name] = [_plain(asdict(part)) for part in value]
            elif isinstance(value, date):
                plain[item.name] = value.isoformat()
            else:
                plain[item.name] = asdict(value) if isinstance(value, Agency) else value
        return plain

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Report:
        """The report that `to_dict` made `plain` of.

        Raises
        ------
        SchemaError
            If `plain` is of another schema, or a field is missing or unknown.
        """
        if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
            found = plain.get("schema") if isinstance(plain, dict) else type(plain).__name__
            raise SchemaError(f"not a report of schema {SCHEMA!r}: found {found!r}; analyze the source again with this version")
        facts = {key: value for key, value in plain.items() if key not in ("schema", "source")}  # the command line adds source
        try:
            for key, part in _PARTS.items():
                facts[key] = [part(**_frozen(row)) for row in facts.get(key, [])]
            facts["agency"] = Agency(**facts["agency"]) if facts.get("agency") else None
            facts["published"] = date.fromisoformat(facts["published"]) if facts.get("published") else None
            return cls(**facts)
        except (TypeError, ValueError) as error:
            raise SchemaError(f"not a report of schema {SCHEMA!r}: {error}") from error

    def to_json(self, indent: int | None = None) -> str:
        """`to_dict` as JSON text, Chinese as it is."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, text: str) -> Report:
        """The report that `to_json` made `text` of; raises `SchemaError` where it is none."""
        try:
            plain = json.loads(text)
        except json.JSONDecodeError as error:
            raise SchemaError(f"not JSON: {error}") from error
        return cls.from_dict(plain)

    def to_html(self) -> str:
        """The report as one HTML page to look at: text with its highlights, tables, findings; it needs no network and no other file.

        Text of the report never becomes markup or script, wherever the report came from.
        """
        from govnlp.view.page import page

        return page(self)

    def _repr_html_(self) -> str:
        """The page in a frame, as notebooks show it."""
        from govnlp.view.page import frame

        return frame(self)

    def to_frame(self, table: Table_) -> pandas.DataFrame:
        """One of `entities`, `segments`, `indicators`, `findings` as a pandas frame, a row each.

        Raises
        ------
        ValueError
            If `table` is none of these.
        """
        import pandas

        if table not in ("entities", "segments", "indicators", "findings"):
            raise ValueError(f"no table {table!r}; choose entities, segments, indicators or findings")
        columns = [item.name for item in fields(_PARTS[table])]
        frame = pandas.DataFrame([asdict(part) for part in getattr(self, table)], columns=columns)
        if table == "segments":
            frame.insert(len(columns), "theme", [segment.themes[0][0] if segment.themes else None for segment in self.segments])
        return frame


_PARTS: dict[str, type] = {
    "sections": Section,
    "segments": Segment,
    "entities": Entity,
    "tables": Table,
    "indicators": Indicator,
    "findings": Finding,
    "checks": CheckCount,
}


def _plain(value: Any) -> Any:
    """Tuples as lists, all the way down."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _frozen(value: Any) -> Any:
    """Lists as tuples, all the way down, in the fields of a row."""
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    return tuple(_frozen(inner) for inner in value) if isinstance(value, list) else value
