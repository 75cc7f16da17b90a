"""The README beside the corpus: its tables are those of the schema, its queries run and answer."""

from __future__ import annotations

import re

import pytest

import govnlp
from govnlp.corpus.schema import markdown
from tests.conftest import ROOT
from tests.corpus.files import corpus, text

README = (ROOT / "govnlp" / "corpus" / "README.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("questions")
    reports = corpus(folder / "reports", bodies=2)
    problem = "三、存在的主要问题\n\n存在的问题：一是主动公开的内容不够丰富，二是依申请公开答复不够规范。\n"
    table = "全年收到申请12件，予以公开6件，部分公开2件，不予公开4件。\n"
    (reports / "more.txt").write_text(text(2, 2020, 12) + table + problem, encoding="utf-8")
    govnlp.build(reports, folder / "store")
    return folder / "store"


def test_the_tables_are_those_of_the_schema():
    assert markdown() in README


def test_there_are_five_questions():
    assert len(QUERIES) == 5


@pytest.mark.parametrize("sql", QUERIES)
def test_every_question_has_an_answer(store, sql):
    pytest.importorskip("duckdb")
    assert len(govnlp.query(store, sql))
