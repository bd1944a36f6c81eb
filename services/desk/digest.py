"""The mail of the morning: to each coordinator what waits in their part, when anything does.

Made once a day, from seven o'clock in Amsterdam. Counts only: the letter is written from them
(`services.mail.digest`), and the pages it leads to ask who comes.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta

from data.database import Database
from data.repositories import accounts, jobs, mail_overview, overview
from data.settings import Settings
from domain.accounts import Account
from domain.actors import Actor, Role
from domain.contacts import MailKind
from domain.times import AMSTERDAM, to_local
from domain.vocabulary import EditionKind
from services import retention
from services.desk import waiting
from services.editions import all_editions, open_to_plans
from services.jobs import FAILED, Job
from services.mail import digest
from services.mail.posting import post_to_account

NAME = "digest"
AT = time(7)
EVERY = timedelta(minutes=5)  # how often is looked whether it is time


def post_due(database: Database, _settings: Settings, now: datetime) -> str:
    """Post the mails of today once it is time, and say how many; nothing a second time."""
    local = to_local(now)
    begins = datetime.combine(local.date(), AT, AMSTERDAM)
    with database.read() as session:
        last = jobs.all(session).get(NAME)
        readers = accounts.to_write_to(session)
    is_done = last is not None and last.outcome != FAILED and last.ran_at >= begins
    if local < begins or is_done:
        return ""
    editions = _editions(database, now=now)
    count = sum(_post(database, one, editions, now=now) for one in readers)
    return f"posted {count}" if count else ""


def facts(
    database: Database, account: Account, editions: Collection[str], *, now: datetime
) -> dict[str, str]:
    """What waits for a coordinator and what is new, as the letter keeps it; empty when nothing waits."""
    actor = Actor(Role.COORDINATOR, account.id, scope=account.scope)
    found = _waiting(database, editions, actor, now=now)
    yesterday = now - timedelta(days=1)
    with database.read() as session:
        mail = mail_overview.counts(
            session, account.scope, today=yesterday, week=yesterday, now=now
        )
        news = overview.news(session, account.scope, editions, since=yesterday)
    if mail.given_up_today:  # of yesterday only: an address that is wrong stays so
        found[digest.FAILED_MAIL] = digest.fact(mail.given_up_today)
    if retention.is_late(database, now=now):
        found[digest.LATE_ERASING] = digest.fact(1)
    if not found:
        return {}
    new = {
        digest.NEW_ACTIVITIES: news.activities,
        digest.NEW_PLEDGES: news.pledges,
        digest.NEW_SIGN_UPS: news.sign_ups,
    }
    return found | {name: digest.fact(count) for name, count in new.items() if count}


def _waiting(
    database: Database, editions: Collection[str], actor: Actor, *, now: datetime
) -> dict[str, str]:
    """Each pile that is not empty, over all editions that are going on."""
    counts: dict[str, int] = {}
    longest: dict[str, timedelta] = {}
    for edition_id in editions:
        for one in waiting.piles(database, edition_id=edition_id, actor=actor, now=now):
            counts[one.pile] = counts.get(one.pile, 0) + one.count
            if one.longest is not None:
                longest[one.pile] = max(one.longest, longest.get(one.pile, timedelta()))
    return {
        str(pile): digest.fact(count, longest[pile].days if pile in longest else None)
        for pile, count in counts.items()
    }


def _editions(database: Database, *, now: datetime) -> list[str]:
    """The weeks that are going on or ended within a month; the example while there is none."""
    every, today = all_editions(database), to_local(now).date()
    month = today - retention.AFTER_EDITION
    weeks = [one for one in every if one.kind is EditionKind.WEEK and not one.is_over(month)]
    coming = open_to_plans(every, today=today)
    return [one.id for one in weeks] or ([coming.id] if coming else [])


def _post(
    database: Database, account: Account, editions: Collection[str], *, now: datetime
) -> bool:
    found = facts(database, account, editions, now=now)
    if not found:
        return False
    key = f"{MailKind.DIGEST}:{account.id}:{to_local(now).date().isoformat()}"
    with database.write() as session:
        return post_to_account(session, MailKind.DIGEST, account.id, now=now, key=key, facts=found)


JOB = Job(NAME, EVERY, post_due)
