"""Mail as files, for a machine that has no mail server: any mail program opens them."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Self

from data.mail.transport import DeliveryError, Problem

NAME = "outbox"  # of the folder, in `var`
KIND = "X-Verbinding-Kind"  # the header that names the kind of mail
_ENDING = ".eml"
_PART = ".part"  # while it is being written; one stays behind where a process was killed


class FolderTransport:
    """Writes each mail to a file that is named by moment, kind and number: never by an address.

    A mail that comes twice, because a process stopped before it could note the first time,
    replaces itself.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._earlier: dict[str, list[Path]] = {}  # what is there, by number

    def __enter__(self) -> Self:
        # Looked at once a run: a folder of many thousands would otherwise be read for each mail.
        for path in self._folder.glob(f"*{_ENDING}"):
            self._earlier.setdefault(path.stem.rpartition("-")[2], []).append(path)
        return self

    def __exit__(self, *_exception: object) -> None:
        """Nothing to let go of."""

    def send(self, message: EmailMessage, *, sender: str, recipient: str) -> None:  # noqa: ARG002
        """Write the mail. Raises `DeliveryError` when the folder cannot be written."""
        moment = parsedate_to_datetime(message["Date"]).strftime("%Y%m%dT%H%M%SZ")
        number = message["Message-ID"].strip("<>").partition("@")[0]
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self._folder / f"{moment}-{message[KIND]}-{number}{_ENDING}"
            _write(path, message.as_bytes())
            for one in self._earlier.get(number, []):
                if one != path:
                    one.unlink(missing_ok=True)
            self._earlier[number] = [path]
        except OSError as error:
            raise DeliveryError(Problem.DISK) from error


def remove_old(folder: Path, *, before: datetime) -> int:
    """Delete the mails that were written before `before`, and say how many."""
    removed = 0
    for path in [*folder.glob(f"*{_ENDING}"), *folder.glob(f"*{_PART}")]:
        with suppress(FileNotFoundError):  # another process was first
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                removed += 1
    return removed


def _write(path: Path, contents: bytes) -> None:
    """A whole file or none, for this user alone."""
    part = path.with_suffix(_PART)
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(contents)
    part.replace(path)
