"""A page saved from a word processor: mso styles, nested spans, `<o:p>`, cells of several paragraphs, non-breaking spaces."""

from __future__ import annotations

import random
import re

from training.synthetic.document import Document, Heading, Paragraph
from training.synthetic.forms import Cell, Grid
from training.synthetic.layouts.markup import escape, page, table, tag

_STYLE = (
    '<style>\n<!--\n p.MsoNormal, li.MsoNormal {mso-style-parent:""; margin:0cm; mso-pagination:none; font-family:仿宋_GB2312;}\n'
    " table.MsoNormalTable {mso-style-name:普通表格; mso-padding-alt:0cm 5.4pt;}\n-->\n</style>\n"
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->\n"
)
_FONT = 'lang="EN-US" style="font-size:12.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:&quot;Times New Roman&quot;"'
_EAST = 'style="font-size:12.0pt;font-family:仿宋_GB2312;mso-ascii-font-family:&quot;Times New Roman&quot;"'


def render(document: Document, rng: random.Random) -> str:
    breaks = rng.random() < 0.5
    blanks = rng.choice(("&nbsp;", "<o:p></o:p>", "<o:p>&nbsp;</o:p>"))
    widths = rng.random() < 0.5

    def cell(cell: Cell) -> str:
        parts = cell.text.split(" ") if breaks and cell.role != "value" else [cell.text]
        lines = (tag("p", _runs(part, rng) or tag("span", blanks, _FONT), 'class="MsoNormal" align="center"') for part in parts)
        return "\n".join(lines)

    def block(block: Heading | Paragraph | Grid) -> str:
        if isinstance(block, Grid):
            drawn = table(block, cell, 'class="MsoNormalTable" border="0" cellspacing="0" cellpadding="0"', _cell_style(widths))
            return tag("div", drawn, 'align="center"')
        return tag("p", _runs("\u3000\u3000" + block.text, rng) + tag("span", "<o:p></o:p>", _FONT), 'class="MsoNormal"')

    title = tag("p", tag("b", _runs(document.title, rng)), 'class="MsoNormal" align="center"')
    empty = tag("p", tag("span", "<o:p>&nbsp;</o:p>", _FONT), 'class="MsoNormal"')
    body = "\n".join((title, empty, *(block(part) for part in document.blocks)))
    around = [tag("div", escape(line)) for line in document.before], [tag("div", escape(line)) for line in document.after]
    return page(document.title, "\n".join((*around[0], tag("div", body, 'class="Section0"'), *around[1])), _STYLE)


def _cell_style(has_widths: bool) -> str:
    width = 'width="64" ' if has_widths else ""
    return width + 'valign="center" style="border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt"'


def _runs(text: str, rng: random.Random) -> str:
    """A text as a word processor cuts it: a span for each stretch of letters or Chinese, at times in the middle of both."""
    pieces = re.findall(r"[0-9A-Za-z.,%]+|[^0-9A-Za-z.,%]+", text)
    runs = []
    for piece in pieces:
        at = rng.randint(1, len(piece)) if rng.random() < 0.3 else len(piece)
        runs += [tag("span", escape(part), _FONT if part[0].isascii() else _EAST) for part in (piece[:at], piece[at:]) if part]
    return "".join(runs)
