"""The command line: parses arguments and prints, decides nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

import govnlp
from govnlp import cli_corpus, cli_view
from govnlp.cli_help import App, Group, either, leave_quietly
from govnlp.errors import GovnlpError, ModelError
from govnlp.messages import complaint, say

if TYPE_CHECKING:
    from govnlp.analysis import Failure, Source
    from govnlp.report import Report

app = App(
    name="govnlp",
    cls=Group,
    invoke_without_command=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(str, Enum):
    """What `analyze` writes."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    html = "html"


class Table(str, Enum):
    """Which part of a report is written as CSV."""

    entities = "entities"
    segments = "segments"
    indicators = "indicators"
    findings = "findings"


@app.callback()
def _main(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    """Read 政府信息公开工作年度报告 as data: the annual reports of Chinese public bodies on openness of government information.

    \b
    govnlp analyze report.html
    govnlp analyze report.html --format html -o page.html
    govnlp build reports/ -o store
    """
    if version:
        typer.echo(govnlp.__version__)
        raise typer.Exit
    _help_alone(ctx)


def _help_alone(ctx: typer.Context) -> None:
    """A command of commands alone is wrong usage: its help, on stderr."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), err=True)
        raise typer.Exit(2)


@app.command()
def analyze(
    files: Annotated[list[str], typer.Argument(help="Reports as text, HTML, .docx or PDF; - is standard input.", metavar="FILE...")],
    format: Annotated[
        Format,
        typer.Option("--format", "-f", help="text: a summary to read; html: a page to look at; the others: data.", metavar=either(Format)),
    ] = Format.text,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, not to standard output.", metavar="FILE")
    ] = None,
    table: Annotated[Table, typer.Option(help="The rows of --format csv.", metavar=either(Table))] = Table.entities,
    year: Annotated[int | None, typer.Option(help="The year reported on, where it is known.", min=2000, max=2100, metavar="YEAR")] = None,
    agency: Annotated[str | None, typer.Option(help="The reporting agency, where it is known.", metavar="NAME")] = None,
    workers: Annotated[int, typer.Option(help="Processes.", min=1, metavar="N")] = 1,
    themes: Annotated[Path | None, typer.Option(help="A classifier that `govnlp train themes` has written.", metavar="FOLDER")] = None,
    trust: Annotated[bool, typer.Option("--trust", help="Open that classifier though its card does not vouch for it.")] = False,
) -> None:
    """Analyse reports: entities with values, themes, outline, statutory tables, and what does not agree.

    \b
    govnlp analyze report.html
    govnlp analyze report.html --format html -o page.html
    govnlp analyze reports/*.txt --format jsonl -o reports.jsonl
    curl … | govnlp analyze - --format csv --table segments
    govnlp analyze part.txt --year 2020 --agency 龙泉市水利局
    """
    if format is Format.html and len(files) > 1:
        raise typer.BadParameter(say("a page shows one report; run it once for each file"), param_hint="--format html")
    from govnlp.analysis import Failure, analyze_many

    sources = (_source(name) for name in files)
    failed = False

    def reports() -> Iterator[tuple[str, Report]]:
        nonlocal failed
        show_progress = len(files) > 1 and sys.stderr.isatty() and not (output is None and sys.stdout.isatty())  # not among the output
        results = analyze_many(sources, workers, show_progress, year, agency, themes=themes, trust=trust)
        for name, result in zip(files, results, strict=True):
            if isinstance(result, Failure):
                failed = True
                _complain(name, result)
            else:
                yield name, result

    try:
        if output is None:
            _write(reports(), format, table, sys.stdout)
        else:
            _write_whole(output, lambda file: _write(reports(), format, table, file))
        sys.stdout.flush()
    except BrokenPipeError:
        leave_quietly()
    except ModelError as error:
        typer.echo(complaint(error), err=True)
        raise typer.Exit(1) from None
    except OSError as error:
        place = output or say("standard output")
        typer.echo(say("govnlp: {place}: cannot be written ({reason})", place=place, reason=error.strerror or error), err=True)
        raise typer.Exit(1) from None
    if failed:
        raise typer.Exit(1)


def _write_whole(path: Path, write: Callable[[TextIO], None]) -> None:
    """Write a file beside its place and move it there when it is done: an input may be its own output."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            write(file)
        if unfinished.stat().st_size:
            unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _source(name: str) -> Source:
    return sys.stdin.buffer.read() if name == "-" else Path(name)


def _complain(name: str, failure: Failure) -> None:
    print(complaint(failure.error, say("standard input") if name == "-" else name), file=sys.stderr)  # through the bar, if it is shown


def _write(reports: Iterator[tuple[str, Report]], format: Format, table: Table, out: TextIO) -> None:
    if format is Format.text:
        from rich.console import Console

        from govnlp.view.terminal import show

        for _, report in reports:
            show(report, Console(file=out))
    elif format is Format.jsonl:
        for name, report in reports:
            out.write(json.dumps({"source": name, **report.to_dict()}, ensure_ascii=False) + "\n")
    elif format is Format.html:
        for _, report in reports:
            out.write(report.to_html())
    elif format is Format.json:
        _write_json(reports, out)
    else:
        _write_csv(reports, table, out)


def _write_json(reports: Iterator[tuple[str, Report]], out: TextIO) -> None:
    """One object for one report, a list for several."""
    plain = [{"source": name, **report.to_dict()} for name, report in reports]
    if plain:
        out.write(json.dumps(plain[0] if len(plain) == 1 else plain, ensure_ascii=False, indent=2) + "\n")


def _write_csv(reports: Iterator[tuple[str, Report]], table: Table, out: TextIO) -> None:
    header = True
    for name, report in reports:
        frame = report.to_frame(table.value)
        frame.insert(0, "source", name)
        if table is Table.segments:
            frame["section"] = [" / ".join(path) for path in frame["section"]]
            frame["themes"] = ["; ".join(f"{theme} {score:.2f}" for theme, score in themes) for themes in frame["themes"]]
        buffer = io.StringIO()
        frame.to_csv(buffer, index=False, header=header, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
        out.write(buffer.getvalue())
        header = False


training = App(name="train", cls=Group, invoke_without_command=True, rich_markup_mode=None)
app.add_typer(training)


@training.callback()
def _training(ctx: typer.Context) -> None:
    """Train a model on labels of your own.

    \b
    govnlp train themes labels.jsonl -o my-themes
    """
    _help_alone(ctx)


@training.command("themes")
def train_themes(
    data: Annotated[Path, typer.Argument(help="Labelled segments: .jsonl, .csv, annotated .txt, or a folder of them.", metavar="DATA")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write the model and its card into.", metavar="FOLDER")],
) -> None:
    """Train a classifier of themes on your own labels, and say how good it is.

    \b
    Each line of a .jsonl has text and themes, and where known headings, aspect and report:
    {"text": "全年收到申请12件。", "themes": ["依申请"], "report": "海淀区2020"}
    A .csv has the same columns; several themes or headings are separated by a semicolon.

    \b
    govnlp train themes labels.jsonl -o my-themes
    govnlp analyze report.html --themes my-themes
    """
    from govnlp.learning.themes import train_themes as train
    from govnlp.view.models import themes_line

    try:
        card = train(data, output)
    except GovnlpError as error:
        typer.echo(complaint(error), err=True)
        raise typer.Exit(1) from None
    known = {"output": output, "themes": len(card["themes"]), "segments": card["segments"]}
    typer.echo(say("{output}: {themes} themes from {segments} segments; on reports that were held out:", **known))
    for which, scores in card["cross_validation"].items():
        heading = say("with headings") if which == "with_headings" else say("without headings")
        typer.echo(f"  {heading}: " + themes_line(scores))


cli_corpus.add_to(app)
cli_view.add_to(app)


@app.command()
def info() -> None:
    """Versions, models, where they are, and their measured quality.

    \b
    govnlp info
    """
    from govnlp.view.models import show

    try:
        show()
    except ModelError as error:
        typer.echo(complaint(error), err=True)
        raise typer.Exit(1) from None


@app.command()
def version() -> None:
    """Print the version.

    govnlp version
    """
    typer.echo(govnlp.__version__)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot write Chinese is no reason to stop
    app()


if __name__ == "__main__":
    main()
