"""Compare ways of tagging agencies and initiatives, on dev, and write `training/names.md`.

    python -m training.compare_names       # about 25 minutes on two cores, most of it spaCy's `ner`

Every system learns from the split train and is scored on dev. Rules and lists: the taggers before `gov_names` and their
gazetteers. Each model is tried alone and with them; spaCy's has no features of ours, so there the rules' spans are merged
with its own, the longer one winning, as `gov_merge` does.
"""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import minibatch
from thinc.api import fix_random_seed

from govnlp.pipeline import load
from govnlp.pipes.base import candidates_of
from govnlp.pipes.merge import RANK
from govnlp.pipes.names import LABELS, Span, clues_of, decode, encode
from govnlp.values.match import Match, longest
from training import corpus
from training.augment import variants
from training.corpus import Record
from training.names import SETTINGS, prepare

_LISTS = re.compile("(?:before |after )?(?:region|short|body|initiative|head|own)[BIE]")
_RULES = re.compile("(?:before |after )?(?:AGENCY|INITIATIVE|POLICY|DATE|COUNT|MONEY|PERCENT|nothing|named)[BIE]")
EPOCHS = 8
TARGET = Path(__file__).resolve().parent / "names.md"


@dataclass(frozen=True)
class Case:
    """A record, its Doc after the rules, and the clues of its characters."""

    record: Record
    doc: Doc
    clues: list[list[str]]

    @property
    def gold(self) -> list[Span]:
        """The annotated spans of the two labels."""
        return [(span.start, span.end, span.label) for span in self.record.spans if span.label in LABELS]

    @property
    def by_rule(self) -> list[Match]:
        """What the rules found, all labels."""
        return candidates_of(self.doc)


Predictor = Callable[[Case], list[Span]]


def cases(nlp: Language, records: Sequence[Record]) -> list[Case]:
    """The records after the rules."""
    docs = [prepare(nlp, record) for record in records]
    return [Case(record, doc, clues_of(doc)) for record, doc in zip(records, docs, strict=True)]


def without(clues: list[list[str]], *kinds: re.Pattern[str]) -> list[list[str]]:
    """The clues less those of some kinds."""
    return [[clue for clue in row if not any(kind.fullmatch(clue) for kind in kinds)] for row in clues]


def crf(train: Sequence[Case], kinds: Sequence[re.Pattern[str]] = ()) -> Predictor:
    """A CRF over characters."""
    tagger = _trained([(without(case.clues, *kinds), encode(len(case.record.text), case.gold)) for case in train])
    return lambda case: decode(tagger.tag(without(case.clues, *kinds)))


def crf_over_words(train: Sequence[Case], kinds: Sequence[re.Pattern[str]] = ()) -> Predictor:
    """A CRF over words, each with the clues of its first and last character; spans that cut a word cannot be learnt or found."""

    def rows(case: Case) -> list[list[str]]:
        clues = without(case.clues, *kinds)
        return [
            [*(f"first {c}" for c in clues[t.idx]), *(f"last {c}" for c in clues[t.idx + len(t) - 1]), f"word {t.text}"] for t in case.doc
        ]

    def tags(case: Case) -> list[str]:
        spans = [case.doc.char_span(start, end, label=label) for start, end, label in case.gold]
        return encode(len(case.doc), [(span.start, span.end, span.label_) for span in spans if span is not None])

    tagger = _trained([(rows(case), tags(case)) for case in train])

    def predict(case: Case) -> list[Span]:
        found = decode(tagger.tag(rows(case)))
        return [(case.doc[a].idx, case.doc[b - 1].idx + len(case.doc[b - 1]), label) for a, b, label in found]

    return predict


def _trained(sequences: Sequence[tuple[list[list[str]], list[str]]]) -> pycrfsuite.Tagger:
    trainer, tagger = pycrfsuite.Trainer(verbose=False), pycrfsuite.Tagger()
    for rows, tags in sequences:
        trainer.append(rows, tags)
    trainer.set_params(SETTINGS)
    with tempfile.TemporaryDirectory() as scratch:
        trainer.train(f"{scratch}/model")
        tagger.open(f"{scratch}/model")  # mapped into memory: it may be unlinked
    return tagger


def cnn(train: Sequence[Case], over_words: bool) -> Predictor:
    """spaCy's transition-based `ner` on its hashing CNN, over characters or over our words."""
    fix_random_seed(0)
    nlp = spacy.blank("zh")
    ner = nlp.add_pipe("ner")

    def tokens(case: Case) -> Doc:
        words = [token.text for token in case.doc] if over_words else list(case.record.text)
        return Doc(nlp.vocab, words=words, spaces=[False] * len(words))

    examples = []
    for case in train:
        reference = tokens(case)
        spans = [reference.char_span(start, end, label=label) for start, end, label in case.gold]
        reference.ents = [span for span in spans if span is not None]
        examples.append(Example(tokens(case), reference))
    optimizer = nlp.initialize(lambda: examples[:200])
    draw = random.Random(0)
    for _ in range(EPOCHS):
        draw.shuffle(examples)
        for batch in minibatch(examples, size=32):  # type: ignore[no-untyped-call]  # spaCy's is not annotated
            nlp.update(batch, drop=0.2, sgd=optimizer)

    def predict(case: Case) -> list[Span]:
        return [(ent.start_char, ent.end_char, ent.label_) for ent in ner(tokens(case)).ents]

    return predict


def rules(case: Case) -> list[Span]:
    """The rules' own spans."""
    return [(match.start, match.end, match.label) for match in case.by_rule if match.label in LABELS]


def with_rules(predict: Predictor) -> Predictor:
    """A model's spans and the rules' together."""
    return lambda case: predict(case) + rules(case)


def settled(case: Case, spans: list[Span]) -> set[Span]:
    """Spans after the merge with the other labels' candidates."""
    others = [match for match in case.by_rule if match.label not in LABELS]
    return {(m.start, m.end, m.label) for m in longest([*others, *(Match(*span) for span in spans)], RANK) if m.label in LABELS}


def score(predict: Predictor, dev: Sequence[Case]) -> tuple[dict[str, tuple[float, float, float]], float]:
    """Precision, recall and F1 per label; characters a second of the model, its clues not counted."""
    started = time.process_time()
    predictions = [predict(case) for case in dev]
    speed = sum(len(case.record.text) for case in dev) / (time.process_time() - started)
    scores = {}
    for label in LABELS:
        pairs = [
            ({s for s in settled(case, spans) if s[2] == label}, {s for s in case.gold if s[2] == label})
            for case, spans in zip(dev, predictions, strict=True)
        ]
        right, found, wanted = (sum(len(x) for x in column) for column in zip(*((f & g, f, g) for f, g in pairs), strict=True))
        precision, recall = right / max(found, 1), right / max(wanted, 1)
        scores[label] = (precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))
    return scores, speed


def systems(train: Sequence[Case], more: Sequence[Case]) -> Iterator[tuple[str, Predictor]]:
    """The compared systems by name; `more` are the augmented variants of `train`."""
    yield "rules and lists alone", rules
    yield "CRF over characters alone", crf(train, (_LISTS, _RULES))
    yield "CRF over characters, lists as clues", crf(train, (_RULES,))
    ours = crf(train)
    yield "**CRF over characters, lists and rules as clues**", ours
    yield "the same, and the rules' spans merged with it", with_rules(ours)
    yield "the same, with augmentation", crf([*train, *more])
    yield "CRF over words alone", crf_over_words(train, (_LISTS, _RULES))
    yield "CRF over words, lists and rules as clues", crf_over_words(train)
    for over_words, unit in ((False, "characters"), (True, "words")):
        model = cnn(train, over_words)
        yield f"spaCy CNN `ner` over {unit} alone", model
        yield f"spaCy CNN `ner` over {unit}, merged with rules and lists", with_rules(model)


def main() -> None:
    nlp = load()
    records, unseen = corpus.load("train"), corpus.load("dev")
    train, dev = cases(nlp, records), cases(nlp, unseen)
    more = cases(nlp, list(variants(records)))
    lines = [
        "# Agencies and initiatives: what was compared",
        "",
        f"Written by `python -m training.compare_names`. Trained on {len(train)} segments of train, scored on {len(dev)} of dev.",
        "Speed is the model's alone, in characters a second of processor time, without the clues that it is given.",
        "",
        "| system | AGENCY P | R | F1 | INITIATIVE P | R | F1 | characters/s |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, predict in systems(train, more):
        scores, speed = score(predict, dev)
        cells = " | ".join(f"{value:.3f}" for label in LABELS for value in scores[label])
        lines.append(f"| {name} | {cells} | {speed:,.0f} |")
        print(lines[-1], flush=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
