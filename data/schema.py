"""Bring a database to the schema of this release, one process at a time, wholly or not at all."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from domain.errors import VerbindingError

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 20_261_207  # any number, the same in every process


class NewerSchemaError(VerbindingError):
    """The database was made by a later release (`revision`)."""

    key = "error.newer_schema"


def current(connection: Connection) -> str | None:
    """The revision of the database; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


@cache
def newest() -> str:
    """The revision of this release; its files are read once in a process."""
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory.from_config(_config()).get_current_head())


def is_current(engine: Engine) -> bool:
    """Whether the database has the schema of this release already."""
    with engine.connect() as connection:
        return current(connection) == newest()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations that are missing, in one transaction under a lock.

    Raises `NewerSchemaError` when the database has a revision that this release does not know.
    """
    from alembic import command
    from alembic.script import ScriptDirectory

    config = _config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            # Rebuilding a table must not empty those that refer to it. This only works outside
            # a transaction, hence on the driver's connection; `foreign_key_check` looks after it.
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if not on_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
                found = current(connection)
                if found is not None and found not in known:
                    raise NewerSchemaError(revision=found)
                config.attributes["connection"] = connection
                command.upgrade(config, revision)
                if on_sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise RuntimeError("a migration left rows that refer to nothing")
        finally:
            connection.invalidate()  # its settings were changed: not back into the pool


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
