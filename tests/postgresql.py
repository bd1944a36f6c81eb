"""A PostgreSQL server of our own for one test session, from Debian's package, as an ordinary user."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from data import schema, tables

MISSING = "PostgreSQL is not installed: apt-get install postgresql"


def programs() -> Path | None:
    """The folder of the newest installed server; None when there is none."""
    on_path = shutil.which("postgres")
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"),
        key=lambda path: int(path.parts[-3]),
    )
    found = on_path or (versions[-1] if versions else None)
    return Path(found).parent if found else None


@contextmanager
def server() -> Iterator[str]:
    """The URL of a running server without the database name. It keeps fsync on, as we demand.

    Its locale is Dutch, so that an order which differs from Python's comes to light.
    """
    folder = programs()
    assert folder is not None
    user = _ordinary_user()
    folder_of_all = os.environ.get("PYTEST_DEBUG_TEMPROOT", "/tmp")
    home = Path(tempfile.mkdtemp(prefix="verbinding-pg-", dir=folder_of_all))
    if user:
        shutil.chown(home, user.pw_uid, user.pw_gid)
    as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    initdb = [folder / "initdb", "-D", home / "data", "-U", "test", "-E", "UTF8", "--no-sync"]
    initdb += ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=nl"]
    port = _free_port()
    options = ["-D", home / "data", "-k", home, "-h", "127.0.0.1", "-p", str(port)]
    options += ["-c", "shared_buffers=32MB", "-c", "max_connections=120"]
    process = None
    try:
        subprocess.run(initdb, check=True, capture_output=True, cwd=home, **as_user)
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                [folder / "postgres", *options],
                stdout=log,
                stderr=log,
                cwd=home,
                **as_user,
            )
        url = f"postgresql://test@127.0.0.1:{port}"
        _wait(url, process, home / "log")
        yield url
    finally:
        if process:
            process.terminate()
            _stop(process)
        shutil.rmtree(home, ignore_errors=True)


def run(url: str, statement: str, **names: str) -> None:
    """Run one statement about whole databases, such as CREATE DATABASE {name}."""
    identifiers = {key: sql.Identifier(name) for key, name in names.items()}
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(**identifiers))


def empty(url: str) -> None:
    """Make a migrated database as it was at first; much quicker than a new one."""
    with psycopg.connect(url, options="-c lock_timeout=20s") as connection:
        for table in reversed(tables.metadata.sorted_tables):
            if table is not tables.programme:
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
        connection.execute("UPDATE programme SET version = 1")
        connection.execute("UPDATE alembic_version SET version_num = %s", (schema.newest(),))


def _ordinary_user() -> pwd.struct_passwd | None:
    """Whom to become when we are root, which PostgreSQL refuses to run as; else nobody else."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            psycopg.connect(f"{url}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(log.read_text(errors="replace"))


def _stop(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
