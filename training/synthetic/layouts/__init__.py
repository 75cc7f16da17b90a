"""The forms that a report takes as a file. Each module has `render(document, rng)`: a page, a text, or the bytes of a file.

`LAYOUTS` is the whole inventory; its names are those of the modules.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from training.synthetic.document import Document
from training.synthetic.layouts import pipes, plain_html


@dataclass(frozen=True)
class Layout:
    """`keeps_blanks`: whether a blank cell leaves a trace in it."""

    suffix: str
    render: Callable[[Document, random.Random], str | bytes]
    keeps_blanks: bool = True
    has_tables: bool = True


LAYOUTS: dict[str, Layout] = {
    "plain_html": Layout(".html", plain_html.render),
    "pipes": Layout(".txt", pipes.render),
}
