"""Builds on a Ray cluster of this machine end as those of processes, whoever dies meanwhile."""

from __future__ import annotations

import sys
import threading
import time

import psutil
import pytest

import govnlp
from govnlp.corpus import cluster
from govnlp.corpus.store import Store
from govnlp.errors import StoreError
from tests.corpus import deadly
from tests.corpus.files import contents, corpus


def actors():
    """The processes of actors below this one."""
    for process in psutil.Process().children(recursive=True):
        try:
            if "MapWorker" in " ".join(process.cmdline()):
                yield process
        except psutil.Error:
            continue


@pytest.mark.slow
def test_a_build_on_two_actors_ends_the_same_though_one_is_killed(tmp_path, monkeypatch):
    pytest.importorskip("ray.data")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(cluster, "Analyst", deadly.Analyst)
    reports = corpus(tmp_path / "reports", bodies=4, years=range(2015, 2025))
    (reports / "bad.pdf").write_bytes(b"%PDF-1.4 damaged")
    govnlp.build(reports, tmp_path / "processes")
    (reports / "deadly.txt").write_text("致命", encoding="utf-8")
    killed = []

    def kill_one():
        log = tmp_path / "ray" / "log.jsonl"
        while not (log.exists() and log.stat().st_size):
            time.sleep(0.02)
        killed.extend(process.pid for process in list(actors())[:1] if not process.kill())

    killer = threading.Thread(target=kill_one, daemon=True)
    killer.start()
    result = govnlp.build(reports, tmp_path / "ray", workers=2, ray="local")
    killer.join(10)
    assert killed
    assert not list(actors())
    assert (result.reports, result.failed) == (40, 2)
    (failure,) = [row for row in Store(tmp_path / "ray").table("failures").to_pylist() if row["source"].endswith("deadly.txt")]
    assert "died" in failure["message"]
    (reports / "deadly.txt").unlink()
    rows, wanted = contents(tmp_path / "ray"), contents(tmp_path / "processes")
    rows["failures"] = [row for row in rows["failures"] if "deadly.txt" not in row]
    assert rows == wanted
    again = govnlp.build(reports, tmp_path / "ray", workers=2, ray="local")
    assert (again.reports, again.failed, again.known) == (0, 0, 41)


def test_what_is_missing_is_named(tmp_path, monkeypatch):
    reports = corpus(tmp_path / "reports", bodies=1)
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(StoreError, match=r"pip install 'govnlp\[ray\]'"):
        govnlp.build(reports, tmp_path / "store", ray="local")


def test_a_cluster_that_is_not_there_is_named(tmp_path, monkeypatch):
    ray = pytest.importorskip("ray")

    def nobody(address, **options):
        raise ConnectionError(f"nobody listens at {address}")

    monkeypatch.setattr(ray, "init", nobody)
    with pytest.raises(StoreError, match=r"10\.0\.0\.9:6379: no Ray cluster answers.*HOST:PORT"):
        govnlp.build(corpus(tmp_path / "reports", bodies=1), tmp_path / "store", ray="10.0.0.9:6379")
