from datetime import UTC, datetime

import pytest

from data.repositories import activities, editions, organisers, outbox, people, sponsors, teams
from data.repositories.sponsors import SponsorContact
from domain.activities import Activity
from domain.contacts import LinkPurpose, MailKind, Person
from domain.editions import Edition
from domain.people import Sponsor, Team
from services.contacts import EmailInvalidError
from services.limits import TooOftenError
from services.resending import resend

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MAILS = {
    LinkPurpose.ACTIVITY: (MailKind.MANAGE_ACTIVITY, ["een", "twee"]),
    LinkPurpose.TEAM: (MailKind.MANAGE_TEAM, ["een", "twee"]),
    LinkPurpose.SPONSOR: (MailKind.MANAGE_SPONSOR, ["een", "twee"]),
    LinkPurpose.PERSON: (MailKind.MY_DATA, ["noor"]),
}


@pytest.fixture
def known(database):
    """Noor manages two of everything, and Ali one of everything."""
    with database.write() as session:
        editions.save(session, Edition("2026", "Week 2026", 2026))
        for person in ("noor", "ali"):
            people.save(session, Person(person, person, f"{person}@example.org", created_at=NOW))
        for id, person in (("een", "noor"), ("twee", "noor"), ("drie", "ali")):
            activities.save(session, Activity(id, "2026", id))
            organisers.set_organiser(session, id, person, now=NOW)
            teams.save(session, Team(id, id, "2026"))
            teams.add_contact(session, id, person, now=NOW)
            sponsors.save(session, Sponsor(id, id, "2026"))
            sponsors.add_contact(session, SponsorContact(id, person, NOW))
    return database


def posted(database):
    with database.read() as session:
        found = outbox.waiting(session)
    return sorted((one.kind, one.person_id, one.subject_id) for one in found)


@pytest.mark.parametrize("purpose", MAILS)
def test_lost_links_come_again_and_a_stranger_hears_the_same(known, purpose):
    kind, ids = MAILS[purpose]
    for email in (" NOOR@example.org", "onbekend@example.org"):
        assert resend(known, purpose, email, source_address="", now=NOW) is None

    assert posted(known) == [(kind, "noor", id) for id in ids]


@pytest.mark.parametrize("email", ["noor@example.org", "onbekend@example.org"])
def test_known_or_not_may_ask_three_times_a_while(known, email):
    for _ in range(3):
        resend(known, LinkPurpose.PERSON, email, source_address="", now=NOW)
    with pytest.raises(TooOftenError):
        resend(known, LinkPurpose.PERSON, email, source_address="", now=NOW)


def test_what_is_no_address_says_so(known):
    with pytest.raises(EmailInvalidError):
        resend(known, LinkPurpose.TEAM, "noor", source_address="", now=NOW)
