"""A report as a person likes to read it in a terminal: masthead, key numbers, sections with themes, entities coloured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from govnlp.report import Entity, Report, Segment

COLOURS = {
    "AGENCY": "bold blue",
    "DATE": "magenta",
    "COUNT": "bold green",
    "MONEY": "bold yellow",
    "PERCENT": "bold cyan",
    "INITIATIVE": "bold red",
    "POLICY": "underline",
}
NAMES = {"AGENCY": "机构", "DATE": "日期", "COUNT": "数量", "MONEY": "金额", "PERCENT": "百分比", "INITIATIVE": "举措", "POLICY": "文件"}
LARGEST = 8  # key numbers shown
MARGIN = 14  # cells for the themes beside the text


def summary(report: Report) -> RenderableType:
    """All that is shown of one report."""
    return Group(_masthead(report), _key_numbers(report), *_sections(report), _legend(report))


def show(report: Report, console: Console) -> None:
    """Print the summary."""
    console.print(summary(report))


def _masthead(report: Report) -> RenderableType:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    agency = report.agency
    facts = (
        ("机构", agency and " · ".join(filter(None, (agency.name, agency.region, agency.level and agency.level + "级")))),
        ("年度", report.year and str(report.year)),
        ("发布", report.published and report.published.isoformat()),
        ("字体", "繁体" if report.script == "Hant" else "简体"),
        ("表式", report.format and f"{report.format}年格式" + ("" if any(table.format for table in report.tables) else "（按年度推定）")),
        ("内容", f"{len(report.sections)} 个标题，{len(report.segments)} 段，{len(report.entities)} 处标注，{len(report.tables)} 张表"),
    )
    for name, value in facts:
        grid.add_row(name, Text(value or "未见"))
    return Panel(grid, title=Text(report.title or "（无标题）", style="bold"), title_align="left", border_style="dim")


def _key_numbers(report: Report) -> RenderableType:
    """The largest counts and all money, each with the words around it."""
    numbers = [
        entity
        for entity in report.entities
        if entity.label == "MONEY" or (entity.label == "COUNT" and entity.unit in ("条", "件", "次", "人次", "万人次", "篇", "期", "场"))
    ]
    ranked = sorted(numbers, key=lambda entity: (entity.label != "MONEY", -float(entity.value or 0)))[:LARGEST]
    if not ranked:
        return Text("")
    grid = Grid(box=None, show_header=False, padding=(0, 2))
    grid.add_column(justify="right", style="bold green", no_wrap=True, min_width=max(cell_len(_number(entity)) for entity in ranked))
    grid.add_column(style="dim", no_wrap=True, overflow="ellipsis")
    for entity in sorted(ranked, key=lambda entity: entity.start):
        grid.add_row(_number(entity), _context(report, entity))
    return Group(Text("主要数字", style="bold"), Padding(grid, (0, 0, 1, 0)))


def _number(entity: Entity) -> str:
    sign = {">": "＞", "<": "＜", "~": "约"}.get(entity.bound or "", "")
    return f"{sign}{entity.value:,} {entity.unit or ''}".strip() if isinstance(entity.value, (int, float)) else entity.text


def _context(report: Report, entity: Entity) -> str:
    segment = report.segments[entity.segment]
    before = report.text[max(segment.start, entity.start - 24) : entity.start]
    for mark in "。；;，,：:":
        before = before.split(mark)[-1] if len(before.split(mark)[-1]) > 2 else before
    return before + report.text[entity.start : min(segment.end, entity.end + 8)]


def _sections(report: Report) -> Iterator[RenderableType]:
    """Headings, and under each its segments."""
    path: tuple[str, ...] = ()
    for index, segment in enumerate(report.segments):
        for depth, heading in enumerate(segment.section):
            if path[: depth + 1] != segment.section[: depth + 1]:
                yield Text(("\n" if depth == 0 else "") + "  " * depth + heading, style="bold" if depth == 0 else "bold dim")
        path = segment.section
        yield _segment(report, segment, index)


def _segment(report: Report, segment: Segment, index: int) -> RenderableType:
    """Themes in the margin, the text beside them."""
    body = Text(segment.text, overflow="fold")
    for entity in report.entities:
        if entity.segment == index:
            body.stylize(COLOURS[entity.label], entity.start - segment.start, entity.end - segment.start)
    lines = [f"{theme} {score:.2f}" for theme, score in segment.themes]
    if segment.aspect:
        lines[0] = lines[0].replace("问题/改进", segment.aspect)
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=MARGIN, style="dim cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row("\n".join(lines), body)
    return grid


def _legend(report: Report) -> RenderableType:
    counts = Counter(entity.label for entity in report.entities)
    line = Text("\n")
    for label, colour in COLOURS.items():
        line.append(f"{NAMES[label]} {label} {counts[label]}", style=colour)
        line.append("   ")
    return line
