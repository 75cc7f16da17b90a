"""A print with a text layer whose tables have no rules, or rules between their rows alone: words at their places are all there is."""

from __future__ import annotations

import random

from reportlab.lib import colors

from training.synthetic.document import Document
from training.synthetic.layouts import pdf


def render(document: Document, rng: random.Random) -> bytes:
    rows = ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)
    return pdf.draw(document, rng, *([rows] if rng.random() < 0.3 else []))
