"""Time what users wait for: importing, loading, analysing; and show that the cost grows with the length of the text.

    python -m training.benchmark

One core (BLAS and OpenMP threads are not used). Each figure is the median of five runs, growth of three.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

SEGMENT = (
    "2020年,我局主动公开政府信息1,206条,较去年增长6.9%,接听12345市民热线百余次。一是加强《条例》学习,举办培训班4期,"
    "参训320人次;二是市政府、区财政局联合印发《政务公开办法》(国办发〔2020〕1号);三是上线“政企通”平台,兑现资金2.45亿元。"
)
HEADINGS = ("一、总体情况", "（一）主动公开", "（二）依申请公开", "五、存在的主要问题及改进情况")
HOSTILE: dict[str, Callable[[int], str]] = {
    "an ordinary report": lambda n: report(n),
    "one line": lambda n: (SEGMENT * (n // len(SEGMENT) + 1))[:n],
    "digits": lambda n: "1" * n,
    "《": lambda n: "《" * n,
    "一是": lambda n: "一是" * (n // 2),
    "(": lambda n: "(" * n,
    "“": lambda n: "“" * n,
    "市委": lambda n: "市委" * (n // 2),
    "2020年": lambda n: "2020年" * (n // 5),
    "一、总体情况": lambda n: "一、总体情况 " * (n // 7),
    "a|b|c| lines": lambda n: "a|b|c|\n" * (n // 7),
    "<div>": lambda n: "<div>" * (n // 5),
}


def report(length: int) -> str:
    """A report of about that many characters, none of its paragraphs like another."""
    lines = ["某区水务局2020年政府信息公开工作年度报告"]
    size = 0
    while size < length:
        number = len(lines)
        line = HEADINGS[number % len(HEADINGS)] if number % 5 == 1 else f"第{number}项工作。{SEGMENT.replace('1,206', str(1000 + number))}"
        lines.append(line)
        size += len(line) + 1
    return "\n".join(lines)[:length]


def median(action: Callable[[], object], runs: int = 5) -> float:
    """Median seconds of some runs, after one that is not counted."""
    action()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def fresh(code: str) -> float:
    """Seconds that a statement takes in a new interpreter, its start not counted."""
    script = f"import time; t=time.perf_counter(); {code}; print(time.perf_counter()-t)"
    done = [subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout for _ in range(3)]
    return statistics.median(float(seconds) for seconds in done)


def main() -> None:
    print(f"import govnlp            {fresh('import govnlp'):8.3f} s")
    print(f"govnlp.load()            {fresh('import govnlp; govnlp.load()'):8.3f} s")
    import govnlp

    nlp = govnlp.load()
    text = report(8_000)
    print(f"analyze, 8,000 chars     {median(lambda: govnlp.analyze(text)):8.3f} s")
    print(f"pkuseg alone, same text  {median(lambda: nlp.make_doc(text)):8.3f} s")
    print("\ngrowth: seconds for 10,000 and 100,000 characters, and their ratio")
    for name, make in HOSTILE.items():
        small, large = (median(partial(govnlp.analyze, make(length)), runs=3) for length in (10_000, 100_000))
        print(f"{name:22} {small:8.3f} {large:8.3f} {large / small:6.1f}")


if __name__ == "__main__":
    main()
