"""Two hundred sign-ups at once for the last ten places: who is accepted, and how long it takes.

Each round is a new activity with ten places left. In four processes 200 people sign up at the
same moment through `services.signing_up`, as the form does, with mail and waiting list. The
control is what an app does that first looks and then writes: it must accept too many, or the
race is no race.

    python -m benchmarks.races --rounds 200 --control 20
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path

import sqlalchemy as sa

from data import tables
from data.database import Database, open_database
from data.repositories import activities, editions, signups
from data.repositories.signups import HOLDING
from data.settings import Settings
from domain.activities import Activity, new_id
from domain.editions import Edition
from domain.people import SignUp
from domain.vocabulary import ActivityState, SignUpState
from services import signing_up
from services.signing_up import SignUpWish
from tests import postgresql

PEOPLE, PLACES, TAKEN_BEFORE, PROCESSES = 200, 10, 90, 4
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
EDITION = Edition("race", "Race", 2026)
Way = Callable[[Database, Activity, int], bool]


def through_the_service(database: Database, activity: Activity, number: int) -> bool:
    """As the form does. Whether a place is held."""
    wish = SignUpWish(
        id=new_id(),
        activity_id=activity.id,
        task_id=None,
        people=1,
        first_name="Sam",
        email=f"sam{number}.{activity.id}@example.org",
        language="nl",
        form_seconds=30,
        is_old_enough=True,
    )
    heard = signing_up.sign_up(database, wish, source_address="", now=NOW)
    return heard.state is SignUpState.REGISTERED


def look_then_write(database: Database, activity: Activity, number: int) -> bool:
    """The control: see how many are left, then take one, as most apps do."""
    with database.read() as session:
        left = signups.room(session, activity.id)[None]
    if left is None or left < 1:
        return False
    sign_up = SignUp(new_id(), activity.id, f"sam{number}", created_at=NOW)
    with database.write() as session:
        values = {
            "id": sign_up.id,
            "activity_id": activity.id,
            "person_id": sign_up.person_id,
            "people": 1,
            "state": sign_up.state,
        }
        session.execute(sa.insert(tables.sign_ups).values(values))
    return True


WAYS: dict[str, Way] = {"service": through_the_service, "control": look_then_write}


def worker(
    settings: Settings,
    way: str,
    numbers: range,
    ids: list[str],
    barrier: Barrier,
    results: multiprocessing.Queue,  # type: ignore[type-arg]
) -> None:
    """One process: all its people at once, in every round."""
    database = open_database(settings)
    with ThreadPoolExecutor(len(numbers)) as threads:
        for id in ids:
            with database.read() as session:
                activity = activities.get(session, id)
            barrier.wait()

            def one(number: int, activity: Activity = activity) -> tuple[str, float]:
                begin = time.perf_counter()
                try:
                    accepted = WAYS[way](database, activity, number)
                    outcome = "accepted" if accepted else "refused"
                except Exception as error:  # noqa: BLE001  # what a visitor would have met
                    outcome = type(error).__name__
                return outcome, time.perf_counter() - begin

            results.put((id, list(threads.map(one, numbers))))
    database.close()


def race(settings: Settings, way: str, rounds: int) -> None:
    """Run the rounds of one way on one database and print a line."""
    database = open_database(settings)
    ids = [prepare(database) for _ in range(rounds)]
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(PROCESSES), context.Queue()
    each = PEOPLE // PROCESSES
    processes = [
        context.Process(
            target=worker,
            args=(settings, way, range(n * each, (n + 1) * each), ids, barrier, results),
        )
        for n in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    outcomes: dict[str, Counter[str]] = {id: Counter() for id in ids}
    seconds: list[float] = []
    for _ in range(rounds * PROCESSES):
        id, found = results.get()
        outcomes[id].update(outcome for outcome, _ in found)
        seconds.extend(second for _, second in found)
    for process in processes:
        process.join()
    report(database, way, outcomes, sorted(seconds))
    database.close()


def prepare(database: Database) -> str:
    """A new activity with `PLACES` places left."""
    activity = Activity(
        new_id(),
        EDITION.id,
        "Race",
        capacity=TAKEN_BEFORE + PLACES,
        taken=TAKEN_BEFORE,
        state=ActivityState.PUBLISHED,
    )
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, activity)
    return activity.id


def report(
    database: Database, way: str, outcomes: dict[str, Counter[str]], seconds: list[float]
) -> None:
    """What each round accepted, what the database says, and how long a sign-up took."""
    accepted = [found["accepted"] for found in outcomes.values()]
    errors = sum((found for found in outcomes.values()), Counter())
    del errors["accepted"], errors["refused"]
    held = [holding(database, id) for id in outcomes]
    wrong = sum(pair != (PLACES, PLACES) for pair in zip(accepted, held, strict=True))
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    print(
        f"| {kind} | {way} | {len(outcomes)} | {min(accepted)} to {max(accepted)} | {wrong} | "
        f"{errors.total()} | {1000 * statistics.median(seconds):.0f} | "
        f"{1000 * seconds[int(0.99 * len(seconds))]:,.0f} |",
        flush=True,
    )
    if errors:
        print(dict(errors), flush=True)


def holding(database: Database, activity_id: str) -> int:
    """How many hold a place, counted from the rows and not from the counter."""
    with database.read() as session:
        found = signups.of_activity(session, activity_id)
    return sum(one.people for one in found if one.state in HOLDING)


@contextmanager
def databases(kinds: list[str]) -> Iterator[Iterator[Settings]]:
    """Settings of a new database of each kind."""
    with tempfile.TemporaryDirectory() as folder:

        def made() -> Iterator[Settings]:
            if "sqlite" in kinds:
                yield Settings(var=Path(folder))
            if "postgresql" in kinds:
                with postgresql.server() as url:
                    postgresql.run(url, "CREATE DATABASE {name}", name="races")
                    yield Settings(var=Path(folder), database_url=f"{url}/races")

        yield made()


def main() -> None:
    """Race on both databases and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=200)
    arguments.add_argument("--control", type=int, default=20)
    arguments.add_argument("--kinds", nargs="+", default=["sqlite", "postgresql"])
    chosen = arguments.parse_args()
    print("| database | way | rounds | accepted | rounds not 10 | errors | p50 ms | p99 ms |")
    print("|---|---|---|---|---|---|---|---|")
    with databases(chosen.kinds) as all_settings:
        for settings in all_settings:
            race(settings, "control", chosen.control)
            race(settings, "service", chosen.rounds)


if __name__ == "__main__":
    main()
