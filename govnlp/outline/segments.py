"""Paragraphs to segments: enumerated items (`一是…二是…`, `1.…2.…`, `(1)…`, `首先…其次…`) stand each for themselves."""

from __future__ import annotations

import re
from itertools import pairwise

from govnlp.outline.headings import fold
from govnlp.outline.marks import ENCLOSED
from govnlp.values.numerals import parse_numeral

_CHINESE = "[一二三四五六七八九十]{1,3}"
_ORDER = {"首先": 1, "其一": 1, "其次": 2, "其二": 2, "再次": 3, "再者": 3, "其三": 3, "其四": 4, "最后": 9}
_ITEM = re.compile(
    rf"(?P<shi>{_CHINESE})(?:是|要(?!求|素|点|闻|件|事|义|么)|来)"
    rf"|(?P<order>首先|其次|再次|再者|最后|其[一二三四])(?=[,是要、])"
    rf"|第(?P<di>{_CHINESE})(?=[,是、])"
    rf"|(?P<dot>\d{{1,2}})[.、](?!\d)(?=\s*[一-龥“\"《(])"
    rf"|\((?P<paren>\d{{1,2}})\)|(?P<half>\d{{1,2}})\)(?=\s*[一-龥])"
    rf"|(?P<circle>[①-⑳])|(?P<round>[⑴-⒇])|(?P<stop>[⒈-⒛])|(?P<han>[㈠-㈩])"
    rf"|\((?P<bracket>{_CHINESE})\)(?!项|款|条|目)"
    rf"|(?P<dun>{_CHINESE})、(?![一二三四五六七八九十]{{1,2}}[、是])"
)
_CLAUSE = {"shi": '。;:!?,，、”)"', "order": '。;:!?,”)"', "di": '。;:!?,”)"', "dun": "。;:!?"}
_SENTENCE = '。;:!?”)"…'
_CUT_LEAD = 20  # a lead that a comma ends stays with its first item unless it is longer


def split_items(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each segment of a paragraph: its lead, if it has one, and each item; white space stays outside."""
    folded = fold(text)
    cuts = _cuts(folded)
    edges = [0, *cuts, len(text)]
    stretches = []
    for start, end in pairwise(edges):
        piece = text[start:end]
        start, end = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        if re.search(r"\w", text[start:end]):
            stretches.append((start, end))
        elif stretches and start < end:
            stretches[-1] = (stretches[-1][0], end)
    return stretches


def _cuts(folded: str) -> list[int]:
    """Where items begin: marks in their turn, of a family that counts on at least to two."""
    families: dict[str, list[tuple[int, int]]] = {}
    for found in _ITEM.finditer(folded):
        family = str(found.lastgroup)
        if not _begins_clause(folded, found.start(), _CLAUSE.get(family, _SENTENCE)):
            continue
        families.setdefault(family, []).append((found.start(), _number(family, found[family])))
    cuts: set[int] = set()
    for marks in families.values():
        cuts.update(_in_turn(marks))
    ordered = sorted(cuts - {0})
    starts = {_lead_start(folded, cut, previous) for previous, cut in pairwise(ordered)}
    if ordered and 0 not in cuts and _belongs_to_lead(folded, ordered[0]):
        ordered = ordered[1:]
    return sorted({*ordered, *starts})


def _begins_clause(folded: str, position: int, borders: str) -> bool:
    before = folded[max(0, position - 3) : position].rstrip()
    return not before or before[-1] in borders


def _number(family: str, word: str) -> int:
    if family == "order":
        return _ORDER[word]
    if word in ENCLOSED:
        return ENCLOSED[word]
    numeral = parse_numeral(word)
    return int(numeral.value) if numeral else 0


def _in_turn(marks: list[tuple[int, int]]) -> list[int]:
    """Positions of marks that belong to a run of at least two; numbers may skip or repeat, a new 1 begins a new run."""
    runs: list[list[tuple[int, int]]] = []
    for position, number in marks:
        last = runs[-1][-1][1] if runs else None
        if last is not None and (last <= number <= last + 2 or number == 9) and number != 1:
            runs[-1].append((position, number))
        elif number == 1 or not runs:
            runs.append([(position, number)])
    return [position for run in runs if len(run) > 1 for position, _ in run]


def _lead_start(folded: str, cut: int, previous: int) -> int:
    """Where the words begin that lead in a second list (`…。改进措施:一是…`), else the cut itself."""
    if not folded[max(previous, cut - 3) : cut].rstrip().endswith(":"):
        return cut
    stop = max(folded.rfind(mark, previous, cut) for mark in "。!?")
    return stop + 1 if stop >= 0 else cut


def _belongs_to_lead(folded: str, cut: int) -> bool:
    """`2023年,一是…`: a few words and a comma before the first item are no segment of their own."""
    lead = folded[:cut].rstrip() if cut <= _CUT_LEAD + 3 else ""
    return lead.endswith((",", "、")) and len(lead) <= _CUT_LEAD and "。" not in lead
