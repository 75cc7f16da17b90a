"""Statutory tables in dumps, where their cells have become lines, or words set off by spaces, or stand between scattered pipes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from govnlp.labels import is_part
from govnlp.reading.page import PADDING, Block, Grid, Paragraph
from govnlp.reading.vocabulary import is_cell, is_heading, is_label, is_value
from govnlp.values.cells import is_unit

FEWEST_CELLS, FEWEST_VALUES = 8, 3
"""Cells from which a run is a table, and numbers among them where they stand in the midst of a line.

Lines need no numbers: pages that keep no line twice have lost them.
"""

MOST_STRANGE = 4
"""Lines in a row that are no cells of a form and yet inside its table: broken labels, notes, a province's own rows."""

LONGEST_STRANGE = 60
_OTHER = "。"  # stands for what is no cell
_GAP = re.compile(r"[\t\u3000]+| {2,}")
_PIPE = re.compile(r"\s*\|\s*")
_CRUMBS = re.compile(r"[\u4e00-\u9fff]{1,2}(?: [\u4e00-\u9fff]{1,2})*")
_STOP = re.compile("[。；;]")


def with_grids(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with paragraphs that are the cells of a statutory table as a grid."""
    lines = [block.text if isinstance(block, Paragraph) and block.linked < 0.5 else _OTHER for block in blocks]
    found: list[Block] = []
    position = barren = 0
    while position < len(blocks):
        grid, after = find_grid(lines, position) if position >= barren else (None, barren)
        found.append(blocks[position] if grid is None else grid)
        barren = after
        position = position + 1 if grid is None else after
    return found


def find_grid(lines: Sequence[str], start: int) -> tuple[Grid | None, int]:
    """The statutory table that starts at a line, if one does, and the index behind it; else None, and up to where none starts."""
    if not _begins(lines[start]):
        return None, start
    position = last = start
    strange = 0
    while position < len(lines) and strange <= MOST_STRANGE:
        line = lines[position]
        position += 1
        if not line.strip(PADDING):
            continue
        if is_heading(_first_cell(line)) and not _begins_label(line, lines[position : position + 1]):
            break
        if is_row(line):
            last, strange = position, 0
        elif len(line.strip(PADDING)) > LONGEST_STRANGE or _STOP.search(line):
            break
        elif not _is_crumbs(line.strip(PADDING)):
            strange += 1
    while last < len(lines) and "|" in lines[last] and not lines[last].strip(PADDING):
        last += 1  # blank cells at the end of the last row
    rows = _rows(lines[start:last])
    if sum(is_cell(cell) for row in rows for cell in row) < FEWEST_CELLS:
        return None, last
    return Grid(tuple(rows)), last


def unfold(lines: Iterable[str]) -> list[str]:
    """The lines, those that have a whole table inside, its cells set off by spaces, broken up into their cells."""
    return [piece for line in lines for piece in (_unfolded(line) if line.count(" ") >= FEWEST_CELLS else (line,))]


def _unfolded(line: str) -> list[str]:
    words = line.split()
    known = [index for index, word in enumerate(words) if is_cell(word)]
    runs: list[list[int]] = []
    for index in known:
        if runs and index - runs[-1][-1] <= 2:
            runs[-1].append(index)
        else:
            runs.append([index])
    pieces: list[str] = []
    done = 0
    for run in runs:
        is_table = len(run) >= 2 * FEWEST_CELLS and sum(is_label(words[index]) for index in run) >= 2
        if is_table and sum(is_value(words[index]) for index in run) >= FEWEST_VALUES:
            pieces += [" ".join(words[done : run[0]]), *words[run[0] : run[-1] + 1]]
            done = run[-1] + 1
    return [piece for piece in (*pieces, " ".join(words[done:])) if piece] if pieces else [line]


def _begins(line: str) -> bool:
    """Whether the first cell of a line is a label, or the line is a row of numbers whose labels were lost."""
    first = _first_cell(line)
    if not first or is_heading(first):
        return False
    return is_label(first) or (is_value(first) and sum(map(is_value, _row(line))) >= FEWEST_CELLS)


def _begins_label(line: str, following: Sequence[str]) -> bool:
    """Whether a line that looks like a heading is the beginning of a label that the next line ends: `六、举报投诉` `数量`."""
    return any(is_label(line.strip(PADDING) + _first_cell(other)) for other in following)


def _is_crumbs(line: str) -> bool:
    """Whether a line is pieces of labels that narrow columns broke, or of a head set upright, a character a line."""
    return bool(_CRUMBS.fullmatch(line)) or all(is_part(word) or is_cell(word) for word in re.split(r"[\s|]+", line) if word)


def _first_cell(line: str) -> str:
    return next(iter(_row(line.strip(PADDING))), "")


def is_row(line: str) -> bool:
    """Whether all of a line is cells, or its end is values: a row of the form, or one that a province added."""
    cells = _row(line)
    return all(map(is_cell, cells)) or (len(cells) > 1 and is_value(cells[-1]))


def _row(line: str) -> list[str]:
    return [cell for part in line.split("|") for cell in _cells(part.strip(PADDING))]


def _cells(line: str) -> list[str]:
    """The cells of a line without pipes: set off by tabs or wide spaces, or by a space before numbers and between labels."""
    if not line or is_cell(line):
        return [line] if line else []
    cells: list[str] = []
    for part in _GAP.split(line):
        words = part.split()
        first = next((index for index in range(len(words)) if all(map(_is_figure, words[index:]))), len(words))
        if all(map(is_cell, words)):
            cells += words
        else:
            cells += [" ".join(words[:first]), *words[first:]]
    return [cell for cell in cells if cell]


def _is_figure(word: str) -> bool:
    return is_value(word) or is_unit(word)


def _rows(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """The cells of each line; between pipes, which may stand in lines of their own, each cell is a row."""
    filled = [line for line in lines if line.strip(" \t\u3000\xa0")]
    if sum("|" in line for line in filled) * 3 < len(filled):
        split = _tabbed if _are_cells([line for line in filled if "\t" in line]) else _cells
        return [tuple(cells) for line in filled if (cells := split(line.strip(PADDING.replace("\t", ""))))]
    parts = _PIPE.split("\n".join(filled))
    if not parts[-1].strip(PADDING):
        del parts[-1]  # nothing but the end of the last cell
    return [(cell,) for part in parts for cell in _parted(part)]


def _are_cells(lines: Sequence[str]) -> bool:
    """Whether each tab ends a cell, so that two are a blank cell between: then they are about as many in each line.

    Where tabs set columns, a long word is followed by fewer of them.
    """
    each = {line.count("\t") for line in lines}
    runs = {len(re.findall("\t+", line)) for line in lines}
    return 0 < len(each) <= len(runs)


def _tabbed(line: str) -> list[str]:
    return [cell.strip(PADDING) for cell in line.split("\t")] if "\t" in line else _cells(line)


def _parted(part: str) -> list[str]:
    """What stands between two pipes: one cell, its lines joined, unless numbers are among the lines."""
    lines = [line.strip(PADDING) for line in part.split("\n")]
    if len(lines) > 1 and any(map(_is_figure, lines)):
        return [cell for line in lines for cell in _cells(line)]
    return ["".join(lines)]
