"""Examples of Markdown pages: every fenced block is run and its output compared, or says why it is not.

| block | what happens |
|---|---|
| `pycon`, `python` | the prompts `>>>` are run, one page sharing its names |
| `console` | lines `$ …` are run in a folder of the page's own, in which `tests` and `training` are those of the project |
| `sql` | asked of the folder `store` with `govnlp query` |
| any, with `title="name"` | written to the file of that name |
| `text`, with `title="输出"` | what the block before it printed |
| any, behind a line `<!-- not run: why -->` | not run |

A line `…` of an output stands for any lines. `python -m tests.examples PAGE...` writes what the examples print today into pages.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import dataclass, field
from glob import glob
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = "80"
LOCALE = {"LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}
RUN = ("pycon", "python", "console", "sql")
OUTPUT = "输出"
GAP = "…"
_BLOCK = re.compile(
    r"(?:^[ ]*<!-- not run: (?P<reason>.+?) -->\n+)?"
    r"^(?P<indent>[ ]*)```(?P<language>\w*)(?:[ ]title=\"(?P<title>[^\"]*)\")?[ ]*\n(?P<body>.*?)^(?P=indent)```[ ]*$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, title, what it holds, and why it is not run, if it says so."""

    language: str
    title: str | None
    body: str
    reason: str | None
    line: int

    @property
    def is_file(self) -> bool:
        return self.title is not None and self.title != OUTPUT

    @property
    def is_output(self) -> bool:
        return self.title == OUTPUT

    @property
    def is_accounted_for(self) -> bool:
        """Whether the block is run, compared, written, or says why it is not."""
        return bool(self.reason) or self.language in RUN or self.is_file or self.is_output


@dataclass
class Session:
    """What the examples of one page share: names and the last output."""

    names: dict[str, object] = field(default_factory=lambda: {"__name__": "__main__"})
    printed: str = ""
    status: int = 0

    def today(self, block: Block) -> str:
        """The block with the output that it has today; the block as it is where it has none, or its output still fits."""
        if block.reason:
            return block.body
        if block.is_file:
            Path(block.title or "").write_text(block.body, encoding="utf-8")
            return block.body
        if block.is_output:
            return block.body if fits(block.body, self.printed) else self.printed.rstrip() + "\n"
        return getattr(self, f"_{block.language}")(block.body)

    def _pycon(self, body: str) -> str:
        runner = _Recorder(optionflags=doctest.ELLIPSIS)
        # a doctest's output ends with a blank line or the next prompt; a block ends it too
        test = doctest.DocTestParser().get_doctest(body, self.names, "example", None, 0)
        runner.run(test, out=lambda _: None, clear_globs=False)
        self.names = test.globs
        if not runner.fails:
            return body
        lines = []
        for example, got in zip(test.examples, runner.got, strict=True):
            source = example.source.rstrip("\n").split("\n")
            lines += [f">>> {source[0]}", *(f"... {line}".rstrip() for line in source[1:]), *_shown(got)]
        return "\n".join(lines) + "\n"

    _python = _pycon

    def _console(self, body: str) -> str:
        lines = []
        for command, expected in commands(body):
            printed = self._shell(" ".join(line.rstrip("\\").strip() for line in command.split("\n")))
            lines += [f"$ {command}", expected if fits(expected, printed) else tidy(printed)]
        return "\n".join(line for line in lines if line) + "\n"

    def _sql(self, body: str) -> str:
        self.printed = self._govnlp(["query", "store", body.strip()])
        assert self.status == 0, self.printed
        return body

    def _shell(self, command: str) -> str:
        """The output of a command; `govnlp` without a process of its own, so that its models are loaded once."""
        if command == "echo $?":
            return f"{self.status}\n"
        before, _, own = command.rpartition("| ") if "| govnlp" in command else ("", "", command)
        if not own.startswith("govnlp"):
            return self._process(command)
        given = self._process(before) if before else None
        words = [path for word in shlex.split(own)[1:] for path in (sorted(glob(word)) if "*" in word and " " not in word else [word])]
        return self._govnlp(words, given)

    def _govnlp(self, words: list[str], given: str | None = None) -> str:
        from typer.testing import CliRunner

        from govnlp.cli import app

        result = CliRunner().invoke(app, words, input=given, prog_name="govnlp", env={"COLUMNS": COLUMNS, **LOCALE})
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.status = result.exit_code
        return result.output

    def _process(self, command: str) -> str:
        paths = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        result = subprocess.run(
            ["bash", "-c", command], env={**os.environ, **paths}, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        self.status = result.returncode
        return result.stdout


def _shown(got: str) -> list[str]:
    """The lines of an output as a doctest writes them."""
    return [line or "<BLANKLINE>" for line in got.rstrip("\n").split("\n")] if got.strip() else []


class _Recorder(doctest.DocTestRunner):
    """Keeps what each example printed, and whether any printed something else than it says."""

    def __init__(self, **options) -> None:
        super().__init__(verbose=False, **options)
        self.got: list[str] = []
        self.fails = False

    def report_success(self, out, test, example, got):
        self.got.append(example.want)

    def report_failure(self, out, test, example, got):
        self.got.append(got)
        self.fails = True

    def report_unexpected_exception(self, out, test, example, exc_info):
        kind, value, _ = exc_info
        self.got.append(f"Traceback (most recent call last):\n    ...\n{kind.__module__}.{kind.__name__}: {value}\n")
        self.fails = True


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [
        Block(
            found["language"],
            found["title"],
            textwrap.dedent(found["body"]),
            found["reason"],
            text.count("\n", 0, found.start()) + 1,
        )
        for found in _BLOCK.finditer(text)
    ]


def commands(body: str) -> list[tuple[str, str]]:
    """The commands of a console block, a line that ends in a backslash going on in the next, each with its output."""
    found: list[tuple[list[str], list[str]]] = []
    for line in body.rstrip("\n").split("\n"):
        if line.startswith("$ "):
            found.append(([line[2:]], []))
        elif found and not found[-1][1] and found[-1][0][-1].endswith("\\"):
            found[-1][0].append(line)
        else:
            found[-1][1].append(line)
    return [("\n".join(command), "\n".join(output)) for command, output in found]


def tidy(printed: str) -> str:
    """An output without what is not seen: spaces at the ends of lines, blank lines around."""
    return "\n".join(line.rstrip() for line in printed.strip("\n").split("\n")).rstrip()


def fits(expected: str, printed: str) -> bool:
    """Whether an output is the one expected, in which a line `…` stands for any lines."""
    parts = [re.escape(part.strip("\n")) for part in re.split(rf"^{GAP}$", tidy(expected), flags=re.MULTILINE)]
    pattern = r"(?:.*\n)?".join(rf"{part}\n" if part else "" for part in parts)
    return re.fullmatch(pattern, tidy(printed) + "\n" if printed.strip() else "", re.DOTALL) is not None


def today(text: str) -> str:
    """A page with what its examples print today, run in the folder of this process."""
    session = Session()
    link(Path.cwd())

    def renewed(found: re.Match[str]) -> str:
        block = blocks(found[0])[0]
        body = session.today(block)
        if body == block.body:
            return found[0]
        start, end = (place - found.start() for place in found.span("body"))
        return found[0][:start] + textwrap.indent(body, found["indent"]) + found[0][end:]

    return _BLOCK.sub(renewed, text)


def link(folder: Path) -> None:
    """Put the project's `tests` and `training` into a folder, for the examples that read from them."""
    for name in ("tests", "training"):
        if not (folder / name).exists():
            (folder / name).symlink_to(ROOT / name)


def main(names: list[str]) -> None:
    """Write what the examples print today into pages; look at the difference before you commit it."""
    for name in names:
        path = Path(name).resolve()
        text = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            new = today(text)
            os.chdir(ROOT)
        if new != text:
            path.write_text(new, encoding="utf-8")
            print(f"{name}: rewritten")


if __name__ == "__main__":
    main(sys.argv[1:])
