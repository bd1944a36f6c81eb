"""Many visitors at once on one server process: how long an action takes, at several crowds.

Speaks Streamlit's own protocol over websockets, so that a session costs this client next to
nothing. A visitor opens the map and then, with a pause of four seconds on average, moves the map
(60 %), searches a word (25 %) or opens another page (15 %).

    python benchmarks/sessions.py --sessions 50 200 400 --seconds 25
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

ROOT = Path(__file__).parent.parent
PAUSE_SECONDS = 4.0
DONE = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}
WORDS = ("soep", "wandelen", "lezen", "zingen", "koffie", "")


@dataclass
class Visitor:
    """One session: what the server said so far and how long each action took."""

    socket: websockets.ClientConnection
    chance: random.Random
    times: list[float] = field(default_factory=list)
    widgets: dict[str, str] = field(default_factory=dict)  # key -> id
    states: dict[str, WidgetState] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    map_fragment: str = ""
    page: str = ""

    async def act(self, *, fragment: str = "") -> None:
        """Ask for a run and wait until it is finished."""
        message = BackMsg()
        run = message.rerun_script
        run.page_script_hash = self.page
        run.fragment_id = fragment
        run.widget_states.widgets.extend(self.states.values())
        begin = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while not self._read(await self.socket.recv()):
            pass
        self.times.append(time.perf_counter() - begin)

    def _read(self, packed: bytes | str) -> bool:
        message = ForwardMsg()
        message.ParseFromString(packed if isinstance(packed, bytes) else packed.encode())
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.pages = [page.page_script_hash for page in message.navigation.app_pages]
            self.page = self.page or message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._note(message)
        elif kind == "script_finished":
            return message.script_finished in DONE
        return False

    def _note(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        found = getattr(element, element.WhichOneof("type"), None)
        identity = getattr(found, "id", "")
        if isinstance(identity, str) and identity.startswith("$$ID-"):
            key = identity.split("-", 2)[2]
            self.widgets[key] = identity
            if element.WhichOneof("type") == "component_instance":
                self.map_fragment = message.delta.fragment_id

    async def move_map(self) -> None:
        """Report other bounds, as the map does when it was moved."""
        south, west = self.chance.uniform(51, 53), self.chance.uniform(4, 6.5)
        bounds = [south, west, south + 0.3, west + 0.6]
        value = json.dumps({"bounds": bounds, "zoom": 10, "chosen": None})
        self.set("kaart", json_value=value)
        await self.act(fragment=self.map_fragment)

    async def search(self) -> None:
        """Look for a word."""
        self.set("woorden", string_value=self.chance.choice(WORDS))
        await self.act()

    async def turn_page(self) -> None:
        """Open the agenda or go back to the map."""
        self.page = self.chance.choice(self.pages[:2])
        self.states.clear()
        await self.act()

    def set(self, key: str, **value: str) -> None:
        """Remember the state of a widget."""
        if key in self.widgets:
            self.states[key] = WidgetState(id=self.widgets[key], **value)


async def visit(address: str, seed: int, until: float) -> list[float]:
    """One visitor from coming in to leaving; seconds per action, the first run left out."""
    chance = random.Random(seed)
    await asyncio.sleep(chance.uniform(0, PAUSE_SECONDS))
    url = address.replace("http", "ws") + "/_stcore/stream"
    async with websockets.connect(
        url, subprotocols=["streamlit", "placeholder"], origin=address, max_size=None
    ) as socket:
        visitor = Visitor(socket, chance)
        await visitor.act()
        while time.monotonic() < until:
            await asyncio.sleep(chance.expovariate(1 / PAUSE_SECONDS))
            on_map = visitor.page == visitor.pages[0]
            kind = chance.random()
            if kind < 0.6 and on_map and visitor.map_fragment:
                await visitor.move_map()
            elif kind < 0.85:
                await visitor.search()
            else:
                await visitor.turn_page()
    return visitor.times[1:]


async def crowd(address: str, count: int, seconds: float) -> list[float]:
    """`count` visitors for `seconds`: the times of all their actions."""
    until = time.monotonic() + seconds
    visits = (visit(address, seed, until) for seed in range(count))
    return [one for times in await asyncio.gather(*visits) for one in times]


def main() -> None:
    """Start a server of its own, run every crowd, print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sessions", type=int, nargs="+", default=[50, 200, 400])
    arguments.add_argument("--seconds", type=float, default=25)
    arguments.add_argument("--activities", type=int, default=10_000)
    arguments.add_argument("--port", type=int, default=8765)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as var:
        env = {
            **os.environ,
            "VERBINDING_VAR": var,
            "STREAMLIT_SERVER_PORT": str(chosen.port),
        }
        made = [sys.executable, "manage.py", "demo", "add", "--activities", str(chosen.activities)]
        subprocess.run(made, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{chosen.port}"
            wait(address)
            print("sessions | actions | p50 ms | p95 ms | CPU ms an action | memory MB")
            for count in chosen.sessions:
                before = cpu_seconds(server.pid)
                times = sorted(asyncio.run(crowd(address, count, chosen.seconds)))
                spent = (cpu_seconds(server.pid) - before) / len(times)
                p95 = times[int(0.95 * len(times))]
                print(
                    f"{count} | {len(times)} | {1000 * statistics.median(times):.0f} | "
                    f"{1000 * p95:.0f} | {1000 * spent:.1f} | {memory_mb(server.pid):.0f}",
                    flush=True,
                )
        finally:
            server.terminate()
            server.wait()


def wait(address: str) -> None:
    """Until the server is warm."""
    for _ in range(300):
        try:
            with urlopen(f"{address}/gezond", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def cpu_seconds(pid: int) -> float:
    """Processor time of a process so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    """Resident memory of a process (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
