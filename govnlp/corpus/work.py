"""What a worker does: analyse a batch of sources, write the part that holds their rows."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from govnlp.corpus.rows import add_failure, add_report, empty
from govnlp.corpus.store import as_tables, write_part

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

_stop: Event | None = None
"""Set by the parent when the build is to end."""


@dataclass(frozen=True)
class Item:
    """A source of a batch: its key, name, content with its hash, or the error where it could not be read."""

    key: str
    name: str
    hash: str | None
    content: str | bytes | None
    error: Exception | None = None


class Written(NamedTuple):
    """What a batch came to; less than all of it where the build was stopped."""

    part: str
    reports: int
    failed: int


Batch = Sequence[Item]


class Workers(Protocol):
    """Who does the work of a build: processes of this machine (`pool`) or actors of a cluster (`cluster`)."""

    def run(self, batches: Iterator[Batch]) -> Iterator[tuple[Batch, Written | None]]:
        """Each batch with what it came to, in any order. One whose worker died comes item by item; None: that item killed its worker."""
        ...

    def stop(self) -> Iterator[tuple[Batch, Written]]:
        """End all work as soon as may be; what was done and not yet told."""
        ...

    def close(self) -> None:
        """Let the workers go."""
        ...


def start(stop: Event) -> None:
    """Make a process a worker: models loaded, one thread, deaf to ctrl-C (the parent sets `stop`), gone when its parent is."""
    global _stop
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    prepare()


def prepare() -> None:
    """Load the models, and keep to one thread: there is a worker for each core."""
    from threadpoolctl import threadpool_limits

    from govnlp.pipeline import load

    threadpool_limits(1)
    load()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


def ready() -> int:
    """The process of a worker that has started."""
    return os.getpid()


def work(store: Path | str, items: Sequence[Item]) -> Written:
    """Analyse a batch and write its part, which the build commits. Whatever is wrong with a source is a row of failures.

    Raises
    ------
    OSError
        If the part cannot be written.
    """
    from govnlp.analysis import analyze

    rows = empty()
    for item in items:
        if _stop is not None and _stop.is_set():
            break
        try:
            if item.error is not None:
                raise item.error
            assert item.content is not None
            assert item.hash is not None
            add_report(rows, item.key, item.name, item.hash, analyze(item.content))
        except Exception as error:  # one bad source of a million is no reason to stop
            add_failure(rows, item.key, item.name, item.hash, error)
    return Written(write_part(store, as_tables(rows)), len(rows["reports"]), len(rows["failures"]))
