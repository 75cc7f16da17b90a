"""The forms that a report takes as a file. Each module has `render(document, rng)`: a page, a text, or the bytes of a file.

`LAYOUTS` is the whole inventory; its names are those of the modules.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from training.synthetic.document import Document
from training.synthetic.layouts import (
    broken_pipes,
    cell_a_line,
    docx,
    flat_html,
    layout_html,
    markdown,
    pdf,
    pictures,
    pipe_cells,
    pipes,
    plain_html,
    spaces,
    split_html,
    tabs,
    unruled_pdf,
    word_html,
)


@dataclass(frozen=True)
class Layout:
    """`keeps_blanks`: whether a blank cell leaves a trace in it."""

    suffix: str
    render: Callable[[Document, random.Random], str | bytes]
    keeps_blanks: bool = True
    has_tables: bool = True


LAYOUTS: dict[str, Layout] = {
    "plain_html": Layout(".html", plain_html.render),
    "word_html": Layout(".html", word_html.render),
    "layout_html": Layout(".html", layout_html.render),
    "split_html": Layout(".html", split_html.render),
    "flat_html": Layout(".html", flat_html.render),
    "pictures": Layout(".html", pictures.render, has_tables=False),
    "pipes": Layout(".txt", pipes.render),
    "broken_pipes": Layout(".txt", broken_pipes.render),
    "pipe_cells": Layout(".txt", pipe_cells.render),
    "markdown": Layout(".txt", markdown.render),
    "tabs": Layout(".txt", tabs.render),
    "spaces": Layout(".txt", spaces.render, keeps_blanks=False),
    "cell_a_line": Layout(".txt", cell_a_line.render, keeps_blanks=False),
    "docx": Layout(".docx", docx.render),
    "pdf": Layout(".pdf", pdf.render),
    "unruled_pdf": Layout(".pdf", unruled_pdf.render),
}
