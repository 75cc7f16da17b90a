"""Write synthetic reports and their truth.

python -m training.synthetic -o DIR --reports 3000 --seed 1
python -m training.synthetic -o DIR --reports 6000 --panel 2014 2025     # then: govnlp build DIR -o store
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from training.synthetic import Sample, panel, sample
from training.synthetic.generate import FORMATS
from training.synthetic.layouts import LAYOUTS

_MISTAKEN = 0.3
"""Share of reports with mistakes."""
_SLIPPED, _COPIED = 0.1, 0.02
"""Of a panel: shares of reports that do not follow on, and that stand there twice."""
_ABOUT = """# Synthetic reports

Every report in this folder was made by a program (`python -m training.synthetic`). Names of regions and of kinds of
bodies are real; all figures, sentences and mistakes are invented. `truth.jsonl.gz` says what is true of each report.
Do not quote them as data.

本文件夹中的报告全部由程序生成：行政区划名称和机构类别是真实的，数据、文字和差错都是虚构的，不得作为资料引用。
"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.synthetic", description="Write synthetic reports and truth.jsonl.gz.")
    parser.add_argument("-o", "--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--reports", type=int, default=300, help="how many reports")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", choices=sorted(LAYOUTS), action="append", help="only these layouts")
    parser.add_argument("--panel", nargs=2, type=int, metavar=("FIRST", "LAST"), help="a panel of bodies over these years instead")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "SYNTHETIC").write_text(_ABOUT, encoding="utf-8")
    count = 0
    known = given.out / "truth.jsonl.gz"  # by its suffix no table of reports, so that a build passes it over
    with known.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as truth:
        for report in _reports(given):
            (given.out / (report.name + report.suffix)).write_bytes(report.content)
            truth.write((json.dumps(report.truth(), ensure_ascii=False) + "\n").encode())
            count += 1
    print(f"{count} synthetic reports in {given.out}", file=sys.stderr)
    return 0


def _reports(given: argparse.Namespace) -> Iterator[Sample]:
    if given.panel:
        years = range(given.panel[0], given.panel[1] + 1)
        yield from panel(max(1, given.reports // len(years)), years, given.seed, mistakes=_SLIPPED, copies=_COPIED)
        return
    rng = random.Random(given.seed)
    for index in range(given.reports):
        layout = rng.choice(given.layout or list(LAYOUTS))
        count = rng.choice((1, 1, 2)) if rng.random() < _MISTAKEN else 0
        yield sample(given.seed * 1_000_000 + index, format=rng.choice(FORMATS), layout=layout, mistakes=count)


if __name__ == "__main__":
    sys.exit(main())
