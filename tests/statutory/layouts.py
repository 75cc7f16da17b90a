"""The statutory forms filled in, and laid out in every way that reports have them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from html import escape

from govnlp.statutory.formats import forms

ARTICLES = {"规章": "（一）", "行政许可": "（五）", "行政处罚": "（六）", "行政事业性收费": "（八）", "政府集中采购": "（九）"}
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
APPLICANTS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")


@dataclass
class Cell:
    """A cell with its spans; `id` and `value` where it is an indicator's."""

    text: str
    height: int = 1
    width: int = 1
    id: str | None = None


@dataclass
class Sheet:
    """Tables as rows of cells, and what they say: indicator → value."""

    tables: list[list[list[Cell]]] = field(default_factory=list)
    values: dict[str, int | float | None] = field(default_factory=dict)


def fill(format: str, blank: str | None = None, seed: int = 3) -> Sheet:
    """The form with numbers that add up; every fifth indicator blank, where `blank` says how (`""`, `/`)."""
    from govnlp.gazetteers import table

    rows = [row for row in table("indicators") if row["format"] == format]
    sheet = Sheet()
    for index, row in enumerate(rows):
        value: int | float = (index * 7 + seed) % 90 if index % 4 else (index * 37 + seed) % 4000
        sheet.values[row["id"]] = value + 0.25 if row["unit"] == "万元" else value
    _add_up(sheet.values)
    if blank is not None:
        for index, id in enumerate(sheet.values):
            if index % 5 == 2 and not id.endswith(".total"):
                sheet.values[id] = None
        _add_up(sheet.values)
    build = {"2014": (_statistics,)}.get(format, (_disclosure, _applications, _reviews))
    sheet.tables = [make(format, sheet.values, blank or "") for make in build]
    return sheet


def _add_up(values):
    """Every `.total` the sum of its neighbours."""
    for id in values:
        stem = id.removesuffix(".total")
        if (stem != id and f"{stem}.person" in values) or stem in ("review", "litigation.direct", "litigation.after_review"):
            values[id] = sum(values[other] or 0 for other in values if other.rpartition(".")[0] == stem and other != id)


def _cell(id, values, blank):
    value = values[id]
    return Cell(blank if value is None else str(value), id=id)


def _labels(format, title):
    from govnlp.gazetteers import table

    rows: dict[str, list] = {}
    for row in table("indicators"):
        if row["format"] == format and row["table"] == title:
            rows.setdefault(row["row"], []).append(row)
    return rows


def _disclosure(format, values, blank):
    rows, header = [], None
    for label, fields in _labels(format, forms(format)[0].title).items():
        columns = [row["column"] for row in fields]
        if label in ARTICLES:
            rows.append([Cell(f"第二十条第{ARTICLES[label]}项", width=4)])
            header = None
        if columns != header:
            header = columns
            units = {"本年收费金额": "本年收费金额（单位：万元）", "采购总金额": "采购总金额（万元）"}
            rows.append([Cell("信息内容"), *_spread([Cell(units.get(column, column)) for column in columns])])
        rows.append([Cell(label), *_spread([_cell(row["id"], values, blank) for row in fields])])
    return rows


def _spread(cells):
    """Fewer than three cells share three columns."""
    cells[-1].width = 4 - len(cells)
    return cells


def _applications(format, values, blank):
    rows = [
        [Cell(NOTE, height=3, width=3), Cell("申请人情况", width=7)],
        [Cell("自然人", height=2), Cell("法人或其他组织", width=5), Cell("总计", height=2)],
        [Cell(name) for name in APPLICANTS],
    ]
    labels = _labels(format, forms(format)[1].title)
    paths = [label.split("/") for label in labels]
    seen: list[str] = []
    for path, fields in zip(paths, labels.values(), strict=True):
        cells = []
        for depth, label in enumerate(path):
            if path[: depth + 1] == seen[: depth + 1]:
                continue
            height = sum(other[: depth + 1] == path[: depth + 1] for other in paths)
            cells.append(Cell(label.replace("(", "（").replace(")", "）"), height, 1 if depth < len(path) - 1 else 3 - depth))
        seen = path
        rows.append([*cells, *(_cell(row["id"], values, blank) for row in fields)])
    return rows


def _reviews(format, values, blank):
    outcomes = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    fields = [row for rows in _labels(format, forms(format)[2].title).values() for row in rows]
    return [
        [Cell("行政复议", width=5), Cell("行政诉讼", width=10)],
        [*(Cell(name, height=2) for name in outcomes), Cell("未经复议直接起诉", width=5), Cell("复议后起诉", width=5)],
        [Cell(name) for _ in range(2) for name in outcomes],
        [_cell(row["id"], values, blank) for row in fields],
    ]


def _statistics(format, values, blank):
    rows = [[Cell("政府信息公开情况统计表", width=3)], [Cell("统 计 指 标"), Cell("单位"), Cell("统计数")]]
    seen: set[str] = set()
    for path, fields in _labels(format, forms(format)[0].title).items():
        own = "/".join(path.split("/"))
        steps = own.split("/")
        for depth in range(1, len(steps)):
            parent = "/".join(steps[:depth])
            if parent not in seen and parent not in _labels(format, forms(format)[0].title):
                rows.append([Cell(steps[depth - 1]), Cell(""), Cell("")])
            seen.add(parent)
        seen.add(own)
        rows.append([Cell(steps[-1]), Cell(fields[0]["unit"]), _cell(fields[0]["id"], values, blank)])
    return rows


def disguise(sheet, seed):
    """The sheet as many hands fill it in: full-width digits, thousands, footnote marks, labels reworded, shortened, without numbers."""
    from govnlp.gazetteers import table

    chance = random.Random(seed)
    variants: dict[str, list[str]] = {}
    for row in table("table_labels"):
        variants.setdefault(row["label"], []).append(row["variant"])
    for cell in (cell for rows in sheet.tables for row in rows for cell in row):
        if cell.id and chance.random() < 0.2:
            wide = cell.text.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
            thousands = f"{int(cell.text):,}" if cell.text.isdigit() else cell.text
            cell.text = chance.choice([wide, thousands, cell.text and cell.text + "*", f" {cell.text} "])
        elif not cell.id and chance.random() < 0.5:
            known = variants.get(cell.text.replace("（", "(").replace("）", ")"), [cell.text])
            unmarked = re.sub(r"^(（.）|\d\.|[一二三四五六七八九]、)", "", cell.text)
            cell.text = chance.choice(
                [*known, unmarked, cell.text + "（注）", cell.text.replace(".", "、"), cell.text[: max(9, len(cell.text) - 2)]]
            )
    return sheet


def cut(table, at):
    """The table in two, as a page break cuts it: what spans the cut goes on in an empty cell."""
    upper, lower = [list(row) for row in table[:at]], [list(row) for row in table[at:]]
    rest = []
    for down, row in enumerate(upper):
        for index, cell in enumerate(row):
            if (left := down + cell.height - at) > 0:
                row[index] = Cell(cell.text, cell.height - left, cell.width, cell.id)
                rest.append(Cell("", left, cell.width))
    lower[0] = [*rest, *lower[0]]
    return upper, lower


def grid(table):
    """Rows of equal width, spans laid out with empty cells."""
    laid: dict[tuple[int, int], str] = {}
    for down, row in enumerate(table):
        right = 0
        for cell in row:
            while (down, right) in laid:
                right += 1
            for y in range(cell.height):
                for x in range(cell.width):
                    laid[down + y, right + x] = cell.text if (y, x) == (0, 0) else ""
    width = max(x for _, x in laid) + 1
    return [[laid.get((y, x), "") for x in range(width)] for y in range(len(table))]


def html(sheet):
    """Tables with rowspan and colspan."""
    return "\n".join(
        "<table>"
        + "".join(
            "<tr>"
            + "".join(f'<td rowspan="{c.height}" colspan="{c.width}"><p><span>{escape(c.text)}</span></p></td>' for c in row)
            + "</tr>"
            for row in table
        )
        + "</table>"
        for table in sheet.tables
    )


def pipes(sheet):
    """A row a line, merged cells dropped, their width as pipes at the end."""
    return "\n\n".join(
        "\n".join(" | ".join(c.text for c in row) + " |" + "|" * sum(c.width - 1 for c in row) for row in table) for table in sheet.tables
    )


def pipe_lines(sheet):
    """A cell a line, a pipe behind it; a row begins with a pipe of its own."""
    return "\n\n".join("\n".join("|\n" + "\n".join(f"{c.text} |".strip() for c in row) for row in table) for table in sheet.tables)


def pipes_behind(sheet):
    """A cell a line, a pipe behind it; the width of merged cells as pipes on a line of their own."""
    return "\n\n".join(
        "\n".join("\n".join(f"{c.text} |".strip() for c in row) + "\n" + "|" * (1 + sum(c.width - 1 for c in row)) for row in table)
        for table in sheet.tables
    )


def pipes_between(sheet):
    """A cell a line, pipes on lines between."""
    return "\n\n".join("\n".join(f"{c.text}\n|" for row in table for c in row) for table in sheet.tables)


def cell_a_line(sheet):
    """A cell a line, blank lines between."""
    return "\n\n".join("\n\n".join(c.text for row in table for c in row if c.text) for table in sheet.tables)


def spaces(sheet):
    """A row a line, cells set off by spaces, as a PDF's text has them."""
    return "\n\n".join("\n".join(" ".join(c.text.replace(" ", "") for c in row if c.text) for row in table) for table in sheet.tables)


def wide_spaces(sheet):
    """A row a line, cells set off by several spaces, merged ones as gaps."""
    return "\n\n".join("\n".join("    ".join(grid_row).rstrip() for grid_row in grid(table)) for table in sheet.tables)


def tabs(sheet):
    """A row a line, cells set off by tabs, merged ones empty."""
    return "\n\n".join("\n".join("\t".join(row) for row in grid(table)) for table in sheet.tables)


def one_line(sheet):
    """All tables in one line."""
    return spaces(sheet).replace("\n", " ")


LAYOUTS = (html, pipes, pipe_lines, pipes_behind, pipes_between, cell_a_line, spaces, wide_spaces, tabs, one_line)
KEEP_BLANKS = (html, pipes, pipe_lines, pipes_behind, pipes_between, tabs)
