from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.database import Database
from data.settings import Settings
from domain.actors import VISITOR, Role
from services import accounts
from web import sign_in

NOW = datetime.now(UTC)
PASSWORD = "vier-losse-woorden-hier-62"
OURS = {"sec-fetch-site": "same-origin"}
RIGHT = {"naam": "noor", "wachtwoord": PASSWORD}


@pytest.fixture
def client(sqlite_database: Database) -> Iterator[TestClient]:
    accounts.add(sqlite_database, "noor", password=PASSWORD, now=NOW)
    settings = Settings(var=Path(), public_url="https://week.example")
    app = Starlette(routes=sign_in.routes(sqlite_database, settings))
    with TestClient(app, base_url="https://week.example", follow_redirects=False) as opened:
        yield opened


def test_the_right_password_leaves_a_cookie_that_scripts_cannot_read(
    client: TestClient, sqlite_database: Database
):
    answer = client.post("/inloggen", data=RIGHT, headers=OURS)
    assert (answer.status_code, answer.headers["location"]) == (303, "./overzicht")
    set_cookie = answer.headers["set-cookie"].lower()
    assert all(word in set_cookie for word in ("httponly", "secure", "samesite=lax"))
    cookie = client.cookies[accounts.COOKIE]
    assert accounts.actor_of(sqlite_database, cookie, now=NOW).role is Role.COORDINATOR

    again = client.post("/inloggen", data=RIGHT, headers=OURS)
    assert again.status_code == 303
    assert accounts.actor_of(sqlite_database, cookie, now=NOW) == VISITOR  # renewed
    assert (cookie := client.cookies[accounts.COOKIE])

    client.post("/inloggen/uit", headers=OURS)
    assert accounts.COOKIE not in client.cookies
    assert accounts.actor_of(sqlite_database, cookie, now=NOW) == VISITOR


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        (RIGHT | {"wachtwoord": "fout"}, OURS),
        (RIGHT | {"naam": "niemand"}, OURS),
        ({}, OURS),
        (RIGHT, {"sec-fetch-site": "cross-site"}),
        (RIGHT, {"origin": "https://elders.example"}),
        (RIGHT, {}),
    ],
)
def test_anything_else_leaves_none(client: TestClient, sent, headers):
    answer = client.post("/inloggen", data=sent, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert PASSWORD not in answer.text


def test_what_was_typed_as_a_name_stays_and_is_text(client: TestClient):
    hostile = '"><script>alert(1)</script>'
    answer = client.post("/inloggen", data={"naam": hostile, "wachtwoord": "x"}, headers=OURS)
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text
