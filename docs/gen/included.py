"""Files of the project as parts of a page: headings one level down, links and pictures pointing into the site."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "models/README.md": "models/index.md",
    "models/zh_govnlp/gov_themes/README.md": "models/themes.md",
    "training/names.md": "models/names.md",
    "training/themes.md": "models/themes_compared.md",
    "training/errors.md": "models/errors.md",
    "training/data/README.md": "data/corpus.md",
    "training/GUIDE.md": "data/guide.md",
    "training/README.md": "data/training.md",
    "training/synthetic/README.md": "data/synthetic.md",
    "govnlp/data/README.md": "data/knowledge.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "LICENSE": "licence.md",
}
"""A file of the project → the page of the site that includes it."""
_FENCE = re.compile(r"^```.*?^```$|^(?: {4}[^\n]*\n)+", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_NAMED = re.compile(r"`([\w./]+\.md)`")


def include(name: str, page: str) -> str:
    """A file without its title, as it stands in `page`."""
    text = (ROOT / name).read_text(encoding="utf-8")
    if not name.endswith(".md"):
        return f"```text\n{text.strip()}\n```"
    body = re.sub(r"\A# .*\n", "", text)
    parts = re.split(f"({_FENCE.pattern})", body, flags=_FENCE.flags)
    return "".join(part if _FENCE.fullmatch(part) else _prose(part, name, page) for part in parts)


def pictures() -> dict[str, Path]:
    """The pictures of included files: place in the site → file."""
    found = {}
    for name, page in PAGES.items():
        for is_picture, _, target in _LINK.findall((ROOT / name).read_text(encoding="utf-8")):
            if is_picture:
                found[posixpath.join(posixpath.dirname(page), target)] = ROOT / Path(name).parent / target
    return found


def _prose(text: str, name: str, page: str) -> str:
    lowered = re.sub(r"^(#+ )", r"#\1", text, flags=re.MULTILINE)
    lowered = _CODE.sub(lambda code: code[0].replace("\\|", "|"), lowered)  # in a table: Markdown here takes it as it stands
    linked = _LINK.sub(lambda link: _link(link, name, page), lowered)
    return _NAMED.sub(lambda named: _page_of(named, name, page), linked)


def _link(link: re.Match[str], name: str, page: str) -> str:
    """The link to the page that includes its target; only the words where the site has none."""
    is_picture, words, target = link.groups()
    if is_picture or "://" in target or target.startswith("#"):
        return link[0]
    to = PAGES.get(_target(target, name))
    return f"[{words}]({_relative(to, page)})" if to else words


def _page_of(named: re.Match[str], name: str, page: str) -> str:
    """The name of a file of the project, with a link to the page that includes it."""
    to = PAGES.get(_target(named[1], name)) or PAGES.get(named[1])
    return f"[{named[0]}]({_relative(to, page)})" if to and to != page else named[0]


def _target(target: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target.partition("#")[0]))


def _relative(to: str, page: str) -> str:
    return posixpath.relpath(to, posixpath.dirname(page) or ".")
