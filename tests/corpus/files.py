"""Short reports of several bodies, and what a store holds of them."""

from __future__ import annotations

from pathlib import Path

from govnlp.corpus.schema import TABLES
from govnlp.corpus.store import Store

BODIES = ("海淀区水务局", "海淀区教育局", "昌平区民政局", "平谷区司法局", "大兴区统计局")


def text(body: int, year: int, received: int = 12) -> str:
    """A report of few lines; `received` is the number of applications."""
    name = "北京市" + BODIES[body]
    return (
        f"{name}{year}年政府信息公开工作年度报告\n\n一、总体情况\n\n{year}年，我局主动公开政府信息{100 + body}条，举办政府开放日{body + 1}场。\n\n"
        f"二、收到和处理政府信息公开申请情况\n\n全年收到政府信息公开申请{received}件，办结{received}件。\n"
    )


def corpus(folder: Path, bodies: int = 2, years: range = range(2019, 2022)) -> Path:
    """A folder with a report of each body and year."""
    folder.mkdir(parents=True, exist_ok=True)
    for body in range(bodies):
        for year in years:
            (folder / f"{body}-{year}.txt").write_text(text(body, year, 10 * body + year % 10), encoding="utf-8")
    return folder


def contents(store: Path) -> dict[str, list[tuple]]:
    """All rows of all tables, in an order of their own, to compare stores by."""
    opened = Store(store)
    return {name: sorted(map(repr, opened.table(name).to_pylist())) for name in TABLES}
