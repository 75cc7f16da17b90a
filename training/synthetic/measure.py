"""How well `govnlp.analyze` reads synthetic reports: cells by layout, findings by kind.

python -m training.synthetic.measure [--each 3] [--layout NAME] [--offset 70000]

Who mends what a measurement has shown measures again with another `--offset`: the same one draws the same reports.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

import govnlp
from govnlp.report import Finding, Report
from training.synthetic.generate import FORMATS, sample
from training.synthetic.indicators import units
from training.synthetic.layouts import LAYOUTS
from training.synthetic.mistakes import applicable
from training.synthetic.model import Number, Planted, Sample

_IN_YUAN = {"元": 1.0, "万元": 10_000.0}
_MISTAKEN = ("plain_html", "pipes", "docx")
"""Layouts that mistakes are planted in by `mistaken`: those that every reader should read without fault."""


@dataclass
class Score:
    """Counts that add up over reports. Cells: exact, wrong (missing ones too), invented; findings: right of made, found of planted."""

    cells: int = 0
    exact: int = 0
    invented: int = 0
    made: int = 0
    right: int = 0
    planted: int = 0
    found: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.exact / self.cells if self.cells else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.made if self.made else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.planted if self.planted else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(**{name: value + getattr(other, name) for name, value in vars(self).items()})


def stratified(each: int = 1, layouts: Sequence[str] = tuple(LAYOUTS), offset: int = 0) -> Iterator[Sample]:
    """Reports without mistakes: `each` of every format in every layout in both scripts; seeds from `offset` on."""
    strata = product(range(each), FORMATS, layouts, ("Hans", "Hant"))
    for seed, (_, format, layout, script) in enumerate(strata, offset):
        yield sample(seed, format=format, layout=layout, script=script)


def mistaken(each: int = 1, layouts: Sequence[str] = _MISTAKEN, offset: int = 0) -> Iterator[Sample]:
    """Reports with one mistake: `each` of every kind in every format that can show it, layouts and scripts in turn.

    Seeds from 100,000 + `offset` on.
    """
    strata = ((format, kind) for _ in range(each) for format in FORMATS for kind in applicable(format))
    for seed, (format, kind) in enumerate(strata, 100_000 + offset):
        layout, script = layouts[seed % len(layouts)], ("Hans", "Hant")[seed // 2 % 2]
        yield sample(seed, format=format, layout=layout, script=script, mistakes=(kind,))


def score(report: Report, truth: Sample) -> Score:
    """One report against its truth."""
    result = Score()
    _score_cells(report, truth, result)
    _score_findings(report.findings, truth, result)
    return result


def _score_cells(report: Report, truth: Sample, result: Score) -> None:
    read: dict[str, list[Number]] = defaultdict(list)
    for indicator in report.indicators:
        if indicator.origin == "table" and indicator.value is not None:
            read[indicator.id].append(_in_unit(indicator.value, indicator.unit, units(truth.format).get(indicator.id)))
    for name, value in truth.cells.items():
        result.cells += 1
        values = read.pop(name, [])
        if _agrees(values, value, name in truth.marks):
            result.exact += 1
        else:
            result.faults.append(f"{truth.name}: {name} is {value}, read {values or None}")
            result.invented += value is None and bool(values)
    result.invented += len(read)
    result.faults += [f"{truth.name}: {name} is not there, read {values}" for name, values in read.items()]


def _in_unit(value: Number, unit: str, wanted: str | None) -> Number:
    """Money in the unit of the form, should the reader have left it in that of the page."""
    return value * _IN_YUAN[unit] / _IN_YUAN[wanted] if unit in _IN_YUAN and wanted in _IN_YUAN else value


def _agrees(values: list[Number], value: Number | None, is_mark: bool) -> bool:
    if value is None or (is_mark and not values):
        return not values
    return bool(values) and all(math.isclose(read, value, rel_tol=1e-9) for read in values)


def _score_findings(findings: Sequence[Finding], truth: Sample, result: Score) -> None:
    """A finding is right where a planted mistake is of its kind and about its cells or numbers; an edit is found by any.

    Findings on what a reader may report or not do not count.
    """
    edits = {planted.edit for planted in truth.mistakes if not planted.optional and planted.kind != "year-year"}
    hit = set()
    for finding in findings:
        matched = [planted for planted in truth.mistakes if _matches(finding, planted)]
        if matched and all(planted.edit < 0 for planted in matched):
            continue  # neither right nor wrong
        result.made += 1
        result.right += bool(matched)
        hit |= {planted.edit for planted in matched}
        if not matched:
            result.faults.append(f"{truth.name}: no mistake, but {finding.kind}: {finding.message}")
    result.planted += len(edits)
    result.found += len(edits & hit)
    result.faults += [f"{truth.name}: not found: {_described(truth, edit)}" for edit in sorted(edits - hit)]


def _described(truth: Sample, edit: int) -> str:
    return "; ".join(f"{planted.kind}: {planted.note}" for planted in truth.mistakes if planted.edit == edit)


def _matches(finding: Finding, planted: Planted) -> bool:
    if finding.kind != planted.kind:
        return False
    if finding.kind == "form" or set(finding.indicators) & set(planted.ids):
        return True
    told, true = {finding.expected, finding.found}, {planted.expected, planted.found}
    return told == true or (bool(told & true) and not (finding.indicators and planted.ids))


def measure(samples: Iterable[Sample]) -> dict[str, Score]:
    """Scores by layout, and of all under `all`; a report that fails to be analysed has none of its cells."""
    scores: dict[str, Score] = defaultdict(Score)
    for truth in samples:
        try:
            one = score(govnlp.analyze(truth.content), truth)
        except govnlp.GovnlpError as error:
            one = Score(cells=len(truth.cells), planted=len(truth.mistakes), faults=[f"{truth.name}: {error}"])
        for key in (truth.layout, "all"):
            scores[key] += one
    return dict(scores)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m training.synthetic.measure", description="Measure the reading of synthetic reports.")
    parser.add_argument("--each", type=int, default=1, help="reports of each stratum")
    parser.add_argument("--layout", choices=sorted(LAYOUTS), action="append", help="only these layouts")
    parser.add_argument("--offset", type=int, default=0, help="first seed: another one draws other reports")
    parser.add_argument("--faults", type=int, default=0, help="how many faults to print of each kind of report")
    given = parser.parse_args(arguments)
    layouts = tuple(given.layout or LAYOUTS)
    _print("without mistakes", measure(stratified(given.each, layouts, given.offset)), given.faults)
    _print("with mistakes", measure(mistaken(given.each, offset=given.offset)), given.faults)


def _print(title: str, scores: dict[str, Score], faults: int) -> None:
    print(f"\n{title:16}   cells   exact invented planted  recall findings precision")
    for name, one in sorted(scores.items(), key=lambda item: (item[0] == "all", item[0])):
        cells = f"{one.cells:7} {one.share:7.4f} {one.invented:8}"
        print(f"{name:16} {cells} {one.planted:7} {one.recall:7.3f} {one.made:8} {one.precision:9.3f}")
    for fault in scores["all"].faults[:faults]:
        print("  " + fault)


if __name__ == "__main__":
    main()
