"""A page of a present-day site: divisions, real headings, tables with spans, a menu before and links after the report."""

from __future__ import annotations

import random

from training.synthetic.document import Document, Heading, Paragraph
from training.synthetic.forms import Cell, Grid
from training.synthetic.layouts.markup import escape, page, table, tag


def render(document: Document, rng: random.Random) -> str:
    has_ranks = rng.random() < 0.3
    in_paragraphs = rng.random() < 0.4
    heads = rng.random() < 0.3
    head = rng.choice(("td", "td", "td", "th"))
    breaks = rng.random() < 0.4

    def cell(cell: Cell) -> str:
        text = escape(cell.text) or rng.choice(("&nbsp;", "", " "))
        text = text.replace(" ", "<br>") if breaks and cell.role in ("head", "label") else text
        return tag("p", text, 'style="text-align:center"') if in_paragraphs else text

    def block(block: Heading | Paragraph | Grid) -> str:
        if isinstance(block, Grid):
            return tag("div", table(block, cell, 'class="table" border="1"', head=head), 'class="table-wrap"')
        if isinstance(block, Heading) and has_ranks:
            return tag(f"h{block.level + 1}", escape(block.text))
        return tag("p", "　　" + tag("strong", escape(block.text)) if isinstance(block, Heading) and heads else "　　" + escape(block.text))

    menu = "".join(tag("li", tag("a", escape(line), 'href="#"')) for line in document.before[:-1])
    content = "\n".join(block(part) for part in document.blocks)
    after = "\n".join(tag("div", escape(line), 'class="footer"') for line in document.after)
    body = (
        f'<div class="nav"><ul>{menu}</ul></div>\n<div class="article">\n{tag("h1", escape(document.title))}\n'
        f'<div class="info">{escape(document.before[-1])}</div>\n<div class="content">\n{content}\n</div>\n</div>\n{after}'
    )
    return page(document.title, body)
