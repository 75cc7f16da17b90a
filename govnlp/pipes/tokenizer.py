"""`govnlp.Tokenizer.v1`: words as a pkuseg model trained on text of this domain segments them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.lang.zh import ChineseTokenizer, Segmenter
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from govnlp.script import fold

_PIECE = re.compile(r"[^。;；!！?？\n]{1,400}[。;；!！?？\n]*|[。;；!！?？\n]+")
CARD = "card.json"
_SURROGATE = re.compile("[\ud800-\udfff]")


class Tokenizer(ChineseTokenizer):
    """spaCy's pkuseg tokenizer, given a clause at a time, so that cost grows with the length of the text alone.

    Traditional text is segmented as its Simplified copy is. Without a model it segments into characters. Lone
    surrogates, which no Doc can hold, become U+FFFD.
    """

    pkuseg_seg: Any

    def __init__(self, vocab: Vocab) -> None:
        super().__init__(vocab, Segmenter.char)
        self.card: dict[str, Any] = {}

    def __call__(self, text: str) -> Doc:
        """The Doc of `text`; its tokens join to the text, white space included."""
        if self.pkuseg_seg is None:
            return self.characters(text)
        text = _SURROGATE.sub("\ufffd", text)
        words = [word for piece in _PIECE.findall(text) for word in self._segment(piece)]
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def characters(self, text: str) -> Doc:
        """The Doc of `text` whose tokens are its characters: what is found does not rest on words, and this is far quicker."""
        text = _SURROGATE.sub("\ufffd", text)
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))

    def _segment(self, piece: str) -> list[str]:
        """Words of a clause; white space, which pkuseg drops, is put back as words of its own."""
        words: list[str] = []
        for chunk in re.findall(r"\s+|\S+", piece):
            position = 0
            for word in [chunk] if chunk.isspace() else self.pkuseg_seg.cut(fold(chunk)):
                words.append(chunk[position : position + len(word)])
                position += len(word)
        return words if "".join(words) == piece else list(piece)

    def load_model(self, folder: Path) -> None:
        """Use the pkuseg model in `folder` (features.msgpack, weights.npz), with no other dictionary."""
        from spacy_pkuseg import Postprocesser, pkuseg

        self.segmenter = "pkuseg"
        self.pkuseg_seg = pkuseg(str(folder), user_dict=None)
        self.pkuseg_seg.postprocesser = Postprocesser(None, None)
        self.pkuseg_seg.postprocesser.common_words = self.pkuseg_seg.postprocesser.other_words = set()

    def to_disk(self, path: Path | str, **kwargs: Any) -> None:
        """Write the model and its card into a folder."""
        super().to_disk(path, **kwargs)  # type: ignore[no-untyped-call]  # spaCy's is not annotated
        (Path(path) / CARD).write_text(json.dumps(self.card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def from_disk(self, path: Path | str, **kwargs: Any) -> Tokenizer:
        """Read a model and its card from a folder."""
        super().from_disk(path, **kwargs)  # type: ignore[no-untyped-call]  # spaCy's is not annotated
        if (Path(path) / CARD).is_file():
            self.card = json.loads((Path(path) / CARD).read_text(encoding="utf-8"))
        return self


def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """A tokenizer that segments into characters until a model is loaded or read from disk."""

    def create(nlp: Language) -> Tokenizer:
        return Tokenizer(nlp.vocab)

    return create
