"""The running product: its settings, its database and the programme everybody looks at.

One per process. The server opens it at start; a test or a bare script run opens it on first use.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from threading import Lock

from data.database import Database, open_database
from data.settings import Settings
from services.looks import LookBook
from services.programme import ProgrammeStore


@dataclass(frozen=True, slots=True)
class Application:
    """What every request needs. Holds nothing of one person."""

    settings: Settings
    database: Database
    programmes: ProgrammeStore
    looks: LookBook


_lock = Lock()
_current: Application | None = None


def current() -> Application:
    """The application of this process, opened from the environment on first use."""
    global _current
    with _lock:
        if _current is None:
            settings = Settings.from_environment(os.environ)
            database = open_database(settings)
            _current = Application(settings, database, ProgrammeStore(database), LookBook(database))
        return _current


def close() -> None:
    """Store what was counted and close the database; the next `current()` opens anew from the environment."""
    global _current
    with _lock:
        if _current is not None:
            _current.looks.store()
            _current.database.close()
            _current = None
