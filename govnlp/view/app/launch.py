"""Starts the dashboard of a store on this machine alone, and opens it in the browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from json import dumps
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from govnlp.corpus.store import Store
from govnlp.errors import GovnlpError

HOST = "127.0.0.1"
PORT = 8501
PATIENCE = 60
"""Seconds until a dashboard that does not answer is given up."""
_ENTRY = Path(__file__).parent / "entry" / "dashboard.py"
# colours of lines and bars, told apart on white and on black, by most of those who do not see all colours too
_LIGHT = [
    "#1b4f8f",
    "#c2571a",
    "#2c8a57",
    "#8e3a80",
    "#8a6d1b",
    "#0f7f86",
    "#a3262c",
    "#555a62",
    "#4566c4",
    "#5b7f1e",
    "#b8336a",
    "#7a4fb0",
]
_DARK = ["#74a9ea", "#e8955f", "#6cc795", "#e186bd", "#cdae55", "#56bcc2", "#ff928a", "#aab0ba", "#94abf2", "#a3c560", "#f285b0", "#b795e6"]
_OPTIONS = {
    "server.address": HOST,
    "server.headless": "true",  # the browser is opened here, where it is known whether there is one
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": "false",
    "browser.gatherUsageStats": "false",
    "browser.serverAddress": HOST,
    "client.toolbarMode": "viewer",
    "logger.level": "warning",
    "logger.hideWelcomeMessage": "true",
    "theme.light.primaryColor": "#a3262c",
    "theme.dark.primaryColor": "#ff928a",
    "theme.light.chartCategoricalColors": dumps(_LIGHT),
    "theme.dark.chartCategoricalColors": dumps(_DARK),
}


class ViewError(GovnlpError):
    """What was to be viewed cannot be: what it is, what is missing, what to do."""


def serve(store: Path, port: int | None = None, open_browser: bool = True, say: Callable[[str], None] = print) -> int:
    """Run the dashboard until it is stopped, and give its status: 0 also where ctrl-C ended it.

    Parameters
    ----------
    port : where it listens, on 127.0.0.1 alone; None is 8501, or any that is free.
    open_browser : whether to open it, where there is a display.
    say : is told the address, once the dashboard answers there.

    Raises
    ------
    ViewError
        If Streamlit or DuckDB is not installed, the port is taken, or the dashboard does not start.
    StoreError, SchemaError
        If there is no store, or one of another schema.
    """
    Store(store)
    for module in ("streamlit", "duckdb"):
        if find_spec(module) is None:
            raise ViewError(f"the dashboard needs {module}: pip install 'govnlp[app]'")
    chosen = _port(port)
    options = [f"--{name}={value}" for name, value in {**_OPTIONS, "server.port": str(chosen)}.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(_ENTRY), *options, "--", str(store.resolve())]
    with _running(command) as process:
        address = f"http://{HOST}:{chosen}"
        _wait(process, f"{address}/_stcore/health")
        say(address)
        if open_browser and has_display():
            webbrowser.open(address)
        return process.wait()


def has_display() -> bool:
    """Whether a browser can show itself here; without a display, `webbrowser` would start one within the terminal."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _port(wanted: int | None) -> int:
    if wanted is None:
        return PORT if _is_free(PORT) else _any_free()
    if not _is_free(wanted):
        raise ViewError(f"port {wanted} is taken on this machine; give another with --port, or none and a free one is found")
    return wanted


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one that was left a moment ago is free
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _any_free() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends when this one is stopped, by ctrl-C, by a signal, or with its terminal."""
    before = {number: signal.signal(number, _stop) for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None))}
    process = subprocess.Popen(command, start_new_session=True)  # ctrl-C comes to this process alone, which ends that one
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
        if process.poll() is None:
            process.kill()
            process.wait()
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _wait(process: subprocess.Popen[bytes], health: str) -> None:
    """Until the dashboard answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ViewError(f"the dashboard did not start (status {process.returncode}); what it wrote above says why")
        try:
            with urlopen(health, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise ViewError(f"the dashboard does not answer at {health} after {PATIENCE} seconds")
