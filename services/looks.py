"""Counting that somebody looked: by edition, audience, province and question, and never who or when.

Counts wait in memory and are stored many at once, beside the page that somebody waits for. So no
look can be told from the others by the moment at which it was stored.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from threading import Lock, Thread

from data.database import Database, StorageUnavailableError
from data.repositories import looks
from domain.editions import Edition
from domain.looks import Look, answered
from domain.places import Province
from domain.seekers import Seeker

SECONDS_BETWEEN_WRITES = 15 * 60.0

_log = logging.getLogger("verbindingswijzer.looks")


def made(
    seeker: Seeker, province: Province | None, edition: Edition, *, today: date
) -> frozenset[Look]:
    """What one look counts for; nothing once the edition is over."""
    if edition.is_over(today):
        return frozenset()
    return frozenset(
        Look(edition.id, seeker.audience, province, question) for question in answered(seeker)
    )


class LookBook:
    """The counts of a whole process that wait to be stored."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._lock = Lock()
        self._waiting: Counter[Look] = Counter()
        self._write_at = clock() + SECONDS_BETWEEN_WRITES

    def count(self, made: Iterable[Look]) -> None:
        """Count these once more. What waits is stored by a thread of its own when it is time."""
        with self._lock:
            self._waiting.update(made)
            is_due = self._clock() >= self._write_at
            if is_due:
                self._write_at = self._clock() + SECONDS_BETWEEN_WRITES
        if is_due:
            Thread(target=self.store, name="looks", daemon=True).start()

    def store(self) -> None:
        """Store what waits. While the database cannot be reached it goes on waiting."""
        with self._lock:
            waiting, self._waiting = self._waiting, Counter()
        if not waiting:
            return
        try:
            with self._database.write() as session:
                looks.add(session, waiting)
        except StorageUnavailableError:
            _log.warning("counts of looks wait: the database cannot be reached")
            with self._lock:
                self._waiting.update(waiting)
