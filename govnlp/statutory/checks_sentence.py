"""Checks inside a sentence: `733条,其中…89条,…287条,…357条` against its total."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from govnlp.gazetteers import table
from govnlp.statutory.equations import FAILED, HELD, UNKNOWN
from govnlp.statutory.outcome import Material, Outcome, failed, number
from govnlp.statutory.sentences import Number, Sentence, words

LONGEST_LABEL = 24  # characters of a part's name
FAR = 1.5  # times the total
_ALIKE = frozenset(("件", "份", "宗", "起"))  # measure words of one and the same case


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total, its parts with the words before each, and the words behind the last."""

    total: Number
    parts: tuple[Number, ...]
    labels: tuple[str, ...]
    tail: str


def check_parts(material: Material) -> Iterator[Outcome]:
    """Each list of parts behind a total: a list that is complete sums up to it, and none exceeds it."""
    previous: Sentence | None = None
    for sentence in material.sentences:
        for breakdown in (*breakdowns(sentence), *_after_stop(sentence, previous)):
            state = assess_parts(breakdown)
            yield Outcome("sum", state) if state != FAILED else _finding(breakdown, material)
        previous = sentence


def check_larger_parts(material: Material) -> Iterator[Outcome]:
    """Each part of a known partition that stands alone behind its total: it is not larger."""
    for sentence in material.sentences:
        leads = list(words("part_lead").finditer(sentence.text))
        for lead, following in zip_longest(leads, leads[1:]):
            total = _total(sentence, lead.start())
            parts, labels = (
                _parts(sentence, total, lead.end(), following.start() if following else len(sentence.text)) if total else ([], [])
            )
            if total is None or len(parts) != 1 or not _named(labels) or not (total.is_exact and parts[0].is_exact):
                continue
            part = parts[0]
            if part.value <= total.value:
                yield Outcome("text-text", HELD)
                continue
            yield failed(
                "text-text",
                f"正文称“{total.text}”，其中“{labels[0].removeprefix('其中')}{part.text}”，部分多于总数。",
                indicators=_ids((total.evidence, part.evidence), material),
                expected=total.value,
                found=part.value,
                evidence=(total.evidence, part.evidence),
            )


def _ids(evidence: Sequence[tuple[int, int]], material: Material) -> tuple[str, ...]:
    """The cells that the numbers at these places state."""
    return tuple(dict.fromkeys(mention.id for mention in material.mentions if mention.evidence in evidence))


def _finding(breakdown: Breakdown, material: Material) -> Outcome:
    total, parts = breakdown.total, breakdown.parts
    found = sum(part.value for part in parts)
    evidence = (total.evidence, *(part.evidence for part in parts))
    return failed(
        "sum",
        f"正文称“{total.text}”，所列各部分（{'、'.join(part.text for part in parts)}）合计{number(found)}，两数不符。",
        severity="error" if _named(breakdown.labels) == len(parts) else "note",
        indicators=_ids(evidence, material),
        expected=found,
        found=total.value,
        evidence=evidence,
    )


def breakdowns(sentence: Sentence) -> Iterator[Breakdown]:
    """The totals of a sentence with two parts or more of the same unit.

    Parts stand behind a word such as 其中; or, where their names are those of a known partition, right behind the total
    (`收到申请11件：网络7件，当面4件`).
    """
    leads = list(words("part_lead").finditer(sentence.text))
    for lead, following in zip_longest(leads, leads[1:]):
        limit = following.start() if following else len(sentence.text)
        yield from _likeliest(sentence, _totals(sentence, lead.start()), lead.end(), limit, is_named=False)
    for total in sentence.numbers:
        clause = re.split("[;。]", sentence.before(total))[-1]
        if total.label == "COUNT" and re.match(r"[,:(]", sentence.text[total.end :]) and not words("part_lead").search(clause):
            limit = next((lead.start() for lead in leads if lead.start() > total.end), len(sentence.text))
            yield from _breakdown(sentence, total, total.end + 1, limit, is_named=True)


def _after_stop(sentence: Sentence, previous: Sentence | None) -> Iterator[Breakdown]:
    """`收到申请1499件。其中，网络…`: the total is the last count of the sentence before; a known partition only."""
    lead = words("part_lead").match(sentence.text)
    if lead is None or previous is None or previous.segment != sentence.segment:
        return
    totals = _totals(previous, len(previous.text.rstrip("。!? ")))
    following = words("part_lead").search(sentence.text, lead.end())
    limit = following.start() if following else len(sentence.text)
    yield from _likeliest(sentence, totals, lead.end(), limit, is_named=True)


def _likeliest(sentence: Sentence, totals: Sequence[Number], start: int, limit: int, is_named: bool) -> Iterator[Breakdown]:
    """The parts behind a position under the total that they sum up to, or else under the nearest one.

    `受理15件，办结14件，结转1件。其中网络申请9件，…`: it is those received that are broken down.
    """
    each = [list(_breakdown(sentence, total, start, limit, is_named)) for total in totals]
    whole = (found for found in each if found and all(sum(part.value for part in one.parts) == one.total.value for one in found))
    yield from next(whole, each[0] if each else [])


def _breakdown(sentence: Sentence, total: Number, start: int, limit: int, is_named: bool) -> Iterator[Breakdown]:
    parts, labels = _parts(sentence, total, start, limit)
    if is_named:
        named = _named(labels)
        if total in sentence.numbers and _named([_label(sentence, total), *labels]) > named:
            return  # the number before is a part too, not the total
        parts, labels = parts[:named], labels[:named]
    if len(parts) < 2:
        return
    if not is_named or _is_complete(tuple(labels)) or sum(part.value for part in parts) >= total.value:
        tail = re.split("[;。]", sentence.text[parts[-1].end : parts[-1].end + 6])[0]
        yield Breakdown(total, tuple(parts), tuple(labels), tail + ("其中" if limit < len(sentence.text) else ""))


def assess_parts(breakdown: Breakdown) -> str:
    """`held`, `failed` or `not_assessable`.

    Parts that sum up hold. Short of the total, the list must be known to be complete: it names a rest, or its members
    are those of a partition. Beyond the total, it fails unless one thing may be counted in several parts (channels), or
    is so far beyond that the list is not one breakdown.
    """
    found, total = sum(part.value for part in breakdown.parts), breakdown.total.value
    if found == total:
        return HELD
    is_open = words("part_open").search(breakdown.tail) or any(words("part_open").search(name) for name in breakdown.labels)
    is_exact = all(one.is_exact for one in (breakdown.total, *breakdown.parts))
    if not is_exact or "其中" in breakdown.tail or any(words("channel").search(name) for name in breakdown.labels):
        return UNKNOWN
    if _is_complete(breakdown.labels):
        return UNKNOWN if is_open and found < total else FAILED
    return FAILED if total < found <= FAR * total else UNKNOWN


def _total(sentence: Sentence, position: int) -> Number | None:
    """The count that a word such as 其中 breaks down, if there is one."""
    return next(iter(_totals(sentence, position)), None)


def _totals(sentence: Sentence, position: int) -> list[Number]:
    """The counts that a word such as 其中 may break down, the nearest first; none in brackets that closed before it.

    Between the nearest and the word stands no more than a comparison, and before it no other statement.
    """
    depth = _depth(sentence, position)
    statement = max(sentence.text.rfind(";", 0, position), sentence.text.rfind("。", 0, position)) + 1
    found = [
        one
        for one in sentence.numbers
        if statement <= one.start
        and one.end <= position
        and one.label == "COUNT"
        and _depth(sentence, one.start) <= depth
        and not words("not_a_part").search(_label(sentence, one))
    ]
    return found[::-1] if found and position - found[-1].end <= 40 else []


def _parts(sentence: Sentence, total: Number, start: int, limit: int) -> tuple[list[Number], list[str]]:
    """The counts of the total's unit behind a position, while the list goes on and until they sum up."""
    parts: list[Number] = []
    labels: list[str] = []
    depth = _depth(sentence, start)
    for one in sentence.numbers:
        if one.start < start or one.end > limit or one.label == "PERCENT" or _depth(sentence, one.start) > depth:
            continue
        name = _label(sentence, one)
        if not _is_same_unit(one, total) or words("not_a_part").search(name):
            continue
        is_rest = bool(parts) and sum(part.value for part in parts) + one.value == total.value  # 其他应当公开的信息6552条
        if _depth(sentence, one.start) < depth or not _goes_on(sentence, parts, one) or not (is_rest or _is_further_part(name, labels)):
            break
        parts.append(one)
        labels.append(name)
        if len(parts) > 1 and sum(part.value for part in parts) == total.value:
            break  # what follows breaks the total down another way
    return parts, labels


def _goes_on(sentence: Sentence, parts: list[Number], one: Number) -> bool:
    """Whether a number stands in the list of the parts before it: no colon between, and a semicolon only if one parts them all."""
    if not parts:
        return True
    between = sentence.text[parts[-1].end : one.start]
    if ":" in between:
        return False
    first = between if len(parts) == 1 else sentence.text[parts[0].end : parts[1].start]
    return ";" not in between or ";" in first


def _is_further_part(name: str, labels: list[str]) -> bool:
    """Whether words before a number name a further part: short, no word that sums up, no verb that the first part has not."""
    if len(name) > LONGEST_LABEL or (labels and words("part_stop").search(name)):
        return False
    verbs = set(words("part_verb").findall(name))
    return not labels or verbs <= set(words("part_verb").findall(labels[0]))


def _label(sentence: Sentence, one: Number) -> str:
    """The words before a number, from the number or the mark of a list before it, without what stands in brackets."""
    before = max((other.end for other in sentence.numbers if other.end <= one.start), default=0)
    words_before = re.sub(r"\([^)]*\)", "", sentence.text[before : one.start]).strip(",;、: ")
    return re.split("[,;、:]", words_before)[-1].strip('。 (“”‘’"')


def _depth(sentence: Sentence, position: int) -> int:
    """How many brackets are open at a position."""
    return sentence.text.count("(", 0, position) - sentence.text.count(")", 0, position)


def _is_same_unit(one: Number, total: Number) -> bool:
    return one.unit == total.unit or {one.unit, total.unit} <= _ALIKE


@cache
def _partitions() -> dict[str, list[re.Pattern[str]]]:
    found: dict[str, list[re.Pattern[str]]] = {}
    for row in table("partitions"):
        found.setdefault(row["partition"], []).append(re.compile(row["pattern"]))
    return found


def _members(labels: Iterable[str], members: list[re.Pattern[str]]) -> list[int | None]:
    """Which member of a partition each label names."""
    return [next((index for index, member in enumerate(members) if member.search(name)), None) for name in labels]


def _named(labels: Sequence[str]) -> int:
    """How many labels from the first on are different members of one partition, of the partition that has the most."""
    longest = 0
    for members in _partitions().values():
        seen: list[int] = []
        for index in _members(labels, members):
            if index is None or index in seen:
                break
            seen.append(index)
        longest = max(longest, len(seen))
    return longest


def _is_complete(labels: tuple[str, ...]) -> bool:
    """Whether parts are known to be all: the last is the rest, or each is another member of a partition with at most one left out."""
    if words("part_rest").match(labels[-1]):
        return True
    for members in _partitions().values():
        hit = _members(labels, members)
        if None not in hit and len(set(hit)) == len(hit) >= max(2, len(members) - 1):
            return True
    return False
