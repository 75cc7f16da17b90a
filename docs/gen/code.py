"""Parts of the reference made from the code: the public names, the commands, the errors."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import Any

import typer.main
from typer.testing import CliRunner

import govnlp
from govnlp.cli import app

GROUPS = {
    "reports": ("analyze", "analyze_many", "Failure", "load"),
    "model": ("Report", "Agency", "Section", "Segment", "Entity", "Table", "Indicator", "Finding", "CheckCount"),
    "years": ("series", "compare", "Comparison", "Change"),
    "corpus": ("build", "BuildResult", "panel", "query", "to_dataset"),
    "training": ("train_themes",),
}
"""Part of the page → public names in it; the errors have a page of their own."""


def api(group: str) -> str:
    """The docstrings of a part of the public names; of a module, by its name, if the project has it."""
    if group not in GROUPS:
        return f"::: {group}\n" if importlib.util.find_spec(group) else ""
    return "\n".join(_entry(name) for name in GROUPS[group])


def _entry(name: str) -> str:
    options = f'    options:\n      heading: "{name}"\n      toc_label: "{name}"\n'
    return f"::: {getattr(govnlp, name).__module__}.{name}\n{options}"


def errors(_: str) -> str:
    """Every error, its bases and what it means."""
    names = [name for name in govnlp.__all__ if name.endswith("Error")]
    return "\n".join(_entry(name) for name in names)


def commands(_: str) -> str:
    """What `--help` prints of every command."""
    return "\n".join(f"## {path}\n\n```text\n{_help(path)}\n```\n" for path in _paths(typer.main.get_command(app), "govnlp"))


def _paths(group: Any, path: str) -> Iterator[str]:
    """The commands below a group, groups opened."""
    for name, inner in group.commands.items():
        if hasattr(inner, "commands"):
            yield from _paths(inner, f"{path} {name}")
        else:
            yield f"{path} {name}"


def _help(path: str) -> str:
    printed = CliRunner().invoke(app, [*path.split()[1:], "--help"], prog_name="govnlp", env={"COLUMNS": "80"})
    return printed.stdout.strip()
