"""The check of two years in a row: this report's 上年结转 against last year's 结转下年度."""

from __future__ import annotations

from govnlp.report import Finding, Report
from govnlp.statutory.form import cells, label, table_values

OUT, IN = "applications.carried_out", "applications.carried_in"


def check_carried_over(earlier: Report, later: Report) -> list[Finding]:
    """One finding where what was carried out of a year is not what is carried into the next; evidence is in the later report.
    It is a note where only the kinds of applicants differ and the totals agree.

    None where the years are not in a row, or a report's tables do not give the totals (the forms before 2019 do not).
    """
    if earlier.year is None or later.year != earlier.year + 1 or later.format is None or earlier.format is None:
        return []
    before, after = table_values(earlier.indicators), table_values(later.indicators)
    columns = [id_.removeprefix(IN) for id_ in cells(later.format) if id_.startswith(IN) and id_ != IN]
    differing = [one for one in columns if _differ(before.get(OUT + one), after.get(IN + one))]
    if not differing:
        return []
    first = ".total" if ".total" in differing else differing[0]
    expected, found = before[OUT + first], after[IN + first]
    evidence = tuple((one.start, one.end) for one in later.indicators if one.origin == "table" and one.id == IN + first)
    message = (
        f"{later.year}年{label(later.format, IN + first)}为{found}，"
        f"{earlier.year}年{label(earlier.format, OUT + first)}为{expected}，两年不衔接。"
    )
    ids = tuple(dict.fromkeys(IN + one for one in (first, *differing)))
    return [Finding("year-year", "error" if first == ".total" else "note", message, ids, expected, found, evidence)]


def _differ(before: int | float | None, after: int | float | None) -> bool:
    return before is not None and after is not None and before != after
