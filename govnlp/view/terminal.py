"""A report as a person likes to read it in a terminal: masthead, key numbers, what does not agree, sections, entities coloured."""

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
from govnlp.view.facts import verdict
from govnlp.view.words import word

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
FRAME = 6  # cells that the frame takes of the line of the title
MARGIN = 14  # cells for the themes beside the text


def summary(report: Report, width: int = 80) -> RenderableType:
    """All that is shown of one report; a title that is wider than `width` stands above the frame, not in it."""
    return Group(*_masthead(report, width), *_key_numbers(report), *_findings(report), *_sections(report), *_legend(report))


def show(report: Report, console: Console) -> None:
    """Print the summary."""
    console.print(summary(report, console.width))


def _masthead(report: Report, width: int) -> Iterator[RenderableType]:
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
    for name, value in (*facts, ("核对", _checked(report))):
        grid.add_row(name, Text(value or "未见"))
    title = Text(report.title or "（无标题）", style="bold")
    fits = title.cell_len + FRAME <= width
    if not fits:
        yield title
    yield Panel(grid, title=title if fits else None, title_align="left", border_style="dim")


def _checked(report: Report) -> str:
    """What the checks came to."""
    found = verdict(report)
    if not found:
        return "没有可供核对的数字"
    counts = "，".join(f"{count} 处{name}" for count, name, _ in found.findings) or found.words
    return f"{counts}（{found.held} 项相符，{found.failed} 项不符，{found.unknown} 项无从核对）"


def _findings(report: Report) -> Iterator[RenderableType]:
    """What does not agree, numbered as in the page."""
    if not report.findings:
        return
    grid = Grid(box=None, show_header=False, padding=(0, 1))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for number, finding in enumerate(report.findings, 1):
        style = "bold red" if finding.severity == "error" else "bold"
        kind = f"{word('severity', finding.severity)}·{word('check', finding.kind)}"
        grid.add_row(Text(f"{number}", style=style), Text(kind, style=style), Text(finding.message))
    yield Group(Text("核对结果", style="bold"), Padding(grid, (0, 0, 1, 0)))


def _key_numbers(report: Report) -> Iterator[RenderableType]:
    """The largest counts and all money, each with the words around it."""
    numbers = [
        entity
        for entity in report.entities
        if entity.label == "MONEY" or (entity.label == "COUNT" and entity.unit in ("条", "件", "次", "人次", "万人次", "篇", "期", "场"))
    ]
    ranked = sorted(numbers, key=lambda entity: (entity.label != "MONEY", -float(entity.value or 0)))[:LARGEST]
    if not ranked:
        return
    grid = Grid(box=None, show_header=False, padding=(0, 2))
    grid.add_column(justify="right", style="bold green", no_wrap=True, min_width=max(cell_len(_number(entity)) for entity in ranked))
    grid.add_column(style="dim", no_wrap=True, overflow="ellipsis")
    for entity in sorted(ranked, key=lambda entity: entity.start):
        grid.add_row(_number(entity), _context(report, entity))
    yield Group(Text("主要数字", style="bold"), Padding(grid, (0, 0, 1, 0)))


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


def _legend(report: Report) -> Iterator[RenderableType]:
    """How many entities there are of each kind, in its colour."""
    counts = Counter(entity.label for entity in report.entities)
    parts = [Text(f"{NAMES[label]} {label} {counts[label]}", style=colour) for label, colour in COLOURS.items() if counts[label]]
    if parts:
        yield Text("\n") + Text("   ").join(parts)
