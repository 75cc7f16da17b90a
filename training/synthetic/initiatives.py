"""Initiatives that spread: first where they began, then, year by year, elsewhere."""

from __future__ import annotations

import math
import random

from training.synthetic.agencies import Body
from training.synthetic.tables import rows

_SPEED, _DELAY = 1.1, 2.2
"""Log-odds that a body takes an initiative up, a year; years that other provinces are behind the first."""


def adopted(rng: random.Random, body: Body, year: int) -> tuple[str, ...]:
    """The initiatives that a body's report on a year speaks of, at most three."""
    found = []
    for row in rows("initiatives"):
        age = year - int(row["from"])
        province = body.region.path[0] if body.region else ""
        behind = _DELAY if row["origin"] and row["origin"] != province else 0.0
        share = 0.6 / (1 + math.exp(-_SPEED * (age - behind - 1)))
        if age >= 0 and rng.random() < share:
            found.append(row["name"])
    return tuple(rng.sample(found, min(3, len(found))))
