"""The links in mail about being asked, over HTTP: looking answers nothing, a button does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from data.database import Database
from data.repositories import activities, editions, people, proposals, signups, volunteers
from domain.contacts import LinkPurpose, Person
from domain.people import Volunteer
from domain.proposals import Proposal, ProposalState
from domain.times import TimeSlot
from services import links
from services.volunteering import waiting
from tests.data.samples import EDITION, an_activity
from tests.web.made_up import OURS, TAP, client_of


@pytest.fixture
def client(sqlite_database: Database) -> TestClient:
    return client_of(sqlite_database, "http://testserver")


@pytest.fixture
def secret(sqlite_database: Database) -> str:
    """The link in the mail that asks Noor for next week."""
    now = datetime.now(UTC)
    starts_at = now + timedelta(days=7)
    slots = (TimeSlot(starts_at, starts_at + timedelta(hours=2)),)
    activity = an_activity(title="Soep", slots=slots, tasks=(), needs=())
    asked = Proposal("v", EDITION.id, activity.id, "p", ProposalState.SENT, 0.8, now)
    with sqlite_database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, activity)
        people.save(session, Person("p", "Noor", "noor@example.org", "nl", now))
        volunteers.save(session, Volunteer("p"))
        until = now + timedelta(days=3)
        proposals.save(session, replace(asked, sent_at=now, answer_until=until))
        return links.make(session, LinkPurpose.PROPOSAL, "v", person_id="p", now=now)


def state(database: Database) -> ProposalState:
    with database.read() as session:
        return proposals.get(session, "v").state


def test_looking_and_tapping_in_the_app_answer_nothing(client, sqlite_database, secret):
    for query in ("", "?kies=nee", "?kies=minder"):
        shown = client.get(f"/mijn/{secret}{query}").text
        assert "Ja, ik kom" in shown
        assert client.get(f"/mijn/{secret}{query}", headers=TAP).status_code == 303
    assert (
        client.post(f"/mijn/{secret}", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    )
    client.post(f"/mijn/{secret}", headers=OURS, data={"keuze": "bekijk"})
    assert state(sqlite_database) is ProposalState.SENT


@pytest.mark.parametrize(
    ("choice", "becomes", "sign_ups"),
    [("ja", ProposalState.ACCEPTED, 1), ("nee", ProposalState.DECLINED, 0)],
)
def test_a_button_answers_and_goes_on_to_the_page(
    client, sqlite_database, secret, choice, becomes, sign_ups
):
    for _ in range(2):
        went = client.post(f"/mijn/{secret}", headers=OURS, data={"keuze": choice})
        assert went.headers["location"] == "../voorstel?id=v"
    assert state(sqlite_database) is becomes
    with sqlite_database.read() as session:
        assert len(signups.of_person(session, "p")) == sign_ups
    assert "Ja, ik kom" not in client.get(f"/mijn/{secret}").text


def test_a_new_address_that_is_confirmed_by_this_link_says_yes_for_the_same_person(
    client, sqlite_database
):
    now = datetime.now(UTC)
    with sqlite_database.write() as session:
        people.save(session, Person("p", "Noor", "noor@example.org", "nl", now, now))
        people.save(session, Person("n", "Noor", "nieuw@example.org", "nl", now, replaces="p"))
        waiting.keep(session, Volunteer("n", asks_per_week=2), now=now)
        secret = links.make(session, LinkPurpose.WISHES, "n", person_id="n", now=now)

    assert client.post(f"/mijn/{secret}", headers=OURS).status_code == 303

    with sqlite_database.read() as session:
        assert volunteers.get(session, "p").asks_per_week == 2
        assert people.get(session, "p").email == "nieuw@example.org"


def test_opening_the_link_to_ones_wishes_says_yes_to_being_asked(client, sqlite_database):
    now = datetime.now(UTC)
    with sqlite_database.write() as session:
        people.save(session, Person("p", "Noor", "noor@example.org", "nl", now))
        waiting.keep(session, Volunteer("p", asks_per_week=2), now=now)
        secret = links.make(session, LinkPurpose.WISHES, "p", person_id="p", now=now)
    assert "Mogen we je vragen?" in client.get(f"/mijn/{secret}").text

    went = client.post(f"/mijn/{secret}", headers=OURS)

    assert went.headers["location"] == "../mijn_wensen"
    with sqlite_database.read() as session:
        assert volunteers.get(session, "p").asks_per_week == 2
        assert people.get(session, "p").confirmed_at is not None
    assert "Mogen we je vragen?" not in client.get(f"/mijn/{secret}").text
