"""What every command works with: the database and the places of this installation."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from data.database import Database, open_database
from data.geocoding.gazetteer import Gazetteer, load
from data.settings import Settings
from domain.actors import Actor, Role

# Who may run a command on the server may already read and write its database.
COMMAND_LINE = Actor(Role.COORDINATOR, "command-line")


@contextmanager
def opened() -> Iterator[tuple[Database, Gazetteer]]:
    """The database and gazetteer that the environment names; the database is closed afterwards."""
    settings = Settings.from_environment(os.environ)
    database = open_database(settings)
    try:
        yield database, load(settings.geodata)
    finally:
        database.close()
