"""What all visitors share: settings, database, the programme. Never anything of one person."""

from __future__ import annotations

from datetime import UTC, datetime

from data.database import Database
from data.geocoding import gazetteer as gazetteers
from data.geocoding.gazetteer import Gazetteer
from data.settings import Settings
from domain.actors import VISITOR, Actor, Role
from services import application
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
    """Who is asking in this visit.

    Nobody can sign in yet: the desk is open to everyone who can reach the app, or to no one.
    """
    return Actor(Role.COORDINATOR) if settings().open_desk else VISITOR
