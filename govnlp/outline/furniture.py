"""Which blocks of a page are the report, and what the page around it says of the report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from govnlp import regions
from govnlp.gazetteers import column
from govnlp.outline import marks
from govnlp.outline.agency import agency_words, is_agency_line
from govnlp.reading.page import Block, Grid, Page, Paragraph
from govnlp.reading.vocabulary import is_label
from govnlp.script import simplify

_SENTENCE = re.compile("[。！？!?；;：:，,]")
_OF_THE_FIELD = re.compile("信息公开|政务公开|依申请|公开(?:条例|工作|指南|目录)|主动公开|行政复议|行政诉讼|年度报告")
_REPORT = re.compile(
    r"(?:报告|年报|总结|情况|汇报)(?:全文|书)?(?:的公告)?(?:及(?:19|20)\d\d年.{2,12})?\s*(?:[(（\[【].{1,24}[)）\]】])?(?:(?:19|20)\d\d)?(?:\.\w{2,4})?$"
)
_GOES_ON = re.compile(r"^[一-龥]{4,30}[与和、及]$")  # a name that goes on in the next line
_NO_TITLE = re.compile(r"^(?:《|根据|依据|按照|依照|现将|为)|编制本|规定,")
_TITLE = re.compile(r"(?:信息|政务)[与和及]?(?:政务)?公开|公开工作|依申请公开")
_COUNTED = re.compile("浏览|点击|阅读|访问|发布|来源|字[号体]|位访|备案|电话")
LONGEST_TITLE = 70  # characters
FORM = 3  # labels of a statutory form that a table has, where the head of a catalogue has none
SHORTEST_COPY = 4  # blocks that must repeat for a page to be doubled


@dataclass(frozen=True, slots=True)
class Body:
    """The report's own blocks; its title as it stands in one or two of them; the lines around it that are not its own."""

    blocks: list[Block]
    title: str | None
    around: list[str]


@cache
def _patterns(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in column("furniture", "pattern", kind=kind)))


def _folded(text: str) -> str:
    return simplify(text).text.strip()


def is_furniture(text: str) -> bool:
    """Whether a line is a share button, a breadcrumb, a line of date and source, a footer, spam."""
    line = _folded(text[:400])
    if _patterns("spam").search(line):
        return True
    if marks.is_statement(line) and not _COUNTED.search(line):
        return False  # 微信公众号公开信息336条
    return len(line) <= 160 and bool(_patterns("line").search(line) or _is_end(line))


def _is_end(line: str) -> bool:
    return len(line) <= 200 and bool(_patterns("end").search(line)) and not line.endswith("。") and not (len(line) > 60 and "。" in line)


def _is_spam(block: Paragraph) -> bool:
    """A line that hacked and mirrored pages put around the report; words of the field make it the report's own."""
    line = _folded(block.text[:400])
    return len(block.text) <= 400 and bool(_patterns("spam").search(line)) and (block.linked >= 0.5 or not _OF_THE_FIELD.search(line))


def is_prose(block: Block) -> bool:
    """A paragraph of running text that is not made of links."""
    return (
        isinstance(block, Paragraph)
        and not block.chrome
        and block.linked < 0.5
        and len(block.text) >= 18
        and bool(_SENTENCE.search(block.text))
    )


def is_title(text: str) -> bool:
    """Whether a line reads as the title of an annual report on openness."""
    line = _folded(text)
    if not 6 <= len(line) <= LONGEST_TITLE or re.search(r"[>»→。；;]|^(?:上|下)一|位置", line):
        return False
    return bool(_TITLE.search(line) and _REPORT.search(line)) and not _NO_TITLE.search(line)


def find_body(page: Page) -> Body:
    """The report within its page; nothing of the body's text is dropped, nothing around it is kept."""
    blocks = [block for block in page.blocks if isinstance(block, Grid) or not _is_spam(block)]
    first = _with_lines_before(blocks, _first_body(blocks))
    titled = _title_before(blocks, first)
    last = _last_body(blocks, first)
    kept = _without_copy(blocks[first:last], {block.text for block in blocks[titled[0] : titled[1]]})
    own: list[Block] = []
    around = [line for block in [*blocks[: titled[0]], *blocks[titled[1] : first]] for line in _lines(block)]
    for block in kept:
        if isinstance(block, Paragraph) and not is_prose(block) and not marks.starts_with_mark(block.text) and is_furniture(block.text):
            around.append(block.text)
        else:
            own.append(block)
    around += [block.text for block in blocks[last:] if isinstance(block, Paragraph)]
    title = "".join(block.text for block in blocks[titled[0] : titled[1]] if isinstance(block, Paragraph)) or None
    return Body([*blocks[titled[0] : titled[1]], *_subtitles(blocks[titled[1] : first], title), *own], title, around)


def _lines(block: Block) -> list[str]:
    """A paragraph, or the rows of a catalogue's head (`发布机构 | 区教育局`) as lines."""
    if isinstance(block, Paragraph):
        return [block.text]
    filled = ([cell for cell in row if cell] for row in block.rows)
    return [f"{re.sub(r'[:：]$', '', name)}:{value}" for row in filled for name, value in zip(row[::2], row[1::2], strict=False)]


def _subtitles(between: list[Block], title: str | None) -> list[Block]:
    """What stands between title and text and is the report's own: a subtitle, a salutation, the first lines of a preface."""
    if title is None:
        return []
    return [block for block in between if isinstance(block, Paragraph) and _is_own(block)]


def _is_own(block: Paragraph) -> bool:
    """Not furniture, no link, no name or date alone, as pages have under a title."""
    folded = re.sub(r"\s", "", _folded(block.text))
    is_dated = bool(re.search(r"\d{4}[-/.年]\d", folded))
    is_bare = (
        (is_dated and (len(folded) <= 20 or (len(folded) <= 80 and bool(_COUNTED.search(folded)))))
        or folded in regions.by_name()
        or is_agency_line(block.text)
    )
    return block.linked < 0.5 and not block.chrome and not is_bare and len(folded) > 1 and not is_furniture(block.text)


def _first_body(blocks: list[Block]) -> int:
    """Index of the first paragraph of the report: prose of the field, a first heading, or any prose."""
    fallback = None
    for index, block in enumerate(blocks):
        if isinstance(block, Grid) or block.chrome or block.linked >= 0.5:
            continue
        if marks.statutory_heading(block.text) or (marks.starts_with_mark(block.text) and len(block.text) <= 40):
            return index
        if is_title(block.text) or is_furniture(block.text):
            continue
        if is_prose(block) and (len(block.text) >= 40 or block.text.rstrip().endswith(("。", "：", ":"))):
            if _OF_THE_FIELD.search(_folded(block.text)) or len(block.text) >= 60:
                return index
            fallback = index if fallback is None else fallback
    if fallback is not None:
        return fallback
    rest = [index for index, block in enumerate(blocks) if isinstance(block, Grid) or not is_furniture(block.text)]
    behind_title = [index for index in rest if isinstance(block := blocks[index], Grid) or not is_title(block.text)]
    return (behind_title or rest or [len(blocks)])[0]


def _with_lines_before(blocks: list[Block], first: int) -> int:
    """The first block of the body, with the statutory tables before it and the lines of a wrapped sentence."""
    while first and isinstance(grid := blocks[first - 1], Grid) and sum(is_label(cell) for row in grid.rows for cell in row) >= FORM:
        first -= 1
    while (
        0 < first < len(blocks)
        and isinstance(before := blocks[first - 1], Paragraph)
        and re.search(r"[，,：:；;。]", before.text)
        and len(before.text) >= 8
        and _is_own(before)
        and not is_title(before.text)
    ):
        first -= 1
    return first


def _title_before(blocks: list[Block], first: int) -> tuple[int, int]:
    """The blocks of the title, the last one before the body, of up to four lines; (first, first) where none is."""
    for last in range(first - 1, max(-1, first - 40), -1):
        if isinstance(block := blocks[last], Paragraph) and re.fullmatch(r"[\[(（【].*[\])）】]", block.text):
            continue  # [2019-01-31]
        for start in range(last, max(-1, last - 4), -1):
            block = blocks[start]
            if not isinstance(block, Paragraph) or block.linked >= 0.5 or is_furniture(block.text) or len(block.text) > LONGEST_TITLE:
                break
            words = "".join(block.text for block in blocks[start : last + 1])
            if is_title(words) and (start == last or all(len(block.text) <= 40 for block in blocks[start : last + 1])):
                return _with_agency_above(blocks, start, words), last + 1
    return first, first


def _with_agency_above(blocks: list[Block], start: int, title: str) -> int:
    """The first line of a title whose agency stands on the lines above it."""
    while (start and agency_words(title) is None) or (start and _GOES_ON.search(_folded(blocks[start - 1].text))):
        above = blocks[start - 1]
        if not isinstance(above, Paragraph) or above.linked >= 0.5 or len(above.text) > 40 or is_furniture(above.text):
            break
        if not (
            is_agency_line(above.text) or _GOES_ON.search(_folded(above.text)) or re.fullmatch(r"(?:19|20)\d\d年度?", _folded(above.text))
        ):
            break
        start -= 1
        title = above.text + title
    return start


def _last_body(blocks: list[Block], first: int) -> int:
    """Index after the last block of the report: before the footer, the links and the spam that follow."""
    last = len(blocks)
    numbered = [
        index
        for index in range(first, last)
        if isinstance(block := blocks[index], Paragraph) and block.linked < 0.5 and marks.starts_with_mark(block.text)
    ]
    floor = max(numbered, default=first)
    for index in range(first + 1, last):
        block = blocks[index]
        if not isinstance(block, Paragraph) or index <= floor or (is_prose(block) and "。" in block.text):
            continue
        ends = _is_end(_folded(block.text[:400]))
        if (ends or block.linked >= 0.9) and not any(_is_of_report(later, ends) for later in blocks[index + 1 :]):
            last = index
            break
    while (
        last > first + 1
        and isinstance(block := blocks[last - 1], Paragraph)
        and (is_furniture(block.text) or block.linked >= 0.5 or block.chrome)
        and not (is_prose(block) and "。" in block.text)
    ):
        last -= 1
    return last


def _is_of_report(block: Block, behind_end: bool) -> bool:
    """A sentence that only the report can say: after a mark of its end it must speak of the field, or count something."""
    if not isinstance(block, Paragraph) or block.linked >= 0.5 or block.chrome or "。" not in block.text or is_furniture(block.text):
        return False
    folded = _folded(block.text)
    return not behind_end or (is_prose(block) and (bool(_OF_THE_FIELD.search(folded)) or marks.is_statement(folded)))


def _without_copy(own: list[Block], title: set[str]) -> list[Block]:
    """The report's blocks without a second copy of the whole, as pages for desktop and telephone have it."""
    texts = [block.text for block in own]
    if not texts or len(texts[0]) < 15 or texts[0] not in texts[1:]:
        return own
    end = texts.index(texts[0], 1)
    if end < SHORTEST_COPY:
        return own
    copy = set(texts[:end])
    if sum(text in copy for text in texts[end:]) * 10 < (len(texts) - end) * 6:
        return own
    while end > 1 and (texts[end - 1] in title or is_title(texts[end - 1]) or is_furniture(texts[end - 1])):
        end -= 1
    return own[:end]
