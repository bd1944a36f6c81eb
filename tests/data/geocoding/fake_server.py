"""A web server on this machine that answers as it is told, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class FakeServer:
    """Set `reply` to what it should do; `asked` has the path of every request."""

    host: str = ""
    reply: Reply = field(default=lambda request: say(request, b"", status=404))
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[FakeServer]:
    """A running server at a free port of the loopback address."""
    fake = FakeServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fake.asked.append(self.path)
            fake.reply(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.host = f"127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()


def say(
    request: BaseHTTPRequestHandler,
    body: bytes,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> None:
    """Answer with `body`."""
    request.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)


def as_json(answer: object) -> Reply:
    """Answer with `answer` as JSON."""
    return lambda request: say(request, json.dumps(answer).encode())


def slowly(seconds: float) -> Reply:
    """Send a byte every tenth of a second, so that no single read takes long."""

    def reply(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(int(seconds * 10)):
            try:
                request.wfile.write(b" ")
                request.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    return reply


def pdok_answer(*points: str, **facts: str) -> dict[str, object]:
    """An answer as PDOK gives it, with a document for each point."""
    document = {
        "type": "adres",
        "weergavenaam": "Domplein 1, 3512JC Utrecht",
        "woonplaatsnaam": "Utrecht",
        "gemeentenaam": "Utrecht",
        "gemeentecode": "0344",
        "provincienaam": "Utrecht",
        "postcode": "3512JC",
        "score": 12.3,
    }
    return {"response": {"docs": [{**document, "centroide_ll": p, **facts} for p in points]}}
