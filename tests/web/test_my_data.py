from __future__ import annotations

import json
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.database import Database
from data.repositories import people
from domain.contacts import LinkPurpose, Person
from services import links
from web import my_data, server


def test_the_file_is_for_who_opened_the_link_and_for_nobody_afterwards(sqlite_database: Database):
    now = datetime.now(UTC)
    with sqlite_database.write() as session:
        people.find_or_add(session, Person("p", "Noor", "noor@example.org", "nl", now))
        secret = links.make(session, LinkPurpose.PERSON, "p", person_id="p", now=now)
        other = links.make(session, LinkPurpose.SIGN_UP, "a", person_id="p", now=now)
    app = Starlette(routes=my_data.routes(sqlite_database), middleware=server.middleware())
    client = TestClient(app, follow_redirects=False)

    def ask(cookie: str | None):
        cookies = {"Cookie": f"{links.COOKIE}={cookie}"} if cookie else {}
        return client.get("/mijn_gegevens.json", headers=cookies)

    narrow = links.open_link(sqlite_database, other, None, now=now).cookie
    for cookie in (None, "verzonnen", narrow):
        assert ask(cookie).status_code == 303
        assert ask(cookie).headers["location"] == "./mijn_gegevens"

    cookie = links.open_link(sqlite_database, secret, None, now=now).cookie
    answer = ask(cookie)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert json.loads(answer.content)[0]["people"][0]["email"] == "noor@example.org"

    links.sign_out(sqlite_database, cookie)
    assert ask(cookie).status_code == 303
