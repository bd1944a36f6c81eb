"""Two hundred visitors of the running app send the form at the same moment, for the last ten places.

The same race as `races.py`, but through the server: every visitor is a session of its own over a
websocket, opens the form of one activity, fills it in, waits for all the others and sends it.

    python -m benchmarks.sign_up_sessions --sessions 200 --rounds 5
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.races import PLACES, holding, prepare
from benchmarks.sessions import DONE, ROOT, wait
from data.database import Database, open_database
from data.repositories import activities
from data.settings import Settings
from domain.times import TimeSlot
from i18n.texts import Language, text
from services.signing_up.registering import FASTEST_SECONDS

HELD = text(Language.NL, "sign_up.held_until").split("{")[0]
WAITS = text(Language.NL, "sign_up.wait_then").split(".")[0]
RUN_SECONDS = 120


@dataclass
class Visitor:
    """One session that signs up. `said` are the notices of the last run."""

    socket: websockets.ClientConnection
    activity_id: str
    email: str
    widgets: dict[str, str] = field(default_factory=dict)  # beginning of the key -> id
    options: dict[str, list[str]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    page: str = ""
    fragment: str = ""

    async def open_form(self) -> None:
        """Open the page of the activity by the link that shows the form."""
        await self.act([], query=f"id={self.activity_id}&aanmelden=1")

    async def send(self) -> tuple[str, float]:
        """Fill in the form and send it; what came of it, and after how many seconds."""
        states = [
            WidgetState(id=self.widgets["voornaam"], string_value="Sam"),
            WidgetState(id=self.widgets["email"], string_value=self.email),
            WidgetState(id=self.widgets["leeftijd"], string_value=self.options["leeftijd"][0]),
            WidgetState(id=self.widgets["FormSubmitter"], trigger_value=True),
        ]
        self.said.clear()
        begin = time.perf_counter()
        await self.act(states, query=f"id={self.activity_id}", fragment=self.fragment)
        seconds = time.perf_counter() - begin
        if any(HELD in one for one in self.said):
            return "held", seconds
        if any(WAITS in one for one in self.said):
            return "waits", seconds
        return " ".join(self.said) or "nothing said", seconds

    async def act(self, states: list[WidgetState], *, query: str, fragment: str = "") -> None:
        """Ask for a run and wait until it is finished."""
        message = BackMsg()
        run = message.rerun_script
        run.page_name, run.page_script_hash = "activiteit", self.page
        run.query_string = query
        run.fragment_id = fragment
        run.widget_states.widgets.extend(states)
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(RUN_SECONDS):
            while not self._read(await self.socket.recv()):
                pass

    def _read(self, packed: bytes | str) -> bool:
        message = ForwardMsg()
        message.ParseFromString(packed if isinstance(packed, bytes) else packed.encode())
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.page = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._note(message)
        elif kind == "script_finished":
            return message.script_finished in DONE
        return False

    def _note(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        name = element.WhichOneof("type")
        found = getattr(element, name, None)
        if name in {"alert", "html"}:
            self.said.append(found.body)
        identity = getattr(found, "id", "")
        for part in ("voornaam", "email", "leeftijd", "FormSubmitter"):
            if isinstance(identity, str) and part in identity:
                self.widgets[part] = identity
                self.fragment = message.delta.fragment_id
                if name == "radio":
                    self.options[part] = list(element.radio.options)


async def visit(
    address: str, activity_id: str, number: int, ready: asyncio.Barrier
) -> tuple[str, float]:
    """Come in, fill in, wait for everybody, send."""
    url = address.replace("http", "ws") + "/_stcore/stream"
    async with websockets.connect(
        url,
        subprotocols=["streamlit", "placeholder"],
        origin=address,
        max_size=None,
        open_timeout=RUN_SECONDS,
        ping_timeout=None,
    ) as socket:
        visitor = Visitor(socket, activity_id, f"sam{number}.{activity_id}@example.org")
        await visitor.open_form()
        await asyncio.sleep(FASTEST_SECONDS + 0.5)
        await ready.wait()
        return await visitor.send()


async def everybody(address: str, activity_id: str, count: int) -> list[tuple[str, float]]:
    """All visitors of one round."""
    ready = asyncio.Barrier(count)
    visits = (visit(address, activity_id, number, ready) for number in range(count))
    return list(await asyncio.gather(*visits))


def soon(database: Database, activity_id: str) -> None:
    """Let the activity be ahead."""
    starts_at = datetime.now(UTC) + timedelta(days=10)
    with database.write() as session:
        found = activities.get(session, activity_id)
        slot = TimeSlot(starts_at, starts_at + timedelta(hours=2))
        activities.save(session, replace(found, slots=(slot,)))


def main() -> None:
    """Start a server of its own, run every round, print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sessions", type=int, default=200)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--port", type=int, default=8766)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as var:
        database = open_database(Settings(var=Path(var)))
        ids = [prepare(database) for _ in range(chosen.rounds)]
        for id in ids:
            soon(database, id)
        env = {
            **os.environ,
            "VERBINDING_VAR": var,
            "VERBINDING_PDOK": "0",
            "STREAMLIT_SERVER_PORT": str(chosen.port),
        }
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{chosen.port}"
            wait(address)
            print("| round | held | waits | other | in the database | p50 s | p95 s |")
            print("|---|---|---|---|---|---|---|")
            for number, id in enumerate(ids, 1):
                found = asyncio.run(everybody(address, id, chosen.sessions))
                heard = Counter(outcome for outcome, _ in found)
                seconds = sorted(one for _, one in found)
                held, waits = heard.pop("held", 0), heard.pop("waits", 0)
                print(
                    f"| {number} | {held} | {waits} | {dict(heard) or 0} | "
                    f"{holding(database, id)} of {PLACES} | {statistics.median(seconds):.1f} | "
                    f"{seconds[int(0.95 * len(seconds))]:.1f} |",
                    flush=True,
                )
        finally:
            server.terminate()
            server.wait()
            database.close()


if __name__ == "__main__":
    main()
