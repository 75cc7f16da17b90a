"""Figures of one report that satisfy its form: drawn first, everything else is written from them."""

from __future__ import annotations

import random
from collections.abc import Mapping

from training.synthetic.indicators import APPLICANTS, children, results, rows
from training.synthetic.model import Figures, Number

VOLUMES = {"国家": 900.0, "省": 320.0, "市": 60.0, "县": 14.0, "乡": 0.6}
"""Applications that a body of each level receives in a year, about; a people's government receives more than its offices."""
_SHARES = {"person": 80, "business": 12, "research": 1, "nonprofit": 1, "law": 3, "other": 3}
_WEIGHTS = {"granted": 40, "partial": 14, "not_held": 16, "must_be_made": 3, "petition": 4, "repeated": 3, "third_party": 2, "internal": 2}
_PANDEMIC = 0.8
"""Fewer applications in 2020 than the trend."""


def draw(rng: random.Random, format: str, level: str, year: int, *, large: bool = False, previous: Figures | None = None) -> Figures:
    """The figures of a report: of the size of its level, following on the year before where `previous` is given."""
    volume = VOLUMES[level] * (4.0 if large else 1.0) * rng.lognormvariate(0, 0.8) * (_PANDEMIC if year == 2020 else 1.0)
    if previous is not None:
        volume = (_received(previous) or volume) * rng.uniform(0.75, 1.4) * (_PANDEMIC if year == 2020 else 1.0)
    cells = _statistics(rng, volume, level) if format == "2014" else _applications(rng, format, volume, previous)
    if format != "2014":
        cells |= _disclosure(rng, format, level, large) | _cases(rng, cells)
    return {row["id"]: cells[row["id"]] for row in rows(format)}


def _received(cells: Mapping[str, Number | None]) -> Number:
    return cells.get("applications.received.total") or cells.get("applications.received") or 0


def _poisson(rng: random.Random, mean: float) -> int:
    """A count of about `mean`: a few where it is small, with the spread of real years where it is large."""
    if mean > 30:
        return max(0, round(rng.gauss(mean, mean**0.5)))
    limit, product, count = 2.718281828 ** -max(mean, 0.0), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def _split(rng: random.Random, number: int, weights: Mapping[str, float]) -> dict[str, int]:
    """`number` things put into the boxes, by weight."""
    boxes = dict.fromkeys(weights, 0)
    if number > 2_000:  # the law of large numbers does it
        total = sum(weights.values())
        for key, weight in weights.items():
            boxes[key] = int(number * weight / total)
        boxes[next(iter(weights))] += number - sum(boxes.values())
        return boxes
    for key in rng.choices(list(weights), list(weights.values()), k=number):
        boxes[key] += 1
    return boxes


def _applications(rng: random.Random, format: str, volume: float, previous: Figures | None) -> Figures:
    """The table of applications: in every column 一 + 二 = 三(七) + 四."""
    stems = results(format)
    weights = {stem: _WEIGHTS.get(stem.rsplit(".", 1)[-1], 0.7) for stem in stems}
    received = _split(rng, _poisson(rng, volume), _SHARES)
    carried = {who: _carried_in(rng, who, received[who], previous) for who in APPLICANTS}
    cells: Figures = {}
    for who in APPLICANTS:
        everything = received[who] + carried[who]
        left = min(everything, _poisson(rng, everything * 0.06))
        columns = {"received": received[who], "carried_in": carried[who], "closed": everything - left, "carried_out": left}
        cells |= {f"applications.{stem}.{who}": value for stem, value in columns.items()}
        cells |= {f"{stem}.{who}": value for stem, value in _split(rng, everything - left, weights).items()}
    for stem in (*(f"applications.{name}" for name in ("received", "carried_in", "closed", "carried_out")), *stems):
        cells[f"{stem}.total"] = sum(cells[f"{stem}.{who}"] or 0 for who in APPLICANTS)
    return cells


def _carried_in(rng: random.Random, who: str, received: int, previous: Figures | None) -> int:
    before = (previous or {}).get(f"applications.carried_out.{who}")
    return int(before) if before is not None else _poisson(rng, received * 0.05)


def _cases(rng: random.Random, applications: Figures) -> Figures:
    """The table of reviews and lawsuits."""
    closed = applications["applications.closed.total"] or 0
    cells: Figures = {}
    for case, share in (("review", 0.06), ("litigation.direct", 0.02), ("litigation.after_review", 0.015)):
        parts = _split(rng, _poisson(rng, closed * share), {"upheld": 60, "corrected": 12, "other": 18, "pending": 10})
        cells |= {f"{case}.{key}": value for key, value in parts.items()}
        cells[f"{case}.total"] = sum(parts.values())
    return cells


def _disclosure(rng: random.Random, format: str, level: str, large: bool) -> Figures:
    """The table of what was made public: rules, documents, licences, penalties, fees."""
    size = {"国家": 30.0, "省": 15.0, "市": 6.0, "县": 2.0, "乡": 0.3}[level] * (3 if large else 1)
    has_rules = level in ("国家", "省") or (level == "市" and large)
    cells: Figures = {}
    for kind, mean in (("rules", size / 4 if has_rules else 0), ("normative", size)):
        stem = f"disclosure.art20_1.{kind}"
        made = _poisson(rng, mean)
        cells |= {f"{stem}.made": made, f"{stem}.published": made, f"{stem}.repealed": _poisson(rng, mean * 0.4)}
        cells[f"{stem}.in_force"] = made + _poisson(rng, mean * 5)
    for row in rows(format):
        key = row["id"].rsplit(".", 1)[-1]
        busy = rng.random() < 0.7 and level != "乡"
        if key == "decisions":
            cells[row["id"]] = int(rng.lognormvariate(4, 2) * size / 4) if busy else 0
        elif key == "previous":
            cells[row["id"]] = _poisson(rng, size * 12) if busy else 0
        elif key == "change":
            cells[row["id"]] = rng.choice((-1, 1)) * _poisson(rng, size) if busy else 0
        elif key == "projects":
            cells[row["id"]] = _poisson(rng, size) if busy else 0
        elif key == "amount":
            buys = cells.get(row["id"].replace("amount", "projects"), busy)
            cells[row["id"]] = round(rng.lognormvariate(4, 1.5), rng.choice((1, 2, 2, 4))) if buys else 0
    return cells


def _statistics(rng: random.Random, volume: float, level: str) -> Figures:
    """The single table of 2014: parts make up their totals; channels overlap, so that their sum exceeds the number of items."""
    scale = {"国家": 20.0, "省": 20.0, "市": 12.0, "县": 8.0, "乡": 1.0}[level]
    cells: Figures = {row["id"]: 0 for row in rows("2014")}
    items = int(rng.lognormvariate(5, 0.9) * scale) + 5
    cells["disclosure.normative"] = cells["normative.made"] = _poisson(rng, scale)
    areas = children("disclosure.key_area.total")
    cells |= {area: _poisson(rng, scale * 2) if rng.random() < 0.5 else 0 for area in areas}
    cells["disclosure.key_area.total"] = sum(cells[area] or 0 for area in areas)
    items += int((cells["disclosure.key_area.total"] or 0) + (cells["disclosure.normative"] or 0))
    cells |= {"disclosure.total": items, "disclosure.channel.website": items - items // rng.randint(4, 40)}
    for channel, share in (("gazette", 0.02), ("weibo", 0.25), ("wechat", 0.35), ("other", 0.2)):
        cells[f"disclosure.channel.{channel}"] = _poisson(rng, items * share * rng.random()) if rng.random() < 0.7 else 0
    for row in rows("2014"):
        if row["id"].startswith(("response.", "training.", "capacity.")) and rng.random() < 0.6:
            cells[row["id"]] = _poisson(rng, scale)
    for kind in ("press_conferences", "interviews"):
        cells[f"response.{kind}.principal"] = min(cells[f"response.{kind}"] or 0, _poisson(rng, 1))
    ways = max(int(cells[name] or 0) for name in ("response.social_media", "response.other"))
    cells["response.events"] = max(int(cells["response.events"] or 0), ways)  # one event may be answered in several ways
    cells["training.participants"] = (cells["training.courses"] or 0) * rng.randint(20, 120)
    cells["capacity.funding"] = round(rng.uniform(0.5, 60), rng.choice((0, 1, 2))) if rng.random() < 0.4 else 0
    _spread(rng, cells, "applications.received", _poisson(rng, volume))
    received = int(cells["applications.received"] or 0)
    _spread(rng, cells, "applications.closed", received - min(received, _poisson(rng, received * 0.04)))
    _spread(rng, cells, "applications.answered", int(cells["applications.closed"] or 0))
    _spread(rng, cells, "applications.answered.denied", int(cells["applications.answered.denied"] or 0))
    _spread(rng, cells, "review.total", _poisson(rng, received * 0.05))
    _spread(rng, cells, "litigation.total", _poisson(rng, received * 0.03))
    _spread(rng, cells, "capacity.staff", int(cells["capacity.staff"] or 0) + rng.randint(1, 5))
    cells["complaints.total"] = _poisson(rng, 0.1)
    cells["fees.total"] = round(rng.uniform(10, 900), 1) if received > 20 and rng.random() < 0.3 else 0
    return cells


def _spread(rng: random.Random, cells: Figures, parent: str, number: int) -> None:
    cells[parent] = number
    cells.update(_split(rng, number, {part: 0.3 + rng.random() ** 2 for part in children(parent)}))
