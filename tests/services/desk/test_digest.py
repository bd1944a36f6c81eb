"""The mail of the morning: once, to whom something waits for, and never after it is switched off."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from data.database import Database
from data.repositories import accounts, activities, editions, jobs, outbox
from data.repositories.jobs import Heartbeat
from data.settings import Settings
from domain.accounts import Account
from domain.contacts import MailKind
from domain.places import Place, Province
from domain.vocabulary import ActivityState
from services.desk import digest
from services.desk.waiting import Pile
from services.mail.digest import PAGES
from tests.data.samples import EDITION, an_activity
from tests.mailbox import html, mails, send, sign_off_secret, words

SEVEN = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # in Amsterdam, in winter
UTRECHT = Place("Utrecht", municipality_code="GM0344", province=Province.UTRECHT)
NATIONAL = Account("k1", "noor", email="noor@example.org", created_at=SEVEN)
FRISIAN = replace(
    NATIONAL, id="k2", name="sam", email="sam@example.nl", provinces=frozenset({Province.FRYSLAN})
)


@pytest.fixture
def waiting(database: Database) -> Database:
    """A week with one activity in Utrecht that waits to be read since three days."""
    one = an_activity(
        place=UTRECHT,
        state=ActivityState.SUBMITTED,
        created_at=SEVEN - timedelta(days=3),
        title="Geheim plan",
    )
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, one)
        for account in (NATIONAL, FRISIAN):
            accounts.save(session, account)
        jobs.beat(session, Heartbeat("retention", SEVEN, 1, ""))
    return database


def posted(database: Database) -> list[str]:
    with database.read() as session:
        return [one.account_id or "" for one in outbox.waiting(session)]


def test_who_has_something_waiting_gets_one_mail_from_seven_o_clock(waiting, settings):
    early = SEVEN - timedelta(minutes=1)
    assert digest.post_due(waiting, settings, early) == ""
    assert digest.post_due(waiting, settings, SEVEN) == "posted 1"
    assert posted(waiting) == ["k1"]


def test_two_processes_post_one_mail(waiting, settings):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: digest.post_due(waiting, settings, SEVEN), range(4)))
    assert posted(waiting) == ["k1"]


def test_what_comes_in_later_waits_for_tomorrow(waiting, settings):
    with waiting.write() as session:
        jobs.beat(session, Heartbeat(digest.NAME, SEVEN, 1, ""))
    assert digest.post_due(waiting, settings, SEVEN + timedelta(hours=3)) == ""
    assert digest.post_due(waiting, settings, SEVEN + timedelta(days=1)) == "posted 1"


def test_a_morning_that_failed_is_tried_again(waiting, settings):
    with waiting.write() as session:
        jobs.beat(session, Heartbeat(digest.NAME, SEVEN, 1, "failed"))
    assert digest.post_due(waiting, settings, SEVEN + timedelta(minutes=5)) == "posted 1"


@pytest.mark.parametrize(
    "change", [{"wants_digest": False}, {"email": ""}, {"disabled_at": SEVEN}], ids=str
)
def test_who_does_not_wish_it_has_no_address_or_is_shut_gets_none(waiting, settings, change):
    with waiting.write() as session:
        accounts.save(session, replace(NATIONAL, **change))
    assert digest.post_due(waiting, settings, SEVEN) == ""


def test_the_letter_counts_names_nobody_and_leads_to_the_page(waiting, tmp_path):
    settings = Settings(var=tmp_path, public_url="https://week.example.nl")
    digest.post_due(waiting, settings, SEVEN)
    assert send(waiting, settings, now=SEVEN).sent == 1
    (mail,) = mails(settings, MailKind.DIGEST)
    assert mail["To"] == "noor@example.org"
    assert mail["Subject"] == "Wat er op je wacht (ma 23 nov)"
    body = words(mail)
    assert "1 activiteit wacht op jouw blik. De langste wacht 3 dagen." in body
    assert "https://week.example.nl/beoordelen" in body
    assert 'href="https://week.example.nl/beoordelen"' in html(mail)
    assert "Geheim" not in body + html(mail)
    assert "/mijn/" not in body  # no door that opens without a password
    assert "omdat je coördinator bent" in body
    assert len(sign_off_secret(mail)) > 40


def test_a_letter_of_yesterday_or_after_signing_off_stays_home(waiting, settings):
    digest.post_due(waiting, settings, SEVEN)
    assert send(waiting, settings, now=SEVEN + timedelta(days=1)).skipped == 1
    digest.post_due(waiting, settings, SEVEN + timedelta(days=1))
    with waiting.write() as session:
        accounts.save(session, replace(NATIONAL, wants_digest=False))
    assert send(waiting, settings, now=SEVEN + timedelta(days=1)).skipped == 1


def test_every_pile_has_a_line_in_the_letter():
    assert set(Pile) <= set(PAGES)
