"""Fetch a large file so that an interruption costs nothing and a damaged file is not kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import requests
from urllib3.exceptions import HTTPError

from data.geodata_set.sources import Source
from domain.errors import VerbindingError

PIECE = 65_536  # bytes at most
TIMEOUT_SECONDS = 30.0  # between two pieces
TRIES = 3

# Called with the bytes that are there and the bytes there will be (None while that is unknown).
Progress = Callable[[int, int | None], None]


class DownloadFailedError(VerbindingError):
    """`name` could not be fetched completely; what came stays, and the next try goes on from there."""

    key = "error.download_failed"


class WrongChecksumError(VerbindingError):
    """`name` is not the file that was expected; it was thrown away."""

    key = "error.wrong_checksum"


def fetch(source: Source, folder: Path, progress: Progress) -> Path:
    """The file of `source` in `folder`, fetched as far as it is not there yet.

    A file that is there is used as it is when its sum is right. Raises `DownloadFailedError`
    after three tries without an end and `WrongChecksumError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / source.name
    if path.exists() and _is_right(path, source):
        progress(path.stat().st_size, path.stat().st_size)
        return path
    part = folder / f"{source.name}.part"
    for _ in range(TRIES):
        if _continue(source, part, progress):
            break
    else:
        raise DownloadFailedError(name=source.name)
    if not _is_right(part, source):
        _forget(part)
        raise WrongChecksumError(name=source.name)
    _tag(part).unlink(missing_ok=True)
    return part.replace(path)


def _continue(source: Source, part: Path, progress: Progress) -> bool:
    """Fetch what `part` lacks; whether it is complete then.

    `If-Range` makes the server start again when the file has changed since the first piece.
    """
    have = part.stat().st_size if part.exists() else 0
    tag = _tag(part).read_text(encoding="utf-8") if have and _tag(part).exists() else ""
    headers = {"Accept-Encoding": "identity"}
    if tag:
        headers |= {"Range": f"bytes={have}-", "If-Range": tag}
    try:
        with requests.get(
            source.url,
            headers=headers,
            stream=True,
            timeout=TIMEOUT_SECONDS,
            allow_redirects=False,
        ) as response:
            if response.status_code not in (requests.codes.ok, requests.codes.partial):
                _forget(part)  # 416 too: what is there does not fit the file any more
                return False
            return _append(response, part, progress)
    except (requests.RequestException, HTTPError):
        return False


def _append(response: requests.Response, part: Path, progress: Progress) -> bool:
    goes_on = response.status_code == requests.codes.partial
    tag = response.headers.get("ETag") or response.headers.get("Last-Modified") or ""
    _tag(part).write_text(tag, encoding="utf-8")
    have = part.stat().st_size if goes_on else 0
    length = response.headers.get("Content-Length", "")
    total = have + int(length) if length.isdigit() else None
    with part.open("ab" if goes_on else "wb") as file:
        while piece := response.raw.read1(PIECE):  # what is there, so that a break costs nothing
            file.write(piece)
            have += len(piece)
            progress(have, total)
    return total is None or have == total


def _is_right(path: Path, source: Source) -> bool:
    if not source.sha256:
        return True
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == source.sha256


def _tag(part: Path) -> Path:
    """Where the version of a half-fetched file is kept."""
    return part.with_name(f"{part.name}.version")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _tag(part).unlink(missing_ok=True)
