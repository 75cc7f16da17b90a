"""The command `view`: the page of a report, or the dashboard of a store, in the browser."""

from __future__ import annotations

import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from govnlp.errors import GovnlpError
from govnlp.messages import complaint, say


def add_to(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(view)


def view(
    path: Annotated[
        str,
        typer.Argument(help="A report as `analyze` reads it (- is standard input), or a store that `build` has filled.", metavar="PATH"),
    ],
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser; else only say where the page is.")] = True,
    port: Annotated[
        int | None, typer.Option(help="Of the dashboard of a store; else 8501, or one that is free.", min=1, max=65535, metavar="PORT")
    ] = None,
) -> None:
    """Look at a report as a page, or at a store as a dashboard, in the browser.

    \b
    govnlp view report.html
    govnlp view store
    govnlp view store --no-open --port 8600
    """
    from govnlp.view.app.launch import serve

    try:
        if path != "-" and Path(path).is_dir():
            _check_is_store(Path(path))
            raise typer.Exit(serve(Path(path), port, open_browser, _say_where))
        if port is not None:
            raise typer.BadParameter(say("a report is a file that is opened, nothing listens; --port is for a store"), param_hint="--port")
        page = _page(path)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None  # how a dashboard is ended
    except (GovnlpError, OSError) as error:
        typer.echo(complaint(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(page)
    if open_browser:
        _show(page)


def _say_where(address: str) -> None:
    typer.echo(address)
    typer.echo(say("govnlp: ctrl-C ends the dashboard"), err=True)
    sys.stdout.flush()


def _check_is_store(folder: Path) -> None:
    """That a folder is a store; one of reports is said to be so."""
    from govnlp.view.app.launch import ViewError

    if not (folder / "store.json").exists():
        raise ViewError(
            f"{folder}: neither a report nor a store; `govnlp build {folder} -o STORE` makes a store of the reports in it, then view that"
        )


def _page(path: str) -> Path:
    """Analyse a report and write its page to a file that the browser can read after this process has gone."""
    from govnlp.analysis import analyze

    report = analyze(sys.stdin.buffer.read() if path == "-" else Path(path))
    name = "report" if path == "-" else Path(path).stem
    page = Path(tempfile.mkdtemp(prefix="govnlp-")) / f"{name}.html"
    page.write_text(report.to_html(), encoding="utf-8")
    return page


def _show(page: Path) -> None:
    from govnlp.view.app.launch import has_display

    if not has_display() or not webbrowser.open(page.as_uri()):
        typer.echo(say("govnlp: no browser is found here; open the file yourself"), err=True)
