"""The thread that does recurring work."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

from data.database import Database
from data.settings import Settings
from services import jobs
from services.jobs import Job
from web.jobs import Worker


def wait_for(condition, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_one_failing_job_stops_no_other_and_the_thread_ends_cleanly(sqlite_database: Database):
    done: list[str] = []

    def breaks(*_arguments: object) -> str:
        done.append("breaks")
        raise ZeroDivisionError

    def works(*_arguments: object) -> str:
        done.append("works")
        return "1"

    often = timedelta(milliseconds=1)
    work = [Job("breaks", often, breaks), Job("works", often, works)]
    worker = Worker(work, sqlite_database, Settings(), seconds=0.01)

    worker.start()
    wait_for(lambda: done.count("works") >= 3)
    worker.stop()
    after = len(done)
    time.sleep(0.05)

    assert len(done) == after
    assert done.count("breaks") >= 3
    assert not [one for one in threading.enumerate() if one.name == "jobs"]
    beats = jobs.heartbeats(sqlite_database)
    assert (beats["breaks"].outcome, beats["works"].outcome) == ("failed", "1")


def test_a_job_runs_no_sooner_than_it_should(sqlite_database: Database):
    done: list[int] = []
    job = Job("hourly", timedelta(hours=1), lambda *_: str(done.append(1)))
    worker = Worker([job], sqlite_database, Settings(), seconds=0.01)

    worker.start()
    wait_for(lambda: done)
    time.sleep(0.1)
    worker.stop()

    assert done == [1]


def test_a_worker_that_never_began_stops_at_once(sqlite_database: Database):
    Worker([], sqlite_database, Settings()).stop()
