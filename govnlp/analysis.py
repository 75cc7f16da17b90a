"""`analyze` and `analyze_many`: the steps in their order."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from govnlp.errors import GovnlpError
from govnlp.messages import say
from govnlp.outline import Outline, outline
from govnlp.outline.agency import complete
from govnlp.pipeline import load
from govnlp.pipes.base import fields_of
from govnlp.reading import read
from govnlp.report import Agency, Entity, Report, Segment
from govnlp.statutory import checks, narrative
from govnlp.statutory import tables as statutory
from govnlp.statutory.formats import report_format

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from govnlp.pipes.tokenizer import Tokenizer

Source = str | Path | bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be analysed: what it was (a path, or its first characters) and why."""

    source: str
    error: Exception


def analyze(
    source: Source,
    year: int | None = None,
    agency: str | Agency | None = None,
    *,
    themes: str | Path | None = None,
    trust: bool = False,
) -> Report:
    """Read one report and return it as data.

    Parameters
    ----------
    source : text (`str`), a file (`pathlib.Path`) or a file's content (`bytes`).
    year : the year reported on, where the caller knows it; else read from the report.
    agency : the reporting agency, likewise.
    themes, trust : a classifier of themes of your own, as for `govnlp.load`.

    Raises
    ------
    TypeError
        If `source`, `year` or `agency` is of another type.
    ReadingError
        If it cannot be read as text.
    ModelError
        If the classifier in `themes` is missing or refused.
    """
    _check(year, agency)
    nlp = load(themes, trust)
    page = outline(read(source))
    year = year if year is not None else page.masthead.year
    reporter = complete(agency, page.text[:4000]) if isinstance(agency, str) else agency or page.masthead.agency
    docs = list(nlp.pipe(documents(nlp, page, year, reporter)))
    return checked(assembled(nlp, page, docs, year, reporter))


def documents(nlp: Language, page: Outline, year: int | None, agency: Agency | None) -> Iterator[Doc]:
    """One Doc a segment, of characters, with what the report says of itself."""
    tokenizer: Tokenizer = nlp.tokenizer  # type: ignore[assignment]  # ours, not the protocol that spaCy declares
    facts = {"name": agency.name, "region": agency.region, "level": agency.level} if agency else None
    for start, end, headings in page.segments:
        doc = tokenizer.characters(page.text[start:end])
        doc._.year, doc._.agency, doc._.headings = year, facts, list(headings)
        yield doc


def assembled(nlp: Language, page: Outline, docs: Sequence[Doc], year: int | None, agency: Agency | None) -> Report:
    """The report of a page and its annotated segments, with its tables read; nothing is checked yet."""
    thresholds = nlp.get_pipe("gov_themes").thresholds  # type: ignore[attr-defined]  # ThemeClassifier, not imported before it is needed
    tabulation = statutory.read(page.tables)
    return Report(
        text=page.text,
        title=page.masthead.title,
        agency=agency,
        year=year,
        published=page.masthead.published,
        script=page.script,
        format=report_format((table.format for table in tabulation.tables), year),
        sections=page.sections,
        segments=[_segment(page, index, doc, thresholds) for index, doc in enumerate(docs)],
        entities=[entity for index, doc in enumerate(docs) for entity in _entities(page, index, doc)],
        tables=tabulation.tables,
        indicators=tabulation.indicators,
        findings=tabulation.findings,
    )


def checked(report: Report) -> Report:
    """The report with what its narrative states of the form's cells, and what its checks find."""
    form = narrative.form_of(report.format, report.year)
    mentions = narrative.link(report.segments, report.entities, form, report.year, report.agency)
    report = replace(report, indicators=[*report.indicators, *narrative.indicators(mentions, form)])
    findings, counts = checks.run(report, mentions)
    return replace(report, findings=[*report.findings, *findings], checks=counts)


def _check(year: object, agency: object) -> None:
    """Refuse arguments of other types before any work is done."""
    if year is not None and (not isinstance(year, int) or isinstance(year, bool)):
        raise TypeError(f"year is an int such as 2020, not {year!r}")
    if agency is not None and not isinstance(agency, (str, Agency)):
        raise TypeError(f"agency is a name (str) or an Agency, not {type(agency).__name__}")
    if isinstance(agency, str) and not agency.strip():
        raise ValueError("agency is an empty name; leave it out where it is not known")


def _segment(page: Outline, index: int, doc: Doc, thresholds: dict[str, float]) -> Segment:
    """A segment with its primary theme and those that reach their thresholds, in order of their scores."""
    start, end, headings = page.segments[index]
    ranked = sorted(doc.cats.items(), key=lambda item: -item[1])
    themes = tuple((theme, score) for rank, (theme, score) in enumerate(ranked) if rank == 0 or score >= thresholds[theme])
    return Segment(start, end, page.text[start:end], headings, themes, doc._.aspect)


def _entities(page: Outline, index: int, doc: Doc) -> Iterator[Entity]:
    offset = page.segments[index][0]
    for span in doc.ents:
        start, end = offset + span.start_char, offset + span.end_char
        yield Entity(span.label_, page.text[start:end], start, end, index, *fields_of(span))


def analyze_many(
    sources: Iterable[Source],
    workers: int = 1,
    progress: bool = False,
    year: int | None = None,
    agency: str | Agency | None = None,
    *,
    themes: str | Path | None = None,
    trust: bool = False,
) -> Iterator[Report | Failure]:
    """Analyse sources one after the other, in order; one that fails yields a `Failure` and the rest goes on.

    Parameters
    ----------
    sources : as for `analyze`; an iterable is drawn from as results are taken, so it may be endless.
    workers : processes; each loads the models once, which takes some seconds. A script that uses more than one keeps
        its own work under `if __name__ == "__main__":`, since each process imports it.
    progress : a bar on stderr, where that is a terminal.
    year, agency, themes, trust : as for `analyze`, of all sources.

    Raises
    ------
    TypeError
        If `sources` is one source, or `year` or `agency` is of another type.
    ModelError
        If the classifier in `themes` is missing or refused.
    """
    if isinstance(sources, (str, bytes, Path)):
        raise TypeError("analyze_many takes several sources, for instance a list; for one use analyze")
    _check(year, agency)
    if themes is not None:
        load(themes, trust)  # a refused model stops the run, it is no failure of a source
    attempt = partial(_attempt, year=year, agency=agency, themes=themes, trust=trust)
    results = map(attempt, sources) if workers <= 1 else _parallel(attempt, sources, workers)
    return _with_bar(results) if progress else results


def _attempt(source: Source, year: int | None, agency: str | Agency | None, themes: str | Path | None, trust: bool) -> Report | Failure:
    try:
        return analyze(source, year, agency, themes=themes, trust=trust)
    except (GovnlpError, TypeError) as error:
        name = str(source) if isinstance(source, Path) else repr(source[:40]) if isinstance(source, (str, bytes)) else repr(source)[:80]
        return Failure(name, error)


def _parallel(attempt: Callable[[Source], Report | Failure], sources: Iterable[Source], workers: int) -> Iterator[Report | Failure]:
    """In order, with a bounded number of reports under way."""
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    pending: deque[Future[Report | Failure]] = deque()
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_the_parent)
    try:
        for source in sources:
            pending.append(pool.submit(attempt, source))
            if len(pending) >= 4 * workers:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)  # whoever leaves early does not wait for what is queued


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _with_bar(results: Iterator[Report | Failure]) -> Iterator[Report | Failure]:
    from rich.console import Console
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.fields[line]}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None, line=say("starting"))
        failed = 0
        for done, result in enumerate(results, 1):
            failed += isinstance(result, Failure)
            rate = f"{bar.tasks[0].speed or 0:.1f}"
            bar.update(task, advance=1, line=say("{done} reports, {failed} failed, {rate}/s", done=done - failed, failed=failed, rate=rate))
            yield result
