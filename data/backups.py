"""Copies of a database in use, whole and consistent; `cp` may miss what is still in the journal."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pysqlite3
from sqlalchemy import PoolProxiedConnection, make_url

from data.database import connect
from data.settings import Settings
from domain.errors import VerbindingError


class BackupExistsError(VerbindingError):
    """A backup never goes over another file (`path`)."""

    key = "error.backup_exists"


class BackupFailedError(VerbindingError):
    """No whole backup could be made (`reason`, in the words of the tool that failed)."""

    key = "error.backup_failed"


def back_up(settings: Settings, target: Path) -> int:
    """Copy the whole database, as it is, into the new file `target`; its size in bytes.

    A file of SQLite, checked after copying, or a custom-format dump of `pg_dump`. Only its owner
    may read it. Raises `BackupExistsError`, and `BackupFailedError` after removing what is half.
    """
    try:
        target.touch(mode=0o600, exist_ok=False)
    except FileExistsError as error:
        raise BackupExistsError(path=target) from error
    except OSError as error:
        raise BackupFailedError(reason=error.strerror) from error
    try:
        if settings.database_url is None:
            _copy_file(settings, target)
        else:
            _dump(settings.database_url, target)
        _keep(target)
    except BackupFailedError:
        target.unlink()
        raise
    return target.stat().st_size


def put_back(settings: Settings, source: Path) -> None:
    """Put the whole of a backup in place of the database of `settings`, at once or not at all.

    For a database that nobody uses. Raises `BackupFailedError` when the backup is not whole.
    """
    if settings.database_url is None:
        _put_file_back(settings, source)
    else:
        _pg_restore(settings.database_url, source)


def _put_file_back(settings: Settings, source: Path) -> None:
    with (
        _writing(settings) as connection,
        closing(pysqlite3.connect(f"{source.resolve().as_uri()}?immutable=1", uri=True)) as copy,
    ):
        _check_whole(copy)
        copy.backup(connection.driver_connection)


def _copy_file(settings: Settings, target: Path) -> None:
    with _writing(settings) as connection:
        connection.cursor().execute("VACUUM INTO ?", (str(target),))
        with closing(pysqlite3.connect(str(target))) as copy:
            _check_whole(copy)


@contextmanager
def _writing(settings: Settings) -> Iterator[PoolProxiedConnection]:
    """The database as SQLite sees it; what goes wrong meanwhile is a `BackupFailedError`."""
    database = connect(settings)
    try:
        with closing(database.writer.raw_connection()) as connection:
            yield connection
    except pysqlite3.Error as error:
        raise BackupFailedError(reason=str(error)) from error
    finally:
        database.close()


def _check_whole(copy: pysqlite3.Connection) -> None:
    (found,) = copy.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        raise BackupFailedError(reason=found)


def _dump(database_url: str, target: Path) -> None:
    _run_tool("pg_dump", database_url, "--format=custom", f"--file={target}")


def _pg_restore(database_url: str, source: Path) -> None:
    whole = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
    _run_tool("pg_restore", database_url, *whole, str(source))


def _run_tool(name: str, database_url: str, *arguments: str) -> None:
    program = shutil.which(name)
    if program is None:
        raise BackupFailedError(reason=f"{name}: not found")
    url = make_url(database_url).set(drivername="postgresql")
    # The password goes by the environment: other users can read a command's arguments.
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    address = url.set(password=None).render_as_string(hide_password=False)
    done = subprocess.run(  # noqa: S603  # a fixed program; the address comes from the owner
        [program, "--no-password", f"--dbname={address}", *arguments],
        env=os.environ | secret,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupFailedError(reason=done.stderr.strip())


def _keep(target: Path) -> None:
    """Have the file and its name written to the disk itself."""
    for path in (target, target.parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
