"""`build`: sources through workers into a store; what is done is not done again."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

from govnlp.corpus import progress as bars
from govnlp.corpus.rows import add_failure, empty
from govnlp.corpus.sources import MEMBER, ROW, Source, Sources
from govnlp.corpus.store import Writer, as_tables, write_part, writing
from govnlp.corpus.work import Item, Written, ready, start, work
from govnlp.errors import GovnlpError, StoreError

BATCH = 8
"""Sources that a worker takes at a time: what a kill can cost each worker."""
HEAVY = 4_000_000
"""Characters or bytes at which a batch is full before that."""


@dataclass
class BuildResult:
    """What a build did: sources read into the store, failed, or known to it already; files ignored, by suffix."""

    store: Path
    reports: int = 0
    failed: int = 0
    known: int = 0
    known_failures: int = 0
    ignored: dict[str, int] = field(default_factory=dict)


def build(
    sources: str | Path | Iterable[str | Path],
    store: str | Path,
    workers: int = 1,
    retry_failed: bool = False,
    text_column: str | None = None,
    progress: bool = False,
) -> BuildResult:
    """Analyse many reports into a store of Parquet tables (`govnlp.corpus.schema` says what they hold).

    A build that was stopped, in whatever way, goes on where it was when it is started again, and the store ends the same. A source
    whose content is known is not read again; one whose content has changed replaces its rows. Sources that are no longer
    there keep theirs. One that fails is a row of `failures`, and the rest goes on.

    Parameters
    ----------
    sources : files and folders; `.zip`, `.tar`, `.tar.gz`, `.jsonl`, `.csv` and `.parquet` hold many.
    store : a folder, made where it is missing.
    workers : processes; each loads the models once. A script keeps its own work under `if __name__ == "__main__":`,
        since each process imports it.
    retry_failed : whether to try again what failed before.
    text_column : the column of CSV and Parquet, the key of JSON lines, that holds the report; else `text`, `content`,
        `html`, `正文` or `内容`.
    progress : a bar on stderr, where that is a terminal.

    Raises
    ------
    StoreError
        If another build holds the store, it cannot be written, or no worker starts.
    SchemaError
        If the store was built with another schema.
    """
    given = [sources] if isinstance(sources, (str, Path)) else list(sources)
    for one in given:
        if not Path(one).exists():
            raise StoreError(f"{one}: no such file or folder")
    if workers < 1:
        raise ValueError(f"workers is at least 1, not {workers}")
    path = Path(store)
    found = Sources(given, text_column, skip=path)
    with writing(path) as writer:
        run = _Run(writer, workers, retry_failed)
        with bars.bar(Sources(given, text_column, skip=path), progress) as show:
            run(found, show)
        run.forget(found.containers)
        writer.join()
    run.result.ignored = dict(found.ignored)
    return run.result


class _Run:
    """One build: batches under way, bounded in number, each committed when its part is written."""

    def __init__(self, store: Writer, workers: int, retry_failed: bool) -> None:
        self.store, self.workers, self.retry_failed = store, workers, retry_failed
        self.result = BuildResult(store.path)
        self._pool: ProcessPoolExecutor | None = None
        self._pending: deque[tuple[Future[Written], list[Item]]] = deque()
        self._under_way: set[str] = set()
        self._inside: set[str] = set()
        self._stop_workers = get_context("spawn").Event()

    def __call__(self, sources: Iterable[Source], show: Callable[[BuildResult], None]) -> None:
        try:
            for batch in self._batches(sources):
                self._submit(batch)
                while len(self._pending) > 2 * self.workers:
                    self._settle()
                show(self.result)
            while self._pending:
                self._settle()
                show(self.result)
        except BaseException:
            self._stop()
            raise
        self._close()

    def _batches(self, sources: Iterable[Source]) -> Iterator[list[Item]]:
        batch: list[Item] = []
        weight = 0
        for item in filter(self._is_new, map(self._item, sources)):
            batch.append(item)
            self._under_way.add(item.key)
            weight += len(item.content or "")
            if len(batch) >= BATCH or weight >= HEAVY:
                yield batch
                batch, weight = [], 0
        if batch:
            yield batch

    def _is_new(self, item: Item) -> bool:
        done = self.store.done.get(item.key)
        if item.key in self._under_way:
            return False  # given twice
        if done is None or done.content != item.hash or (done.failed and self.retry_failed):
            return True
        self.result.known += 1
        self.result.known_failures += done.failed
        return False

    def _submit(self, batch: list[Item]) -> None:
        if self._pool is None:
            self._pool = _started(self.workers, self._stop_workers)
        try:
            future = self._pool.submit(work, self.store.path, batch)
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        self._pending.append((future, batch))

    def _settle(self) -> None:
        """Commit the oldest batch, or where a worker has died, all under way, source by source."""
        future, batch = self._pending[0]
        try:
            written = future.result()
        except BrokenProcessPool:
            self._pool = None
            lost = [batch for future, batch in self._pending if not self._kept(future, batch)]
            self._pending.clear()
            for item in (item for batch in lost for item in batch):
                self._alone(item)
            return
        self._pending.popleft()
        self._commit(written, batch)

    def _kept(self, future: Future[Written], batch: list[Item]) -> bool:
        """Commit a batch if it is done."""
        if not future.done() or future.cancelled() or future.exception() is not None:
            return False
        self._commit(future.result(), batch)
        return True

    def _alone(self, item: Item) -> None:
        """One source by itself; if the worker dies of it (of want of memory, most often), that is its failure."""
        self._submit([item])
        future, _ = self._pending.pop()
        try:
            written = future.result()
        except BrokenProcessPool:
            self._pool = None
            rows = empty()
            add_failure(rows, item.key, item.name, item.hash, WorkerError("the process that analysed it died; --retry-failed tries again"))
            written = Written(write_part(self.store.path, as_tables(rows)), 0, 1)
        self._commit(written, [item])

    def _commit(self, written: Written, batch: list[Item]) -> None:
        self.store.commit(written.part)
        self.result.reports += written.reports
        self.result.failed += written.failed
        self._under_way.difference_update(item.key for item in batch)

    def _stop(self) -> None:
        """End the workers after the report each is at; what they have done still counts where it can."""
        self._stop_workers.set()
        self._close()
        with suppress(OSError):  # the store cannot be written: that is the error already under way
            for future, batch in self._pending:
                self._kept(future, batch)

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _item(self, source: Source) -> Item:
        """A source with its content and what it is known by."""
        key = _key(source.name)
        if source.is_inside:
            self._inside.add(key)
        try:
            content = source.read()
        except GovnlpError as error:
            return Item(key, source.name, None, None, error)
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        return Item(key, source.name, hashlib.sha256(data).hexdigest(), content)

    def forget(self, containers: Iterable[str]) -> None:
        """Remove the rows of what is no longer in these archives and tables, or of their own failure to be read."""
        prefixes = tuple(f"{name}{mark}" for name in containers for mark in (MEMBER, ROW))
        gone = {_key(name) for name in containers} & self.store.done.keys()
        if prefixes:
            gone |= {key for key, name in self.store.names() if name.startswith(prefixes) and key not in self._inside}
        self.store.drop(gone)


class WorkerError(GovnlpError):
    """A worker did not live to tell what was wrong with a source."""


def _started(workers: int, stop: Event) -> ProcessPoolExecutor:
    """A pool whose first worker is ready."""
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=start, initargs=(stop,))
    try:
        pool.submit(ready).result()
    except BrokenProcessPool as error:
        raise StoreError(
            "the workers do not start: a script keeps its own work under `if __name__ == '__main__':`, and the models load (`govnlp info`)"
        ) from error
    return pool


def _key(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
