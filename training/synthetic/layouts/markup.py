"""What pages are made of: escaped text, tables with their spans, the frame of a document."""

from __future__ import annotations

import html
from collections.abc import Callable

from training.synthetic.forms import Cell, Grid


def escape(text: str) -> str:
    return html.escape(text, quote=False)


def tag(name: str, content: str, attributes: str = "") -> str:
    return f"<{name}{' ' + attributes if attributes else ''}>{content}</{name}>"


def spans(cell: Cell) -> str:
    parts = [f'{name}="{size}"' for name, size in (("colspan", cell.width), ("rowspan", cell.height)) if size > 1]
    return " ".join(parts)


def table(grid: Grid, content: Callable[[Cell], str], attributes: str = "", cell_style: str = "", head: str = "td") -> str:
    """A table with `rowspan` and `colspan`; `content` makes the inside of a cell, `head` is the tag of cells that head columns."""
    lines = []
    for line in grid.lines:
        cells = (
            tag(head if cell.role == "head" else "td", content(cell), " ".join(part for part in (spans(cell), cell_style) if part))
            for cell in line
        )
        lines.append(tag("tr", "".join(cells)))
    return tag("table", tag("tbody", "\n".join(lines)), attributes)


def page(title: str, body: str, head: str = "") -> str:
    return f"<!DOCTYPE html>\n<html>\n<head>\n<title>{escape(title)}</title>\n{head}</head>\n<body>\n{body}\n</body>\n</html>\n"
