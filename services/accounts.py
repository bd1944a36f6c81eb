"""Coordinators coming in: by a password of their own, or by a provider that vouches for them.

Accounts are made on the command line; nobody can make one from the screen. A browser that signed
in holds a random cookie, of which only the hash is stored. What an account may do is read from
the database on every run, so that one that is shut is out at once.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from zxcvbn import zxcvbn

from data.database import Database
from data.repositories import accounts
from domain.accounts import (
    NATIONAL,
    Account,
    DeskSession,
    Scope,
    WeakPasswordError,
    WrongPasswordError,
)
from domain.activities import new_id
from domain.actors import VISITOR, Actor, Role, check_national
from domain.errors import NotFoundError
from services import limits
from services.links import SECRET_BYTES, hash_of

COOKIE = "verbinding_bureau"  # HttpOnly
SESSION_LASTS = timedelta(hours=8)
IDLE = timedelta(hours=2)  # without a word from the browser
_NOTED_AFTER = timedelta(minutes=5)  # that somebody is still there is not written at every click
LEAST_SIGNS = 12
MOST_SIGNS = 200  # hashing a book would keep the server busy
# zxcvbn's mark of 0 to 4: 3 stands up to ten thousand million guesses.
LEAST_STRENGTH = 3


def add(
    database: Database,
    name: str,
    *,
    password: str | None,
    email: str = "",
    scope: Scope = NATIONAL,
    now: datetime,
) -> Account:
    """Make an account: with a password, or with the address that a provider will vouch for.

    Raises `WeakPasswordError`, and `AlreadyExistsError` when the name is in use.
    """
    account = Account(
        id=new_id(),
        name=name.strip().casefold(),
        password_hash="" if password is None else _hashed(password, name, email),
        email=email.strip().casefold(),
        provinces=scope.provinces,
        municipalities=tuple(sorted(scope.municipalities)),
        branches=scope.branches,
        created_at=now,
    )
    with database.write() as session:
        accounts.save(session, account)
    return account


def change_password(database: Database, name: str, password: str) -> None:
    """Give an account another password; it is signed out everywhere.

    Raises `WeakPasswordError` and `NotFoundError`.
    """
    with database.write() as session:
        account = _known(accounts.by_name(session, name.strip().casefold()))
        hashed = _hashed(password, account.name, account.email)
        accounts.save(session, replace(account, password_hash=hashed))
        accounts.end_all(session, account.id)


def change_scope(database: Database, name: str, scope: Scope) -> None:
    """Let an account act for another part of the programme. Raises `NotFoundError`."""
    with database.write() as session:
        account = _known(accounts.by_name(session, name.strip().casefold()))
        changed = replace(
            account,
            provinces=scope.provinces,
            municipalities=tuple(sorted(scope.municipalities)),
            branches=scope.branches,
        )
        accounts.save(session, changed)


def want_digest(database: Database, name: str, *, wants: bool) -> None:
    """Send a coordinator the mail of the morning, or not. Raises `NotFoundError`."""
    with database.write() as session:
        account = _known(accounts.by_name(session, name.strip().casefold()))
        accounts.save(session, replace(account, wants_digest=wants))


def shut(database: Database, name: str, *, now: datetime) -> None:
    """Shut an account; who is signed in with it is out. Raises `NotFoundError`."""
    with database.write() as session:
        account = _known(accounts.by_name(session, name.strip().casefold()))
        accounts.save(session, replace(account, disabled_at=now))
        accounts.end_all(session, account.id)


def every(database: Database, *, actor: Actor) -> list[Account]:
    """All accounts, by name. Raises `NotAllowedError` and `OutsideScopeError`."""
    check_national(actor)
    with database.read() as session:
        return accounts.all(session)


def sign_in(
    database: Database,
    name: str,
    password: str,
    *,
    source_address: str,
    now: datetime,
    earlier: str | None = None,
) -> str:
    """The secret for the cookie of a browser that signs in: always a new one, `earlier` ends.

    An unknown name takes as long as a wrong password. Raises `WrongPasswordError`, and
    `TooOftenError` before anything is looked at.
    """
    name = name.strip().casefold().replace("\0", "")  # PostgreSQL refuses to look for that sign
    with database.write() as session:
        limits.check(session, limits.Action.SIGN_IN, email=name, address=source_address, now=now)
    with database.read() as session:
        account = accounts.by_name(session, name)
    is_open = account is not None and account.disabled_at is None and account.password_hash
    hashed = account.password_hash if account is not None and is_open else _nobody()
    if not _fits(hashed, password[:MOST_SIGNS]) or account is None or not is_open:
        raise WrongPasswordError()
    cookie = secrets.token_urlsafe(SECRET_BYTES)
    with database.write() as session:
        if earlier:
            accounts.end(session, hash_of(earlier))
        accounts.start(session, _begun(hash_of(cookie), account, at=now, now=now))
    return cookie


def sign_in_by_provider(
    database: Database,
    *,
    issuer: str,
    subject: str,
    email: str,
    signed_in_at: datetime | None,
    now: datetime,
) -> Actor:
    """Who a provider vouches for; a visitor when nobody invited them, or after SESSION_LASTS.

    `email` is an address that the provider checked, or "". The first time it finds the account
    that was made for that address; from then on issuer and subject do, whatever the address is.
    Streamlit's own cookie lasts thirty days, hence `signed_in_at`: what the provider said. Each
    time that they signed in there is a visit here, which ends as any other does.
    """
    if not (issuer and subject) or signed_in_at is None or now - signed_in_at >= SESSION_LASTS:
        return VISITOR
    hash = _vouched(issuer, subject, signed_in_at)
    with database.read() as session:
        visit = accounts.visit(session, hash)
    if visit is None:
        visit = _first_vouched(
            database, hash, f"{issuer} {subject}", email, at=signed_in_at, now=now
        )
    return VISITOR if visit is None else _going_on(database, visit, now=now)


def sign_out_by_provider(
    database: Database, *, issuer: str, subject: str, signed_in_at: datetime | None
) -> None:
    """End a visit that a provider vouched for, in all tabs, whatever Streamlit's own cookie says."""
    if signed_in_at is not None:
        with database.write() as session:
            accounts.end(session, _vouched(issuer, subject, signed_in_at))


def actor_of(database: Database, cookie: str | None, *, now: datetime) -> Actor:
    """Who signed in with this browser; a visitor when nobody did (any more)."""
    if not cookie:
        return VISITOR
    with database.read() as session:
        visit = accounts.visit(session, hash_of(cookie))
    return VISITOR if visit is None else _going_on(database, visit, now=now)


def sign_out(database: Database, cookie: str) -> None:
    """Sign a browser out."""
    with database.write() as session:
        accounts.end(session, hash_of(cookie))


def _first_vouched(
    database: Database, hash: str, identity: str, email: str, *, at: datetime, now: datetime
) -> DeskSession | None:
    """The visit of who is known or invited, with the invitation used up; None for anybody else."""
    with database.write() as session:
        account = accounts.by_identity(session, identity)
        if account is None and email:
            account = accounts.invited(session, email.strip().casefold())
            if account is not None:
                accounts.save(session, replace(account, identity=identity))
        if account is None or account.disabled_at is not None:
            return None
        accounts.start(session, _begun(hash, account, at=at, now=now))
        return accounts.visit(session, hash)


def _begun(hash: str, account: Account, *, at: datetime, now: datetime) -> DeskSession:
    return DeskSession(hash, account.id, at, min(at + SESSION_LASTS, now + IDLE))


def _going_on(database: Database, visit: DeskSession, *, now: datetime) -> Actor:
    """Who a visit is of; a visitor once it ended, was idle for too long, or its account is shut."""
    if visit.expires_at <= max(now, visit.created_at):  # one that was ended lasts no time at all
        return VISITOR
    with database.read() as session:
        account = accounts.open_one(session, visit.account_id)
    if account is None:
        return VISITOR
    until = min(visit.created_at + SESSION_LASTS, now + IDLE)
    if until - visit.expires_at >= _NOTED_AFTER:
        with database.write() as session:
            accounts.go_on(session, visit.hash, until=until)
    return Actor(Role.COORDINATOR, account.id, scope=account.scope)


def _vouched(issuer: str, subject: str, signed_in_at: datetime) -> str:
    """What a visit by a provider is kept under; no cookie can have this hash."""
    return f"provider {hash_of(f'{issuer} {subject} {signed_in_at.isoformat()}')}"


def _hashed(password: str, *known: str) -> str:
    """The hash to store. Raises `WeakPasswordError`."""
    if not LEAST_SIGNS <= len(password) <= MOST_SIGNS:
        raise WeakPasswordError(field="password", least=LEAST_SIGNS)
    found = zxcvbn(password[:100], user_inputs=[*known, "verbinding", "verbindingswijzer"])
    if found["score"] < LEAST_STRENGTH:
        raise WeakPasswordError(field="password", least=LEAST_SIGNS)
    return _hasher().hash(password)


def _fits(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password)
    except VerifyMismatchError:
        return False


@cache
def _hasher() -> PasswordHasher:
    # The least that OWASP's Password Storage page allows for Argon2id: 19 MiB, twice over.
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobody() -> str:
    """A hash that fits no password, to spend the same time on an unknown name."""
    return _hasher().hash(secrets.token_urlsafe(SECRET_BYTES))


def _known(account: Account | None) -> Account:
    if account is None:
        raise NotFoundError(what="account", id="")
    return account
