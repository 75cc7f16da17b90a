"""The log of a store: which parts count. What a store holds is changed by one thing alone, that a line of the log is whole.

Of this machine it is a file to which lines are added, each synced to disk:

    store/log.jsonl             {"add": [...], "remove": [...]} a line; a line without its end is no line

Elsewhere files cannot be added to, nor be sure to be renamed, so that each change is a new file with all parts that count:

    store/log/000000000012.json {"parts": [...]}; the one with the highest number that is whole holds
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Protocol

from govnlp.corpus.place import LocalPlace, Place
from govnlp.errors import StoreError

KEPT = 2
"""Files of a numbered log that are left, so that who has just listed them can still read the newest."""


class Log(Protocol):
    """A log to read, and to write by the one who holds the store."""

    def parts(self) -> list[str]:
        """The parts that count, in the order they came."""
        ...

    def mend(self) -> None:
        """Make ready to write: nothing that was cut off is left."""
        ...

    def append(self, add: list[str], remove: list[str]) -> None:
        """Let some parts count and others no more, at one moment; when this returns, it holds."""
        ...


class LineLog:
    """The log of a store of this machine."""

    def __init__(self, place: LocalPlace) -> None:
        self._path = Path(place.path("log.jsonl"))

    def parts(self) -> list[str]:
        """The parts that lines add and do not remove."""
        live: dict[str, None] = {}
        for line in self._path.read_text(encoding="utf-8").splitlines(keepends=True):
            if line.endswith("\n"):
                entry = json.loads(line)
                live.update(dict.fromkeys(entry["add"]))
                for name in entry["remove"]:
                    live.pop(name, None)
        return list(live)

    def mend(self) -> None:
        """Cut a last line without its end."""
        written = self._path.read_bytes()
        whole = written.rfind(b"\n") + 1
        if whole < len(written):
            os.truncate(self._path, whole)

    def append(self, add: list[str], remove: list[str]) -> None:
        """Write one line and sync it. A line that could not be written whole is taken back."""
        line = json.dumps({"add": add, "remove": remove}) + "\n"
        end = self._path.stat().st_size
        with self._path.open("ab") as file:
            try:
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                os.truncate(self._path, end)
                raise


class NumberedLog:
    """The log of a store elsewhere."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._number = 0
        self._parts: list[str] = []

    def parts(self) -> list[str]:
        """What the newest file that is whole holds."""
        for _ in range(3):  # a build may go on meanwhile, and delete what has just been listed
            for number in reversed(self._numbers()):
                try:
                    parts: list[str] = json.loads(self._place.read(_file(number)))["parts"]
                except FileNotFoundError:
                    break
                except ValueError:  # not written to its end
                    continue
                return parts
            else:
                return []
        raise StoreError(f"{self._place.name}: its log changes faster than it can be read; try again")

    def mend(self) -> None:
        """Go on after the newest file, whole or not."""
        self._parts = self.parts()
        self._number = max(self._numbers(), default=0)

    def append(self, add: list[str], remove: list[str]) -> None:
        """Write the next file.

        Raises
        ------
        StoreError
            If another build has written one meanwhile: nothing but this check keeps two builds apart here.
        """
        numbers = self._numbers()
        if max(numbers, default=0) != self._number:
            raise StoreError(f"{self._place.name}: another build is writing to this store; wait for it to end, or give another folder")
        self._parts = [part for part in self._parts if part not in set(remove)] + add
        self._number += 1
        with self._place.writing(_file(self._number)) as file:
            file.write(json.dumps({"parts": self._parts}).encode())
        for number in numbers[: 1 - KEPT]:
            self._place.delete_file(_file(number))

    def _numbers(self) -> list[int]:
        return sorted(int(name.removesuffix(".json")) for name in self._place.names("log") if name.endswith(".json"))


def _file(number: int) -> str:
    return f"log/{number:012}.json"


def log_of(place: Place) -> Log:
    """The log of a store."""
    return LineLog(place) if isinstance(place, LocalPlace) else NumberedLog(place)
