"""The recurring work beside the pages: a thread that looks every few seconds what is due."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from threading import Event, Thread

from data.database import Database, StorageUnavailableError
from data.settings import Settings
from services import jobs
from services.jobs import Job

SECONDS = 5.0
STOPS_WITHIN = 30.0  # seconds: longer than one mail server is waited for

_log = logging.getLogger("verbindingswijzer.jobs")


class Worker:
    """Does what is due until it is told to stop. More than one process may have one."""

    def __init__(
        self,
        work: Iterable[Job],
        database: Database,
        settings: Settings,
        *,
        seconds: float = SECONDS,
    ) -> None:
        self._work = tuple(work)
        self._database = database
        self._settings = settings
        self._seconds = seconds
        self._is_stopping = Event()
        # A daemon: a mail server that hangs may not keep the process from ending.
        self._thread = Thread(target=self._loop, name="jobs", daemon=True)

    def start(self) -> None:
        """Begin, at once."""
        self._thread.start()

    def stop(self) -> None:
        """End after the job that is running. Nothing to do when it never began."""
        self._is_stopping.set()
        if not self._thread.is_alive():
            return
        self._thread.join(STOPS_WITHIN)
        if self._thread.is_alive():
            _log.warning("a job is still running; what it did not finish is done at the next start")

    def _loop(self) -> None:
        while not self._is_stopping.is_set():
            self._round()
            self._is_stopping.wait(self._seconds)

    def _round(self) -> None:
        """Do what is due, job by job, so that a stop does not wait for all of them."""
        for job in self._work:
            if self._is_stopping.is_set():
                return
            try:
                jobs.run_due([job], self._database, self._settings, now=datetime.now(UTC))
            except StorageUnavailableError:
                _log.warning("job %s waits: the database cannot be reached", job.name)
            except Exception:  # noqa: BLE001
                # Mail and erasing must go on for as long as the server does.
                _log.exception("job %s could not be looked at", job.name)
