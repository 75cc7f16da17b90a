"""Initiatives that spread: first where they began, then, year by year, elsewhere."""

from __future__ import annotations

import math
import random

from govnlp.gazetteers import Row
from training.synthetic.agencies import Body
from training.synthetic.tables import rows

_SPEED, _DELAY = 1.1, 2.2
"""Log-odds that a body takes an initiative up, a year; years that other provinces are behind the first."""


MOST = 4
"""Initiatives that a report of a panel speaks of at most."""


def spread(body: Body, year: int) -> tuple[str, ...]:
    """The initiatives of a body of a panel, newest first: what it has once taken up it keeps, until newer ones crowd it out."""
    taken = []
    for row in rows("initiatives"):
        slowness = random.Random(f"{body.name} {row['name']}").random()  # of this body with this initiative, in every year the same
        if int(row["from"]) <= year and slowness < _share(row, body, year):
            taken.append((int(row["from"]), row["name"]))
    return tuple(name for _, name in sorted(taken, reverse=True)[:MOST])


def adopted(rng: random.Random, body: Body, year: int) -> tuple[str, ...]:
    """The initiatives that a body's report on a year speaks of, at most three."""
    found = []
    for row in rows("initiatives"):
        if int(row["from"]) <= year and rng.random() < _share(row, body, year):
            found.append(row["name"])
    return tuple(rng.sample(found, min(3, len(found))))


def _share(row: Row, body: Body, year: int) -> float:
    """The share of bodies like this one that have taken an initiative up by the end of a year."""
    province = body.region.path[0] if body.region else ""
    behind = _DELAY if row["origin"] and row["origin"] != province else 0.0
    return 0.6 / (1 + math.exp(-_SPEED * (year - int(row["from"]) - behind - 1)))
