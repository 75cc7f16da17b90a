"""A small run of the whole training, and that it gives the same every time."""

from __future__ import annotations

import json
import subprocess
import sys

import spacy

from tests.conftest import ROOT
from training import corpus, segmenter, themes


def test_a_miniature_run_makes_a_pipeline_that_works(tmp_path):
    target = tmp_path / "zh_govnlp"
    subprocess.run([sys.executable, "-m", "training.train", "--miniature", str(target)], cwd=ROOT, check=True, capture_output=True)
    nlp = spacy.load(target)
    doc = nlp("全年共收到政府信息公开申请32件。")
    assert [e.text for e in doc.ents] == ["全年", "32件"]
    assert doc.cats
    card = json.loads((target / "tokenizer" / "card.json").read_text(encoding="utf-8"))
    assert card["scores"]["f1"] > 0.5
    assert str(ROOT) not in "".join(p.read_text(encoding="utf-8") for p in target.rglob("*.json"))


def test_the_segmenter_is_trained_to_the_same_weights_every_time(tmp_path):
    for name in ("first", "second"):
        segmenter.train(tmp_path / name, iterations=1)
    assert (tmp_path / "first" / "weights.npz").read_bytes() == (tmp_path / "second" / "weights.npz").read_bytes()


def test_themes_are_trained_to_the_same_file_every_time():
    records = corpus.load("dev")
    (first, card), (second, _) = themes.train(records), themes.train(records)
    assert first == second
    assert card["segments"] == len(records)
