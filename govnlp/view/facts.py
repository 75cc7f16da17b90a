"""What the page says beside the text: key figures, the profile of themes, findings with what shows them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from govnlp.gazetteers import table
from govnlp.report import Finding, Report
from govnlp.statutory.series import series
from govnlp.view.flow import Flow, Place
from govnlp.view.words import amount, cell, number, word, words

AROUND = 26
"""Characters quoted on each side of what a finding points to."""
FEWEST = 3
"""Key figures below which the largest numbers of the text are shown with them."""
LARGEST = 6
UNITS = ("条", "件", "次", "人次", "万人次", "篇", "期", "场")
STOPS = "。；;！？\n\t"
WEAK = '，,：:、 ”“"』「」（）()'
DEEPEST = 3
"""Level of the headings that the outline goes down to."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: what it counts, value and unit as shown, its place in the text where it has one."""

    label: str
    value: str
    unit: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks came to: findings as (how many, their word, severity), and how many questions were asked, held, failed, open."""

    findings: list[tuple[int, str, str]]
    held: int
    failed: int
    unknown: int

    @property
    def asked(self) -> int:
        """All questions."""
        return self.held + self.failed + self.unknown

    @property
    def words(self) -> str:
        """What to say where there are no findings."""
        return "没有发现不符之处" if self.held else "没有可供核对的数字"


@dataclass(frozen=True, slots=True)
class Quote:
    """A place that shows a finding: in which part, between which words."""

    part: str
    before: str
    hit: str
    after: str
    id: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the page shows it."""

    number: int
    severity: str
    severity_word: str
    kind_word: str
    message: str
    quotes: list[Quote]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline; `findings` is how many point into it, but for those into the entries below it."""

    name: str
    level: int
    id: str
    findings: int


def figures(report: Report) -> list[Figure]:
    """Those of `key_figures.csv` that the report states; where it states few, its largest numbers too."""
    values = series(report)
    found = [
        Figure(row["label"], number(value), _unit(row["series"]), _place(report, row["series"], value))
        for row in table("key_figures")
        if isinstance(value := values.get(row["series"]), (int, float))
    ]
    return found if len(found) >= FEWEST else [*found, *_largest(report)]


def _unit(name: str) -> str:
    return next((row["unit"] for row in table("series") if row["series"] == name), "")


def _place(report: Report, name: str, value: float) -> Place | None:
    stated = (i for i in report.indicators if i.series == name and i.value == value and i.start < i.end)
    return next((Place(i.start, i.end) for i in sorted(stated, key=lambda i: i.origin)), None)


def _largest(report: Report) -> list[Figure]:
    """The largest counts of the text, in its order, each with the words before it."""
    counts = [e for e in report.entities if e.label == "COUNT" and e.unit in UNITS and isinstance(e.value, (int, float))]
    ranked = sorted(counts, key=lambda e: -float(e.value or 0))[:LARGEST]
    return [
        Figure(_words_before(report.text, e.start), *_short(e.value, e.unit), Place(e.start, e.end))
        for e in sorted(ranked, key=lambda e: e.start)
    ]


def _short(value: object, unit: str | None) -> tuple[str, str]:
    """Number and unit, of a million and more in 万 where that is exact."""
    if isinstance(value, (int, float)) and value >= 1_000_000 and value % 10_000 == 0:
        return number(int(value) // 10_000), f"万{unit or ''}"
    return number(value), unit or ""


def _words_before(text: str, position: int) -> str:
    """The clause before a number, its last words."""
    clause = text[max(0, position - 14) : position]
    clause = (
        clause.lstrip("0123456789") if text[max(0, position - 15) : max(0, position - 14)].isdigit() else clause
    )  # the rest of a number says another
    for mark in STOPS + WEAK:
        tail = clause.rsplit(mark, 1)[-1]
        clause = tail if len(tail) > 1 else clause
    return clause.strip(STOPS + WEAK) or "正文"


def profile(report: Report) -> list[tuple[str, float]]:
    """Primary theme → its share of the characters of all segments that have one, the largest first."""
    sizes: Counter[str] = Counter()
    for segment in report.segments:
        if segment.themes:
            sizes[segment.themes[0][0]] += len(segment.text)
    total = sum(sizes.values())
    return [(theme, size / total) for theme, size in sizes.most_common()] if total else []


def verdict(report: Report) -> Verdict | None:
    """What the checks came to in one line; None where nothing was checked."""
    if not report.checks and not report.findings:
        return None
    counts = Counter("error" if finding.severity == "error" else "note" for finding in report.findings)
    found = [(counts[severity], name, severity) for severity, name in words("severity").items() if counts[severity]]
    asked = ("held", "failed", "not_assessable")
    held, failed, unknown = (sum(count for check in report.checks if isinstance(count := getattr(check, name), int)) for name in asked)
    return Verdict(found, held, failed, unknown)


def places(report: Report) -> list[Place]:
    """Every stretch that a finding or a key figure points to, once, with the findings that do."""
    found: dict[tuple[int, int], list[int]] = {}
    for index, finding in enumerate(report.findings, 1):
        for start, end in finding.evidence:
            found.setdefault((start, end), []).append(index)
    for figure in figures(report):
        if figure.place:
            found.setdefault((figure.place.start, figure.place.end), [])
    return [Place(start, end, tuple(dict.fromkeys(numbers))) for (start, end), numbers in found.items()]


def findings(report: Report, flow: Flow) -> list[Shown]:
    """The findings, each with the words that show it."""
    cells = _Cells(report)
    return [_shown(cells, flow, index, finding) for index, finding in enumerate(report.findings, 1)]


class _Cells:
    """The cells of the form in a report, by their places."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._cells = sorted((i for i in report.indicators if i.origin == "table"), key=lambda i: i.start)
        self._starts = [indicator.start for indicator in self._cells]

    def words(self, place: Place) -> str:
        """What the form calls the cell that a place is in, or the first words of its row."""
        before = bisect_right(self._starts, place.start) - 1
        if before >= 0 and place.end <= self._cells[before].end:
            return cell(self._cells[before], self.report.format)
        text = self.report.text
        row = text[text.rfind("\n", 0, place.start) + 1 : place.start]
        return next((part.strip() for part in row.split("\t") if part.strip()), "本行")


def _shown(cells: _Cells, flow: Flow, index: int, finding: Finding) -> Shown:
    quotes = [_quote(cells, flow.fit(Place(start, end))) for start, end in finding.evidence]
    severity = "error" if finding.severity == "error" else "note"
    return Shown(index, severity, word("severity", severity), word("check", finding.kind), finding.message, quotes)


def _quote(cells: _Cells, place: Place) -> Quote:
    report = cells.report
    hit = report.text[place.start : place.end]
    if any(t.start <= place.start < max(t.end, t.start + 1) for t in report.tables):
        return Quote("表", cells.words(place) + "：", hit or "空白", "", place.id)
    before = report.text[max(0, place.start - AROUND) : place.start]
    after = report.text[place.end : place.end + AROUND]
    if place.start > AROUND and report.text[place.start - AROUND - 1].isdigit():
        before = before.lstrip("0123456789")  # the rest of a number says another
    cut = max(before.rfind(mark) for mark in STOPS)
    ends = [at for mark in STOPS if (at := after.find(mark)) >= 0]
    lead = before[cut + 1 :] if cut >= 0 else ("…" if place.start > AROUND else "") + before.lstrip(WEAK)
    tail = after[: min(ends)] if ends else after + ("…" if place.end + AROUND < len(report.text) else "")
    return Quote("文", lead, hit, tail, place.id)


def outline(report: Report, ids: dict[int, str]) -> list[Entry]:
    """Headings down to the third level, and tables that bear another name than the heading they follow, with their findings.

    `ids` has the names of the blocks in the page, by their starts.
    """
    heads = [(section.start, section.level, section.heading) for section in report.sections if section.level <= DEEPEST]
    headings = [section.heading for section in report.sections]
    heads += [(t.start, 1, t.title) for t in report.tables if t.title and t.title[0] not in "（(" and not _is_in(t.title, headings)]
    heads = sorted(head for head in heads if head[0] in ids)
    starts = [start for start, _, _ in heads]
    counts = Counter(host for f in report.findings for host in {bisect_right(starts, start) - 1 for start, _ in f.evidence})
    return [Entry(name, level, ids[start], counts[index]) for index, (start, level, name) in enumerate(heads)]


def _is_in(title: str, headings: list[str]) -> bool:
    return any(title in heading for heading in headings)


def masthead(report: Report) -> list[tuple[str, str]]:
    """What the report is: name and value of each fact that is known."""
    agency = report.agency
    has_form = any(t.format for t in report.tables)
    facts = (
        ("机构", agency and agency.name),
        ("地区", agency and agency.region),
        ("层级", agency and agency.level and f"{agency.level}级"),
        ("年度", report.year and f"{report.year}年"),
        ("发布", report.published and report.published.isoformat()),
        ("表式", report.format and f"{report.format}年格式" + ("" if has_form else "（按年度推定）")),
        ("文字", f"{word('script', report.script)}，{amount(len(report.text), '字')}"),
    )
    return [(name, str(value)) for name, value in facts if value]
