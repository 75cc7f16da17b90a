"""The tagger of agencies and initiatives: tags, features, and its place in the pipeline."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.errors import ModelError
from govnlp.pipeline import models
from govnlp.pipes.clues import features
from govnlp.pipes.learnt import CARD
from govnlp.pipes.names import NameTagger, decode, encode
from govnlp.values.match import Match


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5), st.sampled_from(["AGENCY", "INITIATIVE"])), max_size=6))
def test_tags_are_read_back(raw):
    spans, position = [], 0
    for start, length, label in sorted(raw):
        if start >= position:
            spans.append((start, start + length, label))
            position = start + length
    assert decode(encode(40, spans)) == spans


def test_a_stray_inner_tag_begins_nothing():
    assert decode(["O", "I-AGENCY", "B-AGENCY", "I-INITIATIVE", "I-AGENCY"]) == [(2, 3, "AGENCY")]


@given(st.text(max_size=60))
def test_every_character_has_features(text):
    assert len(features(text, [Match(0, len(text), "AGENCY")] if text else [], "北京市水务局")) == len(text)


def test_names_that_no_list_has(nlp):
    doc = nlp("全镇推出“板凳课堂”宣讲品牌,由镇便民服务中心牵头,在“清溪码上议”小程序开通“随手问”栏目。")
    found = {(e.label_, e.text) for e in doc.ents}
    assert {("INITIATIVE", "板凳课堂"), ("INITIATIVE", "清溪码上议"), ("INITIATIVE", "随手问"), ("AGENCY", "镇便民服务中心")} <= found


def test_a_rule_s_full_name_stays(nlp):
    doc = nlp.make_doc("我局会同区财政局印发通知。")
    doc._.agency = {"name": "北京市海淀区水务局", "region": "北京市海淀区", "level": "县"}
    assert [(e.text, e._.name) for e in nlp(doc).ents] == [("我局", "北京市海淀区水务局"), ("区财政局", "北京市海淀区财政局")]


def test_an_altered_model_is_refused(tmp_path):
    folder = models() / "zh_govnlp" / "gov_names"
    (tmp_path / CARD).write_text(json.dumps(json.loads((folder / CARD).read_text(encoding="utf-8")) | {"sha256": "0"}), encoding="utf-8")
    (tmp_path / NameTagger.file).write_bytes((folder / NameTagger.file).read_bytes())
    with pytest.raises(ModelError, match="vouches"):
        NameTagger().from_disk(tmp_path)
