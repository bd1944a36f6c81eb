"""What all visitors share: settings, database, the programme. Never anything of one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from data.database import Database
from data.geocoding import gazetteer as gazetteers
from data.geocoding.gazetteer import Gazetteer
from data.settings import Settings
from domain.actors import Actor, Role
from services import application, links
from services.links import COOKIE
from services.programme import Programme


def settings() -> Settings:
    """The settings of this process."""
    return application.current().settings


def database() -> Database:
    """The one open database."""
    return application.current().database


def programme() -> Programme:
    """The programme as it is now; rebuilt only when it changed."""
    return application.current().programmes.current()


def gazetteer() -> Gazetteer:
    """The places of the Netherlands that this process knows without asking anybody."""
    return gazetteers.load(settings().geodata)


def now() -> datetime:
    """The clock of the screen: the only one above the services."""
    return datetime.now(UTC)


def actor() -> Actor:
    """Who is asking in this visit: the coordinator of an open desk, or whose links were opened.

    Read anew on every run, so that a link that is taken back opens nothing from then on.
    """
    if settings().open_desk:
        return replace(_person(), role=Role.COORDINATOR)
    return _person()


def source_address() -> str:
    """The network address of this visit, for limits only; empty when it is not known."""
    return st.context.ip_address or ""


def cookie() -> str | None:
    """The secret that opening a link left in this browser. Scripts in the page cannot read it."""
    return st.context.cookies.get(COOKIE)


def _person() -> Actor:
    return links.actor_of(database(), cookie(), now=now())
