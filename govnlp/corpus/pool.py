"""Workers that are processes of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

from govnlp.corpus.work import Batch, Written, ready, start, work
from govnlp.errors import StoreError


class Processes:
    """Processes that load the models once each; batches under way are bounded in number."""

    def __init__(self, store: Path | str, workers: int) -> None:
        self._store, self._workers = store, workers
        self._pool: ProcessPoolExecutor | None = None
        self._pending: dict[Future[Written], Batch] = {}
        self._stop = get_context("spawn").Event()

    def run(self, batches: Iterator[Batch]) -> Iterator[tuple[Batch, Written | None]]:
        """Each batch as it is done; where a worker has died, all that were under way, item by item."""
        for batch in batches:
            self._submit(batch)
            while len(self._pending) > 2 * self._workers:
                yield from self._settle()
        while self._pending:
            yield from self._settle()

    def stop(self) -> Iterator[tuple[Batch, Written]]:
        """End the workers after the report each is at; what they have done still counts."""
        self._stop.set()
        self.close()
        return ((batch, future.result()) for future, batch in self._pending.items() if _is_good(future))

    def close(self) -> None:
        """Wait for the processes to end."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, batch: Batch) -> Future[Written]:
        if self._pool is None:
            self._pool = _started(self._workers, self._stop)
        try:
            future = self._pool.submit(work, self._store, batch)
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        self._pending[future] = batch
        return future

    def _settle(self) -> Iterator[tuple[Batch, Written | None]]:
        """What is done by now, one batch at least."""
        for future in wait(self._pending, return_when=FIRST_COMPLETED).done:
            if isinstance(future.exception(), BrokenProcessPool):
                yield from self._recover()
                return
            yield self._pending.pop(future), future.result()

    def _recover(self) -> Iterator[tuple[Batch, Written | None]]:
        """All that was under way when a worker died: what is done as it is, the rest item by item to find out which kills."""
        under_way, self._pending, self._pool = self._pending, {}, None
        wait(under_way)
        lost = [batch for future, batch in under_way.items() if not _is_good(future)]
        yield from ((batch, future.result()) for future, batch in under_way.items() if _is_good(future))
        for item in (item for batch in lost for item in batch):
            future = self._submit([item])
            try:
                written = future.result()
            except BrokenProcessPool:
                written, self._pool = None, None  # for want of memory, most often
            del self._pending[future]
            yield [item], written


def _is_good(future: Future[Written]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _started(workers: int, stop: Event) -> ProcessPoolExecutor:
    """A pool whose workers have all been started, and the first is ready."""
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=start, initargs=(stop,))
    try:
        wait([pool.submit(ready) for _ in range(workers)], return_when=FIRST_COMPLETED).done.pop().result()
    except BrokenProcessPool as error:
        raise StoreError(
            "the workers do not start: a script keeps its own work under `if __name__ == '__main__':`, and the models load (`govnlp info`)"
        ) from error
    return pool
