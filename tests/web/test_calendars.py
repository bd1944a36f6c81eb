"""Calendar files over HTTP, with the middleware of the app."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.database import Database
from data.repositories import activities, editions, people, signups
from data.settings import Settings
from domain.contacts import LinkPurpose, Person
from domain.people import SignUp
from domain.vocabulary import SignUpState
from services import links
from tests.data.samples import EDITION, an_activity
from web import calendars, server


@pytest.fixture
def client(sqlite_database: Database) -> TestClient:
    with sqlite_database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, an_activity(id="koffie", tasks=()))
        people.save(
            session, Person("noor", "Noor", "noor@example.org", created_at=datetime.now(UTC))
        )
        signups.store(session, None, SignUp("s", "koffie", "noor", state=SignUpState.CONFIRMED))
    app = Starlette(
        routes=calendars.routes(sqlite_database, Settings(public_url="http://testserver")),
        middleware=server.middleware(),
    )
    return TestClient(app)


def test_anybody_may_put_a_public_activity_in_their_calendar(client):
    answer = client.get("/activiteit/koffie.ics")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="koffie.ics"'
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["UID"] == "koffie@testserver"


def test_a_feed_is_for_who_has_the_secret_and_kept_by_nobody(client, sqlite_database):
    now = datetime.now(UTC)
    with sqlite_database.write() as session:
        secret = links.make(session, LinkPurpose.CALENDAR, "noor", person_id="noor", now=now)

    answer = client.get(f"/agenda/{secret}.ics")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1


@pytest.mark.parametrize("path", ["/activiteit/niets.ics", "/agenda/niets.ics"])
def test_what_is_not_there_is_not_there(client, path):
    assert client.get(path).status_code == 404
