"""Builds that are disturbed in every way end as those that are not."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
import zipfile

import pytest

import govnlp
from govnlp.corpus import pool
from govnlp.corpus.store import Store
from govnlp.errors import StoreError
from tests.corpus import deadly
from tests.corpus.files import contents, corpus, text


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder of reports and the store of an undisturbed build."""
    folder = tmp_path_factory.mktemp("built")
    corpus(folder / "reports", bodies=5, years=range(2015, 2025))
    (folder / "reports" / "bad.pdf").write_bytes(b"%PDF-1.4 damaged")
    govnlp.build(folder / "reports", folder / "store")
    return folder


def command(folder, store, *more):
    return [sys.executable, "-m", "govnlp.cli", "build", str(folder), "-o", str(store), *more]


def test_the_tables_hold_what_analyze_gives(built):
    path = built / "reports" / "1-2020.txt"
    report = govnlp.analyze(path)
    store = Store(built / "store")
    (row,) = [row for row in store.table("reports").to_pylist() if row["source"] == str(path)]
    assert (row["agency"], row["year"], row["province"], row["code"], row["level"]) == (
        "北京市海淀区教育局",
        2020,
        "北京市",
        "110108",
        "县",
    )
    assert row["text"] == report.text
    series = [one for one in store.table("series").to_pylist() if one["report"] == row["report"]]
    assert {one["series"]: one["value"] for one in series} == govnlp.series(report)
    for name in ("segments", "entities", "indicators", "findings"):
        rows = [one for one in store.table(name).to_pylist() if one["report"] == row["report"]]
        assert len(rows) == len(getattr(report, name))
        assert [one["index"] for one in rows] == list(range(len(rows)))
    assert [one["text"] for one in store.table("entities").to_pylist() if one["report"] == row["report"]] == [
        e.text for e in report.entities
    ]


def test_a_failure_is_a_row_and_is_not_tried_again_unless_asked(built):
    (failure,) = Store(built / "store").table("failures").to_pylist()
    assert failure["source"].endswith("bad.pdf")
    assert failure["error"] == "ReadingError"
    before = contents(built / "store")
    again = govnlp.build(built / "reports", built / "store")
    assert (again.reports, again.failed, again.known, again.known_failures) == (0, 0, 51, 1)
    retried = govnlp.build(built / "reports", built / "store", retry_failed=True)
    assert (retried.reports, retried.failed, retried.known) == (0, 1, 50)
    assert contents(built / "store") == before


def test_two_workers_give_the_same(built, tmp_path):
    result = govnlp.build(built / "reports", tmp_path / "store", workers=2)
    assert (result.reports, result.failed) == (50, 1)
    assert contents(tmp_path / "store") == contents(built / "store")


def test_a_source_that_changed_replaces_its_rows(tmp_path):
    corpus(tmp_path / "reports", bodies=1)
    govnlp.build(tmp_path / "reports", tmp_path / "store")
    (tmp_path / "reports" / "0-2020.txt").write_text(text(0, 2020, received=99), encoding="utf-8")
    (tmp_path / "reports" / "0-2019.txt").unlink()
    result = govnlp.build(tmp_path / "reports", tmp_path / "store")
    assert (result.reports, result.known) == (1, 1)
    panel = govnlp.panel(tmp_path / "store")
    assert list(panel["year"]) == [2019, 2020, 2021]
    assert list(panel["applications_received"]) == [9, 99, 1]


def test_what_left_an_archive_leaves_the_store(tmp_path):
    def archive(**members):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
            for name, content in members.items():
                file.writestr(f"{name}.txt", content)

    def years():
        return sorted(Store(tmp_path / "store").table("reports")["year"].to_pylist())

    (tmp_path / "a.zip").write_bytes(b"damaged")
    assert govnlp.build(tmp_path / "a.zip", tmp_path / "store").failed == 1
    archive(a=text(0, 2019), b=text(0, 2020))
    govnlp.build(tmp_path / "a.zip", tmp_path / "store")
    assert years() == [2019, 2020]
    assert Store(tmp_path / "store").table("failures").num_rows == 0
    archive(b=text(0, 2020))
    assert govnlp.build(tmp_path / "a.zip", tmp_path / "store").known == 1
    assert years() == [2020]


def test_a_file_that_vanishes_is_a_failure_until_it_is_back(tmp_path):
    corpus(tmp_path / "reports", bodies=1)
    (tmp_path / "reports" / "gone.txt").symlink_to(tmp_path / "later.txt")
    assert govnlp.build(tmp_path / "reports", tmp_path / "store").failed == 1
    (tmp_path / "later.txt").write_text(text(1, 2020), encoding="utf-8")
    result = govnlp.build(tmp_path / "reports", tmp_path / "store")
    assert (result.reports, result.failed, result.known) == (1, 0, 3)
    assert Store(tmp_path / "store").table("failures").num_rows == 0


@pytest.mark.slow
def test_killed_five_times_it_ends_the_same(built, tmp_path):
    rng = random.Random(5)
    parts = tmp_path / "store" / "parts"
    for _ in range(5):
        before = set(parts.iterdir()) if parts.exists() else set()
        process = subprocess.Popen(command(built / "reports", tmp_path / "store", "--workers", "2"), stderr=subprocess.DEVNULL)
        while process.poll() is None and not (parts.exists() and set(parts.iterdir()) - before):
            time.sleep(0.01)
        time.sleep(rng.random() / 10)  # while a part is written, committed, or the next one is under way
        process.kill()
        process.wait()
    result = govnlp.build(built / "reports", tmp_path / "store")
    assert result.reports + result.failed + result.known == 51
    assert contents(tmp_path / "store") == contents(built / "store")


@pytest.mark.slow
def test_ctrl_c_stops_cleanly(built, tmp_path):
    process = subprocess.Popen(
        command(built / "reports", tmp_path / "store", "--workers", "2"), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    parts = tmp_path / "store" / "parts"
    while not (parts.exists() and list(parts.iterdir())):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on" in said
    assert "Traceback" not in said
    govnlp.build(built / "reports", tmp_path / "store")
    assert contents(tmp_path / "store") == contents(built / "store")


def test_a_worker_that_is_killed_is_replaced(built, tmp_path):
    def kill_one():
        while not (tmp_path / "store" / "parts").exists() or not list((tmp_path / "store" / "parts").iterdir()):
            time.sleep(0.02)
        multiprocessing.active_children()[0].kill()

    killer = threading.Thread(target=kill_one)
    killer.start()
    result = govnlp.build(built / "reports", tmp_path / "store", workers=2)
    killer.join()
    assert (result.reports, result.failed) == (50, 1)
    assert contents(tmp_path / "store") == contents(built / "store")


def test_a_source_that_kills_its_worker_is_a_failure_and_the_rest_goes_on(tmp_path, monkeypatch):
    corpus(tmp_path / "reports", bodies=1)
    (tmp_path / "reports" / "deadly.txt").write_text("致命", encoding="utf-8")
    monkeypatch.setattr(pool, "work", deadly.work)
    result = govnlp.build(tmp_path / "reports", tmp_path / "store", workers=2)
    assert (result.reports, result.failed) == (3, 1)
    (failure,) = Store(tmp_path / "store").table("failures").to_pylist()
    assert failure["source"].endswith("deadly.txt")
    assert "died" in failure["message"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of resources are of POSIX")
def test_a_store_that_cannot_grow_says_so_and_goes_on_later(built, tmp_path):
    script = (
        "import resource, sys, govnlp\n"
        "if __name__ == '__main__':\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "    try: govnlp.build(sys.argv[1], sys.argv[2])\n"
        "    except govnlp.StoreError as error: print(error)\n"
    )
    (tmp_path / "script.py").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(tmp_path / "script.py"), str(built / "reports"), str(tmp_path / "store")], capture_output=True, text=True
    )
    assert "cannot be written (File too large)" in done.stdout, done.stderr
    govnlp.build(built / "reports", tmp_path / "store")
    assert contents(tmp_path / "store") == contents(built / "store")


def test_wrong_arguments(tmp_path):
    with pytest.raises(StoreError, match="no such file"):
        govnlp.build(tmp_path / "nothing", tmp_path / "store")
    with pytest.raises(ValueError, match="at least 1"):
        govnlp.build(tmp_path, tmp_path / "store", workers=0)
    assert not (tmp_path / "store").exists()
