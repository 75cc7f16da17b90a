"""Checks inside a sentence: `733条,其中…89条,…287条,…357条` against its total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from govnlp.gazetteers import table
from govnlp.statutory.equations import FAILED, HELD, UNKNOWN
from govnlp.statutory.outcome import Material, Outcome, failed, number
from govnlp.statutory.sentences import Number, Sentence, words

LONGEST_LABEL = 24  # characters of a part's name
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
    for sentence in material.sentences:
        for breakdown in breakdowns(sentence):
            state = assess_parts(breakdown)
            if state != FAILED:
                yield Outcome("sum", state)
                continue
            total, parts = breakdown.total, breakdown.parts
            found = sum(part.value for part in parts)
            yield failed(
                "sum",
                f"正文称“{total.text}”，所列各部分（{'、'.join(part.text for part in parts)}）合计{number(found)}，两数不符。",
                indicators=tuple(
                    dict.fromkeys(m.id for m in material.mentions if m.evidence in {total.evidence, *(part.evidence for part in parts)})
                ),
                expected=found,
                found=total.value,
                evidence=(total.evidence, *(part.evidence for part in parts)),
            )


def breakdowns(sentence: Sentence) -> Iterator[Breakdown]:
    """The totals of a sentence that a word such as 其中 breaks down into two parts or more of the same unit."""
    leads = list(words("part_lead").finditer(sentence.text))
    for index, lead in enumerate(leads):
        total = _total(sentence, lead.start())
        if total is None:
            continue
        limit = leads[index + 1].start() if index + 1 < len(leads) else len(sentence.text)
        parts, labels = _parts(sentence, total, lead.end(), limit)
        if len(parts) > 1:
            tail = re.split("[;。]", sentence.text[parts[-1].end : parts[-1].end + 6])[0]
            nested = "其中" if limit < len(sentence.text) else ""
            yield Breakdown(total, tuple(parts), tuple(labels), tail + nested)


def assess_parts(breakdown: Breakdown) -> str:
    """`held`, `failed` or `not_assessable`.

    Parts that sum up hold. Short of the total, the list must be known to be complete: it names a rest, or its members
    are those of a partition. Beyond the total, it fails unless one thing may be counted in several parts (channels).
    """
    found, total = sum(part.value for part in breakdown.parts), breakdown.total.value
    if found == total:
        return HELD
    is_open = words("part_open").search(breakdown.tail) or any(words("part_open").search(name) for name in breakdown.labels)
    is_exact = all(one.bound == "=" for one in (breakdown.total, *breakdown.parts))
    if not is_exact or "其中" in breakdown.tail or any(words("channel").search(name) for name in breakdown.labels[: len(breakdown.parts)]):
        return UNKNOWN
    if found > total:
        return FAILED
    return FAILED if not is_open and _is_complete(breakdown.labels) else UNKNOWN


def _total(sentence: Sentence, position: int) -> Number | None:
    """The count that stands before a word such as 其中, with no more than a comparison between."""
    for candidate in reversed([one for one in sentence.numbers if one.end <= position and one.label == "COUNT"]):
        if not words("not_a_part").search(_label(sentence, candidate)):
            between = sentence.text[candidate.end : position]
            return candidate if not re.search("[;。]", between) and len(between) <= 40 else None
    return None


def _parts(sentence: Sentence, total: Number, start: int, limit: int) -> tuple[list[Number], list[str]]:
    """The counts of the total's unit behind a position, while the words before each go on with the list."""
    parts: list[Number] = []
    labels: list[str] = []
    for one in sentence.numbers:
        if one.start < start or one.end > limit or one.label == "PERCENT":
            continue
        name = _label(sentence, one)
        if not _is_same_unit(one, total):
            if one.unit is None and not parts:
                break
            continue
        if words("not_a_part").search(name) or _is_inside(sentence, one):
            continue
        if not _goes_on(name, labels):
            break
        parts.append(one)
        labels.append(name)
    return parts, labels


def _goes_on(name: str, labels: list[str]) -> bool:
    """Whether words before a number name a further part: short, no word that sums up, no verb that the first part has not."""
    if len(name) > LONGEST_LABEL or (labels and words("part_stop").search(name)):
        return False
    verbs = set(words("part_verb").findall(name))
    return not labels or verbs <= set(words("part_verb").findall(labels[0]))


def _label(sentence: Sentence, one: Number) -> str:
    """The words before a number, from the number or the mark of a list before it, without what stands in brackets."""
    before = max((other.end for other in sentence.numbers if other.end <= one.start), default=0)
    words_before = re.sub(r"\([^)]*\)", "", sentence.text[before : one.start]).strip(",;、: ")
    return re.split("[,;、:]", words_before)[-1].strip("。 ")


def _is_inside(sentence: Sentence, one: Number) -> bool:
    """Whether a number stands in brackets: a part of the part before them."""
    before = sentence.text[: one.start]
    return before.count("(") > before.count(")")


def _is_same_unit(one: Number, total: Number) -> bool:
    return one.unit == total.unit or {one.unit, total.unit} <= _ALIKE


@cache
def _partitions() -> dict[str, list[re.Pattern[str]]]:
    found: dict[str, list[re.Pattern[str]]] = {}
    for row in table("partitions"):
        found.setdefault(row["partition"], []).append(re.compile(row["pattern"]))
    return found


def _is_complete(labels: tuple[str, ...]) -> bool:
    """Whether parts are known to be all: the last is the rest, or each is another member of a partition with at most one left out."""
    if words("part_rest").match(labels[-1]):
        return True
    for members in _partitions().values():
        hit = [{index for index, member in enumerate(members) if member.search(name)} for name in labels]
        distinct = {min(one) for one in hit if one}
        if all(hit) and len(distinct) == len(labels) and len(distinct) >= max(2, len(members) - 1):
            return True
    return False
