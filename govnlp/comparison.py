"""`compare`: two reports of one agency, their series side by side, what does not follow on, how much is the same."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from govnlp.errors import ComparisonError
from govnlp.report import Finding, Report
from govnlp.script import simplify
from govnlp.statutory.checks_years import check_carried_over
from govnlp.statutory.series import series

SHORTEST = 10  # characters, without digits and punctuation, of a sentence that can be the same
_SENTENCE = re.compile(r"[^。!?;\n]+")
_NUMBER = re.compile(r"^\s*(?:第?[一二三四五六七八九十]+(?:部分|[、.:])|\([一二三四五六七八九十\d]+\)|\d+[、.])\s*")
_YEAR = re.compile(r"\d{4}年度?")
_NOT_WORDS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Change:
    """A series in both reports; `change` is later minus earlier and `percent` that of the earlier, None where they cannot be told."""

    series: str
    before: int | float | None
    after: int | float | None

    @property
    def change(self) -> int | float | None:
        """Later minus earlier, in the unit of the series."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def percent(self) -> float | None:
        """Growth in per cent, one decimal; None from nought."""
        change = self.change
        return None if change is None or not self.before else round(change / self.before * 100, 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """What only the later report has, and what only the earlier has, each in its order there."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two reports of one agency show together.

    `changes` holds the series that both forms ask for, `findings` those of kind `year-year` with evidence in the later
    report, `same_sentences` the share (0 to 1) of the later report's sentences that stand in the earlier one too, digits
    aside; None where the later has no sentence long enough.
    """

    earlier: Report
    later: Report
    changes: list[Change]
    findings: list[Finding]
    same_sentences: float | None

    @property
    def sections(self) -> Difference:
        """Headings of the two uppermost levels, Simplified, without their numbers and the years in them."""
        return _difference(_headings(self.earlier), _headings(self.later))

    @property
    def initiatives(self) -> Difference:
        """Initiatives by their canonical names."""
        return _difference(_initiatives(self.earlier), _initiatives(self.later))

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data, but the reports themselves: of these title, agency and year."""
        reports = {
            name: {"title": report.title, "agency": report.agency.name if report.agency else None, "year": report.year}
            for name, report in (("earlier", self.earlier), ("later", self.later))
        }
        changes = [{**asdict(one), "change": one.change, "percent": one.percent} for one in self.changes]
        rest = {"sections": asdict(self.sections), "initiatives": asdict(self.initiatives), "same_sentences": self.same_sentences}
        return {**reports, "changes": changes, "findings": [asdict(one) for one in self.findings], **rest}


def compare(a: Report, b: Report, renamed: bool = False) -> Comparison:
    """Compare two reports of one agency, in either order.

    Parameters
    ----------
    a, b : reports whose years are known and differ.
    renamed : whether the agency is the same though its name is not: a reform renamed it, or a report does not say it.

    Raises
    ------
    ComparisonError
        If a year is not known, both are of the same year, or (without `renamed`) the agencies differ or are not known.
    """
    for report in (a, b):
        if report.year is None:
            raise ComparisonError(f"the year of {_name(report)} is not known; give it to analyze: analyze(source, year=…)")
    if a.year == b.year:
        raise ComparisonError(f"both reports are on {a.year}: {_name(a)} and {_name(b)}; compare takes two years of one agency")
    if not renamed and (a.agency is None or b.agency is None or a.agency.name != b.agency.name):
        names = " and ".join(report.agency.name if report.agency else "an agency not known" for report in (a, b))
        raise ComparisonError(f"the reports are of {names}; where it is one agency all the same, compare(a, b, renamed=True)")
    earlier, later = sorted((a, b), key=lambda report: report.year or 0)
    before, after = series(earlier), series(later)
    changes = [Change(name, before[name], after[name]) for name in before if name in after]
    return Comparison(earlier, later, changes, check_carried_over(earlier, later), _share_of_same(earlier, later))


def _name(report: Report) -> str:
    return repr(report.title) if report.title else "a report without a title"


def _difference(before: dict[str, None], after: dict[str, None]) -> Difference:
    return Difference(tuple(one for one in after if one not in before), tuple(one for one in before if one not in after))


def _headings(report: Report) -> dict[str, None]:
    bare = (_YEAR.sub("", _NUMBER.sub("", simplify(section.heading).text)).strip() for section in report.sections if section.level <= 2)
    return dict.fromkeys(filter(None, bare))


def _initiatives(report: Report) -> dict[str, None]:
    return dict.fromkeys(entity.name for entity in report.entities if entity.label == "INITIATIVE" and entity.name)


def _share_of_same(earlier: Report, later: Report) -> float | None:
    """The share of the later report's sentences that the earlier has too; digits, spaces and script do not tell them apart."""
    known, sentences = set(_sentences(earlier)), _sentences(later)
    return round(sum(one in known for one in sentences) / len(sentences), 3) if sentences else None


def _sentences(report: Report) -> list[str]:
    bare = (_NOT_WORDS.sub("", one) for segment in report.segments for one in _SENTENCE.findall(simplify(segment.text).text))
    return [one for one in bare if len(one) >= SHORTEST]
