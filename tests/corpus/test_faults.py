"""What a system refuses: permissions, room on the disk, files that change meanwhile. The same command goes on when it is put right."""

from __future__ import annotations

import ctypes
import hashlib
import io
import os
import subprocess
import sys

import pytest

import govnlp
from govnlp.corpus.place import File
from govnlp.corpus.store import Store
from tests.corpus.files import contents, corpus, text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions and mounts of POSIX")

IGNORE_PERMISSIONS = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of Linux: what lets root read and write everything."""
DROP = 24
"""PR_CAPBSET_DROP: no program that is started from now on has a capability."""


def as_anybody():
    """Make root one whom permissions bind, before a program starts."""
    for capability in IGNORE_PERMISSIONS:
        if ctypes.CDLL(None, use_errno=True).prctl(DROP, capability, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "capabilities cannot be dropped")


def build(folder, store):
    """The command line's build, by one whom permissions bind: status and what it said."""
    command = [sys.executable, "-m", "govnlp.cli", "build", str(folder), "-o", str(store)]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    try:
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, preexec_fn=as_anybody if is_root else None)
    except subprocess.SubprocessError:
        pytest.skip("root is bound by no permission here, and capabilities cannot be dropped")
    return done.returncode, done.stderr


def test_without_permission(tmp_path):
    reports = corpus(tmp_path / "reports", bodies=1)
    secret, closed = reports / "0-2020.txt", corpus(reports / "closed", bodies=1, years=range(2022, 2023))
    secret.chmod(0)
    closed.chmod(0)
    status, said = build(reports, tmp_path / "store")
    closed.chmod(0o755)
    assert (status, "2 reports read, 2 failed" in said) == (1, True), said
    messages = {row["source"]: row["message"] for row in Store(tmp_path / "store").table("failures").to_pylist()}
    assert set(messages) == {str(secret), str(closed)}
    assert all("ermission" in message for message in messages.values())
    secret.chmod(0o644)
    for folder in (tmp_path / "store", tmp_path / "store" / "parts"):
        folder.chmod(0o555)
    status, said = build(reports, tmp_path / "store")
    assert status == 1
    assert "cannot be written" in said
    assert "Permission denied" in said
    assert "Traceback" not in said
    for folder in (tmp_path / "store", tmp_path / "store" / "parts"):
        folder.chmod(0o755)
    status, said = build(reports, tmp_path / "store")
    assert "2 reports read, 2 known" in said, said
    assert Store(tmp_path / "store").table("reports").num_rows == 4


def test_a_disk_that_is_full(tmp_path):
    reports = corpus(tmp_path / "reports", bodies=4, years=range(2015, 2025))
    (disk := tmp_path / "disk").mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here: that is for root")
    try:
        with pytest.raises(govnlp.StoreError, match=r"cannot be written \(No space left on device\).*run the same again"):
            govnlp.build(reports, disk / "store")
        kept = Store(disk / "store").table("reports").num_rows
        assert 0 < kept < 40
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        result = govnlp.build(reports, disk / "store")
        assert (result.reports, result.known) == (40 - kept, kept)
        govnlp.build(reports, tmp_path / "undisturbed")
        assert contents(disk / "store") == contents(tmp_path / "undisturbed")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_file_that_changes_while_it_is_read(tmp_path, monkeypatch):
    """Half of the old text and half of the new are known as what they are, so that the next build reads the file again."""
    reports = corpus(tmp_path / "reports", bodies=1)
    changing, new = reports / "0-2020.txt", text(1, 2020, received=99)
    mixed = (changing.read_text(encoding="utf-8")[:50] + new[50:]).encode()
    opened = File.open

    def open_and_write(self):
        if self.path != str(changing):
            return opened(self)
        changing.write_text(new, encoding="utf-8")
        return io.BytesIO(mixed)

    monkeypatch.setattr(File, "open", open_and_write)
    assert govnlp.build(reports, tmp_path / "store").reports == 3
    (row,) = [row for row in Store(tmp_path / "store").table("reports").to_pylist() if row["source"] == str(changing)]
    assert row["content"] == hashlib.sha256(mixed).hexdigest()
    monkeypatch.setattr(File, "open", opened)
    result = govnlp.build(reports, tmp_path / "store")
    assert (result.reports, result.known) == (1, 2)
    govnlp.build(reports, tmp_path / "fresh")
    assert contents(tmp_path / "store") == contents(tmp_path / "fresh")
