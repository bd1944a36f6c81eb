"""Many people over many days, on a clock of our own: come, say yes, leave, come back, or forget.

`python -m tests.services.days_go_by --people 10000 --kills 200` runs the long version and prints
its figures; the suite runs a short one.
"""

from __future__ import annotations

import argparse
import heapq
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import sqlalchemy as sa

from data import tables
from data.database import Database, open_database
from data.mail import folder
from data.repositories import activities, editions, organisers, outbox, people, volunteers
from data.settings import Settings
from domain.activities import new_id
from domain.contacts import LinkPurpose, Person
from domain.editions import Edition
from domain.errors import VerbindingError
from domain.people import Volunteer
from domain.times import TimeSlot
from services import leaving, links, retention, signing_up
from services.signing_up import SignUpWish
from tests.data.samples import an_activity

START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = Edition("2026", "Week 2026", 2026, first_day=date(2026, 12, 7), last_day=date(2026, 12, 13))
UNDATED = Edition("2027", "Week 2027", 2027)
_CANARY = re.compile(rb"kanarie(\d+)x")


@dataclass
class Days:
    """The world: what happens when, and what was seen to be kept too long."""

    database: Database
    settings: Settings
    days: int
    random: Random = field(default_factory=lambda: Random(1))
    oldest_left: timedelta = timedelta()
    oldest_unconfirmed: timedelta = timedelta()
    oldest_after_edition: timedelta = timedelta()
    traces: int = 0
    _queue: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    _left: dict[str, datetime] = field(default_factory=dict)

    def fill(self, count: int) -> None:
        with self.database.write() as session:
            editions.save(session, WEEK)
            editions.save(session, UNDATED)
            for number in range(60):
                edition = WEEK if number % 2 else UNDATED
                day = START + self.random.randrange(self.days) * DAY
                if edition is WEEK:
                    day = datetime(2026, 12, 7, 10, tzinfo=UTC) + self.random.randrange(7) * DAY
                slots = (TimeSlot(day, day + timedelta(hours=2)),)
                activity = an_activity(
                    edition_id=edition.id, slots=slots, capacity=40, taken=0, tasks=(), needs=()
                )
                activities.save(session, activity)
        for number in range(count):
            self.later(START + self.random.random() * self.days * 0.9 * DAY, self.come, number)

    def later(self, at: datetime, what: Callable[..., None], *arguments: object) -> None:
        entry = (
            at,
            len(self._queue) + self.random.randrange(10**9),
            lambda now: what(now, *arguments),
        )
        heapq.heappush(self._queue, entry)

    def until(self, end: datetime) -> None:
        while self._queue and self._queue[0][0] <= end:
            at, _, what = heapq.heappop(self._queue)
            what(at)

    def come(self, now: datetime, number: int) -> None:
        chance = self.random.random()
        name, email = f"Kanarie{number}x", f"kanarie{number}x@example.org"
        if chance < 0.85:
            self.sign_up(now, name, email)
        with self.database.write() as session:
            new = Person(new_id(), name, email, "nl", created_at=now)
            person = people.find_or_add(session, new)
            if chance > 0.9:
                volunteers.save(session, Volunteer(person.id, asks_per_week=2))
            elif chance > 0.85:
                activity = an_activity(
                    edition_id=self.random.choice([WEEK, UNDATED]).id,
                    organiser=name,
                    slots=(TimeSlot(now + 5 * DAY, now + 5 * DAY + timedelta(hours=1)),),
                )
                activities.save(session, activity)
                organisers.set_organiser(session, activity.id, person.id, now=now)
        if self.random.random() < 0.8:
            self.later(now + self.random.random() * 30 * timedelta(hours=1), self.open, person.id)
        if self.random.random() < 0.3:
            self.later(now + self.random.random() * 120 * DAY, self.leave, person.id)

    def sign_up(self, now: datetime, name: str, email: str) -> None:
        with self.database.read() as session:
            ends = sa.select(tables.slots.c.activity_id).where(tables.slots.c.ends_at > now)
            ahead = sorted(session.scalars(ends))
        if not ahead:
            return
        wish = SignUpWish(
            id=new_id(),
            activity_id=self.random.choice(ahead),
            task_id=None,
            people=1 + self.random.randrange(3),
            first_name=name,
            email=email,
            language="nl",
            form_seconds=30.0,
            is_old_enough=True,
        )
        try:
            signing_up.sign_up(self.database, wish, source_address="", now=now)
        except VerbindingError:
            return
        self.post(now, email)

    def post(self, now: datetime, email: str) -> None:
        """What the mail worker does without a mail server: a file with the address in it."""
        letter = self.settings.var / folder.NAME / f"{new_id()}.eml"
        letter.parent.mkdir(parents=True, exist_ok=True)
        letter.write_text(f"To: {email}\n", encoding="utf-8")
        os.utime(letter, (now.timestamp(), now.timestamp()))
        with self.database.write() as session:
            for mail in outbox.claim(session, now=now, limit=20):
                outbox.sent(session, mail.id, now=now)

    def open(self, now: datetime, person_id: str) -> None:
        with self.database.read() as session:
            ids = sa.select(tables.sign_ups.c.id).where(tables.sign_ups.c.person_id == person_id)
            mine = list(session.scalars(ids))
            if person_id not in people.by_ids(session, [person_id]):
                return
        purpose, subject = (
            (LinkPurpose.SIGN_UP, mine[0]) if mine else (LinkPurpose.PERSON, person_id)
        )
        with self.database.write() as session:
            secret = links.make(session, purpose, subject, person_id=person_id, now=now)
        opened = links.open_link(self.database, secret, None, now=now)
        actor = links.actor_of(self.database, opened.cookie, now=now)
        if mine:
            try:
                signing_up.confirm(self.database, mine[0], actor=actor, now=now)
            except VerbindingError:
                return

    def leave(self, now: datetime, person_id: str) -> None:
        with self.database.read() as session:
            if person_id not in people.by_ids(session, [person_id]):
                return
        leaving.leave(self.database, self.settings.var, person_id, now=now)
        self._left[person_id] = now
        if self.random.random() < 0.25:
            self.later(now + self.random.random() * 9 * DAY, self.come_back, person_id)

    def come_back(self, now: datetime, person_id: str) -> None:
        with self.database.read() as session:
            if person_id not in people.by_ids(session, [person_id]):
                return
        leaving.come_back(self.database, self.settings.var, person_id, now=now)
        self._left.pop(person_id, None)

    def look(self, now: datetime) -> None:
        """Note the oldest of what should go soon."""
        with self.database.read() as session:
            known = set(people.all_ids(session))
            columns = tables.sign_ups.c
            asked = session.scalar(
                sa.select(sa.func.min(columns.created_at)).where(columns.confirmed_at.is_(None))
            )
            never = session.scalar(
                sa.select(sa.func.min(tables.people.c.created_at)).where(
                    tables.people.c.confirmed_at.is_(None)
                )
            )
            rows = session.execute(
                sa.select(tables.sign_ups.c.activity_id, sa.func.max(tables.slots.c.ends_at))
                .join(tables.slots, tables.slots.c.activity_id == columns.activity_id)
                .join(tables.activities, tables.activities.c.id == columns.activity_id)
                .where(tables.activities.c.edition_id == WEEK.id)
                .group_by(columns.activity_id)
            ).all()
        for id, at in self._left.items():
            if id in known:
                self.oldest_left = max(self.oldest_left, now - at)
        for moment in (asked, never):
            if moment is not None:
                self.oldest_unconfirmed = max(self.oldest_unconfirmed, now - moment)
        week_ends = datetime.combine(WEEK.last_day, datetime.min.time(), UTC)
        for _, ends_at in rows:
            since = now - max(week_ends, ends_at)
            self.oldest_after_edition = max(self.oldest_after_edition, since)

    def canaries(self) -> set[int]:
        """Everybody of whom a trace stands in a file, whatever the database says.

        Looked for by another process: closing a file of SQLite here would drop the locks that
        its connections hold on it (https://www.sqlite.org/howtocorrupt.html, 2.2).
        """
        grep = ["grep", "-rahoiE", "kanarie[0-9]+x", str(self.settings.var)]
        traces = subprocess.run(grep, capture_output=True, check=False).stdout
        return {int(number) for number in _CANARY.findall(traces.lower())}

    def known_canaries(self) -> set[int]:
        """Everybody who may still stand somewhere: in the database, or in a letter of this month."""
        with self.database.read() as session:
            emails = session.scalars(sa.select(tables.people.c.email)).all()
        letters = (self.settings.var / folder.NAME).glob("*.eml")
        texts = [*emails, *(letter.read_text(encoding="utf-8") for letter in letters)]
        return {int(number) for text in texts for number in _CANARY.findall(text.encode())}


def go_by(world: Days, run: Callable[[datetime, int], bool]) -> None:
    """Let every day happen; `run` does that day's job and says whether it came to its end."""
    look_again = 0
    for number in range(world.days):
        now = START + number * DAY
        world.until(now)
        has_ended = run(now, number)
        if has_ended:
            retention.write_anew(world.database, world.settings, now)
        world.look(now)
        if has_ended and number >= look_again and world.database.is_sqlite:
            world.traces += len(world.canaries() - world.known_canaries())
            look_again = number + 20


_CHILD = """
import sys
from datetime import datetime
from pathlib import Path
from data.database import open_database
from data.settings import Settings
from services import retention
settings = Settings(var=Path(sys.argv[1]), database_url=sys.argv[3] or None)
database = open_database(settings)
print("ready", flush=True)
retention.run(database, settings, datetime.fromisoformat(sys.argv[2]))
"""


def _killed(world: Days, now: datetime) -> None:
    """A process of its own does the job and is killed with -9 somewhere in it."""
    url = world.settings.database_url or ""
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(world.settings.var), now.isoformat(), url],
        stdout=subprocess.PIPE,
    )
    child.stdout.readline()
    time.sleep(world.random.random() * 0.12)
    child.kill()
    child.wait()


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=10_000)
    options.add_argument("--days", type=int, default=400)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--database-url", default=None)
    chosen = options.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(var=Path(folder) / "var", database_url=chosen.database_url)
        database = open_database(settings)
        world = Days(database, settings, chosen.days)
        world.fill(chosen.people)
        killed_on = set(world.random.sample(range(chosen.days), min(chosen.kills, chosen.days)))
        slowest = 0.0

        def run(now: datetime, number: int) -> bool:
            nonlocal slowest
            if number in killed_on:
                _killed(world, now)
                return False  # the next run is a day later
            started = time.monotonic()
            retention.run(database, settings, now)
            slowest = max(slowest, time.monotonic() - started)
            return True

        go_by(world, run)
        sys.stdout.write(
            f"people {chosen.people}, days {chosen.days}, killed {len(killed_on)},"
            f" oldest after leaving {world.oldest_left},"
            f" oldest unconfirmed {world.oldest_unconfirmed},"
            f" sign-ups after the edition {world.oldest_after_edition},"
            f" traces in files {world.traces}, slowest run {slowest:.2f} s,"
            f" still known {len(world.known_canaries())}, took {time.monotonic() - began:.0f} s\n"
        )
        database.close()


if __name__ == "__main__":
    main()
