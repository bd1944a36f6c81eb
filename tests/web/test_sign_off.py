"""Signing off over HTTP, with the middleware of the app."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.database import Database
from data.repositories import accounts, activities, editions, people, signups
from data.settings import Settings
from domain.accounts import Account
from domain.activities import new_id
from domain.contacts import LinkClosedError, LinkPurpose, Person
from domain.people import SignUp
from domain.vocabulary import SignUpState
from services import links
from tests.data.samples import EDITION, an_activity
from web import server, sign_off

OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def client(sqlite_database: Database, tmp_path: Path) -> TestClient:
    app = Starlette(
        routes=sign_off.routes(sqlite_database, Settings(var=tmp_path)),
        middleware=server.middleware(),
    )
    return TestClient(app)


@pytest.fixture
def secret(sqlite_database: Database) -> str:
    now = datetime.now(UTC)
    with sqlite_database.write() as session:
        people.find_or_add(session, Person("p", "Noor", "noor@example.org", "nl", now))
        return links.make(session, LinkPurpose.SIGN_OFF, "p", person_id="p", now=now)


def noor(database: Database) -> Person:
    with database.read() as session:
        return people.get(session, "p")


def test_looking_changes_nothing_and_shows_both_choices(client, sqlite_database, secret):
    before = noor(sqlite_database)
    page = client.get(f"/afmelden/{secret}").text
    assert "Stuur me alleen dat" in page
    assert "Wis alles van mij" in page
    assert noor(sqlite_database) == before


def test_the_button_of_a_mail_program_stops_mail_without_a_cookie_or_a_page(
    client, sqlite_database, secret
):
    done = client.post(f"/afmelden/{secret}", data={"List-Unsubscribe": "One-Click"})
    assert (done.status_code, done.cookies) == (200, {})
    assert noor(sqlite_database).only_needed_mail
    assert noor(sqlite_database).left_at is None


def test_it_may_also_send_its_word_as_form_data(client, sqlite_database, secret):
    parts = {"List-Unsubscribe": (None, "One-Click")}
    assert client.post(f"/afmelden/{secret}", files=parts).status_code == 200
    assert noor(sqlite_database).only_needed_mail


def test_less_mail_and_all_of_it_again(client, sqlite_database, secret):
    page = client.post(f"/afmelden/{secret}", data={"keuze": "nodig"}, headers=OURS).text
    assert noor(sqlite_database).only_needed_mail
    assert "Stuur me weer alles" in page
    client.post(f"/afmelden/{secret}", data={"keuze": "alles"}, headers=OURS)
    assert not noor(sqlite_database).only_needed_mail


def test_erasing_signs_off_everywhere_and_can_be_undone(client, sqlite_database, secret):
    now = datetime.now(UTC)
    activity = an_activity(capacity=5)
    sign_up = SignUp(
        new_id(), activity.id, "p", state=SignUpState.CONFIRMED, created_at=now, confirmed_at=now
    )
    with sqlite_database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, activity)
        signups.store(session, None, sign_up)
        other = links.make(session, LinkPurpose.SIGN_UP, sign_up.id, person_id="p", now=now)

    page = client.post(f"/afmelden/{secret}", data={"keuze": "wissen"}, headers=OURS).text

    assert "Je bent overal afgemeld" in page
    with sqlite_database.read() as session:
        assert signups.get(session, sign_up.id).state is SignUpState.CANCELLED
        assert activities.get(session, activity.id).taken == activity.taken
    with pytest.raises(LinkClosedError):
        links.look(sqlite_database, other, now=now)

    page = client.post(f"/afmelden/{secret}", data={"keuze": "terug"}, headers=OURS).text
    assert "Fijn dat je blijft" in page
    assert noor(sqlite_database).left_at is None
    assert links.look(sqlite_database, other, now=now).purpose is LinkPurpose.SIGN_UP


@pytest.mark.parametrize("choice", ["wissen", "nodig"])
def test_another_site_cannot_choose_for_somebody(client, sqlite_database, secret, choice):
    before = noor(sqlite_database)
    cross = {"sec-fetch-site": "cross-site"}
    client.post(f"/afmelden/{secret}", data={"keuze": choice}, headers=cross)
    assert noor(sqlite_database) == before


def test_no_other_link_signs_anybody_off(client, sqlite_database, secret):
    with sqlite_database.write() as session:
        other = links.make(session, LinkPurpose.PERSON, "p", person_id="p", now=datetime.now(UTC))
    for one in (other, "onbekend"):
        answer = client.post(f"/afmelden/{one}", data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 404
        assert client.get(f"/afmelden/{one}").status_code == 404
    assert not noor(sqlite_database).only_needed_mail


@pytest.fixture
def desk_secret(sqlite_database: Database) -> str:
    """The link under the mail of the morning to a coordinator."""
    now = datetime.now(UTC)
    with sqlite_database.write() as session:
        accounts.save(session, Account("k1", "noor", email="noor@example.org", created_at=now))
        return links.make(session, LinkPurpose.SIGN_OFF, "k1", person_id=None, now=now)


def wants_digest(database: Database) -> bool:
    with database.read() as session:
        return accounts.get(session, "k1").wants_digest


def test_a_coordinator_stops_the_mail_of_the_morning_with_one_click(
    client, sqlite_database, desk_secret
):
    assert "Stuur me die mail niet meer" in client.get(f"/afmelden/{desk_secret}").text
    done = client.post(f"/afmelden/{desk_secret}", data={"List-Unsubscribe": "One-Click"})
    assert (done.status_code, wants_digest(sqlite_database)) == (200, False)

    page = client.post(f"/afmelden/{desk_secret}", data={"keuze": "alles"}, headers=OURS).text
    assert wants_digest(sqlite_database)
    assert "Elke ochtend om zeven uur" in page


def test_the_link_of_a_coordinator_erases_nobody_and_obeys_no_other_site(
    client, sqlite_database, desk_secret
):
    client.post(f"/afmelden/{desk_secret}", data={"keuze": "wissen"}, headers=OURS)
    cross = {"sec-fetch-site": "cross-site"}
    client.post(f"/afmelden/{desk_secret}", data={"keuze": "nodig"}, headers=cross)
    assert wants_digest(sqlite_database)
