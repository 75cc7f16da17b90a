"""A report as one page of HTML that needs nothing else: no network, no file beside it.

Text of a report only ever goes through Jinja's autoescaping; style and script are our own files, and a policy in the page lets
the browser run no others.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from functools import cache, partial
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from govnlp.report import Report
from govnlp.view import facts, words
from govnlp.view.flow import Flow
from govnlp.view.grid import Gridder

if TYPE_CHECKING:
    from jinja2 import Environment

LONG = 300
"""Blocks from which those out of sight are not laid out until they are scrolled to."""
FRAME_HEIGHT = 680
"""Pixels of the page in a notebook."""
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")  # what HTML, or UTF-8, cannot hold


def page(report: Report) -> str:
    """The page of a report, a whole HTML document.

    Every character of `report.text` that is no white space stands once, in order, in the element `text`, but for what bears
    `data-note`: margins and marks. NUL and lone surrogates, which a page cannot hold, are U+FFFD.

    A page can be opened at a place: `#finding-3` lights the third of `report.findings` in its card and wherever it points to;
    `#segment-5`, `#heading-2`, `#table-1` are the parts of `report.segments`, `.sections`, `.tables`, counted from 1 like findings.
    """
    flow = Flow(report, facts.places(report))
    blocks = list(flow.blocks())
    starts = {block.start: block.id for block in blocks}
    html = (
        _environment()
        .get_template("page.html")
        .render(
            report=report,
            flow=flow,
            blocks=blocks,
            is_long=len(blocks) >= LONG,
            starts=starts,
            gridder=Gridder(report, flow),
            facts=facts.masthead(report),
            verdict=facts.verdict(report),
            figures=facts.figures(report),
            profile=facts.profile(report),
            findings=facts.findings(report, flow),
            outline=facts.outline(report, starts),
            labels=_labels(report),
            style=_file("style.css"),
            script=_file("script.js"),
            style_hash=_hash(_file("style.css")),
            script_hash=_hash(_file("script.js")),
        )
    )
    return _NO_TEXT.sub("\ufffd", html)


def frame(report: Report) -> str:
    """The page in a frame of its own, as notebooks show it: its style and script do not touch theirs."""
    return (
        f'<iframe title="{escape(report.title or "报告")}" sandbox="allow-scripts" width="100%" height="{FRAME_HEIGHT}" '
        f'style="border:0" srcdoc="{escape(page(report))}"></iframe>'
    )


def _labels(report: Report) -> list[tuple[str, str, int]]:
    """Label, its word, how many entities have it."""
    counts = Counter(entity.label for entity in report.entities)
    return [(label, name, counts[label]) for label, name in words.words("entity").items() if counts[label]]


@cache
def _file(name: str) -> str:
    return (files("govnlp.view") / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("govnlp.view"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        colour=words.colour,
        tip=words.tip,
        number=words.number,
        score=words.score,
        percent=words.percent,
        check=partial(words.word, "check"),
        own=Markup,
    )
    return environment
