"""Docstrings as the project writes them, for mkdocstrings: what a parameter is stands behind its colon, tables are drawn with `=`."""

from __future__ import annotations

import re
from typing import Any

import griffe

_PARAMETER = re.compile(r"^(\*{0,2}\w+(?:, \w+)*) : (.+)$", re.MULTILINE)
_DRAWN = re.compile(r"(?:^[^\n]+\n)^=+  =[= ]*\n(?:^[^\n]+(?:\n|$))+", re.MULTILINE)
_SECTION = re.compile(r"^(\w+)\n-{3,}\n", re.MULTILINE)


class ProjectDocstrings(griffe.Extension):
    """Bring each docstring into the form that the numpy parser expects; types are those of the signature."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrite the docstring of one object."""
        if obj.docstring and obj.path.startswith("govnlp"):
            obj.docstring.value = _DRAWN.sub(lambda drawn: f"```text\n{drawn[0].rstrip()}\n```\n", _sections(obj.docstring.value))


def _sections(text: str) -> str:
    """Parameters one by one, each with its description below; what is returned as a description, not as a type."""
    parts = _SECTION.split(text)
    rewritten = [parts[0]]
    for title, body in zip(parts[1::2], parts[2::2], strict=True):
        if title == "Parameters":
            body = _PARAMETER.sub(lambda line: "\n".join(f"{name}\n    {line[2]}" for name in line[1].split(", ")), body)
        if title == "Returns":
            body = ": \n" + "\n".join(f"    {line}" if line else "" for line in body.rstrip().split("\n")) + "\n\n"
        rewritten.append(f"{title}\n{'-' * len(title)}\n{body}")
    return "".join(rewritten)
