"""Time and memory of files that no report is: each gives a result or a `ReadingError`, soon, and never a crash.

    python -m training.hostile [NAME ...]

Each file is made first, and then analysed in a process of its own: seconds of `govnlp.analyze` once the models are loaded, and the
peak memory of the whole process, models and all.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
ROOT = "http://schemas.openxmlformats.org/package/2006/"


def docx(document: str, copies: int = 1) -> bytes:
    """A Word document whose main part is so many copies of a text."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{ROOT}content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{ROOT}relationships"><Relationship Id="rId1" Target="word/document.xml" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        )
        with file.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(copies):
                part.write(document.encode())
    return buffer.getvalue()


def lying_docx(copies: int) -> bytes:
    """A Word document whose main part unpacks to so many MB, and that says it has a hundred bytes."""
    data = docx(" " * 1_000_000, copies)
    return data.replace((copies * 1_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))


def locked_docx() -> bytes:
    """A Word document whose parts are marked as locked with a password."""
    data = bytearray(docx(WORD.format("")))
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(start)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(start, at + 1)
    return bytes(data)


def laughing(text: str) -> str:
    """XML with entities that unfold to 10 to the eighth copies of one."""
    entities = "".join(f'<!ENTITY {name} "{(f"&{before};") * 10}">' for name, before in zip("bcdefghi", "abcdefgh", strict=True))
    return f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "哈哈">{entities}]>{text}'


def pdf(pages: int) -> bytes:
    """A PDF of that many short pages."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer)
    for number in range(pages):
        canvas.drawString(100, 700, f"page {number + 1}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def packed_pdf(copies: int) -> bytes:
    """A PDF whose only page unpacks to so many MB."""
    pack = zlib.compressobj()
    page = b"".join(pack.compress(b" " * 1_000_000) for _ in range(copies)) + pack.flush()
    return b"%%PDF-1.4\n1 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n" % (len(page), page)


def html(body: str) -> bytes:
    return f"<html><body>{body}</body></html>".encode()


TEXT = "全年主动公开政府信息12条。"
SPANS = '<tr><td rowspan="999999999" colspan="999999999">规章<td>1<td>2<td>3'


@dataclass(frozen=True)
class Hostile:
    """A file, its suffix, and what must come of it: an error that says `refusal`, or a report whose text has `text` in it."""

    suffix: str
    make: Callable[[], bytes]
    refusal: str = ""
    text: str = ""


FILES = {
    "zip bomb of 300 MB": Hostile(".docx", lambda: docx(" " * 1_000_000, 300), "unpacks to"),
    "zip bomb that lies about its size": Hostile(".docx", lambda: lying_docx(200), "damaged"),
    "locked Word document": Hostile(".docx", locked_docx, "locked"),
    "entities in a Word document": Hostile(".docx", lambda: docx(laughing(WORD.format("<w:p><w:t>&i;</w:t></w:p>"))), "entities"),
    "entities in a page": Hostile(".html", lambda: laughing(f"<html><body><p>&i;</p><p>{TEXT}").encode(), text=TEXT),
    "tables nested in a Word document": Hostile(".docx", lambda: docx(WORD.format("<w:tbl><w:tr><w:tc>" * 100_000)), "damaged"),
    "PDF of 5,000 pages": Hostile(".pdf", lambda: pdf(5_000), "pages"),
    "PDF with a broken xref": Hostile(".pdf", lambda: pdf(100).replace(b"startxref", b"startxxxx").replace(b"/Root", b"/Boot"), "damaged"),
    "PDF cut in the middle": Hostile(".pdf", lambda: pdf(2_000)[:400_000], "damaged"),
    "PDF whose page unpacks to 300 MB": Hostile(".pdf", lambda: packed_pdf(300), "unpacks to"),
    "100,000 nested div": Hostile(".html", lambda: html("<div>" * 100_000 + TEXT), text=TEXT),
    "100,000 nested i": Hostile(".html", lambda: html("<i>" * 100_000 + TEXT), text=TEXT),
    "100,000 nested elements unheard of": Hostile(".html", lambda: html("<x-y>" * 100_000 + TEXT), text=TEXT),
    "100,000 nested lists, items, paragraphs": Hostile(".html", lambda: html("<ul><li><p>" * 33_333 + TEXT), text=TEXT),
    "100,000 nested tables": Hostile(".html", lambda: html("<table><tr><td>" * 100_000 + TEXT), text=TEXT),
    "table of 10,000 x 1,000": Hostile(".html", lambda: html("<table>" + ("<tr>" + "<td>1" * 1_000) * 10_000), "characters"),
    "table of 10,000 x 1,000, pipes": Hostile(".txt", lambda: ("1|" * 1_000 + "\n").encode() * 10_000, "characters"),
    "table of 400 x 1,000": Hostile(".html", lambda: html("<table>" + ("<tr>" + "<td>1" * 1_000) * 400), "cells"),
    "table of 10,000 x 25": Hostile(".html", lambda: html("<table>" + ("<tr>" + "<td>1" * 25) * 10_000), text="1"),
    'one rowspan="999999999"': Hostile(".html", lambda: html(f"<table>{SPANS}<tr><td>甲<td>2</table>"), text="规章"),
    'rowspan="999999999" 500 times': Hostile(".html", lambda: html(f"<table>{SPANS * 500}</table>"), text="规章"),
    "labels without end": Hostile(".txt", lambda: "自然人\n".encode() * 50_000, text="自然人"),
    "rows without end": Hostile(".txt", lambda: "一、本年新收政府信息公开申请数量\n8\n0\n0\n".encode() * 10_000, text="本年新收"),
}


def run(path: Path) -> None:
    """Analyse a file and print seconds, peak memory in MB, and what came of it."""
    import govnlp

    govnlp.analyze("全年主动公开政府信息12条。")
    start = time.perf_counter()
    try:
        report = govnlp.analyze(path)
        outcome = f"a report: {len(report.text):,} characters, {len(report.tables):,} tables"
    except govnlp.ReadingError as error:
        outcome = f"refused: {str(error).removeprefix(str(path)).strip(' :')}"
    seconds = time.perf_counter() - start
    print(f"{seconds:7.2f} s {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB  {outcome[:90]}")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m training.hostile", description="Time and memory of hostile files.")
    parser.add_argument("names", nargs="*", help="words of the names of some; all where none is given")
    parser.add_argument("--make", nargs=2, metavar=("NAME", "PATH"), help=argparse.SUPPRESS)
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.make:
        name, path = given.make
        Path(path).write_bytes(FILES[name].make())
    elif given.run:
        run(given.run)
    else:
        chosen = [name for name in FILES if not given.names or any(word in name for word in given.names)]
        with TemporaryDirectory() as folder:
            for name in chosen:
                path = str(Path(folder, f"hostile{FILES[name].suffix}"))
                _child("--make", name, path).check_returncode()
                done = _child("--run", path)
                print(f"{name:40} {done.stdout.rstrip() if done.returncode == 0 else f'CRASHED: {done.stderr[-300:]}'}", flush=True)


def _child(*arguments: str) -> subprocess.CompletedProcess[str]:
    """This command in a process of its own: what it takes to make a file counts for none that reads it."""
    return subprocess.run([sys.executable, "-m", "training.hostile", *arguments], capture_output=True, text=True, check=False)


if __name__ == "__main__":
    main()
