"""Which blocks of a page are the report, and what the page around it says of the report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from govnlp.gazetteers import column
from govnlp.outline import marks
from govnlp.outline.agency import agency_words, is_agency_line
from govnlp.reading.page import Block, Grid, Page, Paragraph
from govnlp.script import simplify

_SENTENCE = re.compile("[。！？!?；;：:，,]")
_OF_THE_FIELD = re.compile("信息公开|政务公开|依申请|公开(?:条例|工作|指南|目录)|主动公开|行政复议|行政诉讼|年度报告")
_REPORT = re.compile(r"(?:报告|年报|总结|情况)(?:[(（\[【].{1,16}[)）\]】])?$")
_TITLE = re.compile(r"(?:信息|政务)[与和及]?(?:政务)?公开|公开工作|依申请公开")
LONGEST_TITLE = 70
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
    return len(line) <= 160 and bool(_patterns("line").search(line) or _is_end(line))


def _is_end(line: str) -> bool:
    return len(line) <= 200 and bool(_patterns("end").search(line)) and not (len(line) > 60 and "。" in line)


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
    return bool(_TITLE.search(line) and _REPORT.search(line)) and not line.startswith("《")


def find_body(page: Page) -> Body:
    """The report within its page; nothing of the body's text is dropped, nothing around it is kept."""
    blocks = [
        block
        for block in page.blocks
        if isinstance(block, Grid) or not _patterns("spam").search(_folded(block.text[:400])) or len(block.text) > 400
    ]
    first = _first_body(blocks)
    titled = _title_before(blocks, first)
    last = _last_body(blocks, first)
    kept = _without_copy(blocks[first:last], {block.text for block in blocks[titled[0] : titled[1]]})
    own: list[Block] = []
    around = [block.text for block in [*blocks[: titled[0]], *blocks[titled[1] : first]] if isinstance(block, Paragraph)]
    for block in kept:
        if isinstance(block, Paragraph) and not is_prose(block) and not marks.starts_with_mark(block.text) and is_furniture(block.text):
            around.append(block.text)
        else:
            own.append(block)
    around += [block.text for block in blocks[last:] if isinstance(block, Paragraph)]
    title = "".join(block.text for block in blocks[titled[0] : titled[1]] if isinstance(block, Paragraph)) or None
    return Body([*blocks[titled[0] : titled[1]], *_subtitles(blocks[titled[1] : first], title), *own], title, around)


def _subtitles(between: list[Block], title: str | None) -> list[Block]:
    """What stands between title and text and is the report's own: `(2017年度)`, `（征求意见稿）`, a salutation."""
    if title is None:
        return []
    return [
        block
        for block in between
        if isinstance(block, Paragraph)
        and re.fullmatch(r"[(（〔\[].{2,30}[)）〕\]]|[一-龥、]{2,20}[:：]", block.text)
        and not is_furniture(block.text)
        and not re.search(r"\d{4}-\d", block.text)
    ]


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


def _title_before(blocks: list[Block], first: int) -> tuple[int, int]:
    """The blocks of the title, the last one before the body; (first, first) where none is."""
    for index in range(first - 1, max(-1, first - 40), -1):
        block = blocks[index]
        if isinstance(block, Grid) or block.linked >= 0.5 or is_furniture(block.text):
            continue
        if is_title(block.text):
            above = blocks[index - 1] if index else None
            if (
                isinstance(above, Paragraph)
                and above.linked < 0.5
                and not is_furniture(above.text)
                and agency_words(block.text) is None
                and is_agency_line(above.text)
            ):
                return index - 1, index + 1
            return index, index + 1
        if (
            index + 1 < first
            and isinstance(below := blocks[index + 1], Paragraph)
            and not is_furniture(below.text)
            and is_title(block.text + below.text)
            and len(block.text) <= 40
        ):
            return index, index + 2
    return first, first


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
        if (
            isinstance(block, Paragraph)
            and index > floor
            and (_is_end(_folded(block.text[:400])) or (block.linked >= 0.9 and not is_prose(block)))
        ):
            later = blocks[index + 1 :]
            if not any(is_prose(b) and isinstance(b, Paragraph) and len(_OF_THE_FIELD.findall(_folded(b.text))) >= 2 for b in later):
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
