"""Reading what strangers upload: in a child process with little memory, time and nothing to lose.

The child gets the file on its standard input and no environment; it answers with lines of JSON,
which the parent checks. Nothing is written to disk and no file name is ever used as a path.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from data.spreadsheets.errors import (
    REFUSALS,
    FileRefusedError,
    FileTooLargeError,
    Notice,
    StoppedError,
    TooHeavyError,
)
from data.spreadsheets.reading.sheets import Progress, RawSheet, Row

MOST_TEXT_BYTES, MOST_WORKBOOK_BYTES = 25_000_000, 5_000_000
MEMORY_BYTES, CPU_SECONDS, WALL_SECONDS = 1_000_000_000, 20, 30.0
_ROOT = Path(__file__).resolve().parents[2]
BATCH = 2_000  # rows on a line
_LOOK_EVERY = 0.1  # seconds between looks at the stop button
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_file(
    content: bytes,
    *,
    report: Progress = lambda _: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> list[RawSheet]:
    """All sheets of an uploaded file; a text file is one sheet without a name.

    `report` hears now and then how many rows are read, `is_stopped` is asked ten times a second.
    Raises a `FileRefusedError` for what is not read, and `StoppedError`.
    """
    limit = MOST_WORKBOOK_BYTES if content.startswith((ZIP, OLE)) else MOST_TEXT_BYTES
    if len(content) > limit:
        raise FileTooLargeError(limit=limit // 1_000_000)
    with _child() as child:
        sheets: list[RawSheet] = []
        for line in _lines(child, content, is_stopped):
            _take(line, sheets, report)
        if child.wait() != 0:
            raise TooHeavyError()
        return sheets


@contextlib.contextmanager
def _child() -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(  # our own module, no shell, no words of the visitor
        [sys.executable, "-B", "-m", "data.spreadsheets.reading.child"],
        cwd=_ROOT,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


def _lines(
    child: subprocess.Popen[bytes], content: bytes, is_stopped: Callable[[], bool]
) -> Iterator[bytes]:
    """What the child says, a line at a time. Raises `StoppedError` and `TooHeavyError`."""
    said: queue.Queue[bytes | None] = queue.Queue(maxsize=8)
    threading.Thread(target=_feed, args=(child, content), daemon=True).start()
    threading.Thread(target=_listen, args=(child, said), daemon=True).start()
    until = time.monotonic() + WALL_SECONDS
    while True:
        if is_stopped():
            raise StoppedError()
        if time.monotonic() > until:
            raise TooHeavyError()
        with contextlib.suppress(queue.Empty):
            line = said.get(timeout=_LOOK_EVERY)
            if line is None:
                return
            yield line


def _feed(child: subprocess.Popen[bytes], content: bytes) -> None:
    if child.stdin:
        with contextlib.suppress(OSError, ValueError):  # the child has gone: its end says why
            child.stdin.write(content)
            child.stdin.close()


def _listen(child: subprocess.Popen[bytes], said: queue.Queue[bytes | None]) -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in child.stdout or ():
            said.put(line)
    said.put(None)


def _take(line: bytes, sheets: list[RawSheet], report: Progress) -> None:
    """Add what one line says. A child that was taken over can only say wrong words."""
    said = json.loads(line)
    if "read" in said:
        report(int(said["read"]))
    elif "refused" in said:
        raise REFUSALS.get(said["refused"], FileRefusedError)(**said["facts"])
    elif "sheet" in said:
        notices = tuple(Notice(str(key), dict(facts)) for key, facts in said["notices"])
        sheets.append(RawSheet(str(said["sheet"]), (), notices))
    else:
        rows = tuple(Row(int(number), tuple(map(str, cells))) for number, cells in said["rows"])
        last = sheets[-1]
        sheets[-1] = RawSheet(last.name, last.rows + rows, last.notices)
