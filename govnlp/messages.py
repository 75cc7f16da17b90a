"""What the command line says, in the language of the user: English, and by `messages.csv` Chinese where the locale is."""

from __future__ import annotations

import locale
import os
import re
from collections.abc import Mapping
from functools import cache

from govnlp.errors import ReadingError
from govnlp.gazetteers import table


def is_chinese(environment: Mapping[str, str] | None = None) -> bool:
    """Whether the user's locale is Chinese: LC_ALL, LC_MESSAGES or LANG, the first that is set; LANGUAGE names another language.

    As in gettext, LANGUAGE counts only beside a locale. Where none of them is set, as on Windows, the system is asked.
    """
    given = os.environ if environment is None else environment
    name = next((given[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if given.get(key)), None)
    if name is None:
        name = locale.getlocale()[0] or ""
    elif name.split(".")[0] not in ("C", "POSIX"):
        name = given.get("LANGUAGE") or name
    return name.lower().startswith(("zh", "chinese"))


def say(english: str, **values: object) -> str:
    """A message with its values filled in, in the user's language; English where it has no counterpart."""
    message = counterparts().get(english, english) if is_chinese() else english
    return message.format(**values) if values else message


def told(message: str) -> str:
    """A message that is filled in already, as errors are, in the user's language; as it is where no row of the table fits it."""
    if not is_chinese():
        return message
    if message in counterparts():
        return counterparts()[message]
    for pattern, chinese in _patterns():
        if found := pattern.fullmatch(message):
            return chinese.format(**{name: told(value) if name == "reason" else value for name, value in found.groupdict().items()})
    return message


def complaint(error: Exception, source: str | None = None) -> str:
    """The line that tells an error; `source` is where it arose, where its message may not say so."""
    if isinstance(error, ReadingError):
        where = source or error.source
        problem, remedy = told(error.problem), told(error.remedy)
        is_whole = is_chinese() and (problem, remedy) != (error.problem, error.remedy)
        return f"govnlp: {where}: {problem}{'' if is_whole else ' '}{remedy}"
    message = told(str(error))
    return f"govnlp: {message}" if source is None or source in message else f"govnlp: {source}: {message}"


@cache
def counterparts() -> dict[str, str]:
    """English → Chinese."""
    return {row["english"]: row["chinese"] for row in table("messages")}


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Messages with values, as patterns that read the values; the longest first, since they say most."""
    templates = sorted((english for english in counterparts() if "{" in english), key=len, reverse=True)
    return [(re.compile(_pattern(english), re.DOTALL), counterparts()[english]) for english in templates]


def _pattern(english: str) -> str:
    known: set[str] = set()
    pattern = ""
    for index, part in enumerate(re.split(r"\{(\w+)\}", english)):
        if index % 2 == 0:
            pattern += re.escape(part)
        else:
            pattern += f"(?P={part})" if part in known else f"(?P<{part}>.+?)"
            known.add(part)
    return pattern
