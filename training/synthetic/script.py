"""Reports in Traditional characters: converted as the Traditional versions of mainland sites are, at times with Taiwan's words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache, lru_cache

from govnlp.gazetteers import alternatives, table


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2t").convert
    return convert


@lru_cache(maxsize=20_000)
def traditional(text: str) -> str:
    return _converter()(text)


@cache
def _vocabulary() -> tuple[re.Pattern[str], dict[str, str]]:
    words = {row["mainland"]: row["taiwan"] for row in table("taiwan_vocabulary")}
    return re.compile(rf"信息公开|{alternatives(words)}"), words  # sites that write 資訊 leave 信息公開 as it is


@lru_cache(maxsize=20_000)
def taiwanese(text: str) -> str:
    pattern, words = _vocabulary()
    return traditional(pattern.sub(lambda found: words.get(found[0], found[0]), text))


def choose(rng: random.Random, script: str) -> Callable[[str], str]:
    """What turns the Simplified text of a report into its script."""
    if script == "Hans":
        return lambda text: text
    return taiwanese if rng.random() < 0.4 else traditional
