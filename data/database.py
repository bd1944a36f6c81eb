"""The database: where it is, and sessions to read and to write with.

`open_database` is the way in. Reads and writes are apart: a read session cannot write and sees
one unchanging state; a write session is one transaction, the unit of work of one service call.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import Engine, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from data import schema, tables
from data.engines import postgresql_engine, sqlite_engine
from data.settings import Settings
from domain.errors import VerbindingError

FILE_NAME = "verbindingswijzer.sqlite3"
IN_LINE_SECONDS = 60  # how long a write waits for others of the same process
_CHANGED = "programme_changed"

_log = logging.getLogger(__name__)


class StorageUnavailableError(VerbindingError):
    """The database cannot be reached, is full or may not be written; nothing was stored."""

    key = "error.storage_unavailable"


class AlreadyExistsError(VerbindingError):
    """Something that may exist once exists already."""

    key = "error.already_exists"


class LinkedError(VerbindingError):
    """Something else still hangs on what would go, or what it hangs on is gone."""

    key = "error.linked"


@dataclass(frozen=True, slots=True)
class Database:
    """An open database, safe to share between threads. Make one with `open_database`."""

    reader: Engine
    writer: Engine
    _turn: Lock = field(default_factory=Lock, repr=False, compare=False)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite; otherwise it is a PostgreSQL server."""
        return self.writer.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that only reads. Raises `StorageUnavailableError`."""
        with _refusals(), Session(self.reader) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits at the end, and undoes everything when an error leaves it.

        Raises `StorageUnavailableError`, `AlreadyExistsError` and `LinkedError` where the
        database refuses; other refusals are bugs and stay as they are.
        """
        with _refusals(), self._in_line(), Session(self.writer) as session, session.begin():
            yield session
            if session.info.pop(_CHANGED, False):
                # Last, so that on PostgreSQL writers hold this one shared row only to commit.
                raised = tables.programme.c.version + 1
                session.execute(update(tables.programme).values(version=raised))

    @contextmanager
    def _in_line(self) -> Iterator[None]:
        """Let writers of this process take turns with SQLite. Raises `StorageUnavailableError`.

        It lets waiting connections try again now and then, whoever came first: of two hundred at
        once some are passed over until their time is up, although each write takes milliseconds.
        """
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=IN_LINE_SECONDS):
            raise StorageUnavailableError()
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        """Let go of all connections."""
        self.reader.dispose()
        self.writer.dispose()


def programme_changed(session: Session) -> None:
    """Let the programme's version rise when this session commits."""
    session.info[_CHANGED] = True


def open_database(settings: Settings) -> Database:
    """Open the database that `settings` name, brought up to the schema of this release.

    Raises `NotDurableError` when it might lose data, `NewerSchemaError` when a later release
    made it, `StorageUnavailableError` when it cannot be reached.
    """
    with _refusals():
        database = connect(settings)
        if not schema.is_current(database.reader):  # most often: no need to wait for writers
            schema.upgrade(database.writer)
    return database


def connect(settings: Settings) -> Database:
    """The database as it is, whatever its schema; most callers want `open_database`."""
    if settings.database_url is None:
        settings.var.mkdir(parents=True, exist_ok=True)
        path = settings.var / FILE_NAME
        path.touch(mode=0o600)  # people's data: for this user alone
        return Database(sqlite_engine(path, writes=False), sqlite_engine(path, writes=True))
    writer = postgresql_engine(settings.database_url)
    reader = writer.execution_options(
        isolation_level="REPEATABLE READ",  # one state, also over several queries
        postgresql_readonly=True,
    )
    return Database(reader, writer)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what a database may refuse into situations that a visitor can be told about."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StorageUnavailableError() from error
    except DBAPIError as error:
        refusal = _refusal(error.orig)
        if refusal in {"UNIQUE", "23505"}:
            raise AlreadyExistsError() from error
        if refusal in {"FOREIGN KEY", "23503"}:
            raise LinkedError() from error
        if isinstance(error, OperationalError) and refusal != "SQLITE_ERROR":
            _log.exception("the database cannot be used")
            raise StorageUnavailableError() from error
        raise  # a wrong statement, or a rule that the domain should have kept: a bug


def _refusal(cause: BaseException | None) -> str:
    """What PostgreSQL (by SQLSTATE) or SQLite (by rule, else by result code) calls its refusal.

    The pysqlite3 driver gives no extended result codes, so the rule is read from the message.
    """
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    if code == "SQLITE_CONSTRAINT":
        return str(cause).partition(" constraint failed")[0]
    return str(code)
