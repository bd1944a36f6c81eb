"""Work that comes back: sending mail, freeing held places, erasing. Each run leaves a heartbeat.

The server runs due jobs in the background; `manage.py jobs run` runs them from a timer of the
system instead. A job is safe to run twice and in two processes at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from data.database import Database
from data.repositories import jobs
from data.repositories.jobs import Heartbeat
from data.settings import Settings

_log = logging.getLogger("verbindingswijzer.jobs")


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do every `every`. `run` gives counts in words for the heartbeat, never names."""

    name: str
    every: timedelta
    run: Callable[[Database, Settings, datetime], str]


def run_due(
    work: Iterable[Job], database: Database, settings: Settings, *, now: datetime
) -> list[str]:
    """Run the jobs whose time has come, and give their names.

    A job that fails is logged with its traceback and noted as failed; the others still run.
    """
    with database.read() as session:
        last = jobs.all(session)
    due = [job for job in work if job.name not in last or now - last[job.name].ran_at >= job.every]
    for job in due:
        run(job, database, settings, now=now)
    return [job.name for job in due]


def run(job: Job, database: Database, settings: Settings, *, now: datetime) -> Heartbeat:
    """Run one job now."""
    started = monotonic()
    try:
        outcome = job.run(database, settings, now)
    except Exception:  # noqa: BLE001
        # The loop of the server must go on: one job's fault may not stop mail or erasing.
        _log.exception("job %s failed", job.name)
        outcome = FAILED
    heartbeat = Heartbeat(job.name, now, round(1000 * (monotonic() - started)), outcome)
    with database.write() as session:
        jobs.beat(session, heartbeat)
    return heartbeat


FAILED = "failed"


def heartbeats(database: Database) -> dict[str, Heartbeat]:
    """The last run of every job, by name."""
    with database.read() as session:
        return jobs.all(session)
