"""`load()`: which components, in which order, with which models."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from govnlp.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

COMPONENTS = ("gov_dates", "gov_quantities", "gov_policies", "gov_agencies", "gov_initiatives", "gov_names", "gov_merge", "gov_themes")
LONGEST = 10**9  # no parser runs here, so spaCy's limit of a million characters has no reason


def models() -> Path:
    """The folder of the models: inside an installed package, beside it in a checkout.

    Raises
    ------
    ModelError
        If neither is there.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "models", here.parent / "models"):
        if (folder / "zh_govnlp" / "meta.json").is_file():
            return folder
    raise ModelError(f"no models in {here / 'models'} or {here.parent / 'models'}: reinstall govnlp, or run `make train` in a checkout")


@cache
def load() -> Language:
    """The spaCy pipeline: `nlp("…")` gives a Doc with `ents`, `cats` and the extensions of `govnlp.pipes`.

    Loaded once a process; set `doc._.year` and `doc._.agency` before calling it on a Doc to resolve 全年 and 我局.
    """
    import spacy

    nlp = spacy.load(models() / "zh_govnlp")
    nlp.max_length = LONGEST
    return nlp


def blank() -> Language:
    """The same pipeline before any model is read: words are characters, themes have no scores."""
    import spacy

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "govnlp.Tokenizer.v1"}}})
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp
