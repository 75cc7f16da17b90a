"""Mistakes that real reports make, planted with the truth of what was planted. Never two on one equation or statement."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from training.synthetic.indicators import APPLICANTS, broken, equations
from training.synthetic.model import Figures, Number, Planted
from training.synthetic.numbers import share
from training.synthetic.prose import statement_ids

_TOPICS = {"applications.": ("applied", "answered", "ways"), "review.": ("reviews", "lawsuits"), "litigation.": ("reviews", "lawsuits")}
"""Cells with a planted mistake → what the narrative then does not mention, so that the mistake stays one."""
_STATED = {
    "received": (("applied",), ("answered", "ways")),
    "normative": (("normative",), ()),
    "reviews": (("reviews",), ()),
    "items": (("items",), ("growth",)),
    "website": (("items", "website"), ("channels",)),
    "lawsuits": (("lawsuits",), ()),
    "courses": (("courses",), ()),
    "staff": (("staff",), ()),
}
"""Statement → the topics that make it, topics that would contradict a wrong one."""
CASES = ("review.", "litigation.")
"""How ids of the table of reviews and lawsuits begin."""
SECTIONS = ("cases", "problems")
"""Sections that a report may forget."""


class NoRoomError(ValueError):
    """The figures leave no room for a mistake: they are all 0, or other mistakes stand there."""


@dataclass
class Plan:
    """What to write instead of the truth: cells, numbers of the narrative, topics it must and must not touch."""

    cells: Figures
    numbers: dict[str, Number]
    required: set[str] = field(default_factory=set)
    muted: set[str] = field(default_factory=set)
    dropped: str | None = None
    is_late: bool = False
    planted: list[Planted] = field(default_factory=list)

    @property
    def touches_table(self) -> bool:
        return any(planted.kind in ("sum", "identity") for planted in self.planted)

    def is_dropped(self, *ids: str) -> bool:
        """Whether one of these cells is in a section that the report forgets."""
        return self.dropped == "cases" and any(i.startswith(CASES) for i in ids)


def applicable(format: str) -> tuple[str, ...]:
    """Kinds that a single report of a format can show; year-year takes two reports."""
    return tuple(
        kind for kind in ("sum", "identity", "text-table", "text-text", "percent", "form") if format != "2014" or kind != "identity"
    )


def plant(rng: random.Random, kinds: tuple[str, ...], format: str, plan: Plan) -> None:
    """Plant one mistake of each kind named, as often as it is named.

    Raises
    ------
    ValueError
        If a kind cannot be shown in one report of the format.
    NoRoomError
        If its figures leave no room for it.
    """
    for edit, kind in enumerate(kinds):
        if kind not in applicable(format):
            raise ValueError(f"{kind!r} cannot be planted in one report of {format}; choose among {', '.join(applicable(format))}")
        for _ in range(60):
            if _ATTEMPTS[kind](rng, format, plan, edit):
                break
        else:
            raise NoRoomError(f"no room for a mistake of kind {kind!r}; draw other figures")


def _edit_cells(format: str, plan: Plan, changes: dict[str, int], edit: int, note: str) -> bool:
    """Change cells, where every equation they stand in held before, and say which ones fail now."""
    if plan.is_dropped(*changes):
        return False
    touched = [equation for equation in equations(format) if set(equation.ids) & set(changes)]
    before = broken(format, plan.cells)
    if any(equation in before for equation in touched) or any((plan.cells[i] or 0) + by < 0 for i, by in changes.items()):
        return False
    topics = {topic for i in changes for start, names in _TOPICS.items() if i.startswith(start) for topic in names}
    topics |= {"staff"} if any(i.startswith("capacity") for i in changes) else set()
    if topics & plan.required:
        return False
    plan.muted |= topics
    for i, by in changes.items():
        plan.cells[i] = (plan.cells[i] or 0) + by
    for equation in broken(format, plan.cells):
        if equation in touched:
            left, right = equation.sides(plan.cells)  # expected: what the parts, or what was done and left, add up to
            plan.planted.append(Planted(equation.kind, equation.ids, right, left, note, edit))
    return True


def _sum(rng: random.Random, format: str, plan: Plan, edit: int) -> bool:
    """A total or a part that is off: by a slip of the pen, or the digits exchanged."""
    equation = rng.choice([equation for equation in equations(format) if equation.kind == "sum"])
    name = rng.choice((equation.left[0], *equation.right))
    if not any(plan.cells[i] for i in equation.ids) or "closed" in name or ("received" in name and format != "2014"):
        return False
    by = rng.choice((1, 1, 2, 3, 10, -1)) if rng.random() < 0.8 else _swapped(plan.cells[name])
    if format == "2014" and equation.left[0].startswith(CASES) and (by > 0) == (name == equation.left[0]):
        return False  # cases that are pending have no cell: a total larger than its parts may be right
    return by != 0 and _edit_cells(format, plan, {name: by}, edit, f"{name} is {by:+d}")


def _swapped(value: Number | None) -> int:
    digits = str(value or 0)
    return int(digits[::-1]) - int(digits) if digits.isdigit() else 0


def _identity(rng: random.Random, format: str, plan: Plan, edit: int) -> bool:
    """Applications that came in or went over without a trace: rows add up, columns do not."""
    stem = rng.choice(("applications.received", "applications.carried_in", "applications.carried_out"))
    column = rng.choice(("person", *APPLICANTS[:2]))
    if not plan.cells[f"applications.received.{column}"]:
        return False
    by = rng.choice((1, 2, 5))
    return _edit_cells(format, plan, {f"{stem}.{column}": by, f"{stem}.total": by}, edit, f"{stem} of {column} is {by:+d}")


def _claim(plan: Plan, required: set[str], muted: set[str]) -> bool:
    """Reserve topics for one mistake; False where another has them."""
    if required & (plan.muted | plan.required) or muted & plan.required:
        return False
    plan.required |= required
    plan.muted |= muted
    return True


def _text_table(rng: random.Random, format: str, plan: Plan, edit: int) -> bool:
    """The narrative states a number that its cell does not have."""
    ids = statement_ids(format)
    name = rng.choice([name for name in _STATED if name in ids])
    value = plan.cells[ids[name]]
    if not value or plan.is_dropped(ids[name]) or any(ids[name] in planted.ids for planted in plan.planted):
        return False
    stating, contradicting = _STATED[name]
    if not _claim(plan, set(stating), set(contradicting)):
        return False
    wrong = int(value) + rng.randint(1, max(2, int(value) // 5))
    if wrong in _also_meant(name, plan.cells):
        return False
    plan.numbers[name] = wrong
    plan.planted.append(Planted("text-table", (ids[name],), value, wrong, f"the narrative says {wrong}", edit))
    return True


def _also_meant(name: str, cells: Figures) -> set[Number]:
    """What else a number of applications may be: 受理申请29件 are those received, with those carried in, or those closed."""
    if name != "received":
        return set()
    values = {
        part: cells.get(f"applications.{part}.total") or cells.get(f"applications.{part}") or 0
        for part in ("received", "carried_in", "closed")
    }
    return {values["closed"], values["received"] + values["carried_in"]}


def _text_text(rng: random.Random, format: str, plan: Plan, edit: int) -> bool:
    """The narrative states a number twice, differently; or a part that exceeds its whole."""
    ids = statement_ids(format)
    if rng.random() < 0.5:
        items = int(plan.numbers["items"])
        if items < 3 or not _claim(plan, {"items", "slip_items"}, {"growth"}):
            return False
        wrong = items + rng.randint(1, max(2, items // 4))
        plan.numbers["items_wrong"] = wrong
        cell = (ids["items"],) if "items" in ids else ()
        plan.planted.append(Planted("text-text", cell, items, wrong, "items stated twice", edit))
        if cell:
            plan.planted.append(Planted("text-table", cell, items, wrong, "the second of them", edit, optional=True))
        return True
    received = plan.numbers["received"]
    if not received or not _claim(plan, {"slip_part"}, {"applied", "answered", "ways", "slip_share"}):
        return False
    plan.numbers["part_wrong"] = int(received) + rng.randint(1, 5)
    larger = plan.numbers["part_wrong"]
    plan.planted.append(Planted("text-text", (ids["received"],), received, larger, "a part exceeds its whole", edit))
    parts = tuple(name for name in plan.cells if name.startswith("applications.received.") and not name.endswith(".total"))
    plan.planted.append(Planted("text-table", parts, None, larger, "the cell of that part", edit, optional=True))
    return True


def _percent(rng: random.Random, format: str, plan: Plan, edit: int) -> bool:
    """A share or a growth that does not follow from the numbers beside it."""
    ids, numbers = statement_ids(format), plan.numbers
    off = rng.choice((7.5, 11, 20, -8))
    if rng.random() < 0.5 and numbers["items"] > numbers["items_before"] > 0:
        if not _claim(plan, {"slip_growth"}, {"items", "growth", "slip_items"}):
            return False
        right = share(numbers["items"] - numbers["items_before"], numbers["items_before"])
        numbers["growth_wrong"] = wrong = round(right + abs(off), 1)
        cell = (ids["items"],) if "items" in ids else ()
    else:
        if (
            numbers["received"] < 4
            or not numbers["online"]
            or not _claim(plan, {"slip_share"}, {"applied", "answered", "ways", "slip_part"})
        ):
            return False
        right = share(numbers["online"], numbers["received"])
        numbers["share_wrong"] = wrong = round(right - abs(off) if right > 60 else right + abs(off), 1)
        cell = (ids["received"],)
    plan.planted.append(Planted("percent", cell, right, wrong, f"follows: {right}%", edit))
    return True


def _form(rng: random.Random, format: str, plan: Plan, edit: int) -> bool:
    """A section that the form requires is missing, or the report came after the legal deadline."""
    if format == "2014" or rng.random() < 0.5:
        if plan.is_late:
            return False
        plan.is_late = True
        plan.planted.append(Planted("form", (), "deadline", "late", "published after the legal deadline", edit))
        return True
    section = rng.choice(SECTIONS)
    if plan.dropped or (
        section == "cases" and any(i.startswith(("review", "litigation")) for planted in plan.planted for i in planted.ids)
    ):
        return False
    plan.dropped = section
    plan.planted.append(Planted("form", (), section, None, "a section is missing", edit))
    return True


_ATTEMPTS = {
    "sum": _sum,
    "identity": _identity,
    "text-table": _text_table,
    "text-text": _text_text,
    "percent": _percent,
    "form": _form,
}
