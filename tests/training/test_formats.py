"""Exports to other tools and back, the linter, agreement."""

from __future__ import annotations

import json

import pytest
import spacy

from training import agreement, corpus, formats
from training.lint import lint, lint_all, main

REPORT = """# agency: 龙泉市水利局
# region: 浙江省龙泉市
# level: 县
# year: 2020
# script: Hans
# format: 2019

# id: mine-01
# section: 一、总体情况 / （一）主动公开
themes: 主动公开, 新媒体
text: [[D 全年|2020]],[[A 我局|龙泉市水利局]]公开信息[[C 1,206条|1206 条]],“[[I 水利通]]”小程序上线。

# id: mine-02
# section:
# aspect: 问题
themes: 问题/改进
text: 解读形式 单一。
"""


@pytest.fixture
def records(tmp_path):
    (tmp_path / "mine.txt").write_text(REPORT, encoding="utf-8")
    return corpus.read_report(tmp_path / "mine.txt")


def test_the_corpus_as_a_dataset():
    data = corpus.load_corpus()
    assert set(data) == {"train", "dev", "test"}
    assert len(data["test"]) >= 0.2 * sum(len(split) for split in data.values())
    row = data["dev"][0]
    assert all(row["text"][s["start"] : s["end"]] for s in row["spans"])
    reports = [set(split["report"]) for split in data.values()]
    assert len(set.union(*reports)) == sum(map(len, reports))


def test_a_folder_of_ones_own_as_a_dataset(records, tmp_path):
    data = corpus.load_corpus(tmp_path)
    assert data["train"]["themes"][0] == ["主动公开", "新媒体"]


def test_reports_are_written_as_they_are_read(records, tmp_path):
    corpus.write_report(tmp_path / "again.txt", records)
    assert (tmp_path / "again.txt").read_text(encoding="utf-8") == REPORT


@pytest.mark.parametrize(
    ("write", "read"), [(formats.to_doccano, formats.from_doccano), (formats.to_label_studio, formats.from_label_studio)]
)
def test_round_trips_through_annotation_tools(write, read):
    records = corpus.load("dev")
    assert list(read(write(records))) == records


def test_a_span_added_in_a_tool_comes_back_without_a_value(records):
    (first, _) = (json.loads(line) for line in formats.to_doccano(records).splitlines())
    first["label"].append([len(records[0].text) - 3, len(records[0].text) - 1, "POLICY"])
    (record,) = formats.from_doccano(json.dumps(first))
    assert [s.value for s in record.spans] == ["2020", "龙泉市水利局", "1206 条", None, None]


@pytest.mark.parametrize("text", ['{"text": "公开"}', "no json", '{"label": []}'])
def test_foreign_doccano_lines_are_refused_by_number(text):
    with pytest.raises(ValueError, match="line 1"):
        list(formats.from_doccano(text))


def test_conll(records):
    lines = formats.to_conll(records).splitlines()
    assert lines[:4] == ["# id = mine-01", "全\tB-DATE", "年\tI-DATE", ",\tO"]
    assert "_\tO" in lines


def test_docbin(records):
    docs = list(formats.to_docbin(records).get_docs(spacy.blank("zh").vocab))
    assert [(e.text, e.label_) for e in docs[0].ents] == [
        ("全年", "DATE"),
        ("我局", "AGENCY"),
        ("1,206条", "COUNT"),
        ("水利通", "INITIATIVE"),
    ]
    assert docs[0].cats["新媒体"] == 1.0


def test_the_command_line_writes_and_reads(tmp_path):
    formats.main(["export", "doccano", str(tmp_path / "dev.jsonl"), "--split", "dev"])
    formats.main(["import", "doccano", str(tmp_path / "dev.jsonl"), str(tmp_path / "reports")])
    assert sorted(r.text for r in corpus.load_folder(tmp_path / "reports")) == sorted(r.text for r in corpus.load("dev"))


def test_the_corpus_passes_the_linter():
    assert lint_all([record for split in corpus.SPLITS for record in corpus.load(split)]) == []


BAD = {
    "quotation": "[[I “水利通”]]",
    "function word": "[[D 截至12月31日|2020-12-31]]",
    "reads": "[[C 422条|423 条]]",
    "no value": "[[C 422条]]",
    "ISO": "[[D 全年|整年]]",
    "without the bound": "[[C 150余件|150 件]]",
    "Simplified": "[[C 62個|62 個]]",
    "a value on a policy": "《[[L 条例|政府信息公开条例]]》",
    "percentage with a unit": "[[P 5%|5 个]]",
}


@pytest.mark.parametrize("problem", BAD)
def test_the_linter_names_the_problem(tmp_path, problem, capsys):
    path = tmp_path / "bad.txt"
    path.write_text(REPORT.replace("“[[I 水利通]]”小程序上线", BAD[problem]), encoding="utf-8")
    found = [p for record in corpus.read_report(path) for p in lint(record)]
    assert len(found) == 1
    assert problem in found[0]
    assert main([str(path)]) == 1
    assert "bad mine-01" in capsys.readouterr().out


def test_duplicates_are_found(records):
    assert any("same text" in problem for problem in lint_all([records[0], records[0]]))


def test_kappa():
    assert agreement.kappa([("a", "a"), ("b", "b")]) == 1.0
    assert agreement.kappa([("a", "b"), ("b", "a")]) == -1.0
    assert agreement.kappa([("a", "a"), ("a", "a")]) == 1.0


def test_the_second_annotation_covers_enough_and_agrees():
    both = agreement.pairs()
    total = sum(len(corpus.load(split)) for split in corpus.SPLITS)
    assert len(both) >= 0.15 * total
    assert all(row["f1"] >= 0.9 for row in agreement.spans(both).values())


def test_the_data_card_is_up_to_date():
    from training.datacard import CARD, breadth

    text = CARD.read_text(encoding="utf-8")
    assert breadth() in text
    assert agreement.report() in text
