"""Text dumps where every cell ends its line with a pipe (`0 |`), or has the pipe on a line of its own.

Places that merged cells take follow their row as so many pipes, or are lost.
"""

from __future__ import annotations

import random

from training.synthetic.document import Document
from training.synthetic.forms import Grid
from training.synthetic.layouts.dump import dump


def render(document: Document, rng: random.Random) -> str:
    own_line = rng.random() < 0.3
    pads = rng.random() < 0.7

    def table(grid: Grid) -> str:
        lines = []
        for line in grid.lines:
            for cell in line:
                lines += [cell.text, "|"] if own_line else [f"{cell.text} |" if cell.text else "|"]
            if pads and len(line) < grid.columns:
                lines.append("|" * (grid.columns - len(line)))
        return "\n".join(lines)

    return dump(document, rng, table)
