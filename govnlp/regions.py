"""Regions of China: which one a name means, of which tier, and its place in the hierarchy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from govnlp.gazetteers import Gazetteer, alternatives, column, table

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
"""Cities that are provinces."""
PARENTS = tuple(column("agency_parts", "word", role="parent"))
"""Central bodies that come before the place in the names of their local offices."""


@dataclass(frozen=True, slots=True)
class Region:
    """A province, prefecture or county; `path` is its names from the province down."""

    code: str
    name: str
    level: str
    path: tuple[str, ...]
    until: str = ""

    @property
    def official(self) -> str:
        """The place part of official names: a district stands with its city (`北京市海淀区`, `衢州市柯城区`), others alone."""
        is_district = self.level == "县" and self.name.endswith("区") and not self.name.endswith("自治区")
        return self.path[-2] + self.name if is_district and len(self.path) > 1 and self.path[-2].endswith("市") else self.name


@cache
def _by_code() -> dict[str, Region]:
    regions: dict[str, Region] = {}
    for row in table("regions"):
        parent = regions.get(row["parent"])
        path = ((*parent.path, row["name"]) if parent else (row["name"],)) if row["level"] != "省" else (row["name"],)
        region = Region(row["code"], row["name"], row["level"], path, row["until"])
        if not row["until"]:
            regions[row["code"]] = region
        else:
            regions.setdefault(row["code"] + row["name"], region)
    return regions


@cache
def by_name() -> dict[str, tuple[Region, ...]]:
    """All regions that bear a full name (`鼓楼区` is several), those that exist now first; `甘孜州` is one too."""
    found: dict[str, tuple[Region, ...]] = {}
    for region in sorted(_by_code().values(), key=lambda r: r.until):
        found[region.name] = (*found.get(region.name, ()), region)
    for region in _by_code().values():
        if "自治" in region.name and region.level != "省":
            found.setdefault(short_name(region.name) + region.name[-1], (region,))
    for row in table("region_short_names"):
        found.setdefault(row["short"], found[row["name"]])
    return found


def short_name(name: str) -> str:
    """`海淀区` → `海淀`, `恩施土家族苗族自治州` → `恩施`; a name of one character keeps its suffix (`赵县`)."""
    short = _suffix().sub("", name)
    return short if len(short) > 1 else name


@cache
def _suffix() -> re.Pattern[str]:
    peoples = alternatives(column("ethnic_groups", "name"))
    return re.compile(rf"(?:(?:{peoples})*自治[区州县旗]|特别行政区|地区|[省市区县州旗盟])$")


@cache
def gazetteer() -> Gazetteer:
    """Full names of regions."""
    return Gazetteer((name, {"name": name}) for name in by_name())


@cache
def by_short_name() -> dict[str, tuple[Region, ...]]:
    """Provinces and prefectures by their short names, for `大连海关` or `湖南`."""
    found: dict[str, tuple[Region, ...]] = {}
    for name, regions in by_name().items():
        upper = tuple(region for region in regions if region.level != "县")
        if upper:
            found[short_name(name)] = (*found.get(short_name(name), ()), *upper)
    return found


@cache
def short_gazetteer() -> Gazetteer:
    """Short names of provinces and prefectures."""
    return Gazetteer((name, {"name": name}) for name in by_short_name())


@cache
def all_short_gazetteer() -> Gazetteer:
    """Short names of regions of every level, those of counties of two characters and more among them: 台山."""
    return Gazetteer((short, {"name": short}) for name in by_name() if len(short := short_name(name)) > 1 and short != name)


@cache
def _below() -> dict[str, tuple[Region, ...]]:
    """Cities and counties that exist now by their short names."""
    found: dict[str, tuple[Region, ...]] = {}
    for region in _by_code().values():
        short = short_name(region.name)
        if region.level != "省" and not region.until and short != region.name:
            found[short] = (*found.get(short, ()), region)
    return found


def below(region: Region, words: str) -> Region | None:
    """The city or county within `region` by whose short name `words` begin (合川 in 重庆), the upper of two; None where none does."""
    for length in (4, 3, 2):
        inner = [place for place in _below().get(words[:length], ()) if region.name in place.path[:-1]]
        if inner and len(words) > length:
            return min(inner, key=lambda place: len(place.path))
    return None


def resolve(names: list[str], context: str = "") -> Region | None:
    """The region that a chain of names means (`["衢州市", "柯城区"]`), with the page's text to tell namesakes apart.

    None where no region bears the last name, or several do and neither the chain nor the context tells which.
    """
    if not names:
        return None
    candidates = list(by_name().get(names[-1]) or by_short_name().get(names[-1], ()))
    if len(names) > 1:
        within = [region for region in candidates if set(names[:-1]) <= set(region.path)]
        candidates = within or candidates
    if len(candidates) > 1:
        living = [region for region in candidates if not region.until]
        candidates = living or candidates
    if len(candidates) > 1:
        scores = [sum(context.count(short_name(name)) for name in region.path[:-1]) for region in candidates]
        best = max(scores)
        candidates = [region for region, score in zip(candidates, scores, strict=True) if score == best and score > 0]
    return candidates[0] if len(candidates) == 1 else None


_ORGANISATIONS = re.compile("中国共产党|中国共产主义青年团|中国人民政治协商会议|共青团")


def code_of(agency: str) -> str | None:
    """The six-digit code (GB/T 2260) of the place that a full name of an agency begins with; None where it names none."""
    prefix = re.match("|".join(PARENTS), agency) or _ORGANISATIONS.match(agency)
    found = resolve(leading(agency[prefix.end() :] if prefix else agency)[0])
    return found.code[:6] if found else None


def province_of(code: str) -> str | None:
    """The province that a six-digit code (GB/T 2260) lies in; None where no province begins so."""
    found = _by_code().get(code[:2] + "0000")
    return found.name if found else None


def leading(text: str) -> tuple[list[str], int]:
    """Names of regions at the beginning of `text`, outermost first, and where they end."""
    names: list[str] = []
    position = 0
    while True:
        for length in range(min(15, len(text) - position), 1, -1):
            word = text[position : position + length]
            if word in by_name() or (not names and length < len(text) and word in by_short_name()):
                names.append(text[position : position + length])
                position += length
                break
        else:
            return names, position
