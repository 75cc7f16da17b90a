"""Training a classifier on a user's own labels, using it, and refusing what its card does not vouch for."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import govnlp
from govnlp.cli import app
from govnlp.errors import ModelError, ReadingError
from govnlp.learning.measures import calibration_error, macro_f1, primary_accuracy, reliability
from govnlp.learning.records import read_labels
from govnlp.learning.themes import train, train_themes
from govnlp.pipes.learnt import CARD
from govnlp.pipes.themes import ThemeClassifier

OWN = {
    "水利": "全年公布水库、河道和灌溉工程信息{n}条,汛期逐日通报水情。",
    "教育": "公布中小学招生方案和学区划分{n}份,解答家长来电,校园餐费按月上墙。",
    "交通": "公开道路养护、公交线路调整信息{n}条,大件运输许可网上可查。",
}


@pytest.fixture(scope="module")
def labels(tmp_path_factory):
    path = tmp_path_factory.mktemp("labels") / "labels.jsonl"
    rows = [
        {"text": text.format(n=10 * report + n), "themes": [theme], "report": f"甲县{report}", "headings": ["一、总体情况"]}
        for report in range(4)
        for theme, text in OWN.items()
        for n in range(3)
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def model(labels, tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    return folder, train_themes(labels, folder)


def test_own_themes_are_learnt_and_used(model):
    folder, card = model
    assert card["themes"] == sorted(OWN)
    assert card["cross_validation"]["with_headings"]["primary_accuracy"] == 1.0
    cats = govnlp.load(themes=folder)("汛期每日通报水库水情。").cats
    assert max(cats, key=cats.get) == "水利"
    report = govnlp.analyze("甲县2023年政府信息公开工作年度报告\n\n一、总体情况\n\n全年公开公交线路调整信息12条。\n", themes=folder)
    assert report.segments[0].themes[0][0] == "交通"
    assert report.problems() == report.improvements() == []


def test_labels_need_no_headings(labels, tmp_path):
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        del row["headings"]
    bare = tmp_path / "bare.jsonl"
    bare.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    train_themes(bare, tmp_path / "model")
    cats = govnlp.load(themes=tmp_path / "model")("汛期每日通报水库水情。").cats
    assert max(cats, key=cats.get) == "水利"


def test_the_pipeline_of_govnlp_keeps_its_own_themes(model, nlp):
    govnlp.load(themes=model[0])
    assert "依申请" in nlp("全年收到申请3件。").cats


def test_the_same_labels_give_the_same_file(labels):
    records = read_labels(labels)
    assert train(records)[0] == train(records)[0]


@pytest.mark.parametrize(
    ("change", "word"),
    [({"sha256": "0" * 64}, "vouches"), ({"requires": {"scikit-learn": "<1.0"}}, "scikit-learn")],
)
def test_a_model_that_its_card_does_not_vouch_for_is_refused_unless_trusted(model, tmp_path, change, word):
    folder, card = model
    (tmp_path / CARD).write_text(json.dumps({**card, **change}), encoding="utf-8")
    (tmp_path / ThemeClassifier.file).write_bytes((folder / ThemeClassifier.file).read_bytes())
    with pytest.raises(ModelError, match=word):
        govnlp.load(themes=tmp_path)
    assert govnlp.load(themes=tmp_path, trust=True)("汛期通报水情。").cats


def test_nothing_is_unpickled_before_the_card_is_checked(model, tmp_path):
    (tmp_path / CARD).write_text(json.dumps(model[1]), encoding="utf-8")
    (tmp_path / ThemeClassifier.file).write_bytes(b"cos\nsystem\n(S'exit 1'\ntR.")
    with pytest.raises(ModelError, match="vouches"):
        govnlp.load(themes=tmp_path)


def test_a_refused_model_stops_a_run_of_many(tmp_path):
    with pytest.raises(ModelError, match="no model"):
        list(govnlp.analyze_many(["全年收到申请3件。"], themes=tmp_path))


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.jsonl", '{"text": "公开信息3条。"}\n', "no theme"),
        ("a.jsonl", '{"themes": ["依申请"]}\n', "no text"),
        ("a.jsonl", "公开信息3条。\n", "line 1.*not JSON"),
        ("a.csv", "text,themes\n公开信息3条。,\n", "line 2.*no theme"),
        ("a.csv", "text,themes\n", "no labelled segment"),
        ("a.xlsx", "", "ending '.xlsx'"),
    ],
)
def test_labels_that_cannot_be_used_say_where(tmp_path, name, content, word):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ReadingError, match=word):
        read_labels(tmp_path / name)


def test_csv_has_several_themes_and_headings(tmp_path):
    (tmp_path / "a.csv").write_text(
        "text,themes,headings,aspect\n人手不足。,问题/改进;监督保障,五、问题;(一)人员,问题\n", encoding="utf-8-sig"
    )
    (record,) = read_labels(tmp_path / "a.csv")
    assert (record.themes, record.headings, record.facts["aspect"]) == (["问题/改进", "监督保障"], ["五、问题", "(一)人员"], "问题")


def test_too_little_to_learn_from_is_told(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "公开信息3条。", "themes": ["主动公开"]}\n' * 9, encoding="utf-8")
    with pytest.raises(ModelError, match="two or more"):
        train_themes(path, tmp_path / "model")
    path.write_text(
        '{"text": "公开信息3条。", "themes": ["主动公开"]}\n' * 9 + '{"text": "收费0元。", "themes": ["收费"]}\n', encoding="utf-8"
    )
    with pytest.raises(ModelError, match="收费 \\(1\\)"):
        train_themes(path, tmp_path / "model")


def test_measures_on_a_case_worked_by_hand():
    import numpy

    themes, labels = ("甲", "乙"), [["甲"], ["乙", "甲"], ["乙"], ["甲"]]
    scores = numpy.array([[0.9, 0.1], [0.45, 0.95], [0.85, 0.2], [0.75, 0.6]])
    assert primary_accuracy(labels, themes, scores) == 0.75
    # 甲: 2 right of 3 found and 3 wanted; with threshold 0.5 乙: 1 right of 2 found and 2 wanted
    assert macro_f1(labels, themes, scores, [0.5, 0.5]) == pytest.approx((4 / 6 + 2 / 4) / 2)
    first = reliability(numpy.array([True, True, False, True]), scores.max(axis=1))
    assert first == [(0.75, 1.0, 1), (0.85, 0.0, 1), (pytest.approx(0.925), 1.0, 2)]
    assert calibration_error(labels, themes, scores) == pytest.approx((0.25 + 0.85 + 2 * 0.075) / 4)


def test_the_command_trains_says_how_good_it_is_and_analyses_with_it(labels, tmp_path):
    run = CliRunner()
    done = run.invoke(app, ["train", "themes", str(labels), "-o", str(tmp_path / "mine")])
    assert done.exit_code == 0
    assert "3 themes from 36 segments" in done.stdout
    assert "primary theme right in 1.000" in done.stdout
    page = tmp_path / "page.txt"
    page.write_text("全年公开公交线路调整信息12条。", encoding="utf-8")
    done = run.invoke(app, ["analyze", str(page), "--themes", str(tmp_path / "mine"), "--format", "csv", "--table", "segments"])
    assert "交通" in done.stdout
    refused = run.invoke(app, ["analyze", str(page), "--themes", str(tmp_path / "none")])
    assert refused.exit_code == 1
    assert "no model" in refused.output
    empty = run.invoke(app, ["train", "themes", str(tmp_path / "none.csv"), "-o", str(tmp_path / "other")])
    assert empty.exit_code == 1
    assert "none.csv" in empty.output
