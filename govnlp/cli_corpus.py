"""The commands on several reports: build, panel, query, compare. Like `cli`, they parse arguments and print."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from govnlp.cli_help import either
from govnlp.errors import GovnlpError
from govnlp.messages import complaint, say


class Shape(str, Enum):
    """What `query` prints."""

    text = "text"
    csv = "csv"
    json = "json"


class Shown(str, Enum):
    """What `compare` prints."""

    text = "text"
    json = "json"


def add_to(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (build, panel, query, compare):
        app.command()(command)


@contextmanager
def _plain_errors() -> Iterator[None]:
    """What went wrong on one line of stderr, and status 1."""
    try:
        yield
    except (GovnlpError, OSError) as error:
        typer.echo(complaint(error), err=True)
        raise typer.Exit(1) from None


_Store = Annotated[Path, typer.Argument(help="A folder that `govnlp build` has filled.", metavar="STORE")]


def build(
    sources: Annotated[
        list[Path], typer.Argument(help="Files and folders; .zip .tar.gz .jsonl .csv .parquet hold many.", metavar="SOURCE...")
    ],
    store: Annotated[
        Path, typer.Option("--output", "-o", help="The store, a folder; an existing one goes on where it was.", metavar="STORE")
    ],
    workers: Annotated[int, typer.Option(help="Processes.", min=1, metavar="N")] = 1,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before.")] = False,
    text_column: Annotated[
        str | None, typer.Option(help="Column of .csv and .parquet, key of .jsonl, that holds the report.", metavar="NAME")
    ] = None,
) -> None:
    """Analyse many reports into a store of Parquet tables. Stopped at any moment, the same command goes on.

    \b
    govnlp build reports/ more.zip -o store --workers 4
    govnlp query store "select source, message from failures"
    """
    from govnlp.corpus.build import build as run

    try:
        with _plain_errors():
            result = run(sources, store, workers, retry_failed, text_column, progress=True)
    except KeyboardInterrupt:
        typer.echo(say("govnlp: stopped; what is done is in {store}, the same command goes on", store=store), err=True)
        raise typer.Exit(130) from None
    known = say(", {count} known", count=result.known - result.known_failures) if result.known else ""
    counts = {"reports": result.reports, "known": known, "failed": result.failed + result.known_failures}
    typer.echo(say("{store}: {reports} reports read{known}, {failed} failed", store=store, **counts), err=True)
    if result.ignored:
        kinds = ", ".join(f"{count} {suffix or say('without suffix')}" for suffix, count in sorted(result.ignored.items()))
        typer.echo(say("not reports by their names, ignored: {kinds}", kinds=kinds), err=True)
    if result.failed + result.known_failures:
        typer.echo(say('what failed: govnlp query {store} "select source, message from failures"', store=store), err=True)
        raise typer.Exit(1)


def panel(
    store: _Store,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .csv, .parquet, .xlsx or .dta.", metavar="FILE")],
    long: Annotated[bool, typer.Option("--long", help="One row an agency, year and series.")] = False,
) -> None:
    """Agency × year × series, one row an agency and year; copies of one report are recognised.

    govnlp panel store -o panel.csv
    """
    from govnlp.corpus.panel import panel as make
    from govnlp.corpus.panel import write

    with _plain_errors():
        frame = make(store, long)
        write(frame, output)
    typer.echo(say("{output}: {count} rows", output=output, count=len(frame)), err=True)
    unplaced = frame.attrs["unplaced"]
    if unplaced:
        values = {"count": len(unplaced), "first": unplaced[0]}
        typer.echo(say("{count} reports name no agency or no year and have no row, first {first}", **values), err=True)


def query(
    store: _Store,
    sql: Annotated[
        str, typer.Argument(help="SQL of DuckDB on reports, segments, entities, indicators, findings, failures.", metavar="SQL")
    ],
    format: Annotated[
        Shape, typer.Option("--format", "-f", help="text to read; csv, or json a line a row.", metavar=either(Shape))
    ] = Shape.text,
) -> None:
    """Ask a store with SQL.

    govnlp query store "select year, count(*) from reports group by year order by year"
    """
    from govnlp.corpus.query import query as ask

    with _plain_errors():
        frame = ask(store, sql)
    if format is Shape.csv:
        frame.to_csv(sys.stdout, index=False, lineterminator="\n")
    elif format is Shape.json:
        frame.to_json(sys.stdout, orient="records", lines=True, force_ascii=False, date_format="iso")
    else:
        from govnlp.view.frames import show

        show(frame)


def compare(
    a: Annotated[Path, typer.Argument(help="A report.", metavar="A")],
    b: Annotated[Path, typer.Argument(help="A report of the same agency on another year.", metavar="B")],
    renamed: Annotated[bool, typer.Option("--renamed", help="It is one agency though the names differ or are not known.")] = False,
    format: Annotated[Shown, typer.Option("--format", "-f", help="text to read, or json.", metavar=either(Shown))] = Shown.text,
) -> None:
    """Two reports of one agency side by side: numbers, what does not follow on, gained and lost, how much is the same.

    govnlp compare 2021.html 2022.html
    """
    from govnlp.analysis import analyze
    from govnlp.comparison import compare as side_by_side

    with _plain_errors():
        comparison = side_by_side(analyze(a), analyze(b), renamed)
    if format is Shown.json:
        typer.echo(json.dumps(comparison.to_dict(), ensure_ascii=False, indent=2))
    else:
        from govnlp.view.comparison import show

        show(comparison)
