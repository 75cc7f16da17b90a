"""A report comes back from the store as it went in."""

from __future__ import annotations

import pytest

import govnlp
from govnlp.corpus.restore import restore
from govnlp.corpus.store import Store
from govnlp.errors import StoreError
from tests.conftest import PAGES
from training.synthetic import sample


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("restore")
    sources = sorted(PAGES.glob("*_20*.html"))[:3]
    for seed, layout, mistakes in (
        (1, "pipes", ("sum",)),
        (2, "word_html", ("text-table", "percent")),
        (3, "docx", ("form",)),
        (4, "tabs", 0),
    ):
        report = sample(seed, format="2021", layout=layout, mistakes=mistakes)
        path = folder / (report.name + report.suffix)
        path.write_bytes(report.content)
        sources.append(path)
    govnlp.build(sources, folder / "store")
    return sources, Store(folder / "store")


def test_every_report_is_equal_to_the_one_that_was_analysed(built):
    sources, store = built
    rows = store.table("reports", ["report", "source"]).to_pylist()
    keys = {row["source"]: row["report"] for row in rows}
    assert len(keys) == len(sources) == 7
    for path in sources:
        report = govnlp.analyze(path)
        assert restore(store, keys[str(path)]) == report
    assert sum(len(govnlp.analyze(path).tables) for path in sources) > 5
    assert {type(f.expected) for path in sources for f in govnlp.analyze(path).findings} >= {int}


def test_a_report_that_is_not_there(built):
    with pytest.raises(StoreError, match="no report 'none'"):
        restore(built[1], "none")
