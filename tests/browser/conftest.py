"""A real server on a free port with the demonstration programme, and a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parent.parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
START_SECONDS = 90
# Chromium looks for Google's services at every start; a closed network makes that slow.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def environment(var: Path, port: int) -> dict[str, str]:
    """The environment of a server of the tests: its own data, nothing of the one who runs them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VERBINDING")}
    kept.pop("DATABASE_URL", None)
    return {
        **kept,
        "VERBINDING_VAR": str(var),
        "VERBINDING_PDOK": "0",
        "VERBINDING_OPEN_DESK": "1",
        "STREAMLIT_SERVER_PORT": str(port),
    }


@pytest.fixture(scope="session")
def chromium() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium: apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps its data, its outbox included."""
    named = os.environ.get("TEST_VAR")
    return Path(named) if named else tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def server(var: Path) -> Iterator[str]:
    """The address of a fresh server with the demonstration and the historic programme.

    With TEST_SERVER set, that running server is used, which keeps its data in TEST_VAR: for trying
    one test again and again.
    """
    if running := os.environ.get("TEST_SERVER"):
        yield running
        return
    port = free_port()
    env = environment(var, port)
    subprocess.run(
        [sys.executable, "manage.py", "first-start"],
        cwd=ROOT,
        env=env,
        check=True,
        capture_output=True,
    )
    with (var / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py"],
            cwd=ROOT,
            env=env,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_well(f"http://127.0.0.1:{port}", process, var / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_until_well(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{address}/gezond", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()
