"""Train the tagger of agencies and initiatives: a linear-chain CRF over characters (CRFsuite, L-BFGS)."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

from govnlp.pipes.agencies import AgencyTagger
from govnlp.pipes.base import Tagger
from govnlp.pipes.dates import DateTagger
from govnlp.pipes.initiatives import InitiativeTagger
from govnlp.pipes.names import LABELS, SCHEMA, Span, encode, features
from govnlp.pipes.policies import PolicyTagger
from govnlp.pipes.quantities import QuantityTagger
from training.corpus import Record

SETTINGS = {"c1": 0.1, "c2": 0.05, "max_iterations": 100, "feature.possible_transitions": True}
TAGGERS: tuple[Tagger, ...] = (DateTagger(), QuantityTagger(), PolicyTagger(), AgencyTagger(), InitiativeTagger())


def candidates(record: Record) -> list[Span]:
    """What the rules find, as the component sees it in the pipeline."""
    found = (match for tagger in TAGGERS for match in tagger.find(record.text, record.year, record.agency))
    return [(match.start, match.end, match.label) for match in found]


def train(records: Sequence[Record]) -> tuple[bytes, dict[str, Any]]:
    """The model file's bytes and its card."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for record in records:
        spans = [(span.start, span.end, span.label) for span in record.spans if span.label in LABELS]
        trainer.append(features(record.text, candidates(record)), encode(len(record.text), spans))
    trainer.set_params(SETTINGS)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "model.crfsuite"
        trainer.train(str(path))
        blob = path.read_bytes()
    text = "\n".join(f"{record.id}\t{record.text}\t{record.spans}" for record in records)
    card = {
        "schema": SCHEMA,
        "model": "linear-chain CRF over characters with gazetteers, rules and context as features",
        "data": "training/data/reports, splits train and dev (CC BY 4.0)",
        "segments": len(records),
        "data_sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "labels": list(LABELS),
        "settings": SETTINGS,
        "python_crfsuite": getattr(pycrfsuite, "__version__", None) or pycrfsuite.CRFSUITE_VERSION,
        "sha256": hashlib.sha256(blob).hexdigest(),
    }
    return blob, card
