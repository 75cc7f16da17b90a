"""`sample`: one report. `panel`: reports of many bodies over years, whose figures follow on."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from training.synthetic import agencies, extras, facts, forms, initiatives, mistakes, numbers, prose, style
from training.synthetic import script as scripts
from training.synthetic.agencies import Body
from training.synthetic.compose import compose
from training.synthetic.encode import encode
from training.synthetic.forms import Grid
from training.synthetic.layouts import LAYOUTS
from training.synthetic.mistakes import NoRoomError, Plan
from training.synthetic.model import Figures, Number, Planted, Sample
from training.synthetic.style import Style, Written

FORMATS = ("2014", "2019", "2021")
_YEARS = {"2014": (2014, 2018), "2019": (2019, 2020), "2021": (2021, 2025)}
_OUTDATED = 0.08
"""Share of reports on 2021 and later that still use the tables of 2019."""


@dataclass(frozen=True)
class Request:
    """What a sample is to be; everything else is drawn."""

    body: Body
    year: int
    format: str
    layout: str
    script: str
    kinds: tuple[str, ...]


def sample(
    seed: int,
    *,
    format: str | None = None,
    layout: str | None = None,
    script: str | None = None,
    mistakes: int | tuple[str, ...] = (),
) -> Sample:
    """One synthetic report; the same arguments give the same bytes.

    Parameters
    ----------
    format : `2014`, `2019` or `2021`.
    layout : a name of `LAYOUTS`.
    script : `Hans` or `Hant`.
    mistakes : kinds to plant, or how many of any kind.

    Raises
    ------
    ValueError
        If one of these is unknown, or a kind cannot be shown in such a report.
    """
    rng = random.Random(f"govnlp {seed}")
    chosen = format or rng.choices(FORMATS, (25, 25, 50))[0]
    _known(chosen, FORMATS, "format")
    place = layout or rng.choice(list(LAYOUTS))
    _known(place, LAYOUTS, "layout")
    letters = script or rng.choices(("Hans", "Hant"), (80, 20))[0]
    _known(letters, ("Hans", "Hant"), "script")
    kinds = _kinds(rng, mistakes, chosen, LAYOUTS[place].has_tables)
    year = rng.randint(*_YEARS[chosen])
    if chosen == "2019" and rng.random() < _OUTDATED:
        year = rng.randint(2021, 2024)
    body = agencies.draw(rng, rng.choice(("省", "市", "县")) if kinds else None)
    request = Request(body, year, chosen, place, letters, kinds)
    for _ in range(40):
        cells = facts.draw(rng, chosen, body.level, year, large=body.is_government or bool(kinds))
        try:
            return _report(rng, f"{chosen}-{place}-{letters}-{seed}", request, cells, numbers.draw(rng, chosen, cells))
        except NoRoomError:
            continue
    raise ValueError(f"no figures with room for {', '.join(kinds)} in {chosen}; plant fewer mistakes")


def _known(value: str, choices: Collection[str], what: str) -> None:
    if value not in choices:
        raise ValueError(f"no {what} {value!r}; choose {', '.join(choices)}")


def _kinds(rng: random.Random, wanted: int | tuple[str, ...], format: str, has_tables: bool) -> tuple[str, ...]:
    """The kinds to plant, one of each where only their number is given."""
    possible = [kind for kind in mistakes.applicable(format) if has_tables or kind in ("text-text", "percent")]
    if isinstance(wanted, int):
        return tuple(rng.sample(possible, min(wanted, len(possible))))
    for kind in wanted:
        _known(kind, possible, f"mistake that a single report of {format} can show,")
    return wanted


def _report(
    rng: random.Random,
    name: str,
    request: Request,
    cells: Figures,
    stated: dict[str, Number],
    started: tuple[str, ...] | None = None,
) -> Sample:
    """The report of a request with these figures, mistakes planted in a copy of them; `started` are its initiatives, else drawn."""
    body, layout = request.body, LAYOUTS[request.layout]
    plan = Plan(dict(cells), dict(stated))
    mistakes.plant(rng, request.kinds, request.format, plan)
    manner = style.draw(rng)
    if plan.touches_table or not layout.keeps_blanks:
        manner = style.without_blanks(manner)
    written = style.write(rng, manner, request.format, plan.cells)
    tables = _tables(rng, request, manner, written, plan) if layout.has_tables else ()
    words = {"year": str(request.year), "last_year": str(request.year - 1), "next_year": str(request.year + 1)}
    words |= {"we": body.we, "agency": body.name, "place": body.place}
    numbered = {**plan.numbers, "year": request.year, "government": int(body.is_government), "mistakes": len(request.kinds)}
    writer = prose.Writer(rng, request.format, body.level, words, numbered, prose.hand(rng), plan.required, plan.muted)
    if started is None:
        started = initiatives.adopted(rng, body, request.year)
    document = compose(rng, writer, body, request.year, plan, tables, started).map(scripts.choose(rng, request.script))
    content = layout.render(document, rng)
    shown = {cell.id for grid in document.grids for line in grid.lines for cell in line if cell.id}
    ids = prose.statement_ids(request.format)
    return Sample(
        name=name,
        content=content if isinstance(content, bytes) else encode(rng, content, layout.suffix, request.script),
        suffix=layout.suffix,
        layout=request.layout,
        script=request.script,
        year=request.year,
        agency=body.name,
        region=body.region.official if body.region else None,
        level=body.level,
        format=request.format,
        cells={key: value for key, value in written.cells.items() if key in shown},
        said={ids[key]: value for key, value in writer.said.items() if key in ids},
        mistakes=(*plan.planted, *_tolerated(request, tables)),
        text=document.prose,
        marks=written.marks & shown,
        initiatives=started,
    )


def _tables(rng: random.Random, request: Request, manner: Style, written: Written, plan: Plan) -> tuple[Grid, ...]:
    """The tables of the form as this author fills them, and now and then one that is not of the form."""
    grids = forms.grids(request.format, key_areas=request.body.name.startswith("北京市") or rng.random() < 0.2)
    if request.format == "2014" and rng.random() < 0.3:
        grids = (extras.with_added_rows(rng, grids[0]),)
    if request.format == "2014" and LAYOUTS[request.layout].keeps_blanks and rng.random() < 0.05:
        grids = (extras.with_codes(grids[0]),)
    if request.format != "2014" and rng.random() < 0.05:
        grids = (extras.without_first_line(grids[0]), *grids[1:])
    tables = tuple(forms.filled(style.labelled(rng, manner, grid), written.text) for grid in grids)
    if not request.kinds and rng.random() < 0.1 and not any(plan.cells[i] for i in plan.cells if i.startswith(mistakes.CASES)):
        tables = tuple(table for table in tables if table.name != "cases")
    if request.format != "2014" and not request.kinds and rng.random() < 0.15:
        other = rng.choice((extras.classes(rng, int(plan.numbers["items"])), extras.comparison(rng, request.year, plan.numbers)))
        return (other, *tables)
    return tables


def _tolerated(request: Request, tables: tuple[Grid, ...]) -> tuple[Planted, ...]:
    """What a reader may object to: the tables of 2019 in a report on 2021 or later, a table that is a picture or left out."""
    notes = []
    if request.format == "2019" and request.year >= 2021:
        notes.append(Planted("form", (), "2021", "2019", "tables of 2019", -1, optional=True))
    if request.format != "2014" and "cases" not in {table.name for table in tables}:
        notes.append(Planted("form", (), "cases", None, "no table of reviews and lawsuits", -1, optional=True))
    if any(cell.role == "value" and not cell.id for table in tables for line in table.lines for cell in line):
        notes.append(Planted("form", (), None, "rows", "rows or tables that the form does not have", -1, optional=True))
    if any(cell.text == "代码" for table in tables for cell in table.lines[0]):
        notes.append(Planted("form", (), None, "codes", "a column that the form does not have", -1, optional=True))
    if not tables:
        notes.append(Planted("form", (), "tables", None, "the tables are pictures", -1, optional=True))
    return tuple(notes)


def panel(
    bodies: int, years: Sequence[int], seed: int, *, layout: str | None = None, mistakes: float = 0.0, copies: float = 0.0
) -> Iterator[Sample]:
    """Reports of many bodies over years, body by body, each year following on the one before.

    What one year carries over to the next is what the next brings in, applicant by applicant; volumes have a trend, fewer
    applications in 2020. `mistakes` is the share of years that bring in another number than the year before carried over
    (kind `year-year`), from the second year of the tables of 2019 on. `copies` is the share of reports that stand there
    twice: posted again, or in the other script. No two bodies have one name. An initiative that a body has taken up it keeps.
    """
    names: set[str] = set()
    for index in range(bodies):
        rng = random.Random(f"govnlp panel {seed} {index}")
        body = _another(rng, names)
        place, script = layout or rng.choice(list(LAYOUTS)), rng.choices(("Hans", "Hant"), (85, 15))[0]
        before: Figures | None = None
        stated: dict[str, Number] | None = None
        for year in sorted(years):
            format = "2014" if year < 2019 else "2019" if year < 2021 else "2021"
            cells = facts.draw(rng, format, body.level, year, large=body.is_government, previous=before)
            request = Request(body, year, format, place, script, ())
            slipped = _slip(rng, cells, before) if rng.random() < mistakes else None
            stated = numbers.draw(rng, format, cells, stated)
            slips = (slipped,) if slipped else ()
            for copy in _copies(rng, request, copies):
                name = f"panel-{seed}-{index}-{year}" + ("-copy" if copy is not request else "")
                hand = random.Random(f"{seed} {index} {year}")  # the same for a copy, so that it has the same words
                report = _report(hand, name, copy, cells, stated, initiatives.spread(body, year))
                yield replace(report, mistakes=(*report.mistakes, *slips))
            before = cells


def _another(rng: random.Random, names: set[str]) -> Body:
    """A body whose name is not among those that were drawn."""
    level = rng.choices(tuple(facts.VOLUMES), (2, 8, 25, 50, 15))[0]
    while (body := agencies.draw(rng, level)).name in names:
        pass
    names.add(body.name)
    return body


def _copies(rng: random.Random, request: Request, share: float) -> tuple[Request, ...]:
    """A report, and now and then the same again or in the other script."""
    if rng.random() >= share:
        return (request,)
    other = {"Hans": "Hant", "Hant": "Hans"}[request.script]
    return request, replace(request, script=rng.choice((request.script, other)))


def _slip(rng: random.Random, cells: Figures, before: Figures | None) -> Planted | None:
    """One application more brought in than was carried over; the report of this year is consistent in itself."""
    name = "applications.carried_in.total"
    carried = (before or {}).get("applications.carried_out.total")
    if carried is None:
        return None
    by = rng.randint(1, 3)
    for stem in ("applications.carried_in", "applications.closed", "applications.granted"):
        for column in ("person", "total"):
            cells[f"{stem}.{column}"] = (cells[f"{stem}.{column}"] or 0) + by
    return Planted("year-year", (name,), carried, cells[name], "the year before carried over another number")
