"""How heavy the map is: kilobytes over the socket and seconds until it can be used.

    python benchmarks/map_size.py [activities ...]

For each number of activities a server with nothing but the map on made-up activities is started,
and a real browser opens it in a fresh session, with a full processor and with one slowed down four
times (a phone). Medians of REPEATS visits with an empty browser cache.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SIZES = (400, 10_000, 100_000)
REPEATS = 3
DEVICES = {"desktop": ((1280, 900), 1), "phone, processor ÷ 4": ((390, 844), 4)}
CIRCLES = ".kaart-cluster, .kaart-activity"


def main(sizes: list[int]) -> None:
    """Print a line for each size, way and device."""
    print("| activities | device | socket kB | seconds until seen |")
    print("|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for size in sizes:
            measure_size(browser, size)
        browser.close()


def measure_size(browser, size: int) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    env = os.environ | {
        "MAP_APP_N": str(size),
        "PYTHONPATH": str(ROOT),
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_LOGGER_LEVEL": "error",
    }
    command = [sys.executable, "-m", "streamlit", "run", "tests/browser/map_app.py"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}/"
        wait_until_well(f"http://127.0.0.1:{port}/_stcore/health")
        measure(browser, address, *DEVICES["desktop"])  # the first visit warms the server up
        for device, (window, slowed) in DEVICES.items():
            runs = [measure(browser, address, window, slowed) for _ in range(REPEATS)]
            socket_kb, seconds = (statistics.median(each) for each in zip(*runs, strict=True))
            print(f"| {size:,} | {device} | {socket_kb:.1f} | {seconds:.2f} |")
    finally:
        server.terminate()
        server.wait()


def measure(browser, address: str, window: tuple[int, int], slowed: int):
    """Kilobytes over the socket, seconds from asking to circles on the map."""
    context = browser.new_context(viewport={"width": window[0], "height": window[1]})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    session.send("Network.enable")
    received = {"socket": 0}

    def frame_received(event: dict) -> None:
        received["socket"] += len(event["response"]["payloadData"]) * 3 // 4  # base64

    session.on("Network.webSocketFrameReceived", frame_received)
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    circles = page.frame_locator('iframe[title*="folium"]').locator(CIRCLES)
    circles.first.wait_for(timeout=120_000)
    seconds = time.perf_counter() - start
    page.wait_for_timeout(800)
    context.close()
    return received["socket"] / 1000, seconds


def wait_until_well(address: str) -> None:
    for _ in range(150):
        try:
            if urlopen(address, timeout=1).status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or list(SIZES))
