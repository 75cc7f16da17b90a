"""`load()`: which components, in which order, with which models."""

from __future__ import annotations

from functools import cache, lru_cache
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


def load(themes: Path | str | None = None, trust: bool = False) -> Language:
    """The spaCy pipeline: `nlp("…")` gives a Doc with `ents`, `cats` and the extensions of `govnlp.pipes`.

    Loaded once a process; set `doc._.year` and `doc._.agency` before calling it on a Doc to resolve 全年 and 我局.

    Parameters
    ----------
    themes : a folder that `govnlp train themes` has written: its classifier in place of govnlp's own.
    trust : open that model though its card does not vouch for it. A model is code: only where you know where it is from.

    Raises
    ------
    ModelError
        If a model is missing, altered, or of versions that cannot be read here.
    """
    if themes is None:
        return _load()
    from govnlp.pipes.learnt import CARD

    card = Path(themes) / CARD
    return _with_themes(Path(themes).resolve(), trust, card.stat().st_mtime_ns if card.is_file() else 0)


@cache
def _load() -> Language:
    import spacy

    nlp = spacy.load(models() / "zh_govnlp")
    nlp.max_length = LONGEST
    return nlp


@lru_cache(maxsize=4)
def _with_themes(folder: Path, trust: bool, changed: int) -> Language:
    """A pipeline of its own with the classifier of `folder`, read anew when its card has changed."""
    import spacy

    from govnlp.pipes.themes import ThemeClassifier

    nlp = spacy.load(models() / "zh_govnlp")
    nlp.max_length = LONGEST
    classifier = nlp.get_pipe("gov_themes")
    assert isinstance(classifier, ThemeClassifier)
    classifier.from_disk(folder, trust=trust)
    return nlp


def blank() -> Language:
    """The same pipeline before any model is read: words are characters, themes have no scores."""
    import spacy

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "govnlp.Tokenizer.v1"}}})
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp
