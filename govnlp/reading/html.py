"""HTML pages: any markup, from Word's to nested layout tables, to paragraphs and grids as a browser would show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govnlp.reading.dumps import with_grids
from govnlp.reading.grids import SpannedCell, data_blocks, is_data, lay_out
from govnlp.reading.page import PADDING, Block, Page, Paragraph

_SKIPPED = frozenset(
    "script style noscript template iframe frame object embed svg math head select option button input textarea audio video map "
    "canvas".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead title tr ul "
    "ucapcontent caption br".split()
)
_CHROME = frozenset("nav footer header aside menu".split())
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top)\s*:\s*-\d{3,}px|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_CJK = "\u2e80-\u9fff\uff00-\uffef“”‘’《》、。"
_BROKEN = re.compile(rf"(?<=[{_CJK}])[ \t]*\n[ \t\n]*(?=[{_CJK}])")

_SPAN = re.compile(r"\s*(\d{1,4})")
_NESTING = re.compile(r"<(/?)(?:div|span|font|center|section|article|b|i|em|strong|ul|ol|table|blockquote)\b[^>]{0,2000}>", re.IGNORECASE)
DEEPEST = 2000
"""Elements open at a time; real pages have some dozens."""


@dataclass
class _Collector:
    """Text on its way to blocks: the pieces of the current line and what is known of them."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    rank: int = 0
    chrome: bool = False

    def add(self, text: str, in_link: bool) -> None:
        self.pieces.append(text)
        if in_link:
            self.linked += len(text.strip())

    def flush(self) -> None:
        text = _line("".join(self.pieces))
        if text:
            share = min(1.0, self.linked / len(text))
            self.blocks.append(Paragraph(text, round(share, 2), self.rank, self.chrome))
        self.pieces, self.linked = [], 0


def read_html(text: str) -> Page:
    """The page of an HTML text. Hidden elements and scripts are dropped; a table of data becomes a grid, one of layout does not."""
    tree = LexborHTMLParser(_shallow(text))
    facts = _facts(tree)
    root = tree.body or tree.root
    collector = _Collector()
    if root is not None:
        _collect(root, collector)
    title = tree.css_first("title")
    return Page(with_grids(collector.blocks), _line(title.text()) if title else None, facts)


def _shallow(text: str) -> str:
    """The text itself, or without the elements that only nest where they nest deeper than any page: parsing is quadratic there."""
    depth = 0
    for found in _NESTING.finditer(text):
        depth += -1 if found[1] else 1
        if depth > DEEPEST:
            return _NESTING.sub("\n", text)
    return text


def _line(text: str) -> str:
    """One line as a browser shows it: white space folded, and none where the source only broke a Chinese line."""
    text = _SPACES.sub(" ", _BROKEN.sub("", text))
    return text.strip(PADDING)


def _facts(tree: LexborHTMLParser) -> dict[str, str]:
    """What the head declares by `<meta name=… content=…>`, names in lower case."""
    facts: dict[str, str] = {}
    for node in tree.css("meta"):
        name, content = (node.attributes.get(key) or "" for key in ("name", "content"))
        if name and content.strip():
            facts.setdefault(name.lower(), content.strip())
    return facts


def _collect(root: LexborNode, collector: _Collector) -> None:
    """Walk the tree without recursion, however deep it is nested."""
    links = chrome = 0
    for node, entering, table in _walk(root):
        tag = node.tag
        if tag == "-text":
            collector.add(node.text_content or "", links > 0)
            continue
        if tag == "a" and "href" in node.attributes:
            links += 1 if entering else -1
        if tag in _CHROME:
            collector.flush()
            chrome += 1 if entering else -1
            collector.chrome = chrome > 0
        if tag in _BLOCKS:
            collector.flush()
            if tag is not None and len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
                collector.rank = int(tag[1]) if entering else 0
        collector.blocks += table
    collector.flush()


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool, list[Block]]]:
    """(node, True, its blocks if it is a table of data) when a visible element opens, (node, False, []) when it closes.

    Tables of data are not gone into.
    """
    stack: list[tuple[LexborNode, bool]] = [(root, True)]
    while stack:
        node, entering = stack.pop()
        table = _data_blocks(node) if entering and node.tag == "table" else None
        yield node, entering, table or []
        if not entering or node.tag == "-text":
            continue
        stack.append((node, False))
        if table is not None:
            continue
        children: list[tuple[LexborNode, bool]] = []
        child = node.child
        while child is not None:
            if child.tag == "-text" or _is_visible(child):
                children.append((child, True))
            child = child.next
        stack.extend(reversed(children))


def _is_visible(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag in _SKIPPED or tag.startswith(("-", "!")):
        return False
    attributes = node.attributes
    style = attributes.get("style")
    return "hidden" not in attributes and not (style and _HIDDEN.search(style))


def _rows(table: LexborNode) -> list[list[LexborNode]]:
    """The cells of each row, not those of tables inside."""
    rows: list[list[LexborNode]] = []
    section = table.child
    while section is not None:
        if section.tag in ("tbody", "thead", "tfoot"):
            rows += [_children(row, ("td", "th")) for row in _children(section, ("tr",))]
        elif section.tag == "tr":
            rows.append(_children(section, ("td", "th")))
        section = section.next
    return rows


def _children(node: LexborNode, tags: tuple[str, ...]) -> list[LexborNode]:
    found: list[LexborNode] = []
    child = node.child
    while child is not None:
        if child.tag in tags and _is_visible(child):
            found.append(child)
        child = child.next
    return found


def _data_blocks(table: LexborNode) -> list[Block] | None:
    """What a table of data holds, spans laid out; None for a table of layout, one with another table inside among them."""
    if any(inner.mem_id != table.mem_id for inner in table.css("table")):
        return None
    rows = _rows(table)
    texts = [[cell.text() for cell in row] for row in rows]
    if not is_data(texts):
        return None
    return data_blocks(lay_out([list(map(_spanned, row, line)) for row, line in zip(rows, texts, strict=True)]))


def _spanned(cell: LexborNode, text: str) -> SpannedCell:
    attributes = cell.attributes
    return SpannedCell(_line(text), _span(attributes.get("rowspan")), _span(attributes.get("colspan")))


def _span(value: str | None) -> int:
    digits = _SPAN.match(value) if value else None
    return min(1000, max(1, int(digits[1]))) if digits else 1
