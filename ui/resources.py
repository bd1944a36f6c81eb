"""What all visitors share: settings, database, the programme. Never anything of one person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from data.database import Database
from data.geocoding import gazetteer as gazetteers
from data.geocoding.gazetteer import Gazetteer
from data.settings import Settings
from domain.actors import Actor, Role
from services import accounts, application, links
from services.looks import LookBook
from services.programme import Programme
from ui import provider
from ui.provider import Vouched


def settings() -> Settings:
    """The settings of this process."""
    return application.current().settings


def database() -> Database:
    """The one open database."""
    return application.current().database


def programme() -> Programme:
    """The programme as it is now; rebuilt only when it changed."""
    return application.current().programmes.current()


def look_book() -> LookBook:
    """Where looks are counted: how often, never who."""
    return application.current().looks


def gazetteer() -> Gazetteer:
    """The places of the Netherlands that this process knows without asking anybody."""
    return gazetteers.load(settings().geodata)


def now() -> datetime:
    """The clock of the screen: the only one above the services."""
    return datetime.now(UTC)


def actor() -> Actor:
    """Who is asking in this visit: a coordinator who signed in, or whose links were opened.

    Read anew on every run, so that what is taken back or shut opens nothing from then on.
    """
    person = links.actor_of(database(), cookie(links.COOKIE), now=now())
    desk = coordinator_later()()
    return person if desk.role is not Role.COORDINATOR else replace(desk, grants=person.grants)


def coordinator_later() -> Callable[[], Actor]:
    """Asks anew who the coordinator of this visit is, also where no page runs: at a download."""
    secret, vouched = cookie(accounts.COOKIE), provider.vouched()
    return lambda: _desk(secret, vouched)


def _desk(secret: str | None, vouched: Vouched | None) -> Actor:
    """The coordinator of a visit; a visitor when nobody signed in."""
    if settings().open_desk:
        return Actor(Role.COORDINATOR)
    signed_in = accounts.actor_of(database(), secret, now=now())
    if signed_in.role is Role.COORDINATOR or vouched is None:
        return signed_in
    return accounts.sign_in_by_provider(
        database(),
        issuer=vouched.issuer,
        subject=vouched.subject,
        email=vouched.email,
        signed_in_at=vouched.signed_in_at,
        now=now(),
    )


def source_address() -> str:
    """The network address of this visit, for limits only; empty when it is not known."""
    return st.context.ip_address or ""


def cookie(name: str) -> str | None:
    """What opening a link or signing in left in this browser. Scripts in the page cannot read it."""
    return st.context.cookies.get(name)
