"""Docs and pipelines as spaCy users treat them: saved, sent, joined, run in processes; tokens that yield to spans."""

from __future__ import annotations

import pickle

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from govnlp.pipeline import COMPONENTS, models
from govnlp.pipes.base import annotate, cut_tokens
from govnlp.values.match import Match

TEXT = "2020年,市政府依据《条例》主动公开政府信息1,206条,增长6.9%,上线“政企通”平台,投入2.45亿元。"


def shape(doc):
    return [(e.text, e.label_, e._.value, e._.unit, e._.bound, e._.name) for e in doc.ents]


def test_the_saved_pipeline_is_an_ordinary_one(nlp):
    again = spacy.load(models() / "zh_govnlp")
    assert tuple(again.pipe_names) == COMPONENTS
    assert shape(again(TEXT)) == shape(nlp(TEXT))
    assert again(TEXT).cats == nlp(TEXT).cats
    assert not nlp.analyze_pipes()["problems"]["gov_merge"]


def test_it_loads_from_another_folder(nlp, tmp_path):
    nlp.to_disk(tmp_path / "copy")
    again = spacy.load(tmp_path / "copy")
    assert shape(again(TEXT)) == shape(nlp(TEXT))
    assert [t.text for t in again(TEXT)] == [t.text for t in nlp(TEXT)]
    assert str(models()) not in (tmp_path / "copy" / "config.cfg").read_text(encoding="utf-8")


def test_docs_survive_bytes_bins_and_pickles(nlp):
    doc = nlp(TEXT)
    assert len(doc.ents) >= 6
    assert shape(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == shape(doc)
    (binned,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    assert shape(binned) == shape(doc)
    assert shape(pickle.loads(pickle.dumps(doc))) == shape(doc)


def test_joined_docs_keep_their_values(nlp):
    joined = Doc.from_docs([nlp(TEXT), nlp(TEXT)], ensure_whitespace=False)
    assert shape(joined) == shape(nlp(TEXT)) * 2


def test_pipelines_survive_bytes(nlp):
    again = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "govnlp.Tokenizer.v1"}}})
    for name in COMPONENTS:
        again.add_pipe(name)
    again.from_bytes(nlp.to_bytes())
    assert shape(again(TEXT)) == shape(nlp(TEXT))
    assert again(TEXT).cats == nlp(TEXT).cats


def test_two_processes_give_what_one_gives(nlp):
    texts = [TEXT, "無。", "全年受理申請32件。"] * 4
    alone = [shape(doc) for doc in nlp.pipe(texts)]
    assert [shape(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=3)] == alone


def test_words_yield_to_spans():
    nlp = spacy.blank("zh")
    doc = Doc(nlp.vocab, words=["海淀区政府", "网站"], spaces=[False, False])
    annotate(doc, [Match(0, 3, "A"), Match(1, 5, "B")])
    annotate(doc, [Match(4, 7, "C")])
    assert [(s.text, s.label_) for s in doc.spans["govnlp"]] == [("海淀区", "A"), ("淀区政府", "B"), ("府网站", "C")]
    assert doc.text == "海淀区政府网站"


def test_a_match_outside_the_text_is_an_error():
    with pytest.raises(ValueError, match="no span"):
        annotate(spacy.blank("zh")("公开"), [Match(0, 9, "A")])


@settings(deadline=None)
@given(st.text(alphabet="政府信息公开12 ，。\n😀", min_size=1, max_size=30), st.sets(st.integers(0, 30), max_size=8))
def test_cutting_keeps_the_text_and_makes_the_borders(text, offsets):
    doc = Doc(
        spacy.blank("zh").vocab, words=[text[i : i + 3] for i in range(0, len(text), 3)], spaces=[False] * len(range(0, len(text), 3))
    )
    cut_tokens(doc, offsets)
    borders = {token.idx for token in doc} | {len(text)}
    assert doc.text == text
    assert {o for o in offsets if o <= len(text)} <= borders | {0}


@settings(deadline=None)
@given(st.text(max_size=60))
def test_tokens_join_to_the_text(text):
    import govnlp

    clean = text.encode("utf-8", "replace").decode("utf-8")
    assert govnlp.load().make_doc(clean).text == clean


def test_a_lone_surrogate_does_not_stop_the_pipeline(nlp):
    assert nlp("公开\ud800信息12条").text == "公开\ufffd信息12条"
