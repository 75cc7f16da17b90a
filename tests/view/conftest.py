"""A store of synthetic reports for the dashboard: six bodies over eight years, some reports with mistakes, and what goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

import govnlp
from training.synthetic import panel, sample

BODIES, YEARS, MISTAKEN = 6, range(2016, 2024), 16


@pytest.fixture(scope="session")
def synthetic_store(tmp_path_factory) -> Path:
    """The store; its sources lie in a folder that says that they are synthetic."""
    folder = tmp_path_factory.mktemp("dashboard")
    sources = folder / "synthetic"
    sources.mkdir()
    reports = [*panel(BODIES, YEARS, 5, layout="pipes"), *(sample(700 + n, layout="tabs", mistakes=1 + n % 2) for n in range(MISTAKEN))]
    reports.append(next(late for seed in range(900, 1000) if (late := sample(seed, format="2019", layout="tabs")).year > 2020))
    for report in reports:
        (sources / (report.name + report.suffix)).write_bytes(report.content)
    first = next(path for path in sorted(sources.iterdir()) if path.name.startswith("panel-"))
    (sources / f"again-{first.name}").write_bytes(first.read_bytes())
    (sources / "nobody.txt").write_text("全年公开信息12条。", encoding="utf-8")
    (sources / "broken.pdf").write_bytes(b"%PDF-1.4")
    govnlp.build(sources, folder / "store")
    return folder / "store"
