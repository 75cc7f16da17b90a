"""Workers that are actors of a Ray cluster, which Ray Data feeds; one that dies is replaced, and its batch goes to another."""

from __future__ import annotations

import copy
import logging
import os
import pickle
from collections import Counter
from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govnlp.corpus.work import Batch, Written, prepare, work
from govnlp.errors import StoreError

if TYPE_CHECKING:
    import numpy

ROUND = 1_000
"""Batches for each worker that are handed to Ray at a time: in its object store, which spills to disk, are so many at most."""
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
        while new := list(islice(batches, ROUND * self._workers)):
            if not self._ray.is_initialized():
                _connect(self._ray, self._workers, self._address)
                self._has_joined = True
            lost = yield from self._round(new, ATTEMPTS)
            alone: list[Batch] = [[item] for batch in lost for item in batch]
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

    def _round(self, batches: list[Batch], times: int) -> Generator[tuple[Batch, Written], None, list[Batch]]:
        """Each batch that is done; those whose workers died so many times are what the generator returns."""
        data = self._ray.data
        attempts = self._ray.remote(num_cpus=0)(Attempts).remote()
        rows = [{"number": number, "items": pickle.dumps(batch)} for number, batch in enumerate(batches)]
        with data.DataContext.current(_settings(data)):
            answers = data.from_items(rows, override_num_blocks=len(rows)).map_batches(
                Analyst,
                fn_constructor_args=(self._store, attempts, times),
                batch_size=1,
                num_cpus=1,
                # one waits at each actor, so that none is idle; it is not begun when the actor dies of the one before
                compute=data.ActorPoolStrategy(size=min(self._workers, len(rows)), max_tasks_in_flight_per_actor=2),
            )
        lost = []
        for row in answers.iter_rows():
            batch, written = batches[row["number"]], pickle.loads(row["written"])
            if isinstance(written, OSError):
                raise written
            if written is None:
                lost.append(batch)
            else:
                yield batch, written
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

    def __call__(self, rows: dict[str, numpy.ndarray]) -> dict[str, list[Any]]:
        """What each batch came to, why its part could not be written, or None: it has killed its workers."""
        written = [pickle.dumps(self._written(int(number), items)) for number, items in zip(rows["number"], rows["items"], strict=True)]
        return {"number": list(rows["number"]), "written": written}

    def _written(self, number: int, items: bytes) -> Written | OSError | None:
        import ray

        if ray.get(self._attempts.begin.remote(number)) > self._times:
            return None
        try:
            return work(self._store, pickle.loads(items))
        except OSError as error:
            return error


def _connect(ray: Any, workers: int, address: str) -> None:
    """Join a cluster, or start one on this machine that tells nobody of it."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    options: dict[str, Any] = {"num_cpus": workers, "include_dashboard": False} if address == "local" else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **options)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise StoreError(f"{address}: no Ray cluster answers there ({error}); give its address as HOST:PORT, or `local`") from error


def _settings(data: Any) -> Any:
    """Settings of Ray Data: the bar is ours."""
    settings = copy.copy(data.DataContext.get_current())
    settings.enable_progress_bars = settings.print_on_execution_start = False
    return settings
