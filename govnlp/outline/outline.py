"""The outline of a page: text, masthead, sections, segments and tables, with every offset into the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from govnlp.outline import marks
from govnlp.outline.furniture import find_body, is_title
from govnlp.outline.headings import Piece, Reader, demote, fold, unnumbered
from govnlp.outline.masthead import Masthead, find_masthead, is_agency_line, is_date_line
from govnlp.outline.segments import split_items
from govnlp.reading.page import Grid, Page, Paragraph
from govnlp.report import Section, Table
from govnlp.script import detect_script

_ATTACHMENT = re.compile(r"^附(?:件|表|图|圖)?\s*\d*\s*(?:[:：]|$)")
_BRACKETED = re.compile(r"[(（〔\[【].{2,40}[)）〕\]】]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a grid at its place in the text."""

    start: int
    text: str
    grid: Grid | None = None
    linked: float = 0.0


@dataclass(frozen=True, slots=True)
class Outline:
    """What a page is: all of a Report but what the pipeline finds. `segments` are (start, end, path of headings)."""

    text: str
    masthead: Masthead
    script: str
    sections: list[Section] = field(default_factory=list)
    segments: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def outline(page: Page) -> Outline:
    """Find the report in a page and lay out its text: blocks joined by line breaks, cells by tabs."""
    body = find_body(page)
    lines: list[Line] = []
    length = 0
    for block in body.blocks:
        grid = block if isinstance(block, Grid) else None
        text = "\n".join("\t".join(re.sub(r"\s+", " ", cell) for cell in row) for row in grid.rows) if grid else block.text
        lines.append(Line(length, text, grid, block.linked if isinstance(block, Paragraph) else 0.0))
        length += len(text) + 1
    text = "\n".join(line.text for line in lines)
    own = [line.text for line in lines if line.grid is None]
    own_prose = [line for line in own if not (body.title and line in body.title)]
    masthead = find_masthead(body.title, own_prose, own_prose[-4:], body.around, _declared(page))
    titles = 2 if body.title and len(own) > 1 and own[0] + own[1] == body.title else 1 if body.title else 0
    pieces = _pieces(lines, titles)
    sections, segments = _sections(text, pieces)
    return Outline(text, masthead, detect_script(text), sections, segments, _tables(lines))


def _declared(page: Page) -> dict[str, str]:
    return {**page.facts, **({"title": page.title} if page.title else {})}


def _pieces(lines: list[Line], titles: int) -> list[Piece]:
    """Headings and bodies of all lines, at their offsets in the text."""
    reader = Reader()
    numbered = any(line.grid is None and (mark := marks.mark_at(fold(line.text), 0)) and mark.level == 1 for line in lines)
    found: list[tuple[Piece, bool]] = []
    for index, line in enumerate(lines[titles:], titles):
        grid_next = index + 1 < len(lines) and lines[index + 1].grid is not None
        if line.grid is not None:
            continue
        if not numbered and (level := _unnumbered_level(lines, index)):
            pieces = [Piece(0, len(line.text.rstrip("：:。 ")), level, after=len(line.text))]
        elif _is_no_segment(line.text, grid_next, [piece for piece, _ in found], numbered):
            continue
        else:
            pieces = reader.pieces(line.text)
        for position, piece in enumerate(pieces):
            moved = Piece(piece.start + line.start, piece.end + line.start, piece.level, piece.number, piece.closed, piece.after + line.start)
            found.append((moved, grid_next and position == len(pieces) - 1))
    return demote(found)


def _unnumbered_level(lines: list[Line], index: int) -> int:
    """Level of a heading without a mark: 1 for statutory titles, 2 for a short line under one, 0 where the line is none."""
    text = lines[index].text
    official = sum(marks.is_official(line.text) for line in lines) > 2
    if marks.is_official(text) if official else unnumbered(text):
        return 1
    following = lines[index + 1] if index + 1 < len(lines) else None
    is_short = 2 < len(text) <= 24 and not re.search(r"[。；;，,！？!?]|[：:].|\d{2}", text) and marks.mark_at(fold(text), 0) is None
    heads = following is not None and following.grid is None and len(following.text) >= 30
    return 2 if is_short and heads and any(unnumbered(line.text) for line in lines[:index]) else 0


def _is_no_segment(text: str, grid_next: bool, before: list[Piece], numbered: bool) -> bool:
    """Captions of tables (also of missing ones), signatures, dates, attachments, subtitles."""
    if marks.mark_at(fold(text), 0) is not None:
        return False
    if is_date_line(text) or is_agency_line(text) or _ATTACHMENT.match(text):
        return True
    if numbered and unnumbered(text):
        return True  # the caption of a table that was lost
    if _BRACKETED.fullmatch(text) and (grid_next or not before):
        return True
    return (grid_next and len(text) <= 40 and "。" not in text and not text.endswith(("：", ":"))) or (not before and is_title(text)) or not re.search(r"\w", text)


def _sections(text: str, pieces: list[Piece]) -> tuple[list[Section], list[tuple[int, int, tuple[str, ...]]]]:
    """Sections with their stretches, and segments with their paths of headings."""
    open_sections: list[tuple[int, str]] = []
    heads: list[Piece] = [piece for piece in pieces if piece.level]
    sections = []
    for index, head in enumerate(heads):
        end = next((later.start for later in heads[index + 1 :] if later.level <= head.level), len(text))
        heading = text[head.start : head.end]
        kind = marks.kind_of(heading) if head.level == 1 else None
        sections.append(Section(heading, head.level, head.start, head.start + len(text[head.start : end].rstrip()), kind))
    segments: list[tuple[int, int, tuple[str, ...]]] = []
    for piece in pieces:
        if piece.level:
            open_sections = [(level, heading) for level, heading in open_sections if level < piece.level]
            open_sections.append((piece.level, text[piece.start : piece.end]))
            continue
        path = tuple(heading for _, heading in open_sections)
        segments += [(piece.start + start, piece.start + end, path) for start, end in split_items(text[piece.start : piece.end])]
    return sections, segments


def _tables(lines: list[Line]) -> list[Table]:
    """Grids with their captions: a first row of one cell, or the short line before."""
    tables = []
    for index, line in enumerate(lines):
        if line.grid is None:
            continue
        rows = line.grid.rows
        filled = [cell for cell in rows[0] if cell]
        before = lines[index - 1].text if index and lines[index - 1].grid is None else ""
        title = filled[0] if len(filled) == 1 and len(rows[0]) > 1 and len(filled[0]) <= 40 and not filled[0].startswith(("第二十条", "（", "(")) else None
        if title is None and before and len(before) <= 60 and "。" not in before:
            title = before
        tables.append(Table(title, line.start, line.start + len(line.text), rows))
    return tables
