"""The outline of a page: text, masthead, sections, segments and tables, with every offset into the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from govnlp.outline import informal, marks
from govnlp.outline.agency import is_agency_line
from govnlp.outline.furniture import find_body, is_title
from govnlp.outline.headings import Piece, Reader, demote, fold, unnumbered
from govnlp.outline.masthead import Masthead, find_masthead, is_date_line
from govnlp.outline.segments import split_items
from govnlp.reading.page import Grid, Page, Paragraph
from govnlp.report import Section, Table
from govnlp.script import detect_script

MASTHEAD = 400  # characters of a line in which agency, year and date are looked for
_ATTACHMENT = re.compile(r"^附(?:件|表|图|圖)?\s*\d*\s*(?:[:：]|$)")
_BRACKETED = re.compile(r"[(（〔\[【].{2,40}[)）〕\]】]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a grid at its place in the text."""

    start: int
    text: str
    grid: Grid | None = None
    rank: int = 0


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
        text = grid.text if grid else block.text
        lines.append(Line(length, text, grid, block.rank if isinstance(block, Paragraph) else 0))
        length += len(text) + 1
    text = "\n".join(line.text for line in lines)
    own = [line.text for line in lines if line.grid is None]
    own_prose = [line[:MASTHEAD] for line in own if not (body.title and line in body.title)]
    masthead = find_masthead(body.title, own_prose, own_prose[-4:], body.around, _declared(page))
    titles = next((count for count in range(1, 7) if "".join(own[:count]) == body.title), 0)
    pieces = _pieces(lines, titles)
    sections, segments = _sections(text, pieces, _end_of_text(lines))
    return Outline(text, masthead, detect_script(text), sections, segments, _tables(lines))


def _end_of_text(lines: list[Line]) -> int:
    """Where the text ends: before the attachments that follow it (`附表:` and the table, `附件:…`)."""
    for line in lines[1:]:
        if line.grid is None and _ATTACHMENT.match(line.text) and len(line.text) <= 80:
            return line.start
    return lines[-1].start + len(lines[-1].text) if lines else 0


def _declared(page: Page) -> dict[str, str]:
    return {**page.facts, **({"title": page.title} if page.title else {})}


def _pieces(lines: list[Line], titles: int) -> list[Piece]:
    """Headings and bodies of all lines, at their offsets in the text."""
    reader = Reader()
    numbered = any(line.grid is None and (mark := marks.mark_at(fold(line.text), 0)) and mark.level == 1 for line in lines)
    levels = {} if numbered else _unnumbered_levels(lines, titles)
    prose = [line.text if line.grid is None and index >= titles else None for index, line in enumerate(lines)]
    skipped, heads = informal.contents(prose), informal.heads(prose) if numbered else {}
    found: list[tuple[Piece, bool]] = []
    for index, line in enumerate(lines[titles:], titles):
        grid_next = index + 1 < len(lines) and lines[index + 1].grid is not None
        if line.grid is not None or index in skipped:
            continue
        if level := levels.get(index, 0):
            pieces = [Piece(0, len(line.text.rstrip("：:。 ")), level, after=len(line.text))]
        elif end := heads.get(index, 0):
            pieces = _headed(line.text, end)
        elif _is_no_segment(line.text, grid_next, not found, numbered):
            continue
        else:
            pieces = reader.pieces(line.text)
        for position, piece in enumerate(pieces):
            moved = replace(piece, start=piece.start + line.start, end=piece.end + line.start, after=piece.after + line.start)
            found.append((moved, grid_next and position == len(pieces) - 1))
    return demote(found)


def _headed(text: str, end: int) -> list[Piece]:
    """A heading without a number that reaches to `end`, and the body that follows it on its line."""
    after = end + len(text[end:]) - len(text[end:].lstrip("。：: \t\u3000"))
    start = len(text) - len(text.lstrip())
    body = [Piece(after, len(text.rstrip()))] if text[after:].strip() else []
    return [Piece(start, end, 2, after=after), *body]


def _unnumbered_levels(lines: list[Line], titles: int) -> dict[int, int]:
    """Levels of headings without marks, by line.

    Where the page ranks them (`<h2>`, `<h3>`), by rank; else 1 for statutory titles, 2 for short lines that head prose
    under one.
    """
    ranked = {index: line.rank for index, line in enumerate(lines) if line.rank and index >= titles}
    if len(ranked) > 1:
        ranks = sorted(set(ranked.values()))
        return {index: ranks.index(rank) + 1 for index, rank in ranked.items()}
    official = sum(marks.is_official(line.text) for line in lines) > 2
    levels: dict[int, int] = {}
    for index, line in enumerate(lines):
        if line.grid is None and (marks.is_official(line.text) if official else unnumbered(line.text)):
            levels[index] = 1
        elif levels and index + 1 < len(lines) and _is_short_heading(line, lines[index + 1]):
            levels[index] = 2
    return levels


def _is_short_heading(line: Line, following: Line) -> bool:
    text = line.text
    is_short = line.grid is None and 2 < len(text) <= 24 and not re.search(r"[。；;，,！？!?]|[：:].|\d{2}", text)
    return is_short and marks.mark_at(fold(text), 0) is None and following.grid is None and len(following.text) >= 30


def _is_no_segment(text: str, grid_next: bool, first: bool, numbered: bool) -> bool:
    """Captions of tables (also of missing ones), signatures, dates, attachments, subtitles, rules of dashes."""
    if marks.mark_at(fold(text[:80]), 0) is not None:
        return False
    if len(text) > 80:
        return False
    if is_date_line(text) or is_agency_line(text) or _ATTACHMENT.match(text) or not re.search(r"\w", text):
        return True
    if numbered and unnumbered(text):
        return True  # the caption of a table that was lost
    if first and (is_title(text) or _BRACKETED.fullmatch(text)):
        return True
    return grid_next and (bool(_BRACKETED.fullmatch(text)) or (len(text) <= 40 and "。" not in text and not text.endswith(("：", ":"))))


def _sections(text: str, pieces: list[Piece], last: int) -> tuple[list[Section], list[tuple[int, int, tuple[str, ...]]]]:
    """Sections with their stretches, which end by `last`, and segments with their paths of headings."""
    sections: list[Section] = []
    segments: list[tuple[int, int, tuple[str, ...]]] = []
    path: list[tuple[int, int]] = []  # (level, index in sections) of the headings that are open
    for piece in pieces:
        if piece.level:
            while path and path[-1][0] >= piece.level:
                _close(sections, path.pop()[1], text, piece.start)
            path.append((piece.level, len(sections)))
            heading = text[piece.start : piece.end]
            sections.append(Section(heading, piece.level, piece.start, piece.end, marks.kind_of(heading) if piece.level == 1 else None))
        else:
            headings = tuple(sections[index].heading for _, index in path)
            segments += [(piece.start + start, piece.start + end, headings) for start, end in split_items(text[piece.start : piece.end])]
    for _, index in reversed(path):
        _close(sections, index, text, max(last, sections[-1].end))
    return sections, segments


def _close(sections: list[Section], index: int, text: str, end: int) -> None:
    """Let a section end at `end`, without the white space before it."""
    start = sections[index].start
    sections[index] = replace(sections[index], end=start + len(text[start:end].rstrip()))


def _tables(lines: list[Line]) -> list[Table]:
    """Grids with their captions: a first row of one cell, or the short line before."""
    tables = []
    for index, line in enumerate(lines):
        if line.grid is None:
            continue
        rows = line.grid.rows
        filled = [cell for cell in rows[0] if cell]
        before = lines[index - 1].text if index and lines[index - 1].grid is None else ""
        title = (
            filled[0]
            if len(filled) == 1 and len(rows[0]) > 1 and len(filled[0]) <= 40 and not filled[0].startswith(("第二十条", "（", "("))
            else None
        )
        if title is None and before and len(before) <= 60 and "。" not in before:
            title = before
        tables.append(Table(title, line.start, line.start + len(line.text), rows))
    return tables
