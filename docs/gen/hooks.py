"""What MkDocs calls while it builds: lines `<!-- insert: NAME ARGUMENTS -->` of a page are replaced by what is made from data and code."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from pymdownx.slugs import slugify

from docs.gen import code, included, tables
from govnlp import analyze

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "tests" / "data" / "pages" / "gbk_2014.html"
"""The report whose page the documentation shows."""
INSERTS: dict[str, Callable[[str], str]] = {
    "api": code.api,
    "check": tables.check,
    "commands": code.commands,
    "deadlines": tables.deadlines,
    "equations": tables.equations,
    "errors": code.errors,
    "form": tables.form,
    "parts": tables.parts,
    "series": tables.series,
    "store": tables.store,
    "themes": tables.themes,
}
_HEADING = re.compile(r'<h([1-6]) id="[^"]*">(.*?)<a class="anchor-link" href="#[^"]*">¶</a></h\1>', re.DOTALL)
_INSERT = re.compile(r"^<!-- insert: (\w+) ?(.*?) -->$", re.MULTILINE)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Notebooks, and pages that stand in `docs` only sometimes, take their places in the navigation."""
    for entry in config.nav or []:
        ((title, pages),) = entry.items()
        if title == "笔记本":
            pages.extend({_title(path): f"notebooks/{path.name}"} for path in notebooks())
        if title == "操作指南" and (ROOT / "docs" / "million.md").is_file():
            many = next(group["许多报告"] for group in pages if isinstance(group, dict) and "许多报告" in group)
            many.insert(1, {"规划一百万份报告": "million.md"})
    return config


@event_priority(100)  # before mkdocs-jupyter looks for notebooks
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Notebooks and the pictures of included files are taken from where they stand; a report's page is made."""
    for path in notebooks():
        files.append(File(f"notebooks/{path.name}", str(ROOT), config.site_dir, config.use_directory_urls))
    files.append(File.generated(config, "howto/example.html", content=analyze(EXAMPLE).to_html()))
    for uri, path in included.pictures().items():
        files.append(File.generated(config, uri, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """The page with every insert in its place."""

    def insert(line: re.Match[str]) -> str:
        name, arguments = line[1], line[2]
        return included.include(arguments, page.file.src_uri) if name == "file" else INSERTS[name](arguments)

    return _INSERT.sub(insert, markdown)


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Headings of notebooks with anchors of their own: Chinese ones come without, which breaks links to them and the search."""
    taken: Counter[str] = Counter()

    def anchor(words: str) -> str:
        name = slugify(case="lower")(re.sub("<[^>]*>", "", words), "-")
        taken[name] += 1
        return name if taken[name] == 1 else f"{name}-{taken[name]}"

    def anchored(found: re.Match[str]) -> str:
        name = anchor(found[2])
        return f'<h{found[1]} id="{name}">{found[2]}<a class="headerlink" href="#{name}">¶</a></h{found[1]}>'

    if page.file.src_uri.endswith(".ipynb"):
        html = _HEADING.sub(anchored, html)
        taken.clear()
        for link in _flat(page.toc):
            link.id = anchor(link.title)
    return html


def _flat(links: Iterable[AnchorLink]) -> Iterator[AnchorLink]:
    for link in links:
        yield link
        yield from _flat(link.children)


def notebooks() -> list[Path]:
    """The project's notebooks, in their order."""
    return sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))


def _title(path: Path) -> str:
    """The notebook's number and first heading."""
    first = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
    return f"{path.stem[:2]} {first.splitlines()[0].lstrip('# ')}"
