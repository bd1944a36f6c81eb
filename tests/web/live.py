"""A running server, and visits to it over Streamlit's own protocol, in which anything may be said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

from tests.browser.conftest import ROOT, free_port, wait_until_well

XSRF = "_streamlit_xsrf"
RUN_SECONDS = 20


@contextmanager
def running(var: Path, port: int | None = None, **environment: str) -> Iterator[str]:
    """The address of a server of its own that keeps its data in `var`."""
    port = port or free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VERBINDING")}
    kept.pop("DATABASE_URL", None)
    own = {
        "VERBINDING_VAR": str(var),
        "VERBINDING_PDOK": "0",
        "VERBINDING_JOBS": "0",
        "STREAMLIT_SERVER_PORT": str(port),
    }
    log = var / "server.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py"],
            cwd=ROOT,
            env=kept | own | environment,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_well(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


@dataclass
class Visit:
    """One visit. `said` is everything the server sent in the last run, as it came."""

    socket: ClientConnection
    said: list[ForwardMsg] = field(default_factory=list)
    session_id: str = ""

    def run(
        self,
        *,
        name: str = "",
        hash: str = "",
        query: str = "",
        states: list[WidgetState] | None = None,
        fragment: str = "",
    ) -> None:
        """Ask for a run of a page by its name or its hash, and wait until it is over."""
        message = BackMsg()
        asked = message.rerun_script
        asked.page_name, asked.page_script_hash, asked.query_string = name, hash, query
        asked.fragment_id = fragment
        asked.widget_states.widgets.extend(states or [])
        self.said.clear()
        self.socket.send(message.SerializeToString())
        while True:
            packed = self.socket.recv(timeout=RUN_SECONDS)
            message = ForwardMsg()
            message.ParseFromString(packed if isinstance(packed, bytes) else packed.encode())
            self.said.append(message)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session_id = message.new_session.initialize.session_id or self.session_id
            if kind == "script_finished" and (
                message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return

    @property
    def words(self) -> str:
        """Everything that was sent, to look for words in."""
        return "\n".join(str(message) for message in self.said)

    def pages(self) -> dict[str, str]:
        """The hash of every page that this visit may open, by its address."""
        told = [one.navigation for one in self.said if one.WhichOneof("type") == "navigation"]
        return {one.url_pathname: one.page_script_hash for one in told[-1].app_pages}

    def widgets(self) -> dict[str, tuple[str, str]]:
        """The kind and the fragment of every widget on the page, by its id."""
        found = {}
        for message in self.said:
            element = message.delta.new_element
            kind = element.WhichOneof("type") or ""
            identity = getattr(getattr(element, kind, None), "id", "")
            if isinstance(identity, str) and identity:
                found[identity] = (kind, message.delta.fragment_id)
        return found

    def redirect(self) -> str:
        """Where the page leads the browser to, for signing in or out."""
        told = [
            one.auth_redirect.url for one in self.said if one.WhichOneof("type") == "auth_redirect"
        ]
        return told[-1]


@contextmanager
def visit(
    address: str, cookies: Mapping[str, str] | None = None, session_id: str = ""
) -> Iterator[Visit]:
    """A visit by a browser with these cookies; with `session_id` it says to be an earlier one."""
    held = dict(cookies or {})
    if XSRF not in held:
        held[XSRF] = httpx.get(f"{address}/_stcore/health").cookies.get(XSRF, "")
    protocols = ["streamlit", held[XSRF] or "none", *([session_id] if session_id else [])]
    with connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=protocols,
        origin=address,
        additional_headers={"Cookie": "; ".join(f"{n}={v}" for n, v in held.items())},
        max_size=None,
    ) as socket:
        yield Visit(socket)
