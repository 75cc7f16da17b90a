"""How far a build is: its counts, and the bar that shows them on stderr where that is a terminal."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class BuildResult:
    """What a build did: sources read into the store, failed, or known to it already; files ignored, by suffix."""

    store: Path | str
    reports: int = 0
    failed: int = 0
    known: int = 0
    known_failures: int = 0
    ignored: dict[str, int] = field(default_factory=dict)


@contextmanager
def bar(sources: Iterable[object], wanted: bool) -> Iterator[Callable[[BuildResult], None]]:
    """Show how far a build is. The sources are counted beside it, so that it can begin at once and knows the rest later."""
    from rich.console import Console

    console = Console(stderr=True)
    if not wanted or not console.is_terminal:
        yield lambda result: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    text = TextColumn("{task.fields[rate]}, {task.fields[failed]} failed, {task.fields[known]} known")
    with Progress(BarColumn(), MofNCompleteColumn(), text, TimeRemainingColumn(), console=console) as progress:
        task = progress.add_task("", total=None, failed=0, known=0, rate="starting")
        threading.Thread(target=lambda: progress.update(task, total=sum(1 for _ in sources)), daemon=True).start()

        def show(result: BuildResult) -> None:
            speed = progress.tasks[0].speed
            done = result.reports + result.failed + result.known
            failed = result.failed + result.known_failures
            progress.update(task, completed=done, failed=failed, known=result.known, rate=f"{speed:.1f}/s" if speed else "starting")

        yield show
