"""The public names, what importing costs, the inventory of entry points."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

import govnlp

NAMES = {
    *("build", "panel", "query", "to_dataset", "BuildResult", "StoreError"),
    *("analyze", "analyze_many", "load", "train_themes", "compare", "series", "Report", "Failure", "Comparison", "Change"),
    *("Agency", "Section", "Segment", "Entity", "Table", "Indicator", "Finding", "CheckCount"),
    *("GovnlpError", "ReadingError", "MarkupError", "ModelError", "SchemaError", "ComparisonError", "PlotError"),
    "plot",
    "__version__",
}
EXTENSIONS = {"value", "unit", "bound", "name", "level", "kind", "code"}


def test_the_public_names_are_these():
    assert set(govnlp.__all__) == NAMES
    assert all(getattr(govnlp, name) is not None for name in NAMES)
    assert set(dir(govnlp)) == NAMES


def test_an_unknown_name_says_what_there_is():
    with pytest.raises(AttributeError, match="analyze"):
        govnlp.analyse


def test_import_loads_nothing_heavy_and_writes_nothing(tmp_path):
    code = "import sys, govnlp; print([m for m in ('spacy', 'sklearn', 'numpy', 'pandas', 'datasets', 'pyarrow', 'duckdb', 'rich', 'selectolax', 'jinja2', 'matplotlib') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-B", "-c", code],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
    assert list(tmp_path.iterdir()) == []


def test_factories_are_entry_points_and_load():
    factories = {e.name: e for e in entry_points(group="spacy_factories") if e.value.startswith("govnlp.")}
    assert set(factories) == {
        "gov_dates",
        "gov_quantities",
        "gov_policies",
        "gov_agencies",
        "gov_initiatives",
        "gov_names",
        "gov_merge",
        "gov_themes",
    }
    assert all(callable(entry.load()) for entry in factories.values())
    assert [e.name for e in entry_points(group="spacy_tokenizers") if e.value.startswith("govnlp.")] == ["govnlp.Tokenizer.v1"]


def test_extensions(nlp):
    from spacy.tokens import Span

    assert all(Span.has_extension(name) for name in EXTENSIONS)


def test_no_network_is_needed(tmp_path):
    code = (
        "import socket\n"
        "def refuse(*a, **k): raise AssertionError('a socket was opened')\n"
        "socket.socket.connect = refuse; socket.create_connection = refuse; socket.getaddrinfo = refuse\n"
        "import govnlp; print(len(govnlp.analyze('2020年,公开信息422条。').entities))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2"
