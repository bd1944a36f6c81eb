"""Fetch the full open geodata of the Netherlands."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from data.geocoding.gazetteer import load
from data.geodata_set import download, folder
from data.geodata_set.sources import Source

# Called with a file's name, the bytes that are there and the bytes there will be, if known.
Progress = Callable[[str, int, int | None], None]


def fetch(target: Path, sources: Iterable[Source], progress: Progress) -> dict[str, int]:
    """Fetch `sources` and make the geodata folder `target` of them; rows by file name.

    What came before an interruption is not fetched again; an earlier folder stays as it is until
    every source is there and readable. A running app reads the new folder when it starts again. Raises `DownloadFailedError`, `WrongChecksumError` and
    `UnreadableSourceError`.
    """
    raw = target.with_name(f"{target.name}-sources")
    for source in sources:
        download.fetch(source, raw, partial(progress, source.name))
    rows = folder.write(raw, target, load(None))
    shutil.rmtree(raw)  # so that the next time fetches what is new
    return rows
