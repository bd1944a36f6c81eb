"""The mail that signing up posts; each is posted once, in the transaction of what it is about."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from data.repositories import organisers, outbox
from domain.activities import Activity
from domain.contacts import MailKind
from domain.people import SignUp
from domain.times import to_local
from services.mail import post

REMINDED_BEFORE = timedelta(hours=48)


def tell(session: Session, kind: MailKind, sign_up: SignUp, *, now: datetime, **facts: str) -> None:
    """Write to somebody about their sign-up as it now stands."""
    # A state of a sign-up has one moment and one number; the same news is posted once.
    key = f"{kind}:{sign_up.id}:{sign_up.sequence}:{now.isoformat()}"
    post(session, kind, sign_up.person_id, sign_up.id, now=now, due_at=None, key=key, **facts)


def tell_again(session: Session, kind: MailKind, sign_up: SignUp, *, now: datetime) -> None:
    """Write once more to somebody whose address was filled in again: at most once a day."""
    key = f"again:{sign_up.id}:{to_local(now).date().isoformat()}"
    post(session, kind, sign_up.person_id, sign_up.id, now=now, key=key)


def tell_organiser(session: Session, activity_id: str, *, now: datetime) -> None:
    """Tell the organiser that somebody comes: at most once a day for an activity."""
    person_id = organisers.organiser_of(session, activity_id)
    if person_id is None:
        return
    key = f"{MailKind.NEW_SIGN_UP}:{activity_id}:{to_local(now).date().isoformat()}"
    post(session, MailKind.NEW_SIGN_UP, person_id, activity_id, now=now, key=key)


def remind(session: Session, sign_up: SignUp, activity: Activity, *, now: datetime) -> None:
    """Let a reminder lie ready for the next start, over one for an earlier time.

    None when that start is unknown or so near that they have only just said yes.
    """
    forget_reminder(session, sign_up)
    starts_at = next_start(activity, now=now)
    if starts_at is None or starts_at - REMINDED_BEFORE <= now:
        return
    post(
        session,
        MailKind.REMINDER,
        sign_up.person_id,
        sign_up.id,
        now=now,
        due_at=starts_at - REMINDED_BEFORE,
        key=f"{MailKind.REMINDER}:{sign_up.id}:{starts_at.isoformat()}",
    )


def forget_reminder(session: Session, sign_up: SignUp) -> None:
    """Take the reminder back."""
    outbox.cancel(session, MailKind.REMINDER, sign_up.id)


def next_start(activity: Activity, *, now: datetime) -> datetime | None:
    """The first start that is still ahead; None when there is none."""
    return min((slot.starts_at for slot in activity.slots if slot.starts_at > now), default=None)
