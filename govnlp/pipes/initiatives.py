"""`gov_initiatives`: INITIATIVE — known names, and names in quotes told by the kind of thing they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language

from govnlp import regions
from govnlp.gazetteers import Gazetteer, Row, alternatives, column, table
from govnlp.pipes.base import Tagger
from govnlp.script import Simplified, fold
from govnlp.values.match import Match
from govnlp.values.titles import find_titles

_QUOTE = re.compile(r"[“\"「『](?P<name>[^“”\"「」『』。;\n]{2,24})[”\"」』]")
_IN_QUOTES = re.compile(r"[“\"「『‘][^“”\"「」『』]{0,20}$")
_CUE_BEFORE = re.compile(
    r"(?:开设|开辟|设立|设置|打造|推出|上线|开通|建立|创建|搭建|建设|开发|举办|开展|推行|推广|创新|研发)了?(?:[一-龥]{0,8})?$"
)


@cache
def _known() -> Gazetteer:
    """Names and aliases; punctuation variants (`双随机、一公开`) are aliases in the table."""
    rows = table("initiatives")
    names = [(row["name"], row) for row in rows] + [(alias, row) for row in rows for alias in row["aliases"].split("|") if alias]
    return Gazetteer((fold(name), row) for name, row in names if not (name.isdigit() or (len(name) < 3 and row["note"] == "引号")))


@cache
def _head_after() -> re.Pattern[str]:
    heads = alternatives(column("initiative_heads", "head"))
    return re.compile(rf"(?:等)?(?:[一-龥]{{0,8}}?)(?P<head>{heads})")


@cache
def _kinds() -> dict[str, str]:
    return {row["head"]: row["kind"] for row in table("initiative_heads")}


@cache
def _slogan() -> re.Pattern[str]:
    return re.compile(f"^(?:{alternatives(column('slogans', 'phrase'))})")


class InitiativeTagger(Tagger):
    """Tags named programmes, platforms and activities; `span._.name` is the canonical name, `span._.kind` its kind."""

    def _find(self, copy: Simplified, year: int | None, agency: dict[str, str | None] | None) -> list[Match]:
        text = copy.text
        matches = [_canonical(text, start, end, row) for start, end, row in _known().find(text) if _stands(text, start, end, row)]
        matches += _quoted(text)
        matches += _sites(text)
        for title in find_titles(text):
            if title.kind == "programme":
                matches.append(Match(title.start, title.end, "INITIATIVE", name=text[title.start : title.end], kind="专栏"))
        return matches


_SUM = re.compile(r"[一二三四五六七八九十两\d]+(?:个|大|项|类|种)[一-龥]{2,4}$")  # “四个平台”
_SITE = re.compile("[一-龥]{0,10}?(?:政府网|政务网|信息网|公开网|服务网|监管网|公众网|门户网)(?![站络上格民页址点])")
_SITE_END = re.compile("(?:政府|政务|信息|公开|服务|监管|公众|门户)网")
_TIER = re.compile("(?:(?<![一-龥])|(?<=[在为成对和与及到过化托用设]))[省市区县州](?=[一-龥])")
_NO_SITE = re.compile("[的了和与及在是为对由]|通过|依托|利用|登录|发布|网站|网(?=.*网)")


def _sites(text: str) -> Iterator[Match]:
    """Websites by their own name, which begins with a place: 台山政府网, 省招标投标监管网."""
    if not _SITE_END.search(text):
        return
    begun = {start: end for start, end, _ in (*regions.gazetteer().find(text), *regions.all_short_gazetteer().find(text))}
    begun.update(
        {
            found.start(): found.end()
            for found in re.finditer("(?:(?<![一-龥])|(?<=[在为成对和与及到过化托用设]))[省市区县州](?=[一-龥])", text)
        }
    )
    for start, name in sorted(begun.items()):
        found = _SITE.match(text, name)
        words = text[name : found.end()] if found else ""
        if found and not _NO_SITE.search(words) and (len(text[start:name]) > 1 or len(words) > 4):
            yield Match(start, found.end(), "INITIATIVE", name=text[start : found.end()], kind="平台")


# kinds of things that stand behind a name and are no part of it: 放管服改革, 政务开放日活动
_KIND_BEHIND = re.compile(r"(?<=.{3})(?:改革|活动|专栏|栏目)$")


def _canonical(text: str, start: int, end: int, row: Row) -> Match:
    name, found = row["name"], text[start:end]
    end = start + len(_KIND_BEHIND.sub("", found))
    return Match(start, end, "INITIATIVE", name=_KIND_BEHIND.sub("", name), kind=row["kind"])


def _stands(text: str, start: int, end: int, row: Row) -> bool:
    """Whether a known name means the initiative here: an ambiguous or short one must be in quotes or before its kind."""
    if end - start > 2 and not re.search("歧义|引号|通名|待核", row["note"]):
        return True
    quoted = bool(_IN_QUOTES.search(text, max(0, start - 22), start)) and bool(re.match('[^“「]{0,20}[”"」』’]', text[end : end + 22]))
    return quoted or bool(re.match("活动|行动|栏目|专栏|平台|机制|改革", text[end : end + 2]))


def _quoted(text: str) -> Iterator[Match]:
    """Names never seen, by the head noun behind the quotes: `“政企通”平台`, or in them: `“邻里议事平台”`."""
    for found in _QUOTE.finditer(text):
        name = found["name"]
        if _slogan().match(name) or _SUM.match(name) or re.search("[,!?:]", name) or len(name) < 2:
            continue
        after = _head_after().match(text, found.end())
        if after and after.end() - found.end() <= 8 and not re.search("[的和与及、]", text[found.end() : after.end()]):
            yield Match(*found.span("name"), "INITIATIVE", name=name, kind=_kinds()[after["head"]])
            continue
        inside = re.search(rf"(?:{alternatives(_kinds())})$", name)
        if inside and inside.start() >= 2 and _CUE_BEFORE.search(text, max(0, found.start() - 16), found.start()):
            yield Match(*found.span("name"), "INITIATIVE", name=name, kind=_kinds()[inside[0]])


@Language.factory("gov_initiatives", assigns=["doc.spans"])
def create_initiatives(nlp: Language, name: str) -> InitiativeTagger:
    """The `gov_initiatives` component."""
    return InitiativeTagger()
