"""`govnlp view`: what it opens, what it refuses, how it ends."""

from __future__ import annotations

import json
import signal
import socket
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

import govnlp
from govnlp.cli import app
from govnlp.view.app import launch
from tests.conftest import PAGES
from tests.view.browser import children, dashboard, ended

runner = CliRunner()
REPORT = PAGES / "ucap_2020.html"


def test_a_report_is_written_as_its_page_and_opened(monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)
    monkeypatch.setattr(launch, "has_display", lambda: True)
    result = runner.invoke(app, ["view", str(REPORT)])
    assert result.exit_code == 0
    page = Path(result.stdout.strip())
    assert page.name == "ucap_2020.html"
    assert page.read_text(encoding="utf-8") == govnlp.analyze(REPORT).to_html()
    assert opened == [page.as_uri()]


def test_a_page_is_only_named_where_nothing_is_to_open(monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda address: pytest.fail("a browser was opened"))
    monkeypatch.setattr(launch, "has_display", lambda: False)
    told = runner.invoke(app, ["view", str(REPORT)])
    assert told.exit_code == 0
    assert "no browser" in told.stderr
    assert Path(told.stdout.strip()).exists()
    quiet = runner.invoke(app, ["view", str(REPORT), "--no-open"])
    assert (quiet.exit_code, quiet.stderr) == (0, "")


def test_standard_input_is_a_report():
    result = runner.invoke(app, ["view", "-", "--no-open"], input="全年收到政府信息公开申请12件。")
    assert result.exit_code == 0
    assert "12件" in Path(result.stdout.strip()).read_text(encoding="utf-8")


def test_what_cannot_be_viewed_is_told(tmp_path):
    nothing = runner.invoke(app, ["view", str(tmp_path / "none.html")])
    assert nothing.exit_code == 1
    assert "none.html" in nothing.stderr
    (tmp_path / "one.txt").write_text("全年收到申请12件。", encoding="utf-8")
    folder = runner.invoke(app, ["view", str(tmp_path)])
    assert folder.exit_code == 1
    assert "neither a report nor a store" in folder.stderr
    assert "govnlp build" in folder.stderr
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4")
    bad = runner.invoke(app, ["view", str(tmp_path / "bad.pdf")])
    assert bad.exit_code == 1
    assert "bad.pdf" in bad.stderr
    assert runner.invoke(app, ["view", str(tmp_path / "one.txt"), "--port", "8600"]).exit_code == 2


def test_a_store_of_another_schema_is_refused(tmp_path):
    (tmp_path / "store.json").write_text(json.dumps({"schema": "govnlp.store/0", "govnlp": "0"}), encoding="utf-8")
    result = runner.invoke(app, ["view", str(tmp_path)])
    assert result.exit_code == 1
    assert "govnlp.store/0" in result.stderr


@pytest.mark.parametrize("module", ["streamlit", "duckdb"])
def test_what_is_not_installed_is_named(synthetic_store, monkeypatch, module):
    monkeypatch.setattr(launch, "find_spec", lambda name: None if name == module else sys)
    result = runner.invoke(app, ["view", str(synthetic_store)])
    assert result.exit_code == 1
    assert f"needs {module}: pip install 'govnlp[app]'" in result.stderr


def test_a_port_that_is_taken_is_told(synthetic_store):
    pytest.importorskip("streamlit")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = runner.invoke(app, ["view", str(synthetic_store), "--port", str(port)])
    assert result.exit_code == 1
    assert f"port {port} is taken" in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the processes as Linux shows them")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_it_ends_with_all_it_started(synthetic_store, number, status):
    pytest.importorskip("streamlit")
    with dashboard(synthetic_store) as (address, process):
        with urlopen(f"{address}/_stcore/health", timeout=30) as answer:
            assert answer.status == 200
        (server,) = children(process.pid)
        process.send_signal(number)
        if number == signal.SIGINT:
            assert process.wait(30) == status
        else:
            assert process.wait(30) in (status, -number)
        assert ended(server)


def test_it_listens_on_this_machine_alone(synthetic_store):
    pytest.importorskip("streamlit")
    with dashboard(synthetic_store) as (address, _):
        port = int(address.rsplit(":", 1)[1])
        for other in {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)} - {"127.0.0.1", "127.0.1.1"}:
            with socket.socket() as probe, pytest.raises(OSError, match="refused"):
                probe.connect((other, port))
