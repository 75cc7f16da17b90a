"""A store is whole at every moment: what the log does not add is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govnlp.corpus import store as stores
from govnlp.corpus.rows import add_failure, empty
from govnlp.corpus.store import Store, as_tables, write_part, writing
from govnlp.errors import SchemaError, StoreError


def part(path, *keys, content="c"):
    rows = empty()
    for key in keys:
        add_failure(rows, key, f"/{key}.txt", content, ValueError(content))
    return write_part(path, as_tables(rows))


def failures(path):
    return {row["report"]: row["message"] for row in Store(path).table("failures").to_pylist()}


def test_a_part_counts_once_it_is_committed(tmp_path):
    with writing(tmp_path / "s") as writer:
        name = part(Path(writer.name), "a", "b")
        assert failures(Path(writer.name)) == {}
        writer.commit(name)
        assert failures(Path(writer.name)) == {"a": "c", "b": "c"}
    assert Store(tmp_path / "s").table("reports").num_rows == 0


def test_new_rows_replace_the_old_ones_of_their_source(tmp_path):
    with writing(tmp_path / "s") as writer:
        writer.commit(part(Path(writer.name), "a", "b"))
        writer.commit(part(Path(writer.name), "c"))
        writer.commit(part(Path(writer.name), "b", "c", content="new"))
        assert Store(Path(writer.name)).table("failures").num_rows == 3
        assert failures(Path(writer.name)) == {"a": "c", "b": "new", "c": "new"}
    with writing(tmp_path / "s") as writer:
        assert {key: done.content for key, done in writer.done.items()} == {"a": "c", "b": "new", "c": "new"}


def test_small_parts_are_joined_and_old_files_deleted(tmp_path, monkeypatch):
    monkeypatch.setattr(stores, "MANY", 4)
    with writing(tmp_path / "s") as writer:
        for number in range(11):
            writer.commit(part(Path(writer.name), f"k{number}"))
        assert len(writer.parts()) < 11
        writer.join()
        assert len(writer.parts()) == 1
        assert len(list((Path(writer.name) / "parts").iterdir())) == 1
        assert len(failures(Path(writer.name))) == 11
        writer.drop(["k3"])
        assert len(failures(Path(writer.name))) == 10


def test_a_line_of_the_log_that_was_cut_off_is_no_line(tmp_path):
    with writing(tmp_path / "s") as writer:
        writer.commit(part(Path(writer.name), "a"))
        lost = part(Path(writer.name), "b")
    log = tmp_path / "s" / "log.jsonl"
    whole = log.read_bytes()
    line = json.dumps({"add": [lost], "remove": []}).encode()
    for cut in (1, 10, len(line)):
        log.write_bytes(whole + line[:cut])
        assert failures(tmp_path / "s") == {"a": "c"}
    with writing(tmp_path / "s") as writer:
        assert log.read_bytes() == whole
        assert not (tmp_path / "s" / "parts" / lost).exists()


def test_unfinished_parts_are_not_read_and_are_removed(tmp_path, monkeypatch):
    path = tmp_path / "s"
    with writing(path) as writer:
        writer.commit(part(path, "a"))
        unfinished = path / "parts" / ".half"
        unfinished.mkdir()
        (unfinished / "failures.parquet").write_bytes(b"PAR1")
        assert failures(path) == {"a": "c"}
    with writing(path):
        assert not unfinished.exists()


def test_a_disk_that_is_full_leaves_the_store_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "s"
    with writing(path) as writer:
        writer.commit(part(path, "a"))

    def full(*arguments, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stores.pq, "write_table", full)
    with pytest.raises(StoreError, match=r"No space left on device.*run the same again"), writing(path):
        part(path, "b")
    assert failures(path) == {"a": "c"}
    assert len(list((path / "parts").iterdir())) == 1


def test_the_second_build_is_refused(tmp_path):
    with writing(tmp_path / "s"), pytest.raises(StoreError, match="another build"), writing(tmp_path / "s"):
        pass


def test_an_older_schema_is_told(tmp_path):
    with writing(tmp_path / "s"):
        pass
    (tmp_path / "s" / "store.json").write_text('{"schema": "govnlp.store/0", "govnlp": "0.0.1"}', encoding="utf-8")
    with pytest.raises(SchemaError, match=r"govnlp\.store/0.*new store"):
        Store(tmp_path / "s")
    with pytest.raises(SchemaError, match="govnlp"), writing(tmp_path / "s"):
        pass


def test_what_is_no_store_is_not_touched(tmp_path):
    (tmp_path / "thesis.docx").write_bytes(b"x")
    with pytest.raises(StoreError, match="no store and not empty"), writing(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]
    with pytest.raises(StoreError, match="govnlp build"):
        Store(tmp_path / "nowhere")


def test_an_unknown_table_is_named(tmp_path):
    with writing(tmp_path / "s") as writer, pytest.raises(ValueError, match="no table 'words'"):
        writer.table("words")
