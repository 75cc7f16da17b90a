"""Checks of the narrative's numbers against the tables, and against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govnlp.statutory.equations import FAILED, HELD, UNKNOWN
from govnlp.statutory.form import cells, label, value_of
from govnlp.statutory.narrative import Mention
from govnlp.statutory.outcome import Material, Outcome, failed, number, tolerance


def check_text_table(material: Material) -> Iterator[Outcome]:
    """Each cell that the narrative states: the mentions that differ from the table make one finding."""
    told: set[tuple[int, int]] = set()
    for id_, mentions in _by_id(material).items():
        cell = cells(str(material.form))[id_]
        if not (cell.table or cell.terms):
            continue  # the form has nothing to compare with
        value = value_of(cell, material.values)
        if value is None:
            yield Outcome("text-table", UNKNOWN)
            continue
        wrong = [mention for mention in mentions if not _agrees_with_table(mention, value, material)]
        if not wrong:
            yield Outcome("text-table", HELD)
        elif all(_is_of_a_part(mention, value, material) for mention in wrong):
            yield Outcome("text-table", UNKNOWN)
        elif wrong[0].evidence in told:
            yield Outcome("text-table", FAILED)  # 未发生行政诉讼 states three cells and is one contradiction
        else:
            told.update(mention.evidence for mention in wrong)
            yield _differs(id_, value, wrong, len(wrong) < len(mentions), material)


def _differs(id_: str, value: int | float, wrong: list[Mention], is_disputed: bool, material: Material) -> Outcome:
    name, cell = label(str(material.form), id_), cells(str(material.form))[id_]
    words = "、".join(dict.fromkeys(f"“{mention.text}”" for mention in wrong))
    return failed(
        "text-table",
        f"正文称{words}，表中{name}为{number(value)}" + ("，而正文另一处与表一致。" if is_disputed else "。"),
        severity="note" if is_disputed or all(mention.bound == "~" for mention in wrong) else "error",
        indicators=(id_,),
        expected=value,
        found=wrong[0].value,
        evidence=(
            *(mention.evidence for mention in wrong),
            *(material.spans[one] for one in cell.terms or (id_,) if one in material.spans),
        ),
    )


def check_text_text(material: Material) -> Iterator[Outcome]:
    """Each cell that the narrative states twice and no table settles."""
    for id_, mentions in _by_id(material).items():
        settled = value_of(cells(str(material.form))[id_], material.values) is not None
        firm = [mention for mention in mentions if not mention.also]
        if settled or len(firm) < 2:
            continue
        exact = next((mention for mention in firm if mention.bound == "="), None)
        if exact is None:
            yield Outcome("text-text", UNKNOWN)
            continue
        other = next((mention for mention in firm if not agrees(mention, exact.value)), None)
        if other is None:
            yield Outcome("text-text", HELD)
            continue
        yield failed(
            "text-text",
            f"正文对{label(str(material.form), id_)}前后不一：一处为“{exact.text}”，一处为“{other.text}”。",
            indicators=(id_,),
            expected=exact.value,
            found=other.value,
            evidence=(exact.evidence, other.evidence),
        )


def _by_id(material: Material) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for mention in material.mentions:
        found.setdefault(mention.id, []).append(mention)
    return found


def _agrees_with_table(mention: Mention, value: int | float, material: Material) -> bool:
    """Whether a mention agrees with its cell, or with what its words may also mean."""
    known = cells(str(material.form))
    options = [value]
    for ids in mention.also:
        parts = [value_of(known[id_], material.values) for id_ in ids if id_ in known]
        if len(parts) == len(ids) and all(part is not None for part in parts):
            options.append(sum(part for part in parts if part is not None))
    return any(agrees(mention, option) for option in options)


def _is_of_a_part(mention: Mention, value: int | float, material: Material) -> bool:
    """Whether the table gives the part that the text tells apart: `全区914件，其中区政府本级203件`, and 203 in the table."""
    stated = {other.evidence for other in material.mentions}
    for sentence in material.sentences:
        total = next((one for one in sentence.numbers if one.evidence == mention.evidence), None)
        if total:
            lead = sentence.text.find("其中", total.end)
            return any(one.value == value and 0 <= lead <= one.start and one.evidence not in stated for one in sentence.numbers)
    return False


def agrees(mention: Mention, value: int | float) -> bool:
    """Whether a number as the text writes it, with its 约, 余, 超过 or 不到, may stand for `value`."""
    if mention.bound == "~":
        return abs(mention.value - value) <= tolerance("text against table") * max(abs(value), abs(mention.value))
    if mention.bound == ">":
        return mention.value <= value and (
            not re.search("[余餘多几幾]", mention.text) or value < mention.value + _last_place(mention.value)
        )
    if mention.bound == "<":
        return value <= mention.value
    return mention.value == value or abs(mention.value - value) < mention.place


def _last_place(value: int | float) -> int | float:
    """The place of the last digit that is written: 150余 is less than 160, 100余 less than 200."""
    place = 1
    while value and value % (place * 10) == 0:
        place *= 10
    return place
