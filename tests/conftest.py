"""Shared fixtures: the material that stands beside a checkout, and both scripts of a text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAGES = Path(__file__).resolve().parent / "data" / "pages"


@cache
def _converter():
    from opencc import OpenCC

    return OpenCC("s2t")


def traditional(text: str) -> str:
    """The text in Traditional characters, one for one, so that offsets stay."""
    converted = "".join(_converter().convert(char) for char in text)
    assert len(converted) == len(text)
    return converted


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of real reports beside the checkout."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the real reports are not beside this checkout (../shared/seeds)")
    return folder


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of annotated real reports beside the checkout."""
    folder = SHARED / "gold"
    if not folder.is_dir():
        pytest.skip("the annotated real reports are not beside this checkout (../shared/gold)")
    return folder


@pytest.fixture(scope="session")
def nlp():
    """The pipeline."""
    import govnlp

    return govnlp.load()
