"""What every reader returns: a page of paragraphs and grids in their order."""

from __future__ import annotations

from dataclasses import dataclass, field

PADDING = " \t\r\n\f\u3000\xa0\u2002\u2003\u2009|"
"""Characters that only pad a line: white space of every width, pipes of a layout table."""

MOST_CELLS = 300_000
"""Cells of all tables of a page, merged ones among them; the longest reports have some thousands."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text without line breaks; `linked` is the share of its characters in links, `rank` 1-6 for `<h1>`-`<h6>`.

    `chrome` is True where the page itself says that it is navigation, header or footer.
    """

    text: str
    linked: float = 0.0
    rank: int = 0
    chrome: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells as they stand, white space folded; a cell that another one spans is the empty string."""

    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        folded = tuple(tuple(" ".join(cell.split()) for cell in row) for row in self.rows)
        object.__setattr__(self, "rows", folded)

    @property
    def text(self) -> str:
        """Cells joined by tabs, rows by line breaks."""
        return "\n".join("\t".join(row) for row in self.rows)


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Page:
    """Blocks in order; what the page's head declares: its title and facts such as `pubdate` and `contentsource`."""

    blocks: list[Block]
    title: str | None = None
    facts: dict[str, str] = field(default_factory=dict)
