from datetime import UTC, datetime, timedelta

import pytest

from data.database import AlreadyExistsError, Database
from domain.accounts import NATIONAL, Scope, WeakPasswordError, WrongPasswordError
from domain.actors import VISITOR, Actor, NotAllowedError, OutsideScopeError, Role, check_scope
from domain.branches import Branch
from domain.places import Place, Province
from services import accounts
from services.limits import TooOftenError

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PASSWORD = "vier-losse-woorden-hier-62"
UTRECHT = Place("Utrecht", municipality_code="GM0344", province=Province.UTRECHT)
AMERSFOORT = Place("Amersfoort", municipality_code="GM0307", province=Province.UTRECHT)
ZWOLLE = Place("Zwolle", municipality_code="GM0193", province=Province.OVERIJSSEL)


def sign_in(database: Database, password: str = PASSWORD, name: str = "noor", **when) -> str:
    return accounts.sign_in(
        database, name, password, source_address="192.0.2.7", now=when.get("now", NOW)
    )


def test_who_signs_in_is_a_coordinator_until_the_account_is_shut(database: Database):
    account = accounts.add(database, "Noor", password=PASSWORD, now=NOW)
    cookie = sign_in(database)
    actor = accounts.actor_of(database, cookie, now=NOW)
    assert (actor.role, actor.id, actor.scope) == (Role.COORDINATOR, account.id, NATIONAL)
    assert accounts.actor_of(database, cookie + "x", now=NOW) == VISITOR
    later = NOW + accounts.SESSION_LASTS
    assert accounts.actor_of(database, cookie, now=later) == VISITOR

    accounts.shut(database, "noor", now=NOW)
    assert accounts.actor_of(database, cookie, now=NOW) == VISITOR
    with pytest.raises(WrongPasswordError):
        sign_in(database)


def test_a_new_password_signs_out_everywhere(database: Database):
    accounts.add(database, "noor", password=PASSWORD, now=NOW)
    cookie = sign_in(database)
    accounts.change_password(database, "noor", "nog-vijf-andere-woorden-19")
    assert accounts.actor_of(database, cookie, now=NOW) == VISITOR
    with pytest.raises(WrongPasswordError):
        sign_in(database)
    sign_in(database, "nog-vijf-andere-woorden-19")


@pytest.mark.parametrize(
    "password", ["", "kort", "wachtwoord123", "aaaaaaaaaaaa", "noor-noor-noor", "x" * 500]
)
def test_a_password_that_somebody_may_guess_makes_no_account(database: Database, password):
    with pytest.raises(WeakPasswordError):
        accounts.add(database, "noor", password=password, now=NOW)
    assert accounts.every(database, actor=Actor(Role.COORDINATOR)) == []


def test_a_name_is_given_once(database: Database):
    accounts.add(database, "noor", password=PASSWORD, now=NOW)
    accounts.add(database, "ali", password=PASSWORD, now=NOW)
    with pytest.raises(AlreadyExistsError):
        accounts.add(database, " NOOR ", password=PASSWORD, now=NOW)


def test_a_name_with_a_sign_that_no_database_knows_is_just_wrong(database: Database):
    with pytest.raises(WrongPasswordError):
        sign_in(database, name="no\0or")


def test_guessing_stops_before_the_password_is_looked_at(database: Database):
    accounts.add(database, "noor", password=PASSWORD, now=NOW)
    for _ in range(10):
        with pytest.raises(WrongPasswordError):
            sign_in(database, "iets anders")
    with pytest.raises(TooOftenError):
        sign_in(database)  # even the right one
    sign_in(database, now=NOW + timedelta(minutes=16))


def vouched(database: Database, subject: str, email: str, *, ago: timedelta = timedelta(0)):
    return accounts.sign_in_by_provider(
        database,
        issuer="https://provider.example",
        subject=subject,
        email=email,
        signed_in_at=NOW - ago,
        now=NOW,
    )


def test_a_provider_lets_in_who_was_invited_and_nobody_else(database: Database):
    made = accounts.add(database, "noor", password=None, email="Noor@example.org", now=NOW)
    assert vouched(database, "s1", "") == VISITOR  # an address that the provider did not check
    assert vouched(database, "s1", "ali@example.org") == VISITOR
    assert vouched(database, "", "noor@example.org") == VISITOR
    assert vouched(database, "s1", "noor@example.org").id == made.id
    assert vouched(database, "s1", "nieuw@example.org").id == made.id  # the same person, moved
    assert vouched(database, "s2", "noor@example.org") == VISITOR  # the invitation is used
    assert vouched(database, "s1", "", ago=timedelta(hours=8)) == VISITOR
    accounts.shut(database, "noor", now=NOW)
    assert vouched(database, "s1", "noor@example.org") == VISITOR


def test_a_browser_that_says_nothing_for_two_hours_is_out_and_after_eight_any_is(
    database: Database,
):
    accounts.add(database, "noor", password=PASSWORD, now=NOW)
    quiet, busy = sign_in(database), sign_in(database)
    for minutes in range(0, 8 * 60, 50):
        now = NOW + timedelta(minutes=minutes)
        assert accounts.actor_of(database, busy, now=now).role is Role.COORDINATOR
    assert accounts.actor_of(database, busy, now=NOW + accounts.SESSION_LASTS) == VISITOR
    just = NOW + accounts.IDLE
    assert accounts.actor_of(database, quiet, now=just - timedelta(seconds=1)) != VISITOR
    late = sign_in(database)
    assert accounts.actor_of(database, late, now=just) == VISITOR


def test_signing_in_again_gives_another_cookie_and_ends_the_one_before(database: Database):
    accounts.add(database, "noor", password=PASSWORD, now=NOW)
    planted = sign_in(database)
    cookie = accounts.sign_in(
        database, "noor", PASSWORD, source_address="", now=NOW, earlier=planted
    )
    assert cookie != planted
    assert accounts.actor_of(database, planted, now=NOW) == VISITOR
    assert accounts.actor_of(database, cookie, now=NOW) != VISITOR


def test_signing_out_of_a_provider_holds_whatever_its_cookie_says(database: Database):
    accounts.add(database, "noor", password=None, email="noor@example.org", now=NOW)
    assert vouched(database, "s1", "noor@example.org") != VISITOR
    accounts.sign_out_by_provider(
        database, issuer="https://provider.example", subject="s1", signed_in_at=NOW
    )
    assert vouched(database, "s1", "noor@example.org") == VISITOR
    again = vouched(database, "s1", "noor@example.org", ago=timedelta(minutes=-1))
    assert again != VISITOR  # signed in at the provider once more
    # What the visit is kept under can be worked out, so no cookie may stand for it.
    for guess in (f"https://provider.example s1 {NOW.isoformat()}", f"provider {NOW.isoformat()}"):
        assert accounts.actor_of(database, guess, now=NOW) == VISITOR


def test_an_account_by_a_provider_has_no_password(database: Database):
    accounts.add(database, "noor", password=None, email="noor@example.org", now=NOW)
    with pytest.raises(WrongPasswordError):
        sign_in(database, "")


@pytest.mark.parametrize(
    ("scope", "inside", "outside"),
    [
        (NATIONAL, [(UTRECHT, None), (ZWOLLE, Branch.SPORT), (Place(""), None)], []),
        (
            Scope(provinces=frozenset({Province.UTRECHT})),
            [(UTRECHT, None), (AMERSFOORT, Branch.SPORT)],
            [(ZWOLLE, None), (Place(""), None)],
        ),
        (
            Scope(frozenset({Province.OVERIJSSEL}), frozenset({"GM0344"})),
            [(UTRECHT, None), (ZWOLLE, None)],
            [(AMERSFOORT, None)],
        ),
        (
            Scope(frozenset({Province.UTRECHT}), branches=frozenset({Branch.SPORT})),
            [(UTRECHT, Branch.SPORT)],
            [(UTRECHT, None), (UTRECHT, Branch.CARE), (ZWOLLE, Branch.SPORT)],
        ),
    ],
)
def test_a_coordinator_acts_for_one_part(database: Database, scope, inside, outside):
    accounts.add(database, "noor", password=PASSWORD, scope=scope, now=NOW)
    actor = accounts.actor_of(database, sign_in(database), now=NOW)
    for place, branch in inside:
        check_scope(actor, place, branch)
    for place, branch in outside:
        with pytest.raises(OutsideScopeError):
            check_scope(actor, place, branch)
    with pytest.raises(NotAllowedError):
        check_scope(VISITOR, UTRECHT, None)
