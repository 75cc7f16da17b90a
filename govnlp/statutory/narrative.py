"""Numbers of the narrative linked to the cells of the form that they state: precision before recall, never a guess.

A number is linked where a phrase of `narrative_cues.csv` stands right before it (or around it) and nothing in its
sentence says that it counts something else: another year, several years, another body, a part, a plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from govnlp.gazetteers import column, table
from govnlp.report import Agency, Entity, Indicator, Segment
from govnlp.statutory.form import cells
from govnlp.statutory.scope import Scope
from govnlp.statutory.sentences import Number, Sentence, sentences, words

WINDOW = 80  # characters before a number in which a phrase is looked for


@dataclass(frozen=True, slots=True)
class Mention:
    """A number of the text that states a cell, or a derived total, of the form.

    `text` is the number as it stands, `place` the worth of its last digit where it is written in 万 or 亿 (5.7万: 1000), else 0.
    `also` are sums of ids that the same words may mean: 办理15件 may be those received.
    """

    id: str
    value: int | float
    bound: str
    text: str
    evidence: tuple[int, int]
    place: float = 0
    also: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of `narrative_cues.csv`, compiled."""

    ids: tuple[tuple[str, ...], ...]
    role: str
    topics: tuple[str, ...]
    before: re.Pattern[str]
    year: int | None  # what the year that `before` names is from the report's
    units: str
    after: re.Pattern[str] | None
    context: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    also: tuple[tuple[str, ...], ...]


def form_of(format_: str | None, year: int | None) -> str | None:
    """The form whose ids a report's numbers bear: its own; that of 2014 for the years before there was one."""
    return format_ or ("2014" if year is not None and 2008 <= year < 2014 else None)


def link(
    segments: Sequence[Segment], entities: Sequence[Entity], form: str | None, year: int | None = None, agency: Agency | None = None
) -> list[Mention]:
    """The numbers of the narrative that state a cell of the form; none where the form is not known."""
    if form is None:
        return []
    scope = Scope(year, agency)
    mentions: list[Mention] = []
    for sentence in sentences(segments, entities):
        if segments[sentence.segment].aspect is not None and not scope.is_of_year(sentence):
            continue  # shortcomings and plans
        mentions += _absences(sentence, form, scope)
        for number in sentence.numbers:
            mentions += _states(sentence, number, form, scope)
    return mentions


def indicators(mentions: Sequence[Mention], form: str | None) -> list[Indicator]:
    """Mentions of cells as indicators of origin `text`, in the unit of the cell; derived totals have no cell."""
    own = cells(form) if form else {}
    return [
        Indicator(m.id, own[m.id].series, m.value, own[m.id].unit, *m.evidence, "text")
        for m in mentions
        if m.id in own and own[m.id].table and m.bound == "="
    ]


def _states(sentence: Sentence, number: Number, form: str, scope: Scope) -> Iterator[Mention]:
    """What a number states: the cell of the longest phrase before it."""
    matches = [
        (match.end() - match.start(), -rank, cue)
        for rank, cue in _cues_of(number.label, number.unit, number.value == 0)
        if (match := _fits(cue, sentence, number, scope.year))
    ]
    if not matches:
        return
    cue = max(matches, key=lambda item: item[:2])[2]
    if scope.excludes(sentence, number.start, cue.role):
        return
    for id_ in _chosen(cue, form, _topic(sentence, number.start)):
        factor = 10_000 if cells(form)[id_].unit == "万元" else 1
        value = round(number.value / factor, 6) if factor > 1 else number.value
        whole = int(value) if value == int(value) else value
        yield Mention(id_, whole, number.bound, number.text, number.evidence, _place(number.text) / factor, cue.also)


def _place(text: str) -> float:
    """The worth of the last digit of a number written in 万 or 亿; 0 of one written out."""
    found = re.search(r"(?:[.．](?P<decimals>\d+))?\s*[余餘多]?(?P<unit>[万萬亿億])", text)
    if found is None:
        return 0
    return float((10**4 if found["unit"] in "万萬" else 10**8) / 10 ** len(found["decimals"] or ""))


def _fits(cue: Cue, sentence: Sentence, number: Number, year: int | None) -> re.Match[str] | None:
    """The match of a cue's phrase before a number, where all that the cue asks for is there."""
    prefix = sentence.before(number)
    match = cue.before.search(prefix[-WINDOW:])
    if match and cue.year is not None and (year is None or int(match["year"]) != year + cue.year):
        return None
    if match is None or (cue.after and not cue.after.match(sentence.text, number.end)):
        return None
    if cue.topics and _topic(sentence, number.start) not in cue.topics:
        return None
    if cue.context and not cue.context.search(f"{sentence.headings} {sentence.lead} {prefix}"):
        return None
    return None if cue.unless and cue.unless.search(prefix) else match


@lru_cache(maxsize=1024)
def _cues_of(label: str, unit: str | None, is_nought: bool) -> tuple[tuple[int, Cue], ...]:
    """Rank and cue of those that ask for a number's kind and measure word; 均为0 has none."""

    def counts(units: str) -> bool:
        if label != "COUNT":
            return label == "MONEY" and units == "元"
        return units != "元" and (is_nought if unit is None else unit in units.split())

    return tuple((rank, cue) for rank, cue in enumerate(_cues()) if counts(cue.units))


def _topic(sentence: Sentence, position: int) -> str | None:
    """What the words last spoke of: in the sentence; of applications also in the sentences and headings before it."""
    for heard, prefixed in ((sentence.text[:position], True), (sentence.lead, False), (sentence.headings, False)):
        last = {
            topic: max((found.end() for found in pattern.finditer(heard)), default=-1)
            for topic, (prefix, pattern) in _topics().items()
            if prefixed or not prefix
        }
        topic = max(last, key=lambda name: last[name])
        if last[topic] >= 0:
            return topic
    return None


def _chosen(cue: Cue, form: str, topic: str | None) -> list[str]:
    """The ids of a cue that the form has: of alternatives the first."""
    prefix = _topics()[topic][0] if topic else ""
    known = cells(form)
    options = [[id_.replace("{topic}", prefix) for id_ in group] for group in cue.ids]
    return [next(id_ for id_ in group if id_ in known) for group in options if any(id_ in known for id_ in group)]


def _absences(sentence: Sentence, form: str, scope: Scope) -> Iterator[Mention]:
    """`未收到政府信息公开申请`: a number too, nought."""
    for ids, pattern in _nothings():
        found = pattern.search(sentence.text)
        if found is None or scope.excludes(sentence, found.start(), "total"):
            continue
        for group in ids:
            for id_ in (id_ for id_ in group if id_ in cells(form)):
                yield Mention(id_, 0, "=", found[0], sentence.evidence(*found.span()))
                break


@cache
def _cues() -> tuple[Cue, ...]:
    fill = words("fill").pattern
    return tuple(
        Cue(
            _ids(row["ids"]),
            row["role"],
            tuple(row["topic"].split()),
            re.compile(f"(?:{_filled(row['before'])})(?:{fill})*$"),
            int(row["year"]) if row["year"] else None,
            row["unit"],
            re.compile(_filled(row["after"])) if row["after"] else None,
            re.compile(_filled(row["context"])) if row["context"] else None,
            re.compile(_filled(row["unless"])) if row["unless"] else None,
            tuple(tuple(option.split("+")) for option in row["also"].split()),
        )
        for row in table("narrative_cues")
    )


@cache
def _topics() -> dict[str, tuple[str, re.Pattern[str]]]:
    return {row["topic"]: (row["prefix"], re.compile(_filled(row["pattern"]))) for row in table("narrative_topics")}


@cache
def _nothings() -> tuple[tuple[tuple[tuple[str, ...], ...], re.Pattern[str]], ...]:
    return tuple((_ids(row["ids"]), re.compile(_filled(row["pattern"]))) for row in table("narrative_absences"))


def _ids(text: str) -> tuple[tuple[str, ...], ...]:
    """`a|b c`: a, or b where the form has no a; and c."""
    return tuple(tuple(group.split("|")) for group in text.split())


def _filled(pattern: str) -> str:
    """A pattern with the words of a role in the place of its name in braces."""
    return re.sub(r"\{([a-z_]+)\}", lambda name: f"(?:{'|'.join(column('narrative_words', 'pattern', role=name[1]))})", pattern)
