"""Puts a report together: sections of its format in their order, narrative and tables, the page around it."""

from __future__ import annotations

import random
from datetime import date, timedelta

from training.synthetic.agencies import Body
from training.synthetic.document import Block, Document, Heading, Paragraph
from training.synthetic.forms import Grid
from training.synthetic.mistakes import Plan
from training.synthetic.prose import Writer
from training.synthetic.tables import rows

_NUMBERS = "一二三四五六七八九"
_TITLES = {
    "cases": ("政府信息公开行政复议、行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    "problems": ("存在的主要问题及改进情况", "政府信息公开工作存在的主要问题及改进情况"),
}
_LEADS = ("", "", "", "", "{title}", "本部分以表格报告。", "具体数据见下表。", "（单位：件）")
"""What stands between a heading and its table; the heading again on the sites of Beijing."""


def compose(
    rng: random.Random, writer: Writer, body: Body, year: int, plan: Plan, grids: tuple[Grid, ...], initiatives: tuple[str, ...]
) -> Document:
    """The document of one report; `writer` has then said what it says."""
    published = _published(rng, body, year, plan.is_late)
    started = "".join(writer.about(initiative) for initiative in initiatives)
    old = writer.format == "2014"
    blocks = _old(rng, writer, grids, year, body, started) if old else _new(rng, writer, plan.dropped, grids, started)
    facts = {"published": rng.choice((published.isoformat(), f"{published:%Y年%m月%d日}")), "source": body.name}
    lines = {place: [row["text"].format(**facts) for row in rows("furniture") if row["place"] == place] for place in ("before", "after")}
    dated = [line for line in lines["before"] if facts["published"] in line]
    before = (*rng.sample(lines["before"][:4], rng.randint(0, 2)), rng.choice(dated))
    after = tuple(rng.sample(lines["after"], rng.randint(0, 4)))
    title = f"{body.title}{year}{rng.choice(('年', '年度'))}政府信息公开{rng.choice(('工作年度报告', '工作年度报告', '年度报告'))}"
    signature = (
        _paragraphs(body.name, f"{published.year}年{published.month}月{published.day}日") if plan.is_late or rng.random() < 0.3 else []
    )
    return Document(title, (*blocks, *signature), before, after, published, body.name)


def _published(rng: random.Random, body: Body, year: int, is_late: bool) -> date:
    """By 31 January (31 March for governments, and for all under the regulation of 2008), unless the mistake is to be late."""
    if is_late:
        return date(year + 1, 4, 10) + timedelta(rng.randint(0, 80))
    last = 80 if (body.is_government and body.level != "乡") or year < 2019 else 29
    return date(year + 1, 1, 2) + timedelta(rng.randint(3, last))


def _numbered(sections: list[tuple[str, list[Block]]]) -> list[Block]:
    blocks: list[Block] = []
    for number, (title, content) in zip(_NUMBERS, sections, strict=False):
        blocks += [Heading(f"{number}、{title}"), *content]
    return blocks


def _paragraphs(*texts: str) -> list[Block]:
    return [Paragraph(text) for text in texts if text]


def _new(rng: random.Random, writer: Writer, dropped: str | None, grids: tuple[Grid, ...], started: str) -> list[Block]:
    """The six sections since 2019."""
    parts = [
        ("主动公开", _disclosed(writer) + writer.paragraph(normative=0.6, pandemic=0.4, harmless=0.5)),
        ("依申请公开", _applied(writer) + writer.paragraph(reviews=0.6, lawsuits=0.4, harmless=0.3)),
        ("政府信息管理", writer.sentence("managing")),
        ("平台建设", writer.sentence("platform") + started),
        ("监督保障", writer.sentence("supervising")),
    ]
    overview = [*_paragraphs(writer.sentence("overview", 0.8)), *_subsections(rng, parts), *_named(grids, "other")]
    wording = rng.choice((0, 0, 0, 1))
    sections: dict[str, tuple[str, list[Block]]] = {
        "overview": ("总体情况", overview),
        "disclosure": _tabled(rng, "主动公开政府信息情况", _named(grids, "disclosure")),
        "applications": _tabled(rng, "收到和处理政府信息公开申请情况", _named(grids, "applications")),
        "cases": _tabled(rng, _TITLES["cases"][wording], _named(grids, "cases") or _paragraphs("本年度未发生。" if grids else "")),
        "problems": (_TITLES["problems"][wording], _problems(writer)),
        "others": ("其他需要报告的事项", _paragraphs(writer.sentence("others"))),
    }
    if dropped:
        del sections[dropped]
    return [*_paragraphs(writer.sentence("preface", 0.8)), *_numbered(list(sections.values()))]


def _tabled(rng: random.Random, title: str, table: list[Block]) -> tuple[str, list[Block]]:
    """A section that is a table."""
    return title, [*_paragraphs(rng.choice(_LEADS).format(title=title)), *table]


def _problems(writer: Writer) -> list[Block]:
    return _paragraphs(writer.paragraph(slip_items=0), writer.sentence("problems"), writer.sentence("improving"))


def _disclosed(writer: Writer) -> str:
    """What was published: a number, and once it stands, its channels and its growth."""
    total = writer.paragraph(slip_growth=0, items=0.9)
    return total + (writer.paragraph(website=0, channels=0.5, growth=0.3) if "items" in writer.said else "")


def _applied(writer: Writer) -> str:
    """Who applied: a number, and once it stands, what came of it, by which ways, beside what else."""
    total = writer.paragraph(slip_part=0, slip_share=0, applied=0.95)
    return total + (writer.paragraph(answered=0.6, ways=0.4, harmless_applied=0.6) if "received" in writer.said else "")


def _subsections(rng: random.Random, parts: list[tuple[str, str]]) -> list[Block]:
    """Headed paragraphs, run-in heads, or no heads at all."""
    manner = rng.choice(("heads", "run-in", "none"))
    blocks: list[Block] = []
    for number, (name, text) in zip(_NUMBERS, parts, strict=False):
        if manner == "heads":
            blocks += [Heading(f"（{number}）{name}", 2), Paragraph(text or "按要求开展。")]
        elif text:
            blocks.append(Paragraph((f"（{number}）{name}情况。" if manner == "run-in" else "") + text))
    return blocks


def _named(grids: tuple[Grid, ...], name: str) -> list[Block]:
    return [grid for grid in grids if grid.name == name]


def _old(rng: random.Random, writer: Writer, grids: tuple[Grid, ...], year: int, body: Body, started: str) -> list[Block]:
    """The sections of 2014 to 2018, the table behind them."""
    sections: list[tuple[str, list[Block]]] = [
        ("概述", _paragraphs(writer.sentence("overview"), writer.paragraph(conferences=0.5, managing=0.6) + started)),
        ("主动公开政府信息情况", _paragraphs(_disclosed(writer) + writer.paragraph(normative=0.5, harmless=0.4))),
        ("依申请公开政府信息情况", _paragraphs(_applied(writer))),
        ("因政府信息公开申请行政复议、提起行政诉讼的情况", _paragraphs(writer.paragraph(reviews=0.9, lawsuits=0.8, complaints=0.3))),
        ("机构建设和保障情况", _paragraphs(writer.paragraph(staff=0.7, courses=0.7), writer.sentence("platform"))),
        ("存在的主要问题及改进措施", _problems(writer)),
    ]
    lines = [f"（{year}年度）", *rng.sample([f"填报单位（盖章）：{body.name}", "单位负责人：　　审核人：　　填报人："], rng.randint(0, 2))]
    blocks = [*_paragraphs(writer.sentence("preface", 0.9)), *_numbered(sections)]
    return [*blocks, Paragraph("附表"), Paragraph("政府信息公开情况统计表"), *_paragraphs(*lines), *grids]
