"""What builds of many reports cost, whether they survive being killed, and how fast a large store answers. Synthetic reports.

python -m training.scale build 3000                 # workers 1, 2, 1, 2 and two actors of Ray: throughput, CPU, memory over time
python -m training.scale kills 3000                 # killed five times at random moments and resumed: equal to the undisturbed store
python -m training.scale questions 100000           # a store of so many reports, rows repeated with new ids: seconds a question, the panel
"""

from __future__ import annotations

import io
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from govnlp.corpus.build import BATCH, build
from govnlp.corpus.panel import panel
from govnlp.corpus.query import connect
from govnlp.corpus.schema import TABLES
from govnlp.corpus.store import Store, write_part, writing

QUESTIONS = Path(__file__).parents[1] / "govnlp" / "corpus" / "README.md"
BASE = 200
"""Reports that are really read for the store of the questions."""
GROUP = 1_000
"""Reports in a part of that store, as joined parts have."""


@dataclass
class Watch:
    """One build: seconds, seconds to the first commit, CPU seconds and megabytes of the parent and its workers."""

    seconds: float = 0.0
    started: float = 0.0
    parent_cpu: float = 0.0
    worker_cpu: dict[int, float] = field(default_factory=dict)
    memory: list[tuple[float, float, float, float]] = field(default_factory=list)
    """Seconds since the start; megabytes of the parent, of the largest worker, of all together."""

    def rate(self, reports: int) -> float:
        """Reports a second, once started: after the first commit, with what it committed left out."""
        return (reports - BATCH) / (self.seconds - self.started)


def corpus(folder: Path, reports: int) -> Path:
    """So many synthetic reports, of bodies over twelve years."""
    from training.synthetic.__main__ import main

    main(["-o", str(folder), "--reports", str(reports), "--panel", "2014", "2025"])
    return folder


@contextmanager
def watched(store: Path) -> Iterator[Watch]:
    """Look at this process and all below it twice a second while a build runs, and for its first commit."""
    watch, done, begun = Watch(), threading.Event(), time.perf_counter()
    me = psutil.Process()

    def look() -> None:
        workers = []
        for child in me.children(recursive=True):
            try:
                spent = child.cpu_times()
                watch.worker_cpu[child.pid] = spent.user + spent.system
                workers.append(child.memory_info().rss / 1e6)
            except psutil.NoSuchProcess:
                continue
        parent = me.memory_info().rss / 1e6
        watch.memory.append((time.perf_counter() - begun, parent, max(workers, default=0.0), parent + sum(workers)))

    def look_often() -> None:
        turn = 0
        while not done.wait(0.05):
            if not watch.started and _log_size(store):
                watch.started = time.perf_counter() - begun
            if turn % 10 == 0:
                look()
            turn += 1

    watcher = threading.Thread(target=look_often, daemon=True)
    cpu = time.process_time()
    watcher.start()
    try:
        yield watch
    finally:
        watch.seconds, watch.parent_cpu = time.perf_counter() - begun, time.process_time() - cpu
        done.set()
        watcher.join()


def builds(count: int) -> None:
    """Alternately one worker and two, then two actors of Ray; what each cost."""
    rates: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="govnlp-scale-") as folder:
        sources = corpus(Path(folder, "corpus"), count)
        found = sum(1 for _ in sources.glob("panel-*"))
        size = sum(path.stat().st_size for path in sources.glob("panel-*"))
        print(f"{found} synthetic reports, {size / 1e6:.1f} MB")
        plan: list[tuple[str, int, str | None]] = [("workers=1", 1, None), ("workers=2", 2, None)] * 2 + [("ray, 2 actors", 2, "local")]
        for number, (name, workers, ray) in enumerate(plan):
            store = Path(folder, f"store{number}")
            with watched(store) as watch:
                result = build(sources, store, workers, ray=ray)
            rates.setdefault(name, []).append(watch.rate(found))
            stored = sum(path.stat().st_size for path in store.rglob("*.parquet"))
            print(
                f"\n{name}: {result.reports} read, {result.failed} failed in {watch.seconds:.1f} s; first commit after "
                f"{watch.started:.1f} s, {rates[name][-1]:.2f} reports/s from then on; CPU {watch.parent_cpu:.1f} s parent, "
                f"{sum(watch.worker_cpu.values()):.1f} s workers; store {stored / 1e6:.1f} MB"
            )
            _print_memory(watch)
    one, two, ray_rate = (max(rates[name]) for name in ("workers=1", "workers=2", "ray, 2 actors"))
    print(f"\ntwo workers to one: {two / one:.2f}; two actors of Ray to two workers: {ray_rate / two:.2f}")


def _print_memory(watch: Watch) -> None:
    print("  from s   parent MB   largest worker MB   all MB   (peaks of each tenth)")
    for tenth in range(10):
        within = [one for one in watch.memory if tenth <= one[0] / watch.seconds * 10 < tenth + 1]
        if within:
            parent, worker, together = (max(one[place] for one in within) for place in (1, 2, 3))
            print(f"  {watch.seconds * tenth / 10:6.0f} {parent:11.0f} {worker:19.0f} {together:8.0f}")


def kills(count: int, times: int = 5) -> None:
    """Build undisturbed, then killed at random moments and resumed; exit status 1 where the stores differ."""
    rng = random.Random(count)
    with tempfile.TemporaryDirectory(prefix="govnlp-scale-") as folder:
        sources, whole, resumed = corpus(Path(folder, "corpus"), count), Path(folder, "whole"), Path(folder, "resumed")
        begun = time.perf_counter()
        build(sources, whole, workers=2)
        took = time.perf_counter() - begun
        command = [sys.executable, "-m", "govnlp.cli", "build", str(sources), "-o", str(resumed), "--workers", "2"]
        for _ in range(times):
            process, before = subprocess.Popen(command, stderr=subprocess.DEVNULL), _log_size(resumed)
            while process.poll() is None and _log_size(resumed) == before:
                time.sleep(0.01)
            time.sleep(lived := rng.uniform(0, took / times))
            process.kill()
            process.wait()
            rows = Store(resumed).table("reports", ["report"]).num_rows
            print(f"killed {lived:.1f} s after its first commit: {rows} reports in the store", flush=True)
        result = build(sources, resumed, workers=2)
        different = [table for table in TABLES if not same(whole, resumed, table)]
        print(f"last build: {result.reports} read, {result.known} known, {result.failed} failed; undisturbed build {took:.1f} s")
        print(f"tables that differ: {', '.join(different) or 'none'}")
    if different:
        raise SystemExit(1)


def _log_size(store: Path) -> int:
    log = store / "log.jsonl"
    return log.stat().st_size if log.exists() else 0


def same(a: Path, b: Path, table: str) -> bool:
    """Whether two stores hold the same rows of a table, in whatever order."""
    keys = [(name, "ascending") for name in ("report", "index") if name in TABLES[table].names]
    first, second = (Store(store).table(table).sort_by(keys).combine_chunks() for store in (a, b))
    return bool(first.equals(second))


def questions(count: int) -> None:
    """A store of `count` reports, the seconds that each question of the corpus's README takes, median of three, and its panel."""
    with tempfile.TemporaryDirectory(prefix="govnlp-scale-") as folder:
        base, large = Path(folder, "base"), Path(folder, "large")
        build(corpus(Path(folder, "corpus"), BASE), base, workers=2)
        enlarge(base, large, count)
        rows = {name: sum(pq.read_metadata(file).num_rows for file in Store(large).files(name)) for name in TABLES}
        size = sum(path.stat().st_size for path in large.rglob("*.parquet"))
        print(", ".join(f"{number:,} {name}" for name, number in rows.items()) + f"; {size / 1e6:,.0f} MB")
        connection = connect(large)
        for asked, sql in re.findall(r"\n([^\n]+\?)\n\n```sql\n(.*?)```", QUESTIONS.read_text(encoding="utf-8"), re.DOTALL):
            answers = _fetch(connection, sql)
            print(f"{median(partial(_fetch, connection, sql)):6.2f} s  {len(answers):4} rows  {asked}")
        begun, before = time.perf_counter(), psutil.Process().memory_info().rss
        frame = panel(large)
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
        print(f"{time.perf_counter() - begun:6.2f} s  {len(frame):4} rows  the panel, with {held / 1e6:,.0f} MB more than before it")


def _fetch(connection: Any, sql: str) -> list[tuple]:
    return list(connection.sql(sql).fetchall())


def median(action: Callable[[], object]) -> float:
    """Median seconds of three runs."""
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def enlarge(base: Path, large: Path, count: int) -> None:
    """A store with the rows of another repeated, with new ids, until it has `count` reports."""
    tables = {name: Store(base).table(name).combine_chunks() for name in TABLES}
    copies = max(1, GROUP // tables["reports"].num_rows)
    with writing(large) as writer:
        made = 0
        while made < count:
            group = []
            for _ in range(copies):
                group.append({name: _renamed(rows, f"{made:x}.") for name, rows in tables.items()})
                made += tables["reports"].num_rows
            writer.commit(write_part(large, {name: pa.concat_tables([one[name] for one in group]) for name in TABLES}))


def _renamed(rows: pa.Table, mark: str) -> pa.Table:
    """The rows as those of other reports."""
    place = rows.schema.get_field_index("report")
    names = pc.binary_join_element_wise(pa.scalar(mark), rows["report"], "")
    return rows.set_column(place, rows.schema.field(place), names)


if __name__ == "__main__":
    commands: dict[str, tuple[Callable[[int], None], int]] = {
        "build": (builds, 3_000),
        "kills": (kills, 3_000),
        "questions": (questions, 100_000),
    }
    if len(sys.argv) not in (2, 3) or sys.argv[1] not in commands:
        sys.exit(__doc__)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # each build takes minutes, and is told when it is done
    command, usual = commands[sys.argv[1]]
    command(int(sys.argv[2]) if len(sys.argv) == 3 else usual)
