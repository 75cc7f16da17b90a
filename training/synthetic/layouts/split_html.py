"""A page whose tables are cut otherwise than the form's: one an article, one that goes on after a break, several in one."""

from __future__ import annotations

import random
from dataclasses import replace

from training.synthetic.document import Block, Document
from training.synthetic.forms import Grid
from training.synthetic.layouts import plain_html
from training.synthetic.layouts.cells import articles, cut


def render(document: Document, rng: random.Random) -> str:
    blocks: list[Block] = []
    joins = rng.random() < 0.25
    repeats = rng.random() < 0.5
    splits_cases = rng.random() < 0.4
    for block in document.blocks:
        if not isinstance(block, Grid):
            blocks.append(block)
        elif block.name == "disclosure":
            blocks += articles(block)
        elif block.name == "cases" and joins:
            _join(blocks, block)
        elif block.name == "cases":
            blocks += _by_kind(block) if splits_cases else (block,)
        elif block.name == "other":
            blocks.append(block)
        else:
            middle = rng.randint(6, len(block.lines) - 3)
            blocks += cut(block, middle, repeats_head=repeats)
    return plain_html.render(replace(document, blocks=tuple(blocks)), rng)


def _by_kind(grid: Grid) -> tuple[Grid, Grid]:
    """Reviews and lawsuits in a table of their own each."""
    first, second, third, values = grid.lines
    reviews = (first[:1], tuple(replace(cell, height=1) for cell in second[:5]), values[:5])
    return replace(grid, lines=reviews), replace(grid, lines=(first[1:], second[5:], third, values[5:]))


def _join(blocks: list[Block], grid: Grid) -> None:
    """Append a table to the last one before it; headings that stood between stay before both."""
    last = max((index for index, block in enumerate(blocks) if isinstance(block, Grid)), default=None)
    if last is None:
        blocks.append(grid)
        return
    before = blocks.pop(last)
    assert isinstance(before, Grid)
    blocks.append(replace(before, lines=(*before.lines, *grid.lines)))
