"""How heavy a first visit to the map is: kilobytes, and seconds until it can be used.

    python benchmarks/map_size.py [--repeats 5]

The whole product with the demonstration programme, beside the usual ways to draw as many activities
with folium (map_ways/app.py, nothing on the page but the map). A real browser opens each in a fresh
session, in turn, so that all meet the same machine. "Seen" is the first circle or marker on the
screen, counted from the start of the navigation. A phone is a window of 390 by 844 and a processor
slowed down four times. Needs npm, for Leaflet and its plugin, and Chromium.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CASES = (
    ("product", 400),
    ("product", 10_000),
    ("product", 100_000),
    ("markers", 400),
    ("markers", 1_000),
    ("fast", 10_000),
    ("fast", 100_000),
    ("geojson", 10_000),
)
NAMES = {
    "product": "**this product**, cluster tiles",
    "markers": "`MarkerCluster` of `Marker`s with popup",
    "fast": "`FastMarkerCluster`",
    "geojson": "one `GeoJson` of circles",
}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
SLOWED = 4
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
# One process for page and frame, as on a phone: what is slowed down and counted is then both.
ONE_PROCESS = "--disable-features=IsolateSandboxedIframes"
# Says in the console when the first mark is on the screen, without being asked again and again.
WATCH = """
if (location.pathname.startsWith("/component/")) {
  const marks = ".kaart-cluster, .kaart-activity, .leaflet-marker-icon, path.leaflet-interactive";
  const watcher = new MutationObserver(() => {
    if (!document.querySelector(marks)) return;
    watcher.disconnect();
    requestAnimationFrame(() => console.log(`seen ${performance.timeOrigin + performance.now()}`));
  });
  watcher.observe(document, { childList: true, subtree: true });
}
"""
PACKAGES = ("leaflet@1.9.4", "leaflet.markercluster@1.5.3")
# Folium's popups want jQuery for two small things, and markers a picture.
GLUE = """
window.$ = (markup) => {
  const holder = document.createElement("template");
  holder.innerHTML = markup.trim();
  return [holder.content.firstElementChild];
};
const dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
L.Icon.Default.mergeOptions({ iconUrl: dot, iconRetinaUrl: dot, shadowUrl: dot });
L.Icon.Default.imagePath = " ";
L.Icon.Default.prototype._getIconUrl = (name) => L.Icon.Default.prototype.options[`${name}Url`];
"""


@dataclass
class Case:
    """One way to draw a number of activities, and what its visits cost."""

    way: str
    activities: int
    address: str
    desktop: list[float] = field(default_factory=list)
    phone: list[float] = field(default_factory=list)
    socket_kb: float = 0.0
    first_kb: float = 0.0
    again_kb: float = 0.0

    def row(self) -> str:
        """A line of the table."""
        seconds = [f"{statistics.median(each):.2f}" for each in (self.desktop, self.phone)]
        sizes = [f"{kb:,.0f}" for kb in (self.socket_kb, self.first_kb, self.again_kb)]
        return " | ".join(["", NAMES[self.way], f"{self.activities:,}", *sizes, *seconds, ""])


def main() -> None:
    """Start a server for each case, visit them in turn, print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--repeats", type=int, default=5)
    repeats = arguments.parse_args().repeats
    with ExitStack() as open_things:
        folder = Path(open_things.enter_context(tempfile.TemporaryDirectory()))
        fetch_leaflet(folder)
        cases = [
            Case(way, count, open_things.enter_context(server(way, count, folder)))
            for way, count in CASES
        ]
        chromium = open_things.enter_context(sync_playwright()).chromium
        path = shutil.which("chromium")
        desktop = chromium.launch(executable_path=path, args=ARGUMENTS)
        phone = chromium.launch(executable_path=path, args=[*ARGUMENTS, ONE_PROCESS])
        for case in cases:
            weigh(phone, case)  # also warms the server up
        for turn in range(repeats):
            for case in cases if turn % 2 else reversed(cases):
                case.desktop.append(visit(desktop, case.address, DESKTOP))
                case.phone.append(visit(phone, case.address, PHONE))
    print("| way | activities | socket kB | HTTP kB | second visit kB | seen, s | on a phone, s |")
    print("|---|---|---|---|---|---|---|")
    for case in cases:
        print(case.row().strip())


def weigh(browser: Browser, case: Case) -> None:
    """Fill in the kilobytes: over the socket, over HTTP with an empty cache, and the second time."""
    context = browser.new_context(**DESKTOP)
    first = opened(context, case.address)
    again = opened(context, case.address)
    case.socket_kb, case.first_kb, case.again_kb = first.socket_kb, first.http_kb, again.http_kb
    context.close()


def visit(browser: Browser, address: str, device: dict) -> float:
    """Seconds until the first mark is seen, in a fresh session with an empty cache."""
    context = browser.new_context(**device)
    seconds = opened(context, address, slowed=SLOWED if device is PHONE else 1).seconds
    context.close()
    return seconds


@dataclass
class Visit:
    """What one visit cost."""

    seconds: float = 0.0
    socket_kb: float = 0.0
    http_kb: float = 0.0


def opened(context: BrowserContext, address: str, *, slowed: int = 1) -> Visit:
    """Open the page in a new tab, wait until everything came, and close it."""
    cost = Visit()
    page = context.new_page()
    page.add_init_script(WATCH)
    browser = context.new_cdp_session(page)
    browser.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    browser.send("Network.enable")

    def came(event: dict) -> None:
        cost.http_kb += event["encodedDataLength"] / 1000

    def said(event: dict) -> None:
        cost.socket_kb += len(event["response"]["payloadData"]) * 0.75 / 1000  # base64

    browser.on("Network.loadingFinished", came)
    browser.on("Network.webSocketFrameReceived", said)
    seen = lambda message: message.text.startswith("seen ")  # noqa: E731
    with page.expect_console_message(seen, timeout=180_000) as message:
        page.goto(address, wait_until="commit")
    start = page.evaluate("performance.timeOrigin")
    cost.seconds = (float(message.value.text.split()[1]) - start) / 1000
    page.wait_for_timeout(1500)
    page.close()
    return cost


@contextmanager
def server(way: str, count: int, folder: Path) -> Iterator[str]:
    """A server of the product or of a way of map_ways/app.py; gives its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    env = os.environ | {
        "PYTHONPATH": str(ROOT),
        "STREAMLIT_SERVER_PORT": str(port),
        "VERBINDING_VAR": str(folder / f"{way}-{count}"),
        "VERBINDING_PDOK": "0",
        "MAP_WAY": way,
        "MAP_N": str(count),
        "MAP_FILES": str(folder),
    }
    if way == "product":
        made = [sys.executable, "manage.py", "demo", "add", "--activities", str(count)]
        subprocess.run(made, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    app = "app.py" if way == "product" else "benchmarks/map_ways/app.py"
    command = [sys.executable, "-m", "streamlit", "run", app, "--logger.level=error"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_well(f"{address}/_stcore/health")
        yield address
    finally:
        process.terminate()
        process.wait()


def fetch_leaflet(folder: Path) -> None:
    """Put Leaflet, its plugin for clusters and their styles in one file, all.js.

    WATCH goes in too: a frame of the page's own origin keeps the window of its empty beginning, so
    that the browser starts no script in it anew.
    """
    subprocess.run(
        ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, *PACKAGES],
        check=True,
    )
    found = folder / "node_modules"
    scripts = ("leaflet/dist/leaflet.js", "leaflet.markercluster/dist/leaflet.markercluster.js")
    sheets = ("leaflet/dist/leaflet.css", "leaflet.markercluster/dist/MarkerCluster.Default.css")
    style = "".join((found / name).read_text(encoding="utf-8") for name in sheets)
    code = "\n".join((found / name).read_text(encoding="utf-8") for name in scripts)
    put = f'document.head.append(Object.assign(document.createElement("style"), {{textContent: {style!r}}}));'
    (folder / "all.js").write_text(f"{code}\n{GLUE}\n{put}\n{WATCH}", encoding="utf-8")


def wait_until_well(address: str) -> None:
    """Until the server is warm."""
    for _ in range(600):
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    main()
