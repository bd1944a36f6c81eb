"""What runs inside the sandbox: read one file from standard input, say its sheets in JSON lines."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterable, Iterator

from data.spreadsheets.errors import FileRefusedError, TooHeavyError
from data.spreadsheets.reading.sheets import RawSheet
from data.spreadsheets.sandbox import BATCH, CPU_SECONDS, MEMORY_BYTES, OLE, ZIP


def main() -> None:
    """Limit this process for good, then read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for sheet in _sheets(sys.stdin.buffer.read()):
            _tell_sheet(sheet)
    except FileRefusedError as refusal:
        _tell({"refused": refusal.key, "facts": refusal.facts})
    except MemoryError:
        _tell({"refused": TooHeavyError.key, "facts": {}})


def _sheets(content: bytes) -> Iterable[RawSheet] | Iterator[RawSheet]:
    def report(rows: int) -> None:
        _tell({"read": rows})

    # Imported where needed: a text file should not wait for the reader of workbooks.
    if content.startswith((ZIP, OLE)):
        from data.spreadsheets.reading import workbooks

        return workbooks.read_workbook(content, report)
    from data.spreadsheets.reading import read_text

    return [read_text(content, report)]


def _tell_sheet(sheet: RawSheet) -> None:
    notices = [(notice.key, dict(notice.facts)) for notice in sheet.notices]
    _tell({"sheet": sheet.name, "notices": notices})
    for at in range(0, len(sheet.rows), BATCH):
        _tell({"rows": [(row.number, row.cells) for row in sheet.rows[at : at + BATCH]]})


def _tell(said: object) -> None:
    sys.stdout.write(f"{json.dumps(said)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
