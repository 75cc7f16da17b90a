"""The real reports beside the checkout: what a careful reader would flag in them, and nothing else."""

from __future__ import annotations

import pytest

import govnlp
from govnlp.statutory.form import cells
from tests.statutory.reports import with_table

KEY_AREAS = "disclosure.key_area."
CHANNELS = "disclosure.channel."


def _table_of_002(report):
    """The table of seed 002, whose rows are those of the form with the key areas before the channels."""
    ids = [id_ for id_, cell in cells("2014").items() if not cell.terms]
    first = next(index for index, id_ in enumerate(ids) if id_.startswith(CHANNELS))
    areas = [id_ for id_ in ids if id_.startswith(KEY_AREAS)]
    order = ids[:first] + areas + [id_ for id_ in ids[first:] if id_ not in areas]
    rows = [row for row in report.tables[0].rows if len(row) > 2 and row[2].strip().isdigit()]
    assert len(rows) == len(order)
    return {id_: int(row[2]) for id_, row in zip(order, rows, strict=True)}


def test_the_contradictions_of_002_are_found_and_nothing_else(seeds):
    report = govnlp.analyze(next(seeds.glob("002*.txt")))
    report = with_table(report, _table_of_002(report))
    found = {(finding.kind, finding.expected, finding.found) for finding in report.findings}
    assert found == {
        ("text-table", 24, 23),  # 兼职人员23人; 24 in the table
        ("text-table", 96, 100),  # 接受培训人员100人次; 96 in the table
        ("sum", 23, 24),  # 24人, 专职0人, 兼职23人
        ("sum", 2, 0),  # 回应热点0次, 其他方式回应2次
    }
    assert all(finding.severity == "error" for finding in report.findings)
    words = [[report.text[start:end] for start, end in finding.evidence] for finding in report.findings]
    assert ["24人", "0 人", "23 人"] in words


@pytest.mark.parametrize("seed", ["000", "001", "003", "004"])
def test_nothing_is_flagged_in_the_others(seeds, seed):
    assert govnlp.analyze(next(seeds.glob(f"{seed}*.txt"))).findings == []


def test_the_parts_in_001_are_checked_and_hold(seeds):
    report = govnlp.analyze(next(seeds.glob("001*.txt")))
    sums = next(count for count in report.checks if count.kind == "sum")
    assert (sums.held, sums.failed) == (1, 0)  # 733 = 89 + 287 + 357
