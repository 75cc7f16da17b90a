"""`gov_policies`: POLICY — titles in `《》`, document numbers, nicknames of policy packages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language

from govnlp.gazetteers import table
from govnlp.pipes.base import Tagger
from govnlp.script import Simplified
from govnlp.values.match import NOTHING, Match
from govnlp.values.titles import find_titles

_YEAR = r"(?:19|20)\d\d"
_OPEN, _CLOSE = r"[\[(〔﹝【<《「［〈{]", r"[\])〕﹞】>》」］〉}]"
# 国办公开办函〔2019〕60号, also with any bracket, or with the brackets lost as mirrors lose them
_NUMBER = re.compile(
    rf"(?P<code>[一-龥]{{2,14}}?)[ ]?(?:{_OPEN}[ ]?{_YEAR}[ ]?年?[ ]?{_CLOSE}[ ]?第?[ ]?\d{{1,5}}[ ]?号"
    rf"|(?<=[发函字办综令规])[ ]?{_YEAR}[ ]?(?:年第)?[ ]?\d{{1,4}}[ ]?号)"
)
_ORDER = re.compile(r"(?:中华人民共和国)?国务院(?:第[ ]?\d{1,4}[ ]?号)?令(?:[ ]?第?[ ]?\d{1,4}[ ]?号)?|第[ ]?\d{1,4}[ ]?号国务院令")
# words that end before a document's code begins
_NOT_CODE = re.compile(
    r".*(?:根据|依据|按照|依照|遵照|落实|贯彻|印发|转发|下发|执行|参照|通知|意见|方案|办法|文件|以及|见|照|和|与|及|按|以|由|为|对|的|《|》)"
)
_BODY_BEFORE = re.compile(r".*[厅局委部](?=[一-龥]{2,})")  # 财政厅晋价费字〔2008〕337号
_NICKNAME = re.compile(
    r"[“\"「『](?P<name>[^“”\"「」『』《》,。;]{0,12}?(?:\d{1,3}|[一二三四五六七八九十百]{1,3})条(?:措施|意见|政策|新政|举措)?)[”\"」』]"
)
_NEW_REGULATIONS = re.compile(r"(?<=新)条例(?!》)")


@cache
def _names() -> dict[str, str]:
    return {row["short"]: row["name"] for row in table("policy_names")}


class PolicyTagger(Tagger):
    """Tags laws, regulations, plans and documents; `span._.name` is the Simplified title, in full where known."""

    def _find(self, copy: Simplified, year: int | None, agency: dict[str, str | None] | None) -> list[Match]:
        text = copy.text
        matches = [
            Match(title.start, title.end, "POLICY", name=_full_name(text[title.start : title.end]))
            if title.kind == "policy"
            else Match(title.start - 1, title.end + 1, NOTHING)
            for title in find_titles(text)
            if title.kind != "programme"
        ]
        matches += [Match(start, end, "POLICY", name=_number_name(text[start:end])) for start, end in _numbers(text)]
        matches += [Match(*found.span("name"), "POLICY", name=found["name"]) for found in _NICKNAME.finditer(text)]
        matches += [Match(*found.span(), "POLICY", name=_names()["条例"]) for found in _NEW_REGULATIONS.finditer(text)]
        return matches


def _full_name(title: str) -> str:
    title = title.strip()
    return _names().get(title, title)


def _number_name(number: str) -> str:
    """A document number as it is officially written: `国办发[2016] 19号` → `国办发〔2016〕19号`."""
    plain = number.replace(" ", "")
    found = re.fullmatch(rf"([一-龥]+){_OPEN}?({_YEAR})年?{_CLOSE}?第?(\d+号)", plain)
    return f"{found[1]}〔{found[2]}〕{found[3]}" if found else plain


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of document numbers, without the words that lead up to them."""
    for found in _NUMBER.finditer(text):
        lead = _NOT_CODE.match(found["code"]) or _BODY_BEFORE.match(found["code"])
        start = found.start() + (lead.end() if lead else 0)
        if found.end("code") - start >= 2:
            yield start, found.end()
    for found in _ORDER.finditer(text):
        if re.search(r"\d", found[0]):
            yield found.span()


@Language.factory("gov_policies", assigns=["doc.spans"])
def create_policies(nlp: Language, name: str) -> PolicyTagger:
    """The `gov_policies` component."""
    return PolicyTagger()
