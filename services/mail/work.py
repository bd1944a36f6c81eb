"""Sending as a job, and how it stands with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from data import mail as transports
from data.database import Database
from data.repositories import outbox
from data.settings import Settings
from domain.contacts import Mail
from services.jobs import Job
from services.mail.messages import sender_of
from services.mail.sending import delay_after, send_due

EVERY = timedelta(seconds=5)
# A mail that waits longer than this past its time says that sending does not work.
LATE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class MailState:
    """How it stands with sending. `oldest` is when the mail that waits longest should have gone."""

    has_server: bool
    waiting: int = 0
    late: int = 0
    failed: int = 0
    oldest: datetime | None = None


def state(database: Database, settings: Settings, *, now: datetime) -> MailState:
    """How it stands with sending at `now`; mail for a later moment is not waiting."""
    with database.read() as session:
        due = [mail for mail in outbox.waiting(session) if first_due(mail) <= now]
        failed = outbox.failed(session)
    oldest = min((first_due(mail) for mail in due), default=None)
    late = sum(first_due(mail) <= now - LATE for mail in due)
    return MailState(settings.smtp_url is not None, len(due), late, failed, oldest)


def first_due(mail: Mail) -> datetime:
    """About when a mail should have gone: each try that failed moved `due_at` on."""
    waited = sum((delay_after(number) for number in range(1, mail.attempts + 1)), timedelta())
    return max(mail.created_at, mail.due_at - waited)


def check(settings: Settings) -> None:
    """Raise `SmtpUrlError` or `MailFromError` for settings with which no mail would ever go."""
    transports.transport(settings)
    sender_of(settings)


def _send(database: Database, settings: Settings, now: datetime) -> str:
    return str(send_due(database, settings, transports.transport(settings), now=now))


JOB = Job("mail", EVERY, _send)
