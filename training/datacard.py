"""Write what can be counted into the data card, `training/data/README.md`: breadth and agreement.

python -m training.datacard
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from govnlp.pipes.themes import THEMES
from govnlp.regions import by_name
from govnlp.report import LEVELS
from training import agreement, corpus
from training.corpus import Record
from training.evaluate import LABELS_IN_ORDER

CARD = corpus.DATA / "README.md"
PERIODS = ((2008, 2013), (2014, 2018), (2019, 2020), (2021, 2025))


def province(record: Record) -> str:
    """The province of a record's region, or 全国."""
    region = record.facts["region"]
    return next((name for name, found in by_name().items() if found[0].level == "省" and region.startswith(name)), "全国")


def period(record: Record) -> str:
    """The years between two changes of the form, in which the record's year lies."""
    return next(f"{first}-{last}" for first, last in PERIODS if first <= record.year <= last)


def _counted(title: str, splits: dict[str, list[Record]], key: Callable[[Record], Iterable[str]], order: Iterable[str]) -> list[str]:
    """A table: a row a value, its segments in each split and in all."""
    counts = {name: Counter(value for record in records for value in key(record)) for name, records in splits.items()}
    lines = [f"| {title} | train | dev | test | all |", "|---|---|---|---|---|"]
    for value in order:
        row = [counts[name][value] for name in corpus.SPLITS]
        lines.append(f"| {value} | {row[0]} | {row[1]} | {row[2]} | {sum(row)} |")
    return [*lines, ""]


def breadth() -> str:
    """The tables of what the corpus covers."""
    splits = {name: corpus.load(name) for name in corpus.SPLITS}
    records = [record for its in splits.values() for record in its]
    reports = {name: len({record.report for record in its}) for name, its in splits.items()}
    hant = sum(record.facts["script"] == "Hant" for record in records)
    taiwan = sum(record.facts["script"] == "Hant" and record.facts["region"].startswith("北京市") for record in records)
    empty = sum(not record.spans for record in records)
    provinces = Counter(province(record) for record in records)
    lines = [
        f"{len(records)} segments of {sum(reports.values())} reports ({', '.join(f'{name} {count}' for name, count in reports.items())}); "
        f"{sum(len(record.spans) for record in records)} spans.",
        f"{hant} segments ({hant / len(records):.1%}) are in Traditional characters, {taiwan} of them in the vocabulary of Beijing's site; "
        f"{empty} ({empty / len(records):.1%}) have no span.",
        "",
        *_counted("primary theme", splits, lambda r: r.themes[:1], THEMES),
        *_counted("label (spans)", splits, lambda r: (s.label for s in r.spans), LABELS_IN_ORDER),
        *_counted("level", splits, lambda r: [r.facts["level"]], LEVELS),
        *_counted("years", splits, lambda r: [period(r)], (f"{a}-{b}" for a, b in PERIODS)),
        *_counted("format", splits, lambda r: [r.facts["format"]], ("2008", "2014", "2019", "2021")),
        *_counted("province", splits, lambda r: [province(r)], sorted(provinces, key=lambda name: -provinces[name])),
    ]
    return "\n".join(lines).rstrip()


def write() -> None:
    """Replace the generated parts of the card."""
    text = CARD.read_text(encoding="utf-8")
    for name, content in (("breadth", breadth()), ("agreement", agreement.report())):
        begin, end = f"<!-- {name}: written by python -m training.datacard -->", f"<!-- end of {name} -->"
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}\n{content}\n{end}{after}"
    CARD.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
