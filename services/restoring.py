"""Putting a backup back, without bringing back whoever asked to be forgotten since it was made."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from data import backups
from data.database import FILE_NAME, open_database
from data.settings import Settings
from services import retention


def restore(settings: Settings, file: Path, *, now: datetime) -> int:
    """Put a backup in place of the database, and say how many people were forgotten once more.

    For a database that nobody uses. Upgraded and erased by today's terms first, in a folder of
    its own: with SQLite nothing of whoever left is in the real database for a moment. Raises
    `BackupFailedError`.
    """
    if settings.database_url is not None:
        backups.put_back(settings, file)
        return _forget(settings, settings.var, now=now)
    settings.var.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.var) as folder:
        apart = replace(settings, var=Path(folder))
        backups.put_back(apart, file)
        forgotten = _forget(apart, settings.var, now=now)
        backups.put_back(settings, Path(folder) / FILE_NAME)
    return forgotten


def _forget(settings: Settings, var: Path, *, now: datetime) -> int:
    """Do what was asked since, by what lies in `var`, and then all that is due by now."""
    database = open_database(settings)
    try:
        forgotten = retention.replay(database, var, now=now)
        retention.run(database, replace(settings, var=var), now)
        retention.write_anew(database, settings, now)
    finally:
        database.close()
    return forgotten
