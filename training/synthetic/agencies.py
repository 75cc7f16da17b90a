"""Bodies that report: of real regions, with offices as such regions have them. Their figures are invented."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from govnlp.gazetteers import table
from govnlp.regions import MUNICIPALITIES, Region, by_name

_TOWNS = "城关 东风 新城 太平 三河 石桥 龙泉 青山 白云 和平 大河 双桥 长岭 永安 兴隆 柳林 清水 高桥 梅林 南山".split()
_HALLS = frozenset(
    f"{work}局"
    for work in "教育 民政 司法 财政 公安 审计 商务 水务 交通运输 自然资源 生态环境 农业农村 文化和旅游 应急管理 退役军人事务 "
    "人力资源和社会保障 住房和城乡建设 工业和信息化 科学技术".split()
)
"""A 局 of cities and counties that is a 厅 in a province; the others are a 局 there too."""


@dataclass(frozen=True)
class Body:
    """A reporting body: its full name, as its title may have it, its place, its level, as it calls itself."""

    name: str
    title: str
    region: Region | None
    level: str
    we: str
    is_government: bool

    @property
    def place(self) -> str:
        """What the text calls its territory: 全市, 全县 …"""
        return {"国家": "全系统", "乡": "全" + self.we[1:]}.get(self.level, "全" + (self.region.name[-1] if self.region else "市"))


@cache
def _regions(level: str) -> tuple[Region, ...]:
    every = (region for regions in by_name().values() for region in regions if region.level == level and not region.until)
    found = [region for region in every if not region.path[0].endswith("特别行政区") and region.path[0] != "台湾省"]
    usual = ("省", "市", "区", "县", "州", "旗", "盟")
    return tuple(sorted({region.code: region for region in found if region.name.endswith(usual)}.values(), key=lambda r: r.code))


@cache
def _central() -> tuple[str, ...]:
    """Central authorities that exist today."""
    rows = (row for row in table("agency_kinds") if row["kind"] == "中央" and row["level_hint"] == "国家")
    return tuple(
        row["suffix"]
        for row in rows
        if row["suffix"].endswith(("部", "局", "署", "总局")) and row["suffix"][:2] not in ("中共", "中央") and not row["note"]
    )


@cache
def _offices() -> tuple[tuple[str, str], ...]:
    """Kinds of offices of regional governments that exist today, with the levels that have them."""
    rows = (row for row in table("agency_kinds") if row["kind"] == "部门" and not row["note"] and row["suffix"].endswith(("局", "委员会")))
    return tuple((row["suffix"], row["level_hint"]) for row in rows)


def draw(rng: random.Random, level: str | None = None) -> Body:
    """A body of a level, or of any: a people's government, an office of one, a town or subdistrict, a central authority."""
    level = level or rng.choices(("国家", "省", "市", "县", "乡"), (3, 8, 19, 45, 25))[0]
    if level == "国家":
        name = rng.choice(_central())
        return Body(name, name, None, level, "我" + name[-1], False)
    region = rng.choice(_regions("县" if level == "乡" else level))
    if level == "乡":
        return _town(rng, region)
    place, tier = region.official, region.name[-1]
    if rng.random() < 0.4:
        body = "行政公署" if tier == "盟" or region.name.endswith("地区") else "人民政府"
        return Body(place + body, rng.choice((place + body, place, region.name)), region, level, "我" + tier, True)
    kind = rng.choice([kind for kind, levels in _offices() if level in levels or not levels])
    if level == "省" and region.name not in MUNICIPALITIES and kind in _HALLS:
        kind = kind[:-1] + "厅"
    own = {"局": "我局", "厅": "我厅"}.get(kind[-1], "我委")
    return Body(place + kind, rng.choice((place + kind, place + kind, region.name + kind)), region, level, own, False)


def _town(rng: random.Random, region: Region) -> Body:
    kind = rng.choice(("镇", "镇", "乡", "街道"))
    if region.name.endswith("区") and rng.random() < 0.6:
        kind = "街道"
    short = rng.choice(_TOWNS) + kind
    name = region.official + short + ("办事处" if kind == "街道" else "人民政府")
    return Body(name, rng.choice((name, region.name + short)), region, "乡", "我" + kind, kind != "街道")
