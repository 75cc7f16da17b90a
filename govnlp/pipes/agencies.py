"""`gov_agencies`: AGENCY, from gazetteers and the way names of public bodies are built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from spacy.language import Language

from govnlp import regions
from govnlp.gazetteers import Gazetteer, Row, alternatives, column, table
from govnlp.pipes.base import Tagger
from govnlp.pipes.extents import Places, collective, end_of
from govnlp.pipes.full_names import TIERS, Reporter, expanded, full_name, own_words, tier_length
from govnlp.pipes.kin_names import organ
from govnlp.script import Simplified
from govnlp.values.match import NOTHING, Match

# bodies that only a name or a tier before them makes one: 政府 in 区政府, 办公室 in 市政府办公室
_GENERIC_KINDS = ("内设机构", "基层")
_GENERIC = frozenset(column("agency_generics", "word", role="generic"))
_NEVER = frozenset(column("agency_generics", "word", role="never"))
_ACTS = "门户网站|网站|官网|官方|机关(?!报|事务)|领导|主要负责|分管|党组|属各?|内设|各科室|各处室|长办公会|务会|名义|主任|微信|微博|公众号"
# bare offices of towns and zones, which need no name of the report's agency
_BARE = re.compile(r"(?<![一-龥])(?:街道)?办事处(?!理)|(?<![一-龥])管委会|党政综合办公室|党政办公室|党政办(?!公)")


@cache
def _central() -> Gazetteer:
    return Gazetteer(_names(row for row in table("agency_kinds") if row["kind"] == "中央"))


@cache
def _bodies() -> Gazetteer:
    return Gazetteer(_names(row for row in table("agency_kinds") if row["kind"] != "中央"))


def _names(rows: Iterator[Row]) -> Iterator[tuple[str, Row]]:
    """Full and short forms of names, the full ones first."""
    kept = [row for row in rows if row["suffix"] not in _NEVER]
    yield from ((row["suffix"], row) for row in kept)
    yield from ((short, row) for row in kept for short in row["short"].split("|") if short and short not in _NEVER)


@cache
def _groups() -> re.Pattern[str]:
    """Leading groups, headquarters and offices by what they are for: 政务公开工作领导小组办公室."""
    subjects, groups = (alternatives(column("agency_parts", "word", role=role)) for role in ("subject", "group"))
    return re.compile(rf"(?:{subjects})(?:和[一-龥]{{2,6}})?(?:工作)?(?:{groups})")


@cache
def _parents() -> re.Pattern[str]:
    """Local offices of central bodies: 国家税务总局北京市税务局, 中国人民银行衢州市分行."""
    parents, offices = (alternatives(column("agency_parts", "word", role=role)) for role in ("parent", "local"))
    return re.compile(rf"(?:{parents})(?P<place>[一-龥]{{2,14}}?)(?:{offices})")


@lru_cache(maxsize=64)
def _own(agency: str) -> re.Pattern[str]:
    """`我局`, `本机关`, and with the words by which this agency calls itself: `我关`, `本校`."""
    words = alternatives(own_words(agency))
    own = f"|[我本](?:{words})" if words else ""
    return re.compile(rf"(?:{alternatives(column('self_reference', 'word'))}{own})(?![部长域面限队员展设心信级质])")


@lru_cache(maxsize=64)
def _own_office(agency: str) -> re.Pattern[str]:
    """An office behind the word by which the agency calls itself: `局办公室`, `部党组`."""
    words = alternatives(word for word in own_words(agency) if len(word) == 1)
    offices = alternatives(column("agency_parts", "word", role="office"))
    return re.compile(rf"(?<![一-龥])(?:{words})(?:{offices})" if words else "(?!)")


@lru_cache(maxsize=64)
def _bare(agency: str) -> re.Pattern[str]:
    """The bare word by which the agency calls itself, where it acts or owns: `局网站`, `以委名义`."""
    words = alternatives(own_words(agency) or ("局", "厅", "委"))
    return re.compile(rf"(?:(?<![一-龥])|(?<=[在由以与向对将为经到和请归]))(?:{words})(?={_ACTS})")


class AgencyTagger(Tagger):
    """Tags organisations of the public sector; `span._.name` is the full name where it can be told, else None."""

    def _find(self, copy: Simplified, year: int | None, agency: dict[str, str | None] | None) -> list[Match]:
        text, reporter = copy.text, Reporter.of(agency)
        places = Places(text)
        matches = list(_offices(text))
        matches += [_national(text, *found) for found in _central().find(text)]
        matches += _local(text, places, reporter)
        matches += _self(text, reporter)
        matches += _own_street(text, reporter)
        for found in _groups().finditer(text):
            matches.append(_group(text, places.begin(found.start()), *found.span(), reporter))
        kept = [match for match in matches if not goes_on(text, match)] + list(_not_agencies(text))
        return _distinct(kept)


def _distinct(matches: list[Match]) -> list[Match]:
    """Of several readings of one stretch the first that has a full name, else the first."""
    best: dict[tuple[int, int], Match] = {}
    for match in matches:
        known = best.get((match.start, match.end))
        if known is None or (known.name is None and match.name is not None):
            best[match.start, match.end] = match
    return list(best.values())


def _national(text: str, start: int, end: int, row: Row) -> Match:
    """A central body, by full or short name, with the office that follows: 国务院新闻办."""
    whole = end_of(text, end) if row["suffix"] != "国务院" or text.startswith("新闻办", end) else end
    return Match(start, whole, "AGENCY", name=row["suffix"] + expanded(text[end:whole]), level="国家", kind=row["kind"])


def _offices(text: str) -> Iterator[Match]:
    """Local offices of central bodies, whose name in full begins with that body's."""
    for found in _parents().finditer(text):
        region = regions.resolve(regions.leading(found["place"])[0])
        yield Match(*found.span(), "AGENCY", name=found[0], level=region.level if region else None, kind="驻地机构")


def _local(text: str, places: Places, reporter: Reporter) -> Iterator[Match]:
    """Bodies of a place, from the kinds that the table knows."""
    known = list(_bodies().find(text))
    ends = {end for _, end, _ in known}
    for start, end, row in (*known, *(found for found in places.composed() if found[1] not in ends)):
        start += tier_length(text[start:end])
        body = places.with_duties(start)
        left, end = places.begin(places.begin_of_zone(body)), end_of(text, end)
        if (several := collective(text, body)) is not None:
            yield Match(several, end, NOTHING)
        elif left < body or not _needs_name(text, start, end, row):
            yield _named(text, left, body, start, end, row, reporter)


def _named(text: str, left: int, body: int, start: int, end: int, row: Row, reporter: Reporter) -> Match:
    """A body of the table at `start`, joined duties before it from `body`, its place before them from `left`."""
    name, level = full_name(text[left:body], text[start:end], row, reporter)
    if name and name.startswith("中国共产党") and text.endswith("中共", 0, left):
        left -= 2
    if name and body < start:
        name = name[: -len(text[start:end])] + text[body:end] if name.endswith(text[start:end]) else None
    return Match(left, end, "AGENCY", name=name, level=level if name else None, kind=row["kind"])


def _group(text: str, left: int, start: int, end: int, reporter: Reporter) -> Match:
    """A leading group: of the place before it, else of the reporting agency or, in a government's report, of its place."""
    name, level = full_name(text[left:start], text[start:end], {"suffix": expanded(text[start:end]), "short": "", "kind": ""}, reporter)
    if left == start and reporter.name:
        owner = re.sub("人民政府(?:办公[厅室])?$", "", reporter.name)
        name, level = owner + expanded(text[start:end]), reporter.level
    return Match(left, end, "AGENCY", name=name, level=level, kind="领导机构")


def _self(text: str, reporter: Reporter) -> Iterator[Match]:
    """What the reporting agency says of itself and its own offices."""
    own = reporter.name or ""
    for pattern in (_own(own), _bare(own)):
        for found in pattern.finditer(text):
            end = end_of(text, found.end())
            yield _part(text, found.start(), found.end(), end, reporter)
    for found in _BARE.finditer(text):
        is_office = found[0].startswith("党政")
        yield _part(text, found.start(), found.start() if is_office else found.end(), found.end(), reporter)
    for found in _own_office(own).finditer(text):
        yield _part(text, found.start(), found.start() + 1, found.end(), reporter)


def _part(text: str, start: int, owner: int, end: int, reporter: Reporter) -> Match:
    """The reporting agency, or an office of it that stands from `owner` to `end`."""
    office = expanded(text[owner:end])
    name = reporter.name and (organ(reporter.name, office) or reporter.name + office)
    if office.startswith("党政") and reporter.place and reporter.name and reporter.name.endswith("人民政府"):
        name = reporter.place + office  # of the town's Party committee as much as of its government
    return Match(start, end, "AGENCY", name=name, level=reporter.level, kind="内设机构" if office else None)


def _needs_name(text: str, start: int, end: int, row: Row) -> bool:
    """Whether a body without a place before it is none: a generic word, or the tail of a longer one."""
    word, before = text[start:end], text[max(0, start - 1) : start]
    return word in _GENERIC or row["kind"] in _GENERIC_KINDS or len(word) < 2 or before in tuple("各级全等两" + TIERS)


# what follows a name's last character and makes another word of it: 司法部门, 依申请公开办理
_OTHER_WORD = re.compile(
    "部(?:门|署|队|分(?!管|别|头))|办(?:理|法|件|事|结|公(?!室)|文|好|复|学|案|证)|局(?:部|限|面|势|长)|委(?:员|托|派|书)|院(?:校|子|长(?!期))"
    "|厅(?:长|级)|处(?:理|置|罚)|会(?:议|场|商|诊)|心(?:思|任|组|城|工作(?!人员|站))"
)


def goes_on(text: str, match: Match) -> bool:
    """Whether the name is part of another word: `司法部门`; `区政府信息公开` is 区 and 政府信息公开."""
    word = text[match.start : match.end]
    if word.endswith("政府") and not word.endswith("人民政府") and _GOVERNMENT_GOES_ON.match(text, match.end):
        return True
    is_group = match.kind == "领导机构" and not text.startswith("理", match.end)
    return not is_group and bool(_OTHER_WORD.match(text, match.end - 1))


_GOVERNMENT_GOES_ON = re.compile("信息|职能|采购|投资|工作|购买")


# 各县、区人民政府; 各功能区、镇政府、街道办事处
_PLACE = r"(?:[市县区镇旗州]|乡镇?|街道|功能区|开发区|园区)(?:[(（][市县区、]{1,5}[)）])?(?:人民)?(?:政府|办事处|管委会)?"
_EACH = re.compile(rf"各{_PLACE}(?:、{_PLACE})+(?![办党部公法文人政管各所直属])")


def _own_street(text: str, reporter: Reporter) -> Iterator[Match]:
    """The reporting subdistrict by the name of its place, where it acts: `黄茶岭街道坚持…`."""
    street = reporter.place[regions.leading(reporter.place)[1] :]
    if not street.endswith("街道") or not (reporter.name or "").endswith("办事处"):
        return
    for found in re.finditer(rf"(?<![《“]){street}(?={_DOES})", text):
        yield Match(*found.span(), "AGENCY", name=reporter.name, level=reporter.level)


_DOES = (
    "坚持|深入|认真|把|将|积极|按照|严格|高度重视|全面|持续|紧[紧扣密]|共[收受公发]|以|着力|聚焦|围绕|充分|主动|始终|不断|进一步|切实"
    "|收到|受理|成立|召开|制定|印发|建立"
)


def _not_agencies(text: str) -> Iterator[Match]:
    """Collectives that would read as agencies."""
    for found in re.finditer(
        r"各(?:级|区县?|县区?|市|省|镇|乡镇?|街道|地)?(?:人民)?(?:政府|党委|部门|单位|委办局|街镇|法院|街道办事处|办事处)|(?:[一两三多]|各)级(?:人民)?法院",
        text,
    ):
        yield Match(*found.span(), NOTHING)
    for found in _EACH.finditer(text):
        yield Match(*found.span(), NOTHING)


@Language.factory("gov_agencies", assigns=["doc.spans"])
def create_agencies(nlp: Language, name: str) -> AgencyTagger:
    """The `gov_agencies` component; set `doc._.agency` to resolve 我局 and 市政府."""
    return AgencyTagger()
