"""How the command line shows help and wrong usage: in the user's language, within the width of the terminal."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import Any, NoReturn

import typer
from rich.cells import cell_len
from typer.core import TyperCommand, TyperGroup

from govnlp.messages import say, told

WIDEST = 100
"""Columns beyond which lines are hard to read."""
NAMES = 26
"""Columns of the names of options, where the terminal has room for them beside their meaning."""
_EXAMPLE = re.compile(r"(?:govnlp|curl|cat) ")
_ENDS = "，。、；：）”》？！…"
_UNIT = re.compile(rf"\s+|\[[^\[\]]{{1,40}}\]|[“（《]?[\u2e80-\u9fff][{_ENDS}]*|[^\s\u2e80-\u9fff]+[{_ENDS}]*")
_ClickError: type[Exception] = typer.BadParameter.__mro__[2]  # typer may carry its own copy of click: its errors are known by their kin


class Help:
    """A command whose help is ours: usage, what it does, examples, arguments, options, commands."""

    def get_help(self, ctx: Any) -> str:
        """The whole help, as lines."""
        return "\n".join(_sections(self, ctx)).rstrip()

    def get_usage(self, ctx: Any) -> str:
        """The line that says how the command is called."""
        return say("Usage: {usage}", usage=" ".join([ctx.command_path, *_pieces(self, ctx)]))

    def get_short_help_str(self, limit: int = 0) -> str:
        """The first sentence, whole."""
        return say(first_sentence(getattr(self, "help", None) or ""))

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """What the shell may complete, with meanings in the user's language."""
        items: list[Any] = super().shell_complete(ctx, incomplete)  # type: ignore[misc]  # beside a command of typer
        for item in items:
            item.help = say(item.help) if item.help else item.help
        return items


class Command(Help, TyperCommand):
    """A command."""


class Group(Help, TyperGroup):
    """A command of commands."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run it; wrong usage is status 2, ctrl-C 130, and a reader of our output who has gone is no error."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        try:
            status = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
            sys.stdout.flush()
        except _ClickError as error:
            _complain(error)
        except (KeyboardInterrupt, typer.Abort):
            sys.exit(130)
        except BrokenPipeError:
            leave_quietly()
        sys.exit(status if isinstance(status, int) else 0)


class App(typer.Typer):
    """A command line whose commands show help as above."""

    def command(self, name: str | None = None, *, cls: type[TyperCommand] | None = Command, **settings: Any) -> Callable[[Any], Any]:
        """Add a command."""
        return super().command(name, cls=cls, **settings)


def either(choices: type[Enum]) -> str:
    """The values of an option as help shows them."""
    return "|".join(str(choice.value) for choice in choices)


def leave_quietly() -> NoReturn:
    """Stop with status 0 and let nothing that is still buffered complain that its reader has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def first_sentence(text: str) -> str:
    """The first sentence of a help text, without its full stop."""
    return " ".join(re.split(r"(?<=\w|\))[.:;](?:\s|$)|\n\n", text.strip(), maxsplit=1)[0].split())


def paragraphs(text: str) -> Iterator[str]:
    """The prose of a help text, a paragraph or a line of its own at a time; commands and data are none."""
    for part in text.replace("\r", "").split("\n\n"):
        lines = part.split("\n")
        stays = lines[0] == "\b"
        for line in lines[1:] if stays else [" ".join(part.split())]:
            if line.strip() and not _is_verbatim(line):
                yield line


def _is_verbatim(line: str) -> bool:
    return bool(_EXAMPLE.match(line)) or line.startswith("{")


def _complain(error: Any) -> NoReturn:
    """What is wrong, how the command is called, where to read more."""
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else "govnlp"
    print(f"{path}: {told(error.format_message())}", file=sys.stderr)
    if ctx:
        more = f"{path} --help"
        print(ctx.get_usage(), file=sys.stderr)
        print(say("More: {command}", command=more), file=sys.stderr)
    sys.exit(error.exit_code)


def _sections(command: Any, ctx: Any) -> Iterator[str]:
    width = max(24, min(shutil.get_terminal_size().columns, WIDEST))
    yield from wrapped(command.get_usage(ctx), width, "    ")
    examples: list[str] = []
    for part in (command.help or "").split("\n\n"):
        lines = [line for line in part.split("\n") if line.strip("\b ")]
        if all(_EXAMPLE.match(line) for line in lines):
            examples += lines
            continue
        yield ""
        if not part.startswith("\b"):
            lines = [" ".join(part.split())]
        for line in lines:
            yield from [f"  {line}"] if _is_verbatim(line) else (f"  {one}" for one in wrapped(say(line), width - 2))
    if examples:
        yield from ["", say("Examples:"), *(f"  {line}" for line in examples)]
    params = [(param, record) for param in command.get_params(ctx) if (record := param.get_help_record(ctx))]
    for kind, heading in (("argument", say("Arguments:")), ("option", say("Options:"))):
        rows = [(_names(param), _meaning(param, record[1])) for param, record in params if param.param_type_name == kind]
        yield from _listed(heading, rows, width)
    commands = [(name, command.get_command(ctx, name)) for name in command.list_commands(ctx)] if isinstance(command, Group) else []
    yield from _listed(say("Commands:"), [(name, one.get_short_help_str()) for name, one in commands if one and not one.hidden], width)


def _pieces(command: Any, ctx: Any) -> Iterator[str]:
    yield say("[OPTIONS]")
    for param in command.get_params(ctx):
        if param.param_type_name == "argument":
            yield _names(param)
    if isinstance(command, Group):
        yield say("COMMAND ...")


def _names(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    names = ", ".join(sorted([*param.opts, *param.secondary_opts], key=len))
    return names if param.is_flag else f"{names} {param.metavar or param.name.upper()}"


def _meaning(param: Any, shown: str) -> str:
    """The help of a parameter, and in brackets what click adds: that it is required, its default, its range."""
    text = say(param.help or "")
    added = re.search(r"\[([^\[\]]*)\]$", shown)
    if not added:
        return text
    facts = [told(fact) for fact in re.split(r";\s*", added[1])]
    return f"{text} [{say('; ').join(facts)}]"


def _listed(heading: str, rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Names and meanings side by side; a name too long for its column, or a narrow terminal, puts the meaning below."""
    if not rows:
        return
    yield from ("", heading)
    column = min(NAMES, max(cell_len(name) for name, _ in rows)) if width >= 60 else 4
    for name, meaning in rows:
        lines = list(wrapped(meaning, width - column - 4)) or [""]
        if cell_len(name) <= column:
            yield f"  {name}{' ' * (column - cell_len(name))}  {lines.pop(0)}".rstrip()
        else:
            yield f"  {name}"
        yield from (" " * (column + 4) + line for line in lines)


def wrapped(text: str, width: int, indent: str = "") -> Iterator[str]:
    """The text in lines of so many columns, of which a Chinese character takes two and no closing mark begins one."""
    line = ""
    for unit in _UNIT.findall(text):
        if line.strip() and cell_len(line + unit.rstrip()) > width:
            yield line.rstrip()
            line = indent
        line += unit if line.strip() or not unit.isspace() else ""
    if line.strip():
        yield line.rstrip()
