"""`build`: sources through workers into a store; what is done is not done again."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from govnlp.corpus import progress as bars
from govnlp.corpus.progress import BuildResult
from govnlp.corpus.rows import add_failure, empty
from govnlp.corpus.sources import MEMBER, ROW, Source, Sources
from govnlp.corpus.store import Writer, as_tables, write_part, writing
from govnlp.corpus.work import Batch, Item, Workers, Written
from govnlp.errors import GovnlpError

BATCH = 8
"""Sources that a worker takes at a time: what a kill can cost each worker."""
HEAVY = 4_000_000
"""Characters or bytes at which a batch is full before that."""
READERS = 16
"""Files of another machine that are read at a time."""


def build(
    sources: str | Path | Iterable[str | Path],
    store: str | Path,
    workers: int = 1,
    retry_failed: bool = False,
    text_column: str | None = None,
    progress: bool = False,
    ray: str | None = None,
) -> BuildResult:
    """Analyse many reports into a store of Parquet tables (`govnlp.corpus.schema` says what they hold).

    A build that was stopped, in whatever way, goes on where it was when it is started again, and the store ends the same. A source
    whose content is known is not read again; one whose content has changed replaces its rows. Sources that are no longer
    there keep theirs. One that fails is a row of `failures`, and the rest goes on.

    Parameters
    ----------
    sources : files and folders; `.zip`, `.tar`, `.tar.gz`, `.jsonl`, `.csv` and `.parquet` hold many. By path, or by a URI
        of any filesystem that pyarrow or fsspec knows (`s3://bucket/reports`).
    store : a folder, made where it is missing; by path or URI too.
    workers : processes; each loads the models once. A script keeps its own work under `if __name__ == "__main__":`,
        since each process imports it.
    retry_failed : whether to try again what failed before.
    text_column : the column of CSV and Parquet, the key of JSON lines, that holds the report; else `text`, `content`,
        `html`, `正文` or `内容`.
    progress : a bar on stderr, where that is a terminal.
    ray : `local`, or the address of a Ray cluster whose machines have govnlp: `workers` are its actors then (`govnlp[ray]`).

    Raises
    ------
    StoreError
        If another build holds the store, it cannot be written, no worker starts, or Ray is not installed or not there.
    SchemaError
        If the store was built with another schema.
    """
    given = [sources] if isinstance(sources, (str, Path)) else list(sources)
    if workers < 1:
        raise ValueError(f"workers is at least 1, not {workers}")
    found = Sources(given, text_column, skip=store)
    with writing(store) as writer:
        run = _Run(writer, _workers(writer.path, workers, ray), retry_failed)
        with bars.bar(Sources(given, text_column, skip=store), progress) as show:
            run(found, show)
        run.forget(found.containers)
        writer.join()
        writer.sweep()
    run.result.ignored = dict(found.ignored)
    return run.result


class _Run:
    """One build: what is new goes to the workers in batches, and what comes back is committed."""

    def __init__(self, store: Writer, workers: Workers, retry_failed: bool) -> None:
        self.store, self.workers, self.retry_failed = store, workers, retry_failed
        self.result = BuildResult(store.path)
        self._under_way: set[str] = set()
        self._inside: set[str] = set()

    def __call__(self, sources: Iterable[Source], show: Callable[[BuildResult], None]) -> None:
        try:
            for batch, written in self.workers.run(self._batches(sources)):
                self._commit(batch, written or self._killed(batch))
                show(self.result)
        except BaseException:
            with suppress(OSError):  # the store cannot be written: that is the error already under way
                for batch, written in self.workers.stop():
                    self._commit(batch, written)
            raise
        show(self.result)
        self.workers.close()

    def _batches(self, sources: Iterable[Source]) -> Iterator[list[Item]]:
        batch: list[Item] = []
        weight = 0
        for item in filter(self._is_new, _ahead(self._item, sources)):
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

    def _commit(self, batch: Batch, written: Written) -> None:
        self.store.commit(written.part)
        self.result.reports += written.reports
        self.result.failed += written.failed
        self._under_way.difference_update(item.key for item in batch)

    def _killed(self, batch: Batch) -> Written:
        """The failures of sources that no worker has lived to tell of."""
        rows = empty()
        for item in batch:
            add_failure(rows, item.key, item.name, item.hash, WorkerError("the process that analysed it died; --retry-failed tries again"))
        return Written(write_part(self.store.path, as_tables(rows)), 0, len(batch))

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


def _ahead(read: Callable[[Source], Item], sources: Iterable[Source]) -> Iterator[Item]:
    """Sources as they are read, in their order; those that are far away are asked for some time before their turn."""
    asked: deque[Future[Item]] = deque()
    with ThreadPoolExecutor(READERS) as readers:
        for source in sources:
            if source.is_far:
                asked.append(readers.submit(read, source))
            while asked and (len(asked) > 2 * READERS or not source.is_far):
                yield asked.popleft().result()
            if not source.is_far:
                yield read(source)
        while asked:
            yield asked.popleft().result()


def _workers(store: Path | str, workers: int, ray: str | None) -> Workers:
    if ray is None:
        from govnlp.corpus.pool import Processes

        return Processes(store, workers)
    from govnlp.corpus.cluster import Cluster

    return Cluster(store, workers, ray)


def _key(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
