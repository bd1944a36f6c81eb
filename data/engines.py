"""Connections that keep what they promised: durable settings set, and read back, on each one.

SQLite runs through `pysqlite3`, which brings a newer SQLite than Python itself: versions before
3.51.3 can damage a database in WAL mode when a checkpoint meets a writer on another connection
(the "WAL-reset bug", https://www.sqlite.org/changes.html). With an older one the journal is a
plain rollback journal: slower, never damaged.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import psycopg
import pysqlite3
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext

from domain.errors import VerbindingError

SAFE_WAL = (3, 51, 3)
BUSY_MS = 15_000  # a sign-up waits this long for other writers before it gives up

_log = logging.getLogger(__name__)


class NotDurableError(VerbindingError):
    """The database may lose what it confirmed (`setting`, `wanted`, `found`)."""

    key = "error.not_durable"


def journal_mode(sqlite_version: tuple[int, ...]) -> str:
    """The journal that this version of SQLite keeps safely: "wal" or "delete"."""
    return "wal" if sqlite_version >= SAFE_WAL else "delete"


def sqlite_engine(path: Path, *, writes: bool) -> Engine:
    """Connections to the file at `path`, all to write with or all to read with.

    A write begins with BEGIN IMMEDIATE: it waits its turn first and reads afterwards, so two
    writers never meet halfway. A reader sees one unchanging state for as long as it reads.
    """
    pragmas = _pragmas(journal_mode(pysqlite3.sqlite_version_info), writes=writes)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=pysqlite3,
        hide_parameters=True,
        pool_size=5,
        max_overflow=15,
    )
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    @event.listens_for(engine, "connect")
    def _set_and_check(connection: Any, _record: object) -> None:  # noqa: ANN401  # driver's own
        connection.isolation_level = None  # transactions begin where this module says so
        for name, wanted in pragmas.items():
            connection.execute(f"PRAGMA {name}={wanted}").fetchall()
            (found,) = connection.execute(f"PRAGMA {name}").fetchone()
            if found != wanted:
                raise NotDurableError(setting=name, wanted=wanted, found=found)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _pragmas(journal: str, *, writes: bool) -> dict[str, object]:
    if journal != "wal":
        _log.warning(
            "SQLite %s is older than %s: using journal_mode=%s instead of wal",
            pysqlite3.sqlite_version,
            ".".join(map(str, SAFE_WAL)),
            journal,
        )
    return {
        "busy_timeout": BUSY_MS,  # first: the next one may have to wait
        "journal_mode": journal,
        "synchronous": 2,  # FULL: a commit is on the disk before it is confirmed
        "foreign_keys": 1,
        "secure_delete": 1,  # erased is erased, also in the file
        "query_only": 0 if writes else 1,
    }


def postgresql_engine(database_url: str) -> Engine:
    """Connections to a PostgreSQL server, through psycopg 3, with UTC as their time zone."""
    engine = create_engine(
        make_url(database_url).set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=15,
        isolation_level="READ COMMITTED",  # a conditional update then sees the last commit
        connect_args={"connect_timeout": 10, "options": "-c timezone=utc"},
    )

    @event.listens_for(engine, "connect")
    def _check(connection: Any, _record: object) -> None:  # noqa: ANN401  # driver's own
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            (found,) = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
            if found not in {"on", "remote_apply"}:
                raise NotDurableError(setting=name, wanted="on", found=found)
        connection.rollback()

    @event.listens_for(engine, "handle_error")
    def _leave_detail_out(context: ExceptionContext) -> None:
        # The server's DETAIL repeats the row that it refuses, which no log may hold.
        cause, raised = context.original_exception, context.sqlalchemy_exception
        if isinstance(cause, psycopg.Error) and raised is not None:
            whole, summary = str(cause), cause.diag.message_primary or type(cause).__name__
            cause.args = (summary,)
            raised.args = (str(raised.args[0]).replace(whole, summary), *raised.args[1:])

    return engine
