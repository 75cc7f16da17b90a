"""What is found in files, folders, archives and tables; what is wrong with one is its own failure."""

from __future__ import annotations

import io
import json
import re
import tarfile
import zipfile

import pandas
import pytest

from govnlp.corpus.sources import Sources
from govnlp.errors import ReadingError


def found(*given, **options):
    """Name (without the folder) → content."""
    return {re.split(r"!/|/(?=[^/]*$)", source.name, maxsplit=1)[-1]: source.read() for source in Sources(given, **options)}


def test_a_folder_gives_reports_in_order_and_counts_the_rest(tmp_path):
    for name in ("b/2.html", "b/2_files/x.css", "b/2_files/y.PNG", "a.txt", ".git/z.txt", "c.DOCX", "store/q.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    sources = Sources([tmp_path], skip=tmp_path / "store")
    names = [source.name.removeprefix(f"{tmp_path}/") for source in sources]
    assert names == ["a.txt", "c.DOCX", "b/2.html"]
    assert sources.ignored == {".css": 1, ".png": 1}
    assert [source.name for source in sources] == [source.name for source in sources]


def test_a_file_named_by_itself_is_read_whatever_its_name(tmp_path):
    (tmp_path / "report").write_bytes(b"x")
    assert found(tmp_path / "report") == {"report": b"x"}


def test_zip_with_names_in_gbk(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("x/1.txt", "REPORT.TXT", "__MACOSX/1.txt", "logo.png"):
            archive.writestr(name, "甲")
    data = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(data.replace(b"REPORT.TXT", "二〇年.TXT".encode("gbk")))  # as Chinese Windows writes it
    assert set(found(tmp_path / "a.zip")) == {"x/1.txt", "二〇年.TXT"}


def test_tar_gz(tmp_path):
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        for name in ("d/1.txt", "d/2.html", "d/x.js"):
            info = tarfile.TarInfo(name)
            info.size = 2
            archive.addfile(info, io.BytesIO(b"ab"))
    assert found(tmp_path / "a.tar.gz") == {"d/1.txt": b"ab", "d/2.html": b"ab"}


@pytest.mark.parametrize("suffix", ["zip", "tar.gz", "parquet", "csv"])
def test_a_damaged_container_is_one_failure(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(b"PK\x03\x04 neither this nor that\n\x1f\x8b")
    (source,) = Sources([path])
    with pytest.raises(ReadingError, match=rf"a\.{suffix}"):
        source.read()


def test_a_truncated_archive_gives_what_comes_before_the_cut(tmp_path):
    with tarfile.open(tmp_path / "whole.tar", "w") as archive:
        for name in ("1.txt", "2.txt"):
            info = tarfile.TarInfo(name)
            info.size = 4000
            archive.addfile(info, io.BytesIO(b"a" * 4000))
    (tmp_path / "cut.tar").write_bytes((tmp_path / "whole.tar").read_bytes()[:7000])
    outcomes = []
    for source in Sources([tmp_path / "cut.tar"]):
        try:
            outcomes.append(len(source.read()))
        except ReadingError:
            outcomes.append("failed")
    assert outcomes[0] == 4000
    assert outcomes[-1] == "failed"


def test_json_lines_fail_line_by_line(tmp_path):
    lines = [json.dumps({"text": "甲"}, ensure_ascii=False), "{", "", json.dumps({"body": "乙"}), json.dumps({"id": 1, "content": "丙"})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    outcomes = {}
    for source in Sources([tmp_path / "a.jsonl"]):
        try:
            outcomes[source.name.split("#")[1]] = source.read()
        except ReadingError as error:
            outcomes[source.name.split("#")[1]] = type(error).__name__
    assert outcomes == {"1": "甲", "2": "ReadingError", "4": "ReadingError", "5": "丙"}


def test_json_lines_of_other_things_are_one_failure(tmp_path):
    (tmp_path / "truth.jsonl").write_text('{"year": 2020}\n{"year": 2021}\n', encoding="utf-8")
    (source,) = Sources([tmp_path])
    assert source.name == str(tmp_path / "truth.jsonl")
    with pytest.raises(ReadingError, match="no column text"):
        source.read()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_every_encoding(tmp_path, encoding):
    (tmp_path / "a.csv").write_text('名称,正文\n甲,"第一行\n第二行"\n乙,丙\n', encoding=encoding)
    assert found(tmp_path / "a.csv") == {"a.csv#1": "第一行\n第二行", "a.csv#2": "丙"}


def test_parquet_and_a_column_by_name(tmp_path):
    pandas.DataFrame({"id": [1, 2], "page": ["甲", None]}).to_parquet(tmp_path / "a.parquet")
    first, second = Sources([tmp_path / "a.parquet"], text_column="page")
    assert first.read() == "甲"
    with pytest.raises(ReadingError, match="no text in page"):
        second.read()
    (failed,) = Sources([tmp_path / "a.parquet"])
    with pytest.raises(ReadingError, match="--text-column"):
        failed.read()
