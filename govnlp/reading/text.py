"""Text dumps: lines, pipe-padded layout, tables drawn with pipes or tabs or a cell a line, hard-wrapped paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from govnlp.reading.dumps import find_grid, unfold
from govnlp.reading.page import PADDING, Block, Grid, Page, Paragraph
from govnlp.reading.vocabulary import is_heading, is_label, is_value

MOST_PIECES = 10
"""Lines that the beginning of a label in a narrow column is broken into."""

LONGEST_PIECE = 20
"""Characters of such a line."""

_ENDS = tuple("。！？!?；;：:”》)）…")
_RULE = re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?)?\s*")  # under the head of a Markdown table
_NUMBERING = re.compile(r"第?[一二三四五六七八九十]{1,3}[、.．章节]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．]")
_BEGINS = re.compile(r"\s{2,}|　|(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．])")


def read_text(text: str) -> Page:
    """The page of a text dump. A tab or a pipe between cells makes a grid; pipes that only pad a line are dropped."""
    lines = unfold(line for line in text.split("\n") if not _RULE.fullmatch(line))
    blocks: list[Block] = []
    wrap = _wrap_width(lines)
    position = barren = 0
    while position < len(lines):
        grid, after = _grid_of_pipes(lines, position)
        if grid is None and position >= barren:
            grid, after = find_grid(lines, position)
            barren = after
        if grid is not None:
            blocks.append(grid)
            position = after
            continue
        line = lines[position]
        position += 1
        if wrap:
            while position < len(lines) and _continues(line, lines[position - 1], lines[position], wrap):
                line = line.rstrip() + lines[position].strip()
                position += 1
        stripped = _unpadded(line)
        if stripped:
            blocks.append(Paragraph(stripped))
    return Page(blocks)


def _unpadded(line: str) -> str:
    """A line without the pipes of a layout table around it."""
    return line.strip(PADDING).replace("\t", " ")


def _cells(line: str) -> list[str]:
    separator = "|" if "|" in line else "\t"
    return [cell.strip(" \t\u3000\xa0") for cell in line.strip("\n").split(separator)]


def _grid_of_pipes(lines: list[str], start: int) -> tuple[Grid | None, int]:
    """The grid that starts at a line, if one does, and the line after it; rows broken over lines are joined."""
    width = _columns(lines, start)
    if width < 1:
        return None, start
    separator = "|" if "|" in lines[start] else "\t"
    rows: list[tuple[str, ...]] = []
    position = start
    while position < len(lines):
        pieces = _pieces(lines, position, separator)
        if pieces < 0:
            break
        row = _glued(lines[position : position + pieces + 1])
        position += pieces + 1
        while row.count(separator) < width and position < len(lines):
            pieces = _pieces(lines, position, separator, _cells(row)[-1])
            most = width + 1 if pieces else width  # the label of a group, too, stands before a row of its own
            if pieces < 0 or row.count(separator) + lines[position + pieces].count(separator) > most:
                break
            if not pieces and any(map(is_value, _cells(row))) and is_label(_cells(lines[position])[0]):
                break  # the row has ended short of the width: those of two columns beside those of three
            row += ("" if pieces else " ") + _glued(lines[position : position + pieces + 1])
            position += pieces + 1
        cells = _cells(row)
        if sum(bool(cell) for cell in cells) == 1 and len("".join(cells)) > 150:
            position -= 1
            break  # prose in a padded line: a layout table goes on behind the grid
        rows.append(tuple(cells[:-1] if len(cells) > 1 and not cells[-1] and separator == "|" else cells))
    following = next((line.strip() for line in lines[position : position + 3] if line.strip()), "")
    if is_value(following) and rows and not any(map(is_value, rows[-1])):
        return None, start  # values stand in lines of their own between the pipes
    filled = [row for row in rows if any(row)]
    if len(filled) < 2 or sum(sum(bool(cell) for cell in row) > 1 for row in filled) < 2:
        return None, start
    return Grid(tuple(filled)), position


def _pieces(lines: list[str], start: int, separator: str, begun: str = "") -> int:
    """How many lines stand before the next with a separator, all of one label, of which `begun` came before; -1 where they are none."""
    found = next((count for count, line in enumerate(lines[start : start + MOST_PIECES + 1]) if separator in line), -1)
    if found < 1:
        return found
    label = begun + "".join(line.strip() for line in lines[start : start + found]) + _cells(lines[start + found].lstrip())[0]
    return found if is_label(label) else -1


def _is_piece(line: str) -> bool:
    """Whether a line may be a piece of a label that a narrow column broke."""
    return 0 < len(line) <= LONGEST_PIECE and not is_heading(line) and not line.endswith(_ENDS)


def _glued(lines: Sequence[str]) -> str:
    """Lines as one, without the spaces around those that are pieces of a label; tabs at the end of the last are cells."""
    return "".join(line.strip() for line in lines[:-1]) + lines[-1]


def _columns(lines: list[str], start: int) -> int:
    """The commonest number of separators a line in the run of lines that have them, where cells stand between them; else 0.

    Pieces of broken labels may stand among the lines.
    """
    separator = "|" if "|" in lines[start] else "\t"
    if separator not in lines[start].strip(" \u3000\xa0\t" if separator == "|" else " \u3000"):
        return 0
    run: list[str] = []
    pieces = 0
    for line in lines[start : start + 400]:
        pieces = 0 if separator in line else pieces + 1
        if pieces > MOST_PIECES or (pieces and not _is_piece(line.strip())):
            break
        run += [] if pieces else [line]
    if separator == "\t" and any(_NUMBERING.fullmatch(_cells(line.lstrip())[0]) for line in run):
        return 0  # a word processor's numbering, set off by tabs
    real = [line.count(separator) for line in run if sum(bool(cell) for cell in _cells(line)) > 1]
    return max(Counter(real).items(), key=lambda item: (item[1], item[0]))[0] if len(real) > 1 else 0


def _wrap_width(lines: list[str]) -> int:
    """The width at which a dump breaks its lines, or 0 where it keeps paragraphs whole."""
    lengths = [len(line.rstrip()) for line in lines if len(line.strip()) > 1]
    if len(lengths) < 8 or max(lengths) > 120:
        return 0
    broken = [len(line.rstrip()) for line in lines if len(line.strip()) >= 20 and not line.rstrip().endswith(_ENDS)]
    if len(broken) < 5:
        return 0
    width = max(lengths)
    near = sum(width - 3 <= length <= width for length in broken)
    return width if near * 10 >= len(broken) * 7 and near * 5 >= len(lengths) else 0


def _continues(whole: str, last: str, following: str, wrap: int) -> bool:
    """Whether the line after a wrapped one goes on with its paragraph."""
    return (
        len(last.rstrip()) >= wrap - 3
        and bool(re.search(r"[\u4e00-\u9fff]", last))
        and bool(following.strip())
        and not _BEGINS.match(following)
        and len(whole) < 20_000
    )
