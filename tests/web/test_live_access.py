"""The running server, asked by who says anything: forged messages, stolen sessions, and a provider."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import oidc_provider_mock
import pysqlite3
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from data.database import FILE_NAME, Database, open_database
from data.repositories import activities
from data.settings import Settings
from domain.vocabulary import ActivityState
from i18n.texts import Language, text
from services import accounts
from tests.access.world import HERE, fill
from tests.browser.conftest import free_port
from tests.web.live import Visit, running, visit
from ui.navigation import ENTRIES

# The provider of the tests is made with a part of Authlib that is on its way out.
pytestmark = pytest.mark.filterwarnings(
    "ignore::authlib.deprecate.AuthlibDeprecationWarning", "ignore::DeprecationWarning:authlib"
)

PASSWORD = "vier-losse-woorden-hier-62"
DESK = [entry.page for entry in ENTRIES if entry.for_coordinators]
OVERVIEW = text(Language.NL, "desk.lead")
USERS = {
    "s-noor": {"email": "noor@example.org", "email_verified": True},
    "s-kim": {"email": "kim@example.org", "email_verified": True},
    "s-unchecked": {"email": "ali@example.org", "email_verified": False},
    "s-stranger": {"email": "vreemd@example.org", "email_verified": True},
}


@dataclass(frozen=True)
class Site:
    """The server, what it stores, and the provider that it trusts."""

    address: str
    database: Database
    probe: pysqlite3.Connection

    def changes(self) -> int:
        """Rises whenever anything is stored, by whomever."""
        return self.probe.execute("PRAGMA data_version").fetchone()[0]

    def browser(self) -> httpx.Client:
        return httpx.Client(base_url=self.address, headers={"accept": "text/html"})

    def signed_in(self) -> dict[str, str]:
        """The cookies of a browser in which a coordinator of the whole country signed in."""
        cookie = accounts.sign_in(
            self.database, "bo", PASSWORD, source_address="", now=datetime.now(UTC)
        )
        return {accounts.COOKIE: cookie}

    def state(self, what: str) -> ActivityState:
        with self.database.read() as session:
            return activities.get(session, HERE.id(what)).state


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    var = tmp_path_factory.mktemp("live")
    now = datetime.now(UTC)
    database = open_database(Settings(var=var))
    fill(database)
    accounts.add(database, "bo", password=PASSWORD, now=now)
    for name in ("noor", "ali", "kim"):
        accounts.add(database, name, password=None, email=f"{name}@example.org", now=now)
    probe = pysqlite3.connect(str(var / FILE_NAME), isolation_level=None)
    users = [oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in USERS.items()]
    with oidc_provider_mock.run_server_in_thread(user_claims=users) as provider:
        port = free_port()
        (var / "secrets.toml").write_text(
            "[auth]\n"
            f'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
            f'cookie_secret = "{secrets.token_hex(32)}"\n'
            'client_id = "verbindingswijzer"\n'
            'client_secret = "made-up"\n'
            f'server_metadata_url = "http://localhost:{provider.server_port}'
            '/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        with running(var, port, STREAMLIT_SECRETS_FILES=str(var / "secrets.toml")) as address:
            yield Site(address, database, probe)
    probe.close()
    database.close()


def pieces(seen: Visit) -> set[str]:
    """The pieces of a page that say something, apart."""
    found = set()
    for message in seen.said:
        element = message.delta.new_element
        kind = element.WhichOneof("type") or ""
        body = getattr(getattr(element, kind, None), "body", "")
        found |= {body} if isinstance(body, str) and len(body) > 20 else set()
    return found


def pressed(seen: Visit) -> list[WidgetState]:
    """Every button on a page pressed, every box ticked, and words in every field."""
    states = []
    for id, (kind, _) in seen.widgets().items():
        if kind in {"button", "download_button"}:
            states.append(WidgetState(id=id, trigger_value=True))
        elif kind == "checkbox":
            states.append(WidgetState(id=id, bool_value=True))
        elif kind in {"text_input", "text_area"}:
            states.append(WidgetState(id=id, string_value="Waar is het?"))
    return states


def test_a_forged_message_opens_nothing_of_the_desk_and_changes_nothing(site: Site):
    with visit(site.address) as visitor, visit(site.address, site.signed_in()) as coordinator:
        visitor.run()
        public = pieces(visitor)
        assert not set(visitor.pages()) & set(DESK)
        coordinator.run()
        hashes = coordinator.pages()
        assert set(hashes) >= set(DESK)
        before, tried = site.changes(), 0
        for name in DESK:
            coordinator.run(name=name, hash=hashes[name])
            own = pieces(coordinator) - public
            assert own, name
            forged = pressed(coordinator)
            fragments = {fragment for _, fragment in coordinator.widgets().values()}
            for fragment in fragments | {""}:
                visitor.run(name=name, hash=hashes[name], states=forged, fragment=fragment)
                assert not [piece for piece in own if piece in pieces(visitor)], name
                assert not set(visitor.widgets()) & {one.id for one in forged}, name
                tried += len(forged)
        assert tried > 10
        assert site.changes() == before

        # The same press by who may: it is the message that works, and the sender who may not.
        coordinator.run(name="beoordelen", hash=hashes["beoordelen"])
        publish = next(
            message.delta.new_element.button.id
            for message in coordinator.said
            if message.delta.new_element.button.label == text(Language.NL, "review.publish")
        )
        press = [WidgetState(id=publish, trigger_value=True)]
        visitor.run(name="beoordelen", hash=hashes["beoordelen"], states=press)
        assert (site.state("new"), site.changes()) == (ActivityState.SUBMITTED, before)
        coordinator.run(name="beoordelen", hash=hashes["beoordelen"], states=press)
        assert site.state("new") is ActivityState.PUBLISHED


def test_a_visit_that_somebody_else_takes_over_is_not_a_coordinators(site: Site):
    with visit(site.address, site.signed_in()) as coordinator:
        coordinator.run()
        overview = coordinator.pages()["overzicht"]
        coordinator.run(name="overzicht", hash=overview)
        assert OVERVIEW in coordinator.words
        id = coordinator.session_id
    assert id
    with visit(site.address, session_id=id) as thief:
        thief.run(name="overzicht", hash=overview)
        assert not set(thief.pages()) & set(DESK)
        assert OVERVIEW not in thief.words


def by_provider(site: Site, subject: str) -> dict[str, str]:
    """Sign in at the provider as `subject`, as a browser does; the cookies that it left."""
    with site.browser() as browser, visit(site.address) as page:
        page.run(name="via_je_organisatie")
        at_provider = browser.get(page.redirect()).headers["location"]
        back = httpx.post(at_provider, data={"sub": subject}).headers["location"]
        assert back.startswith(f"{site.address}/oauth2callback")
        answer = browser.get(back)
        assert answer.status_code == 302
        cookies = answer.headers.get_list("set-cookie")
        assert all("httponly" in one.lower() for one in cookies if "_streamlit_user" in one)
        for other in (browser, site.browser()):  # the way back holds once, and in one browser
            again = other.get(back)
            assert not [one for one in again.headers.get_list("set-cookie") if "user=" in one]
        browser.get("/_stcore/health")
        return dict(browser.cookies)


def is_in(site: Site, cookies: dict[str, str]) -> bool:
    with visit(site.address, cookies) as seen:
        seen.run()
        return set(seen.pages()) >= set(DESK)


def test_a_provider_lets_in_who_was_invited_until_the_account_is_shut(site: Site):
    door = httpx.get(f"{site.address}/inloggen").text
    assert text(Language.NL, "sign_in.by_provider") in door

    noor = by_provider(site, "s-noor")
    assert is_in(site, noor)
    with visit(site.address, noor) as seen:
        seen.run()
        accounts.shut(site.database, "noor", now=datetime.now(UTC))
        seen.run(name="overzicht", hash=seen.pages()["overzicht"])  # in the visit that was open
        assert not set(seen.pages()) & set(DESK)
        assert OVERVIEW not in seen.words
    assert not is_in(site, noor)

    for subject in ("s-stranger", "s-unchecked"):
        cookies = by_provider(site, subject)
        with visit(site.address, cookies) as seen:
            seen.run()
            assert not set(seen.pages()) & set(DESK)
            assert any(text(Language.NL, "sign_in.not_invited") in piece for piece in pieces(seen))


def test_signing_out_ends_a_provided_visit_also_with_the_same_cookies(site: Site):
    kim = by_provider(site, "s-kim")
    with visit(site.address, kim) as seen:
        seen.run(name="via_je_organisatie")
        out = next(id for id in seen.widgets() if "uit_aanbieder" in id)
        seen.run(name="via_je_organisatie", states=[WidgetState(id=out, trigger_value=True)])
        assert urlsplit(seen.redirect()).path == "/auth/logout"
    assert not is_in(site, kim)
