"""The themes component: scores, models that their cards vouch for, and refusal of others."""

from __future__ import annotations

import json

import numpy
import pytest
import spacy

from govnlp.errors import ModelError
from govnlp.pipeline import models
from govnlp.pipes.learnt import CARD
from govnlp.pipes.themes import THEMES, ThemeClassifier, probabilities

FOLDER = "gov_themes"
MODEL = ThemeClassifier.file


def folder():
    return models() / "zh_govnlp" / FOLDER


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("全年共收到政府信息公开申请32件,均按时答复,予以公开20件,信息不存在12件。", "依申请"),
        ("全年因政府信息公开被申请行政复议2件,结果维持;行政诉讼1件,尚未审结。", "复议诉讼"),
        ("政务微信公众号发布图文416篇,关注人数11万,抖音号发布短视频30条。", "新媒体"),
        ("新冠肺炎疫情发生后,及时发布疫情通报64期,做好疫情防控信息公开。", "疫情防控"),
        ("一是公开的主动性不够强,解读形式单一,人员力量不足。", "问题/改进"),
    ],
)
def test_plain_segments(nlp, text, theme):
    doc = nlp(text)
    assert set(doc.cats) == set(THEMES)
    assert all(0 <= score <= 1 for score in doc.cats.values())
    assert max(doc.cats, key=doc.cats.get) == theme


def test_both_scripts_have_the_same_scores(nlp):
    assert nlp("全年共收到政府信息公開申請32件").cats == pytest.approx(nlp("全年共收到政府信息公开申请32件").cats)


def test_aspects(nlp):
    def aspect(text):
        doc = nlp.make_doc(text)
        doc._.headings = ["五、存在的主要问题及改进情况"]
        return nlp(doc)._.aspect

    assert aspect("一是公开的主动性不够强,信息更新不及时。") == "问题"
    assert aspect("一是进一步加强学习培训,提高工作人员业务水平。") == "改进"


def test_an_altered_model_is_refused_before_it_is_unpickled(tmp_path):
    card = (folder() / CARD).read_text(encoding="utf-8")
    (tmp_path / CARD).write_text(card, encoding="utf-8")
    (tmp_path / MODEL).write_bytes((folder() / MODEL).read_bytes() + b"x")
    with pytest.raises(ModelError, match="vouches"):
        ThemeClassifier().from_disk(tmp_path)


def test_a_model_of_another_schema_is_refused(tmp_path):
    card = json.loads((folder() / CARD).read_text(encoding="utf-8")) | {"schema": "govnlp.themes/0"}
    with pytest.raises(ModelError, match="schema"):
        ThemeClassifier().use((folder() / MODEL).read_bytes(), card)


def test_a_missing_model_says_what_to_do(tmp_path):
    with pytest.raises(ModelError, match="make train"):
        ThemeClassifier().from_disk(tmp_path)


def test_without_a_model_nothing_is_scored():
    nlp = spacy.blank("zh")
    nlp.add_pipe("gov_themes")
    assert nlp("公开").cats == {}


def test_what_spoke_for_a_theme_is_told(nlp):
    doc = nlp.make_doc("全年共收到政府信息公开申请32件,均按时答复。")
    doc._.headings = ["三、收到和处理政府信息公开申请情况"]
    doc = nlp(doc)
    clues = nlp.get_pipe("gov_themes").explain(doc)
    assert [abs(clue.weight) for clue in clues] == sorted((abs(clue.weight) for clue in clues), reverse=True)
    assert {"申请", "答复"} & {clue.ngram for clue in clues if clue.weight > 0}
    assert any(clue.part != "text" for clue in clues)
    against = nlp.get_pipe("gov_themes").explain(doc, "新媒体")
    assert sum(clue.weight for clue in against) < 0
    with pytest.raises(ValueError, match="no theme '水利'"):
        nlp.get_pipe("gov_themes").explain(doc, "水利")


def test_a_score_follows_from_the_clues_of_all_themes(nlp):
    themes = nlp.get_pipe("gov_themes")
    doc = nlp("举办培训班3期。")
    weights = [sum(clue.weight for clue in themes.explain(doc, theme, top=10_000)) for theme in themes.themes]
    scores = probabilities(numpy.array([weights]) + themes._bias)[0]
    assert [doc.cats[theme] for theme in themes.themes] == pytest.approx(list(scores), abs=0.01)


def test_a_segment_has_one_theme_at_least():
    unsure, sure, hopeless = probabilities(numpy.array([[-2.0, -6.0, -6.0], [4.0, 3.0, -6.0], [-90.0, -80.0, -85.0]]))
    assert unsure[0] > 0.9  # 0.12 by itself, where nothing else is likelier
    assert sure == pytest.approx(1 / (1 + numpy.exp([-4.0, -3.0, 6.0])), abs=0.002)
    assert hopeless == pytest.approx([1 / 3] * 3, abs=1e-6)
