"""Two reports of one agency as a person likes to read them side by side."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from govnlp.comparison import Change, Comparison
from govnlp.gazetteers import table


def show(comparison: Comparison, console: Console | None = None) -> None:
    """Print the series with their changes, what does not follow on, what is gained and lost, how much is the same."""
    for part in _parts(comparison):
        (console or Console()).print(part)


def _parts(comparison: Comparison) -> Iterator[RenderableType]:
    earlier, later = comparison.earlier, comparison.later
    agency = later.agency or earlier.agency
    yield Text(f"{agency.name if agency else '（机构未见）'}  {earlier.year} → {later.year}", style="bold")
    yield _numbers(comparison)
    for finding in comparison.findings:
        yield Text(f"不衔接  {finding.message}", style="red")
    for name, found in (("标题", comparison.sections), ("举措", comparison.initiatives)):
        for mark, items in (("新增", found.gained), ("不再", found.lost)):
            if items:
                yield Text(f"{name}{mark}  " + "、".join(items))
    same = comparison.same_sentences
    yield Text("句子与上年相同  " + ("无可比句子" if same is None else f"{same:.0%}"))


def _numbers(comparison: Comparison) -> RenderableType:
    """The series of which either report has any."""
    names = {row["series"]: row["name"] for row in table("series_names")}
    units = {row["series"]: row["unit"] for row in table("series")}
    grid = Grid(box=None)
    for name in ("", "", str(comparison.earlier.year), str(comparison.later.year), "增减", "%"):
        grid.add_column(name, justify="left" if not name else "right")
    for change in comparison.changes:
        if change.before or change.after:
            grid.add_row(*(Text(cell) for cell in (names[change.series], units[change.series], *_cells(change))))
    return grid


def _cells(change: Change) -> Iterator[str]:
    for value, sign in ((change.before, ""), (change.after, ""), (change.change, "+"), (change.percent, "+")):
        yield "" if value is None else f"{value:{sign},}"
