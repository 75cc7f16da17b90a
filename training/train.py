"""Train everything and write `models/zh_govnlp`, an ordinary saved spaCy pipeline, with a card beside each model.

python -m training.train               # what `make train` runs; a few minutes
python -m training.train --miniature DIR   # on a handful of segments, into DIR: what the tests run
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from spacy.language import Language

import govnlp
from govnlp.pipeline import blank
from govnlp.pipes.names import LABELS, NameTagger
from govnlp.pipes.themes import ThemeClassifier
from govnlp.pipes.tokenizer import Tokenizer
from training import corpus, names, segmenter, theme_card, themes
from training.evaluate import annotate, details, score, table

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"
MINIATURE = 240  # segments, and sentences for the segmenter
SCORES_BEGIN, SCORES_END = "<!-- scores: written by make train -->", "<!-- end of scores -->"


def build(target: Path, miniature: bool = False) -> Language:
    """Train the segmenter and the themes and save the whole pipeline to `target`; scores are added by `finish`."""
    nlp = blank()
    tokenizer, classifier = nlp.tokenizer, nlp.get_pipe("gov_themes")
    assert isinstance(tokenizer, Tokenizer)
    assert isinstance(classifier, ThemeClassifier)
    tagger = nlp.get_pipe("gov_names")
    assert isinstance(tagger, NameTagger)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "segmenter"
        segmenter.train(folder, iterations=2 if miniature else segmenter.ITERATIONS)
        tokenizer.load_model(folder)
        tokenizer.card = segmenter.card(folder, tokenizer)
    records = corpus.load("train") + corpus.load("dev")
    records = records[:: len(records) // MINIATURE] if miniature else records
    tagger.use(*names.train(records, nlp))
    classifier.use(*themes.train(records))
    nlp.meta.update(
        name="govnlp",
        version=govnlp.__version__,
        description="政府信息公开工作年度报告: words, dates, quantities, policies, agencies, initiatives, themes",
        author="The govnlp authors",
        license="MIT",
        url="",
        sources=[{"name": "govnlp corpus", "license": "CC BY 4.0", "author": "The govnlp authors", "url": ""}],
        requirements=[f"govnlp=={govnlp.__version__}"],
    )
    if target.exists():
        shutil.rmtree(target)
    nlp.to_disk(target)
    return nlp


def finish(nlp: Language, target: Path) -> dict[str, Any]:
    """Score the pipeline on the test split; write the scores into its metadata and the models' cards."""
    results = annotate(nlp, corpus.load("test"))
    scores = score(nlp, results)
    _update(target / "meta.json", {"performance": scores})
    _update(target / "gov_themes" / "card.json", {"test_segments": scores["segments"], "scores": scores["themes"]})
    spans = {label: scores["spans"][label] for label in LABELS}
    _update(target / "gov_names" / "card.json", {"test_segments": scores["segments"], "scores": spans})
    theme_card.write(target / "gov_themes", results, scores["themes"], corpus.load("train"), corpus.load("dev"))
    return scores


def _update(path: Path, facts: dict[str, Any]) -> None:
    """Set facts of a JSON file."""
    known = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**known, **facts}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_between_marks(path: Path, content: str) -> None:
    """Replace what stands between the marks of a Markdown file."""
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(SCORES_BEGIN)
    _, _, after = rest.partition(SCORES_END)
    path.write_text(f"{before}{SCORES_BEGIN}\n{content}\n{SCORES_END}{after}", encoding="utf-8")


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--miniature"]:
        build(Path(arguments[1]), miniature=True)
        return
    target = MODELS / "zh_govnlp"
    nlp = build(target)
    scores = finish(nlp, target)
    write_between_marks(ROOT / "README.md", table(scores))
    write_between_marks(MODELS / "README.md", f"{table(scores)}\n\n{details(scores)}")
    print(table(scores))


if __name__ == "__main__":
    main(sys.argv[1:])
