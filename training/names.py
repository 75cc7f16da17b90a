"""Train the tagger of agencies and initiatives: a linear-chain CRF over characters (CRFsuite, L-BFGS)."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pycrfsuite
from spacy.language import Language
from spacy.tokens import Doc

from govnlp.pipes.names import LABELS, SCHEMA, clues_of, encode
from training.corpus import Record

SETTINGS = {"c1": 0.1, "c2": 0.05, "max_iterations": 100, "feature.possible_transitions": True}


def prepare(nlp: Language, record: Record) -> Doc:
    """A record's Doc as the tagger of names is given it: segmented, gone over by the components before it."""
    doc = nlp.make_doc(record.text)
    doc._.year, doc._.agency = record.year, record.agency
    for name, component in nlp.pipeline:
        if name == "gov_names":
            break
        doc = component(doc)
    return doc


def train(records: Sequence[Record], nlp: Language) -> tuple[bytes, dict[str, Any]]:
    """The model file's bytes and its card; `nlp` is the pipeline that it will be a part of, its segmenter trained."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for record in records:
        spans = [(span.start, span.end, span.label) for span in record.spans if span.label in LABELS]
        trainer.append(clues_of(prepare(nlp, record)), encode(len(record.text), spans))
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
        "trained_with": {"python-crfsuite": version("python-crfsuite")},
        "requires": {"python-crfsuite": ">=0.9.10,<1"},
        "sha256": hashlib.sha256(blob).hexdigest(),
    }
    return blob, card
