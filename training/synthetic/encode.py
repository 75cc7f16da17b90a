"""Encodings that reports are found in: UTF-8 with and without a BOM, GBK, GB18030; declared or not."""

from __future__ import annotations

import random

_META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


def encode(rng: random.Random, text: str, suffix: str, script: str) -> bytes:
    """The bytes of a text or page. Three pages in four declare it."""
    name = rng.choices(("utf-8", "utf-8-sig", "gb18030" if script == "Hant" else "gbk"), (70, 8, 22))[0]
    if suffix == ".html":
        declared = {"gbk": "gb2312", "gb18030": "gb18030"}.get(name, "utf-8")
        if rng.random() < 0.75:
            text = text.replace("<head>", "<head>\n" + _META.format(declared), 1)
        return text.encode(name, "xmlcharrefreplace")
    if name == "gbk":
        text = text.replace("\xa0", " ")
    if rng.random() < 0.15:
        text = text.replace("\n", "\r\n")
    try:
        return text.encode(name)
    except UnicodeEncodeError:
        return text.encode("utf-8")
