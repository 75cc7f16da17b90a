"""The scripts that compare and explain: their parts, on a few segments."""

from __future__ import annotations

import pytest

from govnlp.pipes.names import clues_of
from training import compare_names, compare_themes, corpus, errors, throughput
from training.evaluate import annotate, in_traditional, score_spans
from training.names import prepare


@pytest.fixture(scope="module")
def dev():
    return corpus.load("dev")[:60]


def test_clues_of_a_kind_are_left_out(nlp, dev):
    clues = clues_of(prepare(nlp, next(record for record in dev if "市政府" in record.text)))
    left = compare_names.without(clues, compare_names._RULES)
    assert len(left) == len(clues)
    assert any("AGENCYB" in row for row in clues)
    assert not any("AGENCYB" in row or "after AGENCYB" in row for row in left)
    assert any("bodyB" in row for row in left)


def test_systems_of_names_are_scored_after_the_merge(nlp, dev):
    cases = compare_names.cases(nlp, dev)
    perfect, speed = compare_names.score(lambda case: case.gold, cases)
    assert {label: scores[2] for label, scores in perfect.items()} == {"AGENCY": 1.0, "INITIATIVE": 1.0}
    assert speed > 0
    learnt, _ = compare_names.score(compare_names.crf(cases), cases)
    assert learnt["AGENCY"][2] > 0.9


@pytest.mark.parametrize(
    ("text", "words", "label", "others", "expected"),
    [
        ("推出“板凳会”活动", "板凳会", "INITIATIVE", [], "quoted"),
        ("开通全科窗口服务", "全科窗口", "INITIATIVE", [], "unquoted"),
        ("由中心受理", "中心", "AGENCY", [], "own word"),
        ("由法规科受理", "法规科", "AGENCY", [], "unit"),
        ("由市新农合管理处受理", "市新农合管理处", "AGENCY", [(2, 7)], "border"),
    ],
)
def test_causes_of_errors(text, words, label, others, expected):
    record = corpus.Record("a-1", "a", text, [], ["其他"], {"agency": "北海市不动产登记中心", "region": "广西壮族自治区北海市"})
    start = text.index(words)
    assert errors.cause(record, (start, start + len(words)), others, label, True) == expected


def test_every_cause_says_what_was_done():
    from csv import DictReader

    with (errors.HERE / "error_causes.csv").open(encoding="utf-8") as file:
        rows = list(DictReader(file))
    assert all(row["meaning"] and row["done"] for row in rows)
    assert len({(row["label"], row["side"], row["cause"]) for row in rows}) == len(rows) == 14


def test_candidates_for_themes_are_calibrated_and_scored():
    records = corpus.load("train")[::4]
    row = compare_themes.row("ours", compare_themes.linear(compare_themes.regression), records, records[:40])
    primary = float(row.split("|")[2])
    assert primary > 0.8


def test_throughput_is_measured_on_whole_reports():
    texts = throughput.reports()
    assert len(texts) == len({record.report for split in ("train", "dev") for record in corpus.load(split)})
    assert set(throughput.by_part(texts[:1])) >= {"reading and outline", "gov_names", "gov_themes", "narrative and checks"}


def test_a_general_tagger_is_measured_by_exact_and_by_overlapping_spans():
    from training.compare_lac import scores, spans_of_lac

    words = [("2020年", "TIME"), (",", "w"), ("市水务局会同", "ORG"), ("我局", "n"), ("公开", "v")]
    assert spans_of_lac(words, "AGENCY") == [(6, 12)]
    assert spans_of_lac(words, "DATE") == [(0, 5)]
    measured = scores([([(6, 12)], [(6, 10), (12, 14)])])
    assert measured == {"exact": (0.0, 0.0, 0.0), "overlap": (1.0, 0.5, 2 / 3)}


def test_what_is_found_does_not_rest_on_the_script(nlp):
    simplified = [record for record in corpus.load("dev") if record.facts.get("script", "Hans") == "Hans"][:60]
    converted = in_traditional(simplified)
    assert len(converted) == len(simplified)
    assert sum(new.text != old.text for new, old in zip(converted, simplified, strict=True)) > 50
    assert score_spans(annotate(nlp, converted)) == score_spans(annotate(nlp, simplified))
