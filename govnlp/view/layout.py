"""How the cells of a table are laid out: the blanks that merged cells have left, the columns of rows that have lost theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from govnlp.script import fold

NUMBER = re.compile(r"[-+]?\d[\d,，]*(?:\.\d+)?\s*(?:[%％]|[^\W\d]{0,3})")


@dataclass(slots=True)
class Box:
    """A cell as it is laid out: its place in the row or None for a gap, how many columns it spans, the box above that it goes on with.

    `kind` is head, label, number, other, or blank; `names` are what the form calls a number's row and column.
    """

    at: int | None
    kind: str
    span: int = 1
    over: Box | None = None
    names: frozenset[str] = frozenset()


@dataclass(slots=True)
class Row:
    """Boxes of a row, and for each column the box it belongs to."""

    boxes: list[Box] = field(default_factory=list)
    owners: list[Box] = field(default_factory=list)

    def add(self, box: Box) -> None:
        """Put a box at the right."""
        self.boxes.append(box)
        self.owners.append(box)

    def widen(self) -> None:
        """Let the last box go on over one more column."""
        self.boxes[-1].span += 1
        self.owners.append(self.boxes[-1])

    @property
    def width(self) -> int:
        """How many columns it has."""
        return sum(box.span for box in self.boxes)

    @property
    def numbers(self) -> int:
        """How many of its boxes are numbers."""
        return sum(box.kind == "number" for box in self.boxes)


def lay_out(texts: Sequence[str], names: Sequence[frozenset[str] | None], above: Row) -> Row:
    """The boxes of a row: a blank of which the form asks nothing goes on with the label at its left, or with the one above.

    `names` has for each cell that the form knows what it calls it, None for the others.
    """
    is_number = [known is not None or NUMBER.fullmatch(text.strip()) is not None for text, known in zip(texts, names, strict=True)]
    is_data = any(is_number)
    is_alone = sum(bool(text.strip()) for text in texts) == 1 and bool(texts[0].strip())
    row = Row()
    for at, text in enumerate(texts):
        left = row.boxes[-1] if row.boxes else None
        over = above.owners[at] if at < len(above.owners) else None
        if is_number[at]:
            row.add(Box(at, "number", names=names[at] or frozenset()))
        elif text.strip():
            is_first = not any(box.kind == "number" for box in row.boxes)
            row.add(Box(at, "other" if is_data and not is_first else "label" if is_data else "head"))
        elif left and _goes_on(left, over, at, is_data or is_alone):
            row.widen()
        else:
            row.add(Box(at, "blank", over=over if over and (over.kind in ("label", "head") or over.over) else None))
    return row


def _goes_on(left: Box, over: Box | None, at: int, is_plain: bool) -> bool:
    """Whether a blank belongs to the box at its left, which may itself go on with one above; heads of columns go on downwards."""
    if left.over is not None:
        return left.over is over
    heads_column = over is not None and over.at == at and (over.kind == "head" or over.over is not None)
    return left.kind in ("label", "head") and (is_plain or not heads_column)


def straighten(rows: Sequence[tuple[Sequence[str], Row]]) -> None:
    """Widen, in rows that are short of columns since their merged cells were lost, what had been merged.

    Numbers stand at the right; a head stands over the numbers that the form has under it; what is left goes to the last box.
    """
    width = max((row.width for _, row in rows), default=0)
    most = max((row.numbers for _, row in rows), default=0)
    full = next((row for _, row in rows if row.numbers == most and row.boxes[-1].names), None)
    columns = [box.names for box in full.boxes if box.kind == "number"] if full else []
    for texts, row in rows:
        missing = width - row.width
        if not missing or not row.boxes:
            continue
        first = next((index for index, box in enumerate(row.boxes) if box.kind == "number"), 0)
        if most and row.numbers == most and first:
            row.boxes[first - 1].span += missing
        elif row.numbers or not (placed := _over_columns(texts, row, columns, width - len(columns))):
            row.boxes[-1].span += missing
        else:
            row.boxes = placed


def _over_columns(texts: Sequence[str], row: Row, columns: Sequence[frozenset[str]], left: int) -> list[Box]:
    """The heads of a row, each over the columns that bear its name, with gaps between them; empty where they do not fit in order.

    `left` is how many columns stand before the numbers; the heads that name no number must fit there.
    """
    heads = [(box, fold(texts[box.at])) for box in row.boxes if box.at is not None and (texts[box.at].strip() or not box.at)]
    labels = [
        Box(box.at, box.kind, over=box.over) for box, _ in takewhile(lambda head: not any(head[1] in names for names in columns), heads)
    ]
    placed: list[Box] = []
    position = -left
    for box, text in heads[len(labels) :]:
        start = next((i for i in range(max(position, 0), len(columns)) if text in columns[i]), None)
        if start is None:
            return []
        if start > position:
            placed.append(Box(None, "blank", start - position))
        position = next((i for i in range(start, len(columns)) if text not in columns[i]), len(columns))
        placed.append(Box(box.at, box.kind, position - start))
    if not placed:
        return []
    if labels:
        lead = placed.pop(0) if placed[0].at is None else Box(None, "blank", 0)
        labels[-1].span += lead.span - len(labels)
        if labels[-1].span < 1:
            return []
    return [*labels, *placed] + [Box(None, "blank", len(columns) - position)] * (position < len(columns))
