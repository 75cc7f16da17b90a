"""Bytes to text: the charset that yields Chinese, whatever the page declares."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

# utf-8 is strict enough to be believed at once; the others are told apart by what their text looks like
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MULTIBYTE = ("gb18030", "big5hkscs")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w\-]{2,20})", re.IGNORECASE)
# the commonest characters of official prose, in both scripts: right decodings are full of them
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经政府信息公开工作报告年度情况申请主动公開報告況請動區縣會務處發與為資訊網機關"
)


def decode(data: bytes) -> str | None:
    """The text of `data`, or None where no charset yields text: a binary file.

    UTF-8, UTF-16 with a mark, GB18030 (with GBK and GB2312) and Big5 are told apart by their content; a wrong or missing
    declaration does no harm. A character cut off at the end, or a few damaged ones, become U+FFFD.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return data.decode(charset, errors="replace")
    zeros = data[:4096].count(b"\0")
    if zeros > max(8, len(data[:4096]) // 20):
        return _utf16_without_mark(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start >= len(data) - 3:
            return data.decode("utf-8", errors="replace")
    candidates = [data.decode(charset, errors="replace") for charset in (*_MULTIBYTE, "utf-8")]
    best = max(candidates, key=_plausibility)
    if _plausibility(best) > 0.05:
        return best
    return _guess(data)


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 is full of zero bytes in every second place; other content that is full of them is binary."""
    candidates = [data.decode(charset, errors="replace") for charset in ("utf-16-le", "utf-16-be")]
    best = max(candidates, key=_plausibility)
    return best if _plausibility(best) > 0.1 else None


def _plausibility(text: str) -> float:
    """The share of common characters among those that are not ASCII, less the damaged ones."""
    foreign = [char for char in text[:200_000] if ord(char) > 127]
    if not foreign:
        return 0.0
    damaged = sum(char == "\ufffd" for char in foreign)
    return (sum(char in _COMMON for char in foreign) - 5 * damaged) / len(foreign)


def _guess(data: bytes) -> str | None:
    """What a general detector makes of it: the declared charset or another one."""
    declared = _DECLARED.search(data[:4096])
    found = from_bytes(data[:100_000], cp_isolation=[declared[1].decode("ascii")] if declared else None).best()
    if found is None or _is_binary(data):
        return None
    return data.decode(found.encoding, errors="replace")


def _is_binary(data: bytes) -> bool:
    controls = sum(byte < 9 or 13 < byte < 32 for byte in data[:4096])
    return controls > len(data[:4096]) // 20
