"""Tables of the reference, from `govnlp/data` and the schema of a store."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

import pyarrow

from docs.gen.words import chinese
from govnlp.corpus.schema import TABLES
from govnlp.gazetteers import table
from govnlp.pipeline import models

Row = dict[str, str]
KINDS = {row["key"]: row["word"] for row in table("page_words") if row["group"] in ("check", "severity")}


def markdown(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def form(year: str) -> str:
    """The cells of a form, table by table: a wide table as one row a label, the others as one row a cell."""
    rows = [row for row in table("indicators") if row["format"] == year]
    parts = []
    for title in dict.fromkeys(row["table"] for row in rows):
        cells = [row for row in rows if row["table"] == title]
        wide = len({row["column"] for row in cells}) > 6 and is_regular(cells)
        parts.append(f"## {title}\n\n" + (_wide(cells) if wide else _long(cells)))
    return "\n".join(parts)


def is_regular(cells: list[Row]) -> bool:
    """Whether every column has one ending of its ids, whatever the row."""
    endings: dict[str, set[str]] = {}
    for cell in cells:
        endings.setdefault(cell["column"], set()).add(cell["id"].rpartition(".")[2])
    return all(len(found) == 1 for found in endings.values())


def _wide(cells: list[Row]) -> str:
    columns = {cell["column"]: cell["id"].rpartition(".")[2] for cell in cells}
    ending = markdown(["列", "指标名的末段"], ([_path(column), f"`{end}`"] for column, end in columns.items()))
    rows: dict[str, list[Row]] = {}
    for cell in cells:
        rows.setdefault(cell["row"], []).append(cell)
    lines = []
    for label, its in rows.items():
        series = next((cell["series"] for cell in its if cell["series"]), "")
        lines.append([_path(label), f"`{its[0]['id'].rpartition('.')[0]}.…`", f"`{series}`" if series else ""])
    head = ["行", "指标名", "总计列所属序列"]
    return f"指标名由行的名字加列的末段组成，单位都是{cells[0]['unit']}。各列的末段：\n\n{ending}\n各行的名字：\n\n{markdown(head, lines)}"


def _long(cells: list[Row]) -> str:
    one = len({cell["column"] for cell in cells}) == 1
    head = ["行", *([] if one else ["列"]), "指标名", "单位", "序列"]
    lines = (
        [_path(cell["row"]), *([] if one else [_path(cell["column"])]), f"`{cell['id']}`", cell["unit"], _code(cell["series"])]
        for cell in cells
    )
    return markdown(head, lines)


def _path(label: str) -> str:
    return label.replace("增/减", "增\0减").replace("/", " › ").replace("\0", "/")


def _code(name: str) -> str:
    return f"`{name}`" if name else ""


def series(form_: str) -> str:
    """Series: with `all`, where each is asked for; with `breaks`, what must not be joined, and since when."""
    rows = table("series")
    if form_ == "all":
        mark = [
            [_code(r["series"]), chinese(r["meaning"]), r["unit"], *("✓" if f in r["forms"].split() else "" for f in FORMS)] for r in rows
        ]
        return markdown(["序列", "数的是什么", "单位", *FORMS], mark)
    return markdown(["序列", "哪里断开、不能连接什么"], ([_code(r["series"]), chinese(r["break"])] for r in rows if r["break"]))


FORMS = ("2014", "2019", "2021")


def check(name: str) -> str:
    """Kind, severity, tolerance and source of a check."""
    row = next(row for row in table("checks") if row["check"] == name)
    kinds = f"`{row['kind']}`（{KINDS[row['kind']]}）"
    facts = [("种类", kinds), ("失败时", f"`{row['severity']}`（{KINDS[row['severity']]}）"), ("容差", row["tolerance"])]
    facts += [("说明", chinese(row["note"])), ("依据", chinese(row["source"]))]
    return "\n".join(f"- **{name}**：{fact}" for name, fact in facts if fact) + "\n"


def equations(form_: str) -> str:
    """The equations of a form."""
    signs = {"=": "两边合计相等", ">=": "左边不小于右边之和", "each": "左边不小于右边任何一项"}
    lines = (
        [" ".join(f"`{term}`" for term in row["left"].split()), signs[row["relation"]], " ".join(f"`{t}`" for t in row["right"].split()),
         f"`{row['kind']}`"]
        for row in table("equations")
        if form_ in row["formats"].split()
    )  # fmt: skip
    return markdown(["左边", "关系", "右边", "种类"], lines)


def parts(_: str) -> str:
    """The sections that a form requires."""
    return markdown(["必备部分", "依据"], ([row["part"], chinese(row["source"])] for row in table("form_parts")))


def deadlines(_: str) -> str:
    """The last day of publication by year and kind of agency."""
    return markdown(["报告年度", "机关名称（按名称的结尾判断）", "最后期限", "逾期时", "依据"], map(_deadline, table("deadlines")))


def _deadline(row: Row) -> list[str]:
    years = f"{row['from']}–{row['until']}" if row["until"] else f"{row['from']} 起"
    names = _endings(row["agency"]) or ("各级行政机关" if row["until"] else "其他")
    day = f"次年 {row['month']} 月 {row['day']} 日" if row["month"] else "不核对"
    return [years, names, day, KINDS.get(row["severity"], ""), chinese(row["source"])]


def _endings(pattern: str) -> str:
    """The endings of names that a pattern stands for: `(?:镇|乡)人民政府$|管委会$` → 镇人民政府、乡人民政府、管委会."""
    plain = re.sub(r"([^|]*)\[(.)(.)\]", r"\1\2|\1\3", pattern.replace("$", ""))
    plain = re.sub(r"\(\?:([^()]*)\)([^|]*)", lambda group: "|".join(part + group[2] for part in group[1].split("|")), plain)
    return "、".join(filter(None, plain.split("|")))


def themes(_: str) -> str:
    """How well each theme is found."""
    scores = json.loads((models() / "zh_govnlp" / "meta.json").read_text(encoding="utf-8"))["performance"]["themes"]
    return markdown(["主题", "F1（测试集）"], ([theme, f"{f1:.3f}"] for theme, f1 in scores["f1"].items()))


def store(_: str) -> str:
    """The tables of a store."""
    return "\n".join(_table(name) for name in TABLES)


def _table(name: str) -> str:
    lines = ([f"`{field.name}`", _type(field.type), chinese(field.metadata[b"description"].decode())] for field in TABLES[name])
    return f"## {name}\n\n" + markdown(["列", "类型", "内容"], lines)


def _type(kind: pyarrow.DataType) -> str:
    types = pyarrow.types
    if types.is_list(kind):
        return "结构的列表" if types.is_struct(kind.value_type) else "字符串的列表"
    words = {"string": "字符串", "int32": "整数", "double": "小数", "date32[day]": "日期"}
    return words[str(kind)]


def notes() -> Iterator[str]:
    """Every note that the pages show."""
    for name, columns in {
        "series": ("meaning", "break"),
        "checks": ("note", "source"),
        "form_parts": ("source",),
        "deadlines": ("source",),
    }.items():
        yield from (row[column] for row in table(name) for column in columns)
    for schema in TABLES.values():
        yield from (field.metadata[b"description"].decode() for field in schema)
