"""Headings of every level, on a line of their own or run in, in a laid-out text or in one that is a single line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from govnlp import script
from govnlp.outline.marks import Mark, is_statement, mark_at, statutory_heading, statutory_title
from govnlp.script import simplify

LONGEST = 60  # characters of a heading on its own line
LONGEST_RUN_IN = 48
LONGEST_LABEL = 25  # of one that a colon ends
_STOPS = "。.:;,、 \t"
_SPACE, _STOP = re.compile(r"\s*"), re.compile(r"[。.:;,!?\s]*")
_HEAD_END = re.compile(r"[。!?]|\s|:(?=\s*\S)")
_BOUNDARY = re.compile(r"(?<=[。!?;])[”\")]?\s*|(?<=\s)|^\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading (`level` > 0) or a stretch of body (`level` 0) of one line; `closed` where a full stop ends the heading."""

    start: int
    end: int
    level: int = 0
    number: int = 0
    closed: bool = False
    after: int = 0  # where the body behind a heading begins


def fold(line: str) -> str:
    """The copy of a line on which marks are looked for: Simplified, half width, character for character."""
    copy = simplify(line)
    return script.fold(line) if copy.offsets else copy.text


class Reader:
    """Reads headings line by line; knows the last number of each level, so that a list in a sentence is none."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}

    def pieces(self, line: str) -> list[Piece]:
        """Headings and body of one line, in order; together they cover all of it but white space and stops."""
        folded = fold(line)
        first = _skip(folded, 0, _SPACE)
        heads: list[Piece] = []
        position = 0
        for found in _BOUNDARY.finditer(folded):
            place = found.end()
            if place < position or place >= len(folded):
                continue
            head = self._read(folded, place, place == first, heads)
            while head is not None:  # 一、总体情况（一）主动公开: one behind the other
                heads.append(head)
                position = head.after
                head = self._read(folded, position, False, heads)
        return _cover(folded, heads)

    def _read(self, folded: str, place: int, first: bool, heads: list[Piece]) -> Piece | None:
        """The heading that begins at a place, if one does."""
        mark = mark_at(folded, place)
        if mark is None or not self._follows(folded, mark, first, heads):
            return None
        head = _head(folded, mark, first)
        if head is not None:
            self._last[mark.level] = mark.number
            self._last = {level: number for level, number in self._last.items() if level <= mark.level}
        return head

    def _follows(self, folded: str, mark: Mark, first: bool, heads: list[Piece]) -> bool:
        """Whether a mark can begin a heading where it stands: always at the start of a line; inside one, in its turn."""
        if first:
            return True
        if mark.level > 2:
            return False
        if heads and _skip(folded, heads[-1].after, _STOP) >= mark.start:
            return True
        last = self._last.get(mark.level, 0)
        in_turn = mark.number == last + 1 or (mark.level == 2 and mark.number == 1)
        spaced = folded[mark.start - 1].isspace()
        if mark.level == 1 and statutory_title(folded, mark.end) > mark.end:
            return True
        return in_turn or (spaced and last <= mark.number <= last + 2)


def _skip(folded: str, position: int, characters: re.Pattern[str]) -> int:
    """The first position from `position` on that is none of the characters."""
    found = characters.match(folded, position)
    return found.end() if found else position


def _head(folded: str, mark: Mark, own_line: bool) -> Piece | None:
    """The heading that a mark begins, or None where its words are a sentence."""
    start = _skip(folded, mark.end, _SPACE)
    title_end = statutory_title(folded, start)
    if title_end > start and _ends_title(folded, title_end):
        return _piece(folded, mark, title_end, closed=False)
    window = min(len(folded), start + 2 * LONGEST)
    stop = _HEAD_END.search(folded, start, window)
    while stop and stop[0].isspace() and _is_inner_space(folded, stop.start(), start):
        stop = _HEAD_END.search(folded, stop.end(), window)
    end = stop.start() if stop else window
    words = folded[start:end]
    whole_line = own_line and (stop is None or _skip(folded, stop.end(), _SPACE) >= len(folded))
    closed = stop is not None and not (stop[0].isspace() or stop[0] == ":")
    stands_alone = whole_line and not closed and mark.level <= 2
    if stands_alone and mark.level == 1:
        words = words.rstrip("; ")
    states = is_statement(words) and not (stands_alone and not re.search("[,:]", words))
    if states or ";" in words or len(words) > (LONGEST if whole_line else LONGEST_RUN_IN) or not words.strip(_STOPS):
        return None
    if mark.level > 2 and (not whole_line or closed):
        return None
    if stop and stop[0] == ":" and (len(words) > LONGEST_LABEL or mark.level > 2):
        return None
    return _piece(folded, mark, end, closed)


def _ends_title(folded: str, end: int) -> bool:
    """Whether a statutory title is the whole heading: at a border, or before a whole sentence that is run in."""
    if not "\u4e00" <= folded[end : end + 1] <= "\u9fff":
        return True
    rest = re.split("[。;:\\s]", folded[end : end + 20], maxsplit=1)[0]
    return len(rest) > 14


def _is_inner_space(folded: str, place: int, start: int) -> bool:
    """A stray space inside a heading: soon after its beginning, or before a bracket of it."""
    return place - start < 2 or folded[place + 1 : place + 2] in ("(", "（") or (place - start < 4 and len(folded) - start < LONGEST)


def _piece(folded: str, mark: Mark, end: int, closed: bool) -> Piece:
    bare = mark.start + len(folded[mark.start : end].rstrip(_STOPS))
    return Piece(mark.start, bare, mark.level, mark.number, closed, _skip(folded, end, _STOP))


def _cover(folded: str, heads: list[Piece]) -> list[Piece]:
    """Headings with the bodies between them."""
    pieces: list[Piece] = []
    position = 0
    for head in [*heads, None]:
        end = head.start if head else len(folded)
        body = folded[position:end]
        if body.strip():
            pieces.append(Piece(position + len(body) - len(body.lstrip()), position + len(body.rstrip())))
        if head:
            pieces.append(head)
            position = head.after
    return pieces


def unnumbered(line: str) -> bool:
    """Whether a line without a mark is the bare title of a statutory section."""
    return mark_at(fold(line), 0) is None and statutory_heading(line)


def demote(pieces: list[tuple[Piece, bool]]) -> list[Piece]:
    """Headings that head nothing become body.

    Each piece comes with whether a table or other block follows it. A heading that a full stop ends, or of the third
    level and below, must have something under it, else it is an item of a list: `（一）公开不够及时。`
    """
    settled: list[Piece] = []
    for index, (piece, followed_by_block) in enumerate(pieces):
        following = pieces[index + 1][0] if index + 1 < len(pieces) else None
        heads = followed_by_block or (following is not None and (following.level == 0 or following.level > piece.level))
        if piece.level and not heads and (piece.closed or piece.level > 2):
            settled.append(replace(piece, level=0, end=max(piece.end, piece.after)))
        else:
            settled.append(piece)
    return _raised(settled)


def _raised(pieces: list[Piece]) -> list[Piece]:
    """Where no heading is of the first level and several are of the next in use, these are the first."""
    levels = [piece.level for piece in pieces if piece.level]
    top = min(levels, default=1)
    if top == 1 or levels.count(top) < 3:
        return pieces
    return [replace(piece, level=piece.level - top + 1) if piece.level else piece for piece in pieces]
