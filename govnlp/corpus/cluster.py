"""Workers that are actors of a Ray cluster, which Ray Data feeds; one that dies is replaced, and its batch goes to another."""

from __future__ import annotations

import logging
import os
import pickle
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnlp.corpus.work import Batch, Written, prepare, work
from govnlp.errors import StoreError

if TYPE_CHECKING:
    import numpy

ROUND, HEAVY = 500, 64_000_000
"""Batches for each worker that are handed to Ray at a time, and the characters or bytes of them: all that its object store holds."""
ATTEMPTS = 2
"""How often a batch is begun: Ray gives it to another worker for ever when one dies, and a source may be what kills them."""


class Cluster:
    """Actors that load the models once a round; `address` is that of a cluster, or `local` for one of this machine alone."""

    def __init__(self, store: Path | str, workers: int, address: str) -> None:
        try:
            import ray
            import ray.data
        except ImportError as error:
            raise StoreError("a build on Ray needs it: pip install 'govnlp[ray]'") from error
        self._ray: Any = ray
        self._store, self._workers, self._address = store, workers, address
        self._has_joined = False

    def run(self, batches: Iterator[Batch]) -> Iterator[tuple[Batch, Written | None]]:
        """Each batch as it is done; those whose workers died follow at the end of a round, item by item."""
        while new := self._next(batches):
            if not self._ray.is_initialized():
                _connect(self._ray, self._workers, self._address)
                self._has_joined = True
            lost = yield from self._round(new, ATTEMPTS)
            alone = [pickle.dumps([item]) for batch in lost for item in batch]
            if alone:
                deadly = yield from self._round(alone, 1)
                yield from ((batch, None) for batch in deadly)

    def stop(self) -> Iterator[tuple[Batch, Written]]:
        """End the actors; what they have not told of is done again by the next build."""
        self.close()
        return iter(())

    def close(self) -> None:
        """Leave the cluster, where this build has joined it."""
        if self._has_joined:
            self._ray.shutdown()

    def _next(self, batches: Iterator[Batch]) -> list[bytes]:
        """The batches of a round."""
        packed: list[bytes] = []
        size = 0
        for batch in batches:
            packed.append(pickle.dumps(batch))
            size += len(packed[-1])
            if len(packed) >= ROUND * self._workers or size >= HEAVY * self._workers:
                break
        return packed

    def _round(self, packed: list[bytes], times: int) -> Generator[tuple[Batch, Written], None, list[Batch]]:
        """Each batch that is done, without its content; those whose workers died so many times are what the generator returns."""
        data = self._ray.data
        attempts = self._ray.remote(num_cpus=0)(Attempts).remote()
        with _quiet(data):
            rows = data.from_items(
                [{"number": place, "items": items} for place, items in enumerate(packed)], override_num_blocks=len(packed)
            )
            answers = rows.map_batches(
                Analyst,
                fn_constructor_args=(self._store, attempts, times),
                batch_size=1,
                num_cpus=1,
                # one waits at each actor, so that none is idle; it is not begun when the actor dies of the one before
                compute=data.ActorPoolStrategy(size=min(self._workers, len(packed)), max_tasks_in_flight_per_actor=2),
            )
        packed.clear()  # Ray has it
        lost = []
        try:
            for answer in answers.iter_rows():
                batch, written = pickle.loads(answer["answer"])
                if isinstance(written, OSError):
                    raise written
                if written is None:
                    lost.append(batch)
                else:
                    yield batch, written
        except self._ray.exceptions.RayError as error:
            first = str(error).strip().partition("\n")[0]
            raise StoreError(f"{self._address}: Ray has broken off ({first}); what is done is kept: run the same again") from error
        return lost


class Attempts:
    """Counts, in a process of its own, how often each batch was begun."""

    def __init__(self) -> None:
        self._begun: Counter[int] = Counter()

    def begin(self, number: int) -> int:
        """Begin a batch: which time it is, from 1."""
        self._begun[number] += 1
        return self._begun[number]


class Analyst:
    """The work of one actor."""

    def __init__(self, store: Path | str, attempts: Any, times: int) -> None:
        self._store, self._attempts, self._times = store, attempts, times
        prepare()

    def __call__(self, rows: dict[str, numpy.ndarray]) -> dict[str, list[bytes]]:
        """Each batch with what it came to, or why its part could not be written; with None where it has killed its workers."""
        pairs = zip(rows["number"], map(pickle.loads, rows["items"]), strict=True)
        return {"answer": [pickle.dumps(self._answer(int(number), batch)) for number, batch in pairs]}

    def _answer(self, number: int, batch: Batch) -> tuple[Batch, Written | OSError | None]:
        import ray

        if ray.get(self._attempts.begin.remote(number)) > self._times:
            return batch, None
        try:
            written: Written | OSError = work(self._store, batch)
        except OSError as error:
            written = error
        return [replace(item, content=None) for item in batch], written


def _connect(ray: Any, workers: int, address: str) -> None:
    """Join a cluster, or start one on this machine that tells nobody of it."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    options: dict[str, Any] = {}
    if address == "local":
        options = {"num_cpus": workers, "include_dashboard": False}
        os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # what it says of actors that may be replaced is no error here
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **options)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise StoreError(f"{address}: no Ray cluster answers there ({error}); give its address as HOST:PORT, or `local`") from error


@contextmanager
def _quiet(data: Any) -> Iterator[None]:
    """Data sets that are made meanwhile show no bar of Ray's: the bar is ours."""
    settings = data.DataContext.get_current()
    kept = settings.enable_progress_bars, settings.print_on_execution_start
    settings.enable_progress_bars = settings.print_on_execution_start = False
    try:
        yield
    finally:
        settings.enable_progress_bars, settings.print_on_execution_start = kept
