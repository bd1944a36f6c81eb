"""The mail of a coordinator's part: what waits, what went, what did not, and trying it again.

A coordinator sees that a mail did not go, what kind it is and what it is about; not to whom, and
not what it says. Mail about a person alone is only for who acts for the whole country.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from data.database import Database
from data.repositories import jobs, mail_overview, outbox
from data.repositories.mail_overview import Counts, Entry, Wanted
from domain.actors import Actor, check_coordinator
from domain.contacts import Progress
from domain.times import midnight, to_local
from services.desk import audit
from services.mail.work import JOB

PAGE = 25
AGAIN = frozenset({Progress.AGAIN, Progress.GIVEN_UP})  # what can be tried once more


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with mail. `ran_at` is when sending was last looked at; None for never."""

    counts: Counts
    ran_at: datetime | None


def standing(database: Database, *, actor: Actor, now: datetime) -> Standing:
    """How it stands with mail in the part of `actor`. Raises `NotAllowedError`."""
    check_coordinator(actor)
    day = to_local(now).date()
    today, week = midnight(day), midnight(day - timedelta(days=day.weekday()))
    with database.read() as session:
        counts = mail_overview.counts(session, actor.scope, today=today, week=week, now=now)
        heartbeat = jobs.all(session).get(JOB.name)
    return Standing(counts, heartbeat.ran_at if heartbeat else None)


def page(
    database: Database, wanted: Wanted, number: int, *, actor: Actor
) -> tuple[list[Entry], int]:
    """A page of the mail in the part of `actor`, newest first, and how many mails there are.

    The first page has `number` 1. Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    with database.read() as session:
        return mail_overview.entries(
            session, actor.scope, wanted, offset=(max(number, 1) - 1) * PAGE, limit=PAGE
        )


def again(database: Database, ids: Collection[str], *, actor: Actor, now: datetime) -> int:
    """Try these mails once more, and say how many: only those in the part of `actor`.

    Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    return _again(database, Wanted(progress=AGAIN), ids, actor=actor, now=now) if ids else 0


def again_all(database: Database, wanted: Wanted, *, actor: Actor, now: datetime) -> int:
    """Try everything that is shown once more, as far as it did not go; how many.

    Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    chosen = wanted.progress & AGAIN if wanted.progress else AGAIN
    if not chosen:
        return 0
    return _again(database, Wanted(chosen, wanted.kinds), (), actor=actor, now=now)


def _again(
    database: Database, wanted: Wanted, among: Collection[str], *, actor: Actor, now: datetime
) -> int:
    with database.write() as session:
        ids = mail_overview.ids(session, actor.scope, wanted, among)
        count = outbox.again(session, ids, now=now)
        if count:
            audit.note(session, actor, "mail-again", count=count, now=now)
    return count
