"""Numbers of the narrative: those of cells, and those that no table has (items published, growth, ways of applying)."""

from __future__ import annotations

import random
from collections.abc import Mapping

from training.synthetic.model import Number
from training.synthetic.prose import statement_ids


def share(part: Number, whole: Number) -> Number:
    """`part` in per cent of `whole`, to one decimal; whole where it is."""
    percent = round(part * 100 / whole, 1)
    return int(percent) if percent == int(percent) else percent


def draw(
    rng: random.Random, format: str, cells: Mapping[str, Number | None], previous: Mapping[str, Number] | None = None
) -> dict[str, Number]:
    """Name of a statement → its number, consistent with the cells, and with the numbers of the year before where given."""
    numbers: dict[str, Number] = {name: cells[i] or 0 for name, i in statement_ids(format).items()}
    received = int(numbers["received"])
    if format != "2014":
        numbers["lawsuits"] = (cells["litigation.direct.total"] or 0) + (cells["litigation.after_review.total"] or 0)
        numbers["items"] = round(previous["items"] * rng.uniform(0.8, 1.35)) if previous else int(rng.lognormvariate(6, 1.2)) + 12
        numbers["website"] = int(numbers["items"]) - int(numbers["items"]) // rng.randint(3, 30)
        numbers |= {"weibo": int(numbers["items"]) // rng.randint(3, 9), "wechat": int(numbers["items"]) // rng.randint(2, 6)}
        online = round(received * rng.uniform(0.4, 0.9))
        letter = round((received - online) * rng.random())
        numbers |= {"online": online, "letter": letter, "in_person": received - online - letter, "fax": 0}
    items = int(numbers["items"])
    before = previous["items"] if previous else max(1, round(items / rng.uniform(0.85, 1.4)))
    numbers |= {"items_before": before, "growth": share(items - before, before)}
    if received:
        numbers |= {"online_share": share(numbers["online"], received), "part": received // rng.randint(2, 5)}
    numbers |= {
        "received_before": previous["received"] if previous else round(received * rng.uniform(0.6, 1.3)) + 1,
        "elsewhere": received * rng.randint(2, 9) + rng.randint(1, 9),
        "three_years": received * 3 + rng.randint(0, 9),
        "ever": (received + 3) * rng.randint(6, 14) * 10,
        "calls": rng.randint(2, 90) * 10,
        "visitors": rng.randint(1, 30) * 10,
        "fans": rng.randint(2, 90) * 1000,
        "posts": rng.randint(30, 2000),
        "reads": rng.randint(2, 300),
        "proposals": rng.randint(1, 120),
        "month": max(1, items // 9),
        "trainings": rng.randint(1, 6),
        "trained": rng.randint(10, 400),
    }
    return numbers
