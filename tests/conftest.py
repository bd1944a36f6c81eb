"""What every test may ask for: a fresh database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest

from data.database import FILE_NAME, Database, open_database
from data.settings import Settings
from tests import postgresql

_numbers = count(1)

# Databases of tests live in memory where there is room: each commit waits until it is stored.
_MEMORY = Path("/dev/shm")  # on Linux
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 2_000_000_000:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

# A rule holds however busy the machine is.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")

# What is set up for running the product has no say in its tests; two settings are the tests' own.
_OWN = {"VERBINDING_TEST_EVENTS", "VERBINDING_RULER"}
for _name in set(os.environ) - _OWN:
    if _name.startswith(("VERBINDING_", "STREAMLIT_")) or _name == "DATABASE_URL":
        del os.environ[_name]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of this test session's own; skips with the way to get one."""
    if postgresql.programs() is None:
        pytest.skip(postgresql.MISSING)
    with postgresql.server() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database of this release, to copy."""
    folder = tmp_path_factory.mktemp("migrated")
    open_database(Settings(var=folder)).close()
    return folder / FILE_NAME


@pytest.fixture(scope="session")
def migrated_url(postgres_url: str) -> str:
    """A PostgreSQL database of this release, emptied by `settings` before each use."""
    postgresql.run(postgres_url, "CREATE DATABASE {name}", name="migrated")
    url = f"{postgres_url}/migrated"
    open_database(Settings(var=Path(os.devnull), database_url=url)).close()
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Runs a test twice: "sqlite" and "postgresql"."""
    return str(request.param)


@pytest.fixture
def empty_settings(
    database_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Settings]:
    """Settings that name a database without any tables."""
    if database_kind == "sqlite":
        yield Settings(var=tmp_path / "var")
        return
    url, name = request.getfixturevalue("postgres_url"), f"test_{next(_numbers)}"
    postgresql.run(url, "CREATE DATABASE {name}", name=name)
    yield Settings(var=tmp_path / "var", database_url=f"{url}/{name}")
    postgresql.run(url, "DROP DATABASE {name} WITH (FORCE)", name=name)


@pytest.fixture
def settings(
    database_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Settings]:
    """Settings that name an empty database of this release."""
    var = tmp_path / "var"
    if database_kind == "sqlite":
        var.mkdir()
        shutil.copy(request.getfixturevalue("migrated_file"), var / FILE_NAME)
        yield Settings(var=var)
        return
    url = request.getfixturevalue("migrated_url")
    postgresql.empty(url)
    yield Settings(var=var, database_url=url)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """An empty database: the test runs on SQLite and on PostgreSQL."""
    opened = open_database(settings)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(migrated_file: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty database on SQLite alone, for what does not depend on the kind."""
    var = tmp_path / "sqlite"
    var.mkdir()
    shutil.copy(migrated_file, var / FILE_NAME)
    opened = open_database(Settings(var=var))
    yield opened
    opened.close()
