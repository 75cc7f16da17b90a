"""A page of the 2000s: tables to lay it out, the report in a cell of one, its own tables inside, line breaks for paragraphs."""

from __future__ import annotations

import random

from training.synthetic.document import Document, Heading, Paragraph
from training.synthetic.forms import Cell, Grid
from training.synthetic.layouts.markup import escape, page, table, tag


def render(document: Document, rng: random.Random) -> str:
    broken = rng.random() < 0.5
    caps = rng.random() < 0.3
    boxed = rng.random() < 0.4

    def cell(cell: Cell) -> str:
        return tag("div", escape(cell.text) or "&nbsp;", "align=center")

    def block(block: Heading | Paragraph | Grid) -> str:
        if not isinstance(block, Grid):
            text = "&nbsp;&nbsp;&nbsp;&nbsp;" + escape(block.text)
            return text + "<br>\n" if broken else tag("p", text)
        drawn = table(block, cell, "border=1 width=98%")
        return tag("table", tag("tr", tag("td", drawn)), "border=0") if boxed else drawn

    menu = "".join(tag("tr", tag("td", tag("a", escape(line), 'href="#"'))) for line in document.before[:-1])
    content = "".join(block(part) for part in document.blocks)
    rows = (
        tag("tr", tag("td", tag("table", menu or "<tr><td>&nbsp;</td></tr>"), 'width="180" rowspan="4"') + tag("td", "&nbsp;")),
        tag("tr", tag("td", tag("b", escape(document.title)), "align=center")),
        tag("tr", tag("td", escape(document.before[-1]), "align=center")),
        tag("tr", tag("td", content)),
    )
    foot = tag("table", tag("tr", tag("td", "<br>".join(escape(line) for line in document.after) or "&nbsp;")), "width=760")
    whole = page(document.title, tag("table", "\n".join(rows), "width=760 border=0 cellpadding=0") + foot)
    return whole.replace("<td", "<TD").replace("</td>", "</TD>").replace("<tr", "<TR").replace("</tr>", "</TR>") if caps else whole
