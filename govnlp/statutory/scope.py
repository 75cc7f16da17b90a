"""Whose and of which year a number of the narrative is: numbers of others, of other years, parts and plans are told apart."""

from __future__ import annotations

import re

from govnlp.report import Agency
from govnlp.statutory.sentences import Mark, Sentence, words

_WHOLE = re.compile(r"(?:人民政府|街道办事处|管理委员会|管委会)$")
_PLACE = re.compile(r"(.)(?:人民政府|道办事处|管理委员会|管委会)$")
_NOT_SUBJECT = re.compile(r"[向由经被对按据受报给同与及和、][^,。;]{0,3}$|(?:根据|按照|通过|接受|依托|在)$")
_SHORT_GOVERNMENT = re.compile("[省市区县州旗](?:人民)?政府")  # of a town it is the whole
_ASIDE = re.compile(r"(?:[比较与同]|(?:结转|转入|转到|转)[至到入于]?)$")  # before a date that governs no number behind it
_UP_TO = re.compile(r"(?:截至|截止|至|到|截止到|截止至)$")
_THIS_YEAR = re.compile(r"全年|本年|今年|年内|当年|年度")


class Scope:
    """The year and the body that a report is of."""

    def __init__(self, year: int | None, agency: Agency | None) -> None:
        self.year, self._agency = year, agency
        name = agency.name if agency else ""
        self._whole = bool(_WHOLE.search(name))
        place = _PLACE.search(name)
        self._place = place[1] if place else ""

    def excludes(self, sentence: Sentence, position: int, role: str) -> bool:
        """Whether a number at `position` is another year's or body's, or a part (for a `total`), or a plan."""
        prefix = sentence.text[:position]
        clause = re.split(r"[,;，；:]", prefix)[-1]
        if words("plan").search(clause) or words("cumulative").search(prefix):
            return True
        if words("unsettled").search(clause) and not self._names_year(sentence, position):
            return True
        if role != "carry" and (self._is_other_year(sentence, position) or words("other_year").search(_uncompared(clause))):
            return True
        return self._is_part(sentence, prefix, role) or self._is_of_others(sentence, position, prefix, role)

    def is_of_year(self, sentence: Sentence) -> bool:
        """Whether a sentence names the report's year, as one that looks back on it among shortcomings and plans."""
        return self._names_year(sentence, len(sentence.text))

    def _names_year(self, sentence: Sentence, position: int) -> bool:
        """Whether the sentence has named the report's year, so that 累计 counts within it."""
        years = [mark.name or "" for mark in sentence.marks if mark.label == "DATE" and mark.start < position]
        return any(self._is_report_year(name, is_limit=False) for name in years) or bool(_THIS_YEAR.search(sentence.text[:position]))

    def _is_other_year(self, sentence: Sentence, position: int) -> bool:
        """Whether the date that governs a position is not the whole report year."""
        governing: Mark | None = None
        for mark in sentence.marks:
            if mark.label == "DATE" and mark.end <= position and not _ASIDE.search(sentence.text[: mark.start]):
                following = sentence.text[mark.end : mark.end + 4]
                governing = governing if following.startswith(("结转", "同期", "相比", "度相比")) else mark
        if governing is None or governing.name is None or self.year is None:
            return False
        return not self._is_report_year(governing.name, bool(_UP_TO.search(sentence.text[max(0, governing.start - 3) : governing.start])))

    def _is_report_year(self, name: str, is_limit: bool = True) -> bool:
        """Whether an ISO date or range is the whole report year, or its end where that is a limit (`截至12月31日`)."""
        year = str(self.year)
        first, _, last = name.partition("/")
        if last:
            return first in (year, f"{year}-01", f"{year}-01-01") and last in (year, f"{year}-12", f"{year}-12-31")
        return first == year or (is_limit and first in (f"{year}-12", f"{year}-12-31"))

    def _is_part(self, sentence: Sentence, prefix: str, role: str) -> bool:
        """`其中区政府受理352件`: no total behind 其中, nothing at all where the part is another body's."""
        prefix = re.sub(r"\([^()]*\)", lambda aside: " " * len(aside[0]), prefix)  # a part told in brackets ends with them
        at = max((found.end() for found in re.finditer("其中", prefix)), default=-1)
        if at < 0:
            return False
        if role == "total" and not re.search("[;；]", prefix[at:]):
            return True
        bodies = any(mark.label == "AGENCY" and at <= mark.start < len(prefix) for mark in sentence.marks)
        return bodies or bool(words("scope_wide").search(prefix, at))

    def _is_of_others(self, sentence: Sentence, position: int, prefix: str, role: str) -> bool:
        before = sentence.lead.rstrip("。").rpartition("。")[2] if prefix.startswith("其中") else ""  # what 其中 is a part of
        if words("scope_part").search(before + prefix):
            return True
        if any(not self._is_own_place(found[0]) for found in words("scope_wide").finditer(before + prefix)):
            return True
        if role == "outcome":
            return self._is_of_several(sentence, position)
        clause = len(prefix) - len(re.split("[,;，；]", prefix)[-1])
        for mark in sentence.marks:
            is_subject = clause <= mark.start < position or (mark.start <= 12 and mark.end <= position)
            if mark.label == "AGENCY" and is_subject and not _NOT_SUBJECT.search(prefix[: mark.start]) and self._is_other(mark, sentence):
                return True
        return False

    def _is_of_several(self, sentence: Sentence, position: int) -> bool:
        """Whether several bodies decided: `市政府维持2件，省厅维持1件`. One that upheld or corrected is no stranger."""
        statement = sentence.text.rfind(";", 0, position) + 1
        following = sentence.text.find(";", position)
        end = following if following >= 0 else len(sentence.text)
        bodies = {mark.name for mark in sentence.marks if mark.label == "AGENCY" and statement <= mark.start < end}
        own = {self._agency.name} if self._agency else set()
        return len(bodies - own) > 1 or bool(re.search("分别|各", sentence.text[statement:position]))

    def _is_own_place(self, word: str) -> bool:
        """Whether `全区`, `各部门` is the whole that the report is of: only the report of a government is of all of them."""
        if not self._whole:
            return False
        return word[1] == self._place if word.startswith("全") else True

    def _is_other(self, mark: Mark, sentence: Sentence) -> bool:
        """Whether a body is not the reporting one; `区政府` in the report of a whole district is its own offices alone."""
        named = sentence.text[mark.start : mark.end]
        if named.startswith(("我", "本")):
            return False
        if self._agency is None or not (mark.name == self._agency.name or self._agency.name.endswith(named)):
            return True
        return bool(self._whole and _SHORT_GOVERNMENT.fullmatch(named))


def _uncompared(clause: str) -> str:
    """A clause without what it compares with: `较上年增长6%`."""
    return re.sub(r"(?:比|较|与|同)(?:去|上|前)一?年(?:同期|度)?", "", clause)
