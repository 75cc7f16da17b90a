"""What headings no numbering tells: a list of contents before the report, headings behind a bullet, the bare heads of the form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govnlp.outline.headings import fold
from govnlp.outline.marks import mark_at, starts_with_mark

FEWEST = 3  # lines of a list of contents
_LEADER = re.compile(r"[\s.…·・_\-—]*\d{0,3}\s*$")
_CONTENTS = re.compile(r"目\s*[录次]|内容提要|contents", re.IGNORECASE)
_BULLET = re.compile(r"\s*[•●◆■▪◇○□★☆►▶]\s*")
_PROSE = re.compile(r"[。;,!?]|:.|\d{2}")
LONGEST_BULLET = 24  # characters of a heading behind a bullet
# the five heads under the first section of the form of 2021, as they are also written without a number
_HEAD = re.compile(
    "(?:(?:政府信息)?主动公开(?:政府信息)?|(?:政府信息)?依申请公开(?:政府信息)?|政府信息(?:资源)?管理|(?:政府信息公开)?平台建设|(?:工作)?监督保障)"
    "(?:工作)?(?:情况|方面|工作)?"
)


def contents(lines: Sequence[str | None]) -> set[int]:
    """Lines of a list of contents: headings one upon another that all come again; None stands for a table."""
    bare = ["" if line is None else re.sub(r"\s", "", _LEADER.sub("", fold(line))) for line in lines]
    found: set[int] = set()
    index = 0
    while index < len(bare):
        end = index
        while end < len(bare) and bare[end] and starts_with_mark(str(lines[end])):
            end += 1
        run = range(index, end)
        later = bare[end:]
        again = [at for at in run if any(line.startswith(bare[at]) for line in later)]
        if len(again) >= FEWEST and len(again) * 4 >= len(run) * 3:
            found.update(run)
            found.update(at for at in (index - 1,) if at >= 0 and _CONTENTS.fullmatch(str(lines[at]).strip()))
        index = max(end, index + 1)
    return found


def heads(lines: Sequence[str | None]) -> dict[int, int]:
    """Where the headings of the second level end that have no number, by line: behind a bullet, or the form's own, run in or not.

    One alone is a sentence; two and more are headings.
    """
    found: dict[int, int] = {}
    for index, line in enumerate(lines):
        if line is None or len(line) < 2:
            continue
        folded = fold(line)
        following = lines[index + 1] if index + 1 < len(lines) else None
        before = fold(lines[index - 1] or "") if index else ""
        if mark_at(folded, 0) is not None or before.rstrip().endswith(folded.strip()):
            continue  # the caption of a table repeats the heading above it
        if end := _bulleted(folded, following) or _of_the_form(folded, following):
            found[index] = end
    return found if len(found) > 1 else {}


def _bulleted(folded: str, following: str | None) -> int:
    """The end of a short line behind a bullet that prose follows; nought where it is none."""
    bullet = _BULLET.match(folded)
    words = folded[bullet.end() :].strip() if bullet else ""
    heads_prose = following is not None and not _BULLET.match(following) and len(following) > len(words)
    return len(folded.rstrip(" :。")) if 2 < len(words) <= LONGEST_BULLET and not _PROSE.search(words.rstrip("。")) and heads_prose else 0


def _of_the_form(folded: str, following: str | None) -> int:
    """The end of one of the form's own heads at the start of a line, before a stop or a colon or alone; nought where none is."""
    bullet = _BULLET.match(folded)
    start = bullet.end() if bullet else len(folded) - len(folded.lstrip())
    found = _HEAD.match(folded, start)
    if not found:
        return 0
    rest = folded[found.end() :].strip()
    alone = not rest.strip("。: ") and following is not None
    return found.end() if alone or (rest[:1] in ("。", ":") and len(rest) > 4) else 0
