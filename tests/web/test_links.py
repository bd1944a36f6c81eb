"""Personal links over HTTP, with the middleware of the app."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from data.database import Database
from data.repositories import activities, editions, people, signups
from data.repositories import links as stored
from domain.activities import new_id
from domain.contacts import LinkPurpose, Person
from domain.people import SignUp
from domain.vocabulary import ActivityState, SignUpState
from services import links
from tests.data.samples import EDITION, an_activity
from tests.web.made_up import OURS, TAP, client_of

PERSON = Person("p", "Noor", "noor@example.org", "nl", datetime(2026, 1, 1, tzinfo=UTC))
ACTIVITY = an_activity(title="Soep & <b>brood</b>")


@pytest.fixture
def client(sqlite_database: Database) -> TestClient:
    return client_of(sqlite_database, "http://testserver")


@pytest.fixture
def sign_up(sqlite_database: Database) -> SignUp:
    now = datetime.now(UTC)
    sign_up = SignUp(
        new_id(), ACTIVITY.id, "p", created_at=now, hold_until=now + timedelta(hours=24)
    )
    with sqlite_database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, ACTIVITY)
        people.find_or_add(session, PERSON)
        return signups.store(session, None, sign_up)


def a_link(database: Database, purpose: LinkPurpose, subject_id: str, *, age_days: int = 0) -> str:
    with database.write() as session:
        people.find_or_add(session, PERSON)
        now = datetime.now(UTC) - timedelta(days=age_days)
        return links.make(session, purpose, subject_id, person_id="p", now=now)


def visits(database: Database) -> int:
    from sqlalchemy import func, select

    from data import tables

    with database.read() as session:
        return session.scalar(select(func.count()).select_from(tables.sessions))


def is_confirmed(database: Database) -> bool:
    with database.read() as session:
        return people.get(session, "p").confirmed_at is not None


def test_looking_at_a_link_does_nothing(client, sqlite_database, sign_up):
    secret = a_link(sqlite_database, LinkPurpose.SIGN_UP, sign_up.id)
    for method in ("GET", "HEAD", "GET"):
        seen = client.request(method, f"/mijn/{secret}", headers={"sec-fetch-site": "cross-site"})
        assert (seen.status_code, seen.cookies) == (200, {})
    ahead = client.get(f"/mijn/{secret}", headers=TAP | {"sec-purpose": "prefetch"})
    assert ahead.status_code == 200
    assert visits(sqlite_database) == 0
    assert not is_confirmed(sqlite_database)


def test_the_page_says_what_the_button_does_and_shows_text_as_text(
    client, sqlite_database, sign_up
):
    page = client.get(f"/mijn/{a_link(sqlite_database, LinkPurpose.SIGN_UP, sign_up.id)}").text
    assert "Ja, ik kom" in page
    assert "Soep &amp; &lt;b&gt;brood&lt;/b&gt;" in page
    assert "<script" not in page
    assert "noor" not in page.lower()


def test_the_button_opens_it_once_for_this_browser(client, sqlite_database):
    secret = a_link(sqlite_database, LinkPurpose.PERSON, "p")
    opened = client.post(f"/mijn/{secret}", headers=OURS)
    assert (opened.status_code, opened.headers["location"]) == (303, "../mijn_gegevens")
    cookie = opened.headers["set-cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "expires" not in cookie.lower()
    assert "max-age" not in cookie.lower()
    actor = links.actor_of(sqlite_database, client.cookies["verbinding"], now=datetime.now(UTC))
    assert actor.subjects(LinkPurpose.PERSON) == ["p"]
    assert is_confirmed(sqlite_database)


def test_the_cookie_stays_on_secure_lines(sqlite_database):
    client = client_of(sqlite_database, "https://voorbeeld.example.nl")
    secret = a_link(sqlite_database, LinkPurpose.PERSON, "p")
    opened = client.post(f"/mijn/{secret}", headers=OURS)
    assert "Secure" in opened.headers["set-cookie"].split("; ")


def test_a_tap_in_the_app_opens_at_once(client, sqlite_database):
    secret = a_link(sqlite_database, LinkPurpose.ACTIVITY, ACTIVITY.id)
    with sqlite_database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, ACTIVITY)
    opened = client.get(f"/mijn/{secret}", headers=TAP)
    assert opened.headers["location"] == f"../mijn_activiteit?id={ACTIVITY.id}"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OURS, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"origin": "http://testserver"}, 303),
        ({"origin": "http://elders.example"}, 403),
        ({"origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_a_form_of_ours_opens_a_link(client, sqlite_database, headers, status):
    secret = a_link(sqlite_database, LinkPurpose.PERSON, "p")
    assert client.post(f"/mijn/{secret}", headers=headers).status_code == status


def test_links_that_do_not_open_are_told_alike(client, sqlite_database, sign_up):
    over = a_link(sqlite_database, LinkPurpose.PERSON, "p", age_days=2)
    taken_back = a_link(sqlite_database, LinkPurpose.ACTIVITY, ACTIVITY.id)
    gone = a_link(sqlite_database, LinkPurpose.SIGN_UP, "weg")
    other = a_link(sqlite_database, LinkPurpose.SIGN_OFF, "p")
    with sqlite_database.write() as session:
        stored.revoke(session, LinkPurpose.ACTIVITY, ACTIVITY.id, now=datetime.now(UTC))
    secrets = ("nooit-gemaakt", over, taken_back, gone, other)
    answers = [
        client.request(method, f"/mijn/{secret}", headers=OURS)
        for secret in secrets
        for method in ("GET", "POST")
    ]
    assert {(one.status_code, one.text) for one in answers} == {(404, answers[0].text)}
    assert "mijn_gegevens" in answers[0].text
    assert not client.cookies


def test_the_page_speaks_the_language_of_whose_link_it_is(client, sqlite_database):
    with sqlite_database.write() as session:
        people.find_or_add(session, Person("e", "Sam", "sam@example.org", "en", datetime.now(UTC)))
        secret = links.make(session, LinkPurpose.PERSON, "e", person_id="e", now=datetime.now(UTC))
    assert "See my details" in client.get(f"/mijn/{secret}").text
    assert "Bekijk mijn gegevens" in client.get(f"/mijn/{secret}?taal=nl").text
    opened = client.post(f"/mijn/{secret}", headers=OURS)
    assert opened.headers["location"] == "../mijn_gegevens?taal=en"


def test_no_secret_leaves_by_headers_caches_or_search_machines(client, sqlite_database):
    secret = a_link(sqlite_database, LinkPurpose.PERSON, "p")
    for path in (f"/mijn/{secret}", "/mijn/onbekend", "/uitloggen"):
        headers = client.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "strict-origin"
        assert headers["x-robots-tag"] == "noindex"
        assert headers["content-security-policy"].startswith("default-src 'none'; ")


def test_signing_out_forgets_what_was_opened(client, sqlite_database):
    client.post(f"/mijn/{a_link(sqlite_database, LinkPurpose.PERSON, 'p')}", headers=OURS)
    cookie = client.cookies["verbinding"]

    client.get("/uitloggen")
    client.post("/uitloggen", headers={"sec-fetch-site": "cross-site"})
    assert links.actor_of(sqlite_database, cookie, now=datetime.now(UTC)).grants

    client.post("/uitloggen", headers=OURS)
    assert not client.cookies
    assert not links.actor_of(sqlite_database, cookie, now=datetime.now(UTC)).grants


def state_of(database: Database, sign_up: SignUp) -> SignUpState:
    with database.read() as session:
        return signups.get(session, sign_up.id).state


def test_the_button_says_yes_and_the_link_then_only_opens(client, sqlite_database, sign_up):
    secret = a_link(sqlite_database, LinkPurpose.SIGN_UP, sign_up.id)
    client.get(f"/mijn/{secret}", headers=TAP)  # opens it, but nobody said yes
    assert state_of(sqlite_database, sign_up) is SignUpState.REGISTERED

    opened = client.post(f"/mijn/{secret}", headers=OURS)
    assert opened.headers["location"] == f"../mijn_aanmelding?id={sign_up.id}"
    assert state_of(sqlite_database, sign_up) is SignUpState.CONFIRMED

    again = client.get(f"/mijn/{secret}").text
    assert "Ja, ik kom" not in again
    assert "Bekijk mijn aanmelding" in again


def test_a_yes_to_what_is_called_off_only_opens_the_page(client, sqlite_database, sign_up):
    secret = a_link(sqlite_database, LinkPurpose.SIGN_UP, sign_up.id)
    with sqlite_database.write() as session:
        activities.save(session, replace(ACTIVITY, state=ActivityState.CANCELLED))
    assert "Ja, ik kom" not in client.get(f"/mijn/{secret}").text
    assert client.post(f"/mijn/{secret}", headers=OURS).status_code == 303
    assert state_of(sqlite_database, sign_up) is SignUpState.REGISTERED
