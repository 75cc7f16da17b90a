"""Sources and stores on other filesystems than this machine's: read, written, committed without a file being renamed or added to."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile

import fsspec
import pandas
import pytest

import govnlp
from govnlp.corpus import store as stores
from govnlp.corpus.place import elsewhere
from govnlp.corpus.sources import Sources
from govnlp.corpus.store import Store, writing
from govnlp.errors import ReadingError, StoreError
from tests.corpus.files import contents, corpus, text
from tests.corpus.test_store import failures, part


@pytest.fixture
def memory(monkeypatch):
    """A filesystem in memory that, as object stores do, knows no renaming and no adding to a file."""
    fs = fsspec.filesystem("memory")
    fs.store.clear()
    del fs.pseudo_dirs[1:]
    whole = type(fs)._open

    def opened(self, path, mode="rb", **options):
        assert mode in ("rb", "wb")
        return whole(self, path, mode, **options)

    monkeypatch.setattr(type(fs), "_open", opened)
    for name in ("mv", "cp_file"):
        monkeypatch.setattr(type(fs), name, None)
    yield fs
    fs.store.clear()


def test_a_store_elsewhere_is_changed_part_by_part(memory, monkeypatch):
    monkeypatch.setattr(stores, "MANY", 4)
    with writing("memory://bucket/s") as writer:
        lost = part(writer.path, "z")
        for number in range(6):
            writer.commit(part(writer.path, f"k{number}"))
        writer.commit(part(writer.path, "k2", content="new"))
        writer.drop(["k3"])
        assert lost in writer.place.names("parts")
        writer.join()
        writer.sweep()
        assert len(writer.parts()) == 1
        assert writer.place.names("parts") == writer.parts()
    assert failures("memory://bucket/s") == {"k0": "c", "k1": "c", "k2": "new", "k4": "c", "k5": "c"}
    assert len(memory.ls("/bucket/s/log", detail=False)) == 2


def test_a_change_that_was_cut_off_is_none(memory):
    with writing("memory://bucket/s") as writer:
        writer.commit(part(writer.path, "a"))
    memory.pipe("/bucket/s/log/000000000002.json", b'{"parts": ["')
    assert failures("memory://bucket/s") == {"a": "c"}
    with writing("memory://bucket/s") as writer:
        writer.commit(part(writer.path, "b"))
    assert failures("memory://bucket/s") == {"a": "c", "b": "c"}


def test_of_two_builds_one_is_stopped_at_its_next_change(memory):
    with writing("memory://bucket/s") as first, writing("memory://bucket/s") as second:
        first.commit(part(first.path, "a"))
        with pytest.raises(StoreError, match="another build"):
            second.commit(part(second.path, "b"))
    assert failures("memory://bucket/s") == {"a": "c"}


def test_what_is_no_store_is_not_touched(memory):
    memory.pipe("/bucket/thesis.docx", b"x")
    with pytest.raises(StoreError, match="no store and not empty"), writing("memory://bucket"):
        pass
    with pytest.raises(StoreError, match="no store is there"):
        Store("memory://elsewhere")
    with pytest.raises(StoreError, match="no filesystem"):
        Store("nothing://elsewhere")


def test_sources_elsewhere(memory):
    packed, tarred, table = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x/1.txt", "甲")
    with tarfile.open(fileobj=tarred, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("2.txt"), io.BytesIO())
    pandas.DataFrame({"text": ["丙", "丁"]}).to_parquet(table)
    files = {
        "a/one.html": b"<p>",
        "a/b/two.txt": b"2",
        "a/.hidden/x.txt": b"",
        "a/logo.png": b"",
        "a/p.zip": packed.getvalue(),
        "a/t.tar.gz": tarred.getvalue(),
        "a/t.parquet": table.getvalue(),
        "a/t.csv": '名称,正文\n甲,"一\n二"\n'.encode("gb18030"),
        "a/t.jsonl": json.dumps({"text": "戊"}).encode() + b"\n",
        "a/store/q.txt": b"",
        "a/broken.zip": b"PK",
    }
    for name, content in files.items():
        memory.pipe(f"/bucket/{name}", content)
    sources = Sources(["memory://bucket/a"], skip="memory://bucket/a/store")
    found = {}
    for source in sources:
        try:
            found[source.name.removeprefix("memory://bucket/a/")] = source.read()
        except ReadingError as error:
            found[source.name.removeprefix("memory://bucket/a/")] = type(error)
    assert found == {
        "broken.zip": ReadingError,
        "one.html": b"<p>",
        "p.zip!/x/1.txt": "甲".encode(),
        "t.csv#1": "一\n二",
        "t.jsonl#1": "戊",
        "t.parquet#1": "丙",
        "t.parquet#2": "丁",
        "t.tar.gz!/2.txt": b"",
        "b/two.txt": b"2",
    }
    assert sources.ignored == {".png": 1}
    assert [source.read() for source in Sources(["memory://bucket/a/b/two.txt"])] == [b"2"]
    with pytest.raises(StoreError, match="no such file"):
        Sources(["memory://bucket/nothing"])


def test_keys_in_a_uri_are_in_no_name():
    assert elsewhere("s3://id:secret@bucket/a/b?region=us-east-1&endpoint_override=localhost")[1:] == ("bucket/a/b", "s3://bucket/a/b")


def test_a_build_elsewhere(tmp_path):
    """Workers open the filesystem by its URI; `local` is one of fsspec, so that nothing here knows that it is this machine's."""
    corpus(tmp_path / "reports", bodies=2)
    (tmp_path / "reports" / "bad.pdf").write_bytes(b"%PDF-1.4")
    govnlp.build(tmp_path / "reports", tmp_path / "here")
    uri = f"local://{tmp_path}"
    result = govnlp.build(f"{uri}/reports", f"{uri}/there", workers=2)
    assert (result.store, result.reports, result.failed) == (f"{uri}/there", 6, 1)
    (tmp_path / "reports" / "0-2020.txt").write_text(text(0, 2020, received=99), encoding="utf-8")
    again = govnlp.build(f"{uri}/reports", f"{uri}/there")
    assert (again.reports, again.known) == (1, 6)
    (tmp_path / "reports" / "0-2020.txt").write_text(text(0, 2020, received=0), encoding="utf-8")
    govnlp.build(f"{uri}/reports", f"{uri}/there")
    there = {name: len(rows) for name, rows in contents(f"{uri}/there").items()}
    assert there == {name: len(rows) for name, rows in contents(tmp_path / "here").items()}
    frames = [govnlp.panel(store).drop(columns=["report", "source"]) for store in (tmp_path / "here", f"{uri}/there")]
    pandas.testing.assert_frame_equal(*frames)
    assert not list((tmp_path / "there").glob("lock*"))
    pytest.importorskip("duckdb")
    assert list(govnlp.query(f"{uri}/there", "select count(*) as n from reports")["n"]) == [6]
    assert govnlp.to_dataset(f"{uri}/there", "failures").num_rows == 1
