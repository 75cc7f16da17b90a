"""What components with a trained model share: the model's bytes, the card that vouches for them, saving and loading."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from importlib.metadata import version
from pathlib import Path
from typing import Any

from packaging.specifiers import SpecifierSet

from govnlp.errors import ModelError

CARD = "card.json"


class Learnt(ABC):
    """A component whose model is one file, opened only after its card has vouched for it."""

    schema: str
    """Version of the model's form; a model of another one is refused."""
    file: str
    """Name of the model's file."""

    def __init__(self) -> None:
        self.card: dict[str, Any] = {}
        self._blob = b""

    @abstractmethod
    def _open(self, blob: bytes) -> None:
        """Take the model from its bytes."""

    def use(self, blob: bytes, card: dict[str, Any], trust: bool = False) -> None:
        """Take a model and its card.

        Parameters
        ----------
        blob : the model file's bytes.
        card : what vouches for it: `schema`, `sha256` and `requires`, the ranges of other packages that can read it.
        trust : open the model though its card does not vouch for it; a model is code, so only where its source is known.

        Raises
        ------
        ModelError
            If the card is of another schema; unless `trust`, if its hash is not that of the bytes or an installed package
            is outside its range. The bytes are not opened then.
        """
        if card.get("schema") != self.schema:
            raise ModelError(
                f"{self.file} is of schema {card.get('schema')!r}, this version reads {self.schema!r}: train it again with `make train`"
            )
        if not trust:
            self._vouch(blob, card)
        self._open(blob)
        self.card, self._blob = card, blob

    def _vouch(self, blob: bytes, card: dict[str, Any]) -> None:
        digest = hashlib.sha256(blob).hexdigest()
        if digest != card.get("sha256"):
            raise ModelError(
                f"{self.file} is not the file its card vouches for (sha256 {digest[:12]}…, card {str(card.get('sha256'))[:12]}…): "
                "restore it or train it again with `make train`; trust=True opens it all the same, and with it whatever code it holds"
            )
        for package, versions in card.get("requires", {}).items():
            if version(package) not in SpecifierSet(versions):
                raise ModelError(
                    f"{self.file} is read with {package} {versions}, here is {version(package)}: "
                    "install such a version, train the model again, or open it with trust=True"
                )

    def to_disk(self, path: Path | str, **kwargs: Any) -> None:
        """Write the model and its card into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / self.file).write_bytes(self._blob)
        (folder / CARD).write_text(json.dumps(self.card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def from_disk(self, path: Path | str, trust: bool = False, **kwargs: Any) -> Learnt:
        """Read a model and its card from a folder; raises `ModelError` where they are missing or do not belong together."""
        folder = Path(path)
        try:
            card = json.loads((folder / CARD).read_text(encoding="utf-8"))
            blob = (folder / self.file).read_bytes()
        except (OSError, json.JSONDecodeError) as error:
            raise ModelError(f"no model in {folder}: {error}; train one with `make train`") from error
        if blob:
            self.use(blob, card, trust)
        return self

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Card and model as bytes, for pickling a pipeline."""
        return json.dumps(self.card, ensure_ascii=False).encode("utf-8") + b"\n" + self._blob

    def from_bytes(self, data: bytes, **kwargs: Any) -> Learnt:
        """What `to_bytes` wrote."""
        card, _, blob = data.partition(b"\n")
        if blob:
            self.use(blob, json.loads(card))
        return self
