"""A report before it takes the form of a file: title, headings, paragraphs, tables, and the lines of the site around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from training.synthetic.forms import Cell, Grid


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str


Block = Heading | Paragraph | Grid


@dataclass(frozen=True)
class Document:
    """`before` and `after` are lines of the page around the report, `source` who the page says published it."""

    title: str
    blocks: tuple[Block, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    published: date
    source: str

    @property
    def grids(self) -> Iterator[Grid]:
        return (block for block in self.blocks if isinstance(block, Grid))

    @property
    def prose(self) -> str:
        """Title, headings and paragraphs, a line each."""
        return "\n".join((self.title, *(block.text for block in self.blocks if not isinstance(block, Grid))))

    def map(self, change: Callable[[str], str]) -> Document:
        """The document with every text changed: into another script, say."""

        def cell(cell: Cell) -> Cell:
            return replace(cell, text=change(cell.text))

        def block(block: Block) -> Block:
            if isinstance(block, Grid):
                return replace(block.map(cell), caption=change(block.caption) if block.caption else None)
            return replace(block, text=change(block.text))

        return replace(
            self,
            title=change(self.title),
            blocks=tuple(block(part) for part in self.blocks),
            before=tuple(change(line) for line in self.before),
            after=tuple(change(line) for line in self.after),
            source=change(self.source),
        )
