from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from data import schema, tables
from data.database import Database, open_database
from data.engines import postgresql_engine, sqlite_engine
from data.repositories import programme
from data.schema import NewerSchemaError
from data.settings import Settings
from domain.errors import VerbindingError

REVISIONS = [
    script.revision
    for script in reversed(list(ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions()))
]

# What an older database had and a newer one has no place for.
GONE = {"ideas", "editions.publishes_at_once"}


@pytest.fixture
def engine(empty_settings: Settings):
    """Connections to a database without tables."""
    if empty_settings.database_url:
        opened = postgresql_engine(empty_settings.database_url)
    else:
        empty_settings.var.mkdir()
        opened = sqlite_engine(empty_settings.var / "verbindingswijzer.sqlite3", writes=True)
    yield opened
    opened.dispose()


def _rules(connection: Connection) -> dict[str, Any]:
    """All that Alembic's own comparison leaves out: checks and what a deletion takes along."""
    found = sa.inspect(connection)
    return {
        table: (
            sorted(
                (check["name"], check["sqltext"]) for check in found.get_check_constraints(table)
            ),
            sorted((key["name"], str(key["options"])) for key in found.get_foreign_keys(table)),
            sorted((index["name"], index["unique"]) for index in found.get_indexes(table)),
        )
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def test_the_migrated_schema_is_that_of_the_tables(engine: Engine):
    schema.upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        migrated = _rules(connection)
    with engine.begin() as connection:
        tables.metadata.drop_all(connection)
        tables.metadata.create_all(connection)
    with engine.connect() as connection:
        assert migrated == _rules(connection)


def _made_up(column: sa.Column[Any], n: int) -> object:
    kinds: dict[type, object] = {
        bool: True,
        int: n,
        float: 52.0 + n / 7,
        bytes: b"\xff\xd8",
        date: date(2026, 12, 7),
        datetime: datetime(2026, 12, 7, 9 + n % 2, n, tzinfo=UTC),
    }
    return kinds.get(column.type.python_type, f"{column.name} {n}")


def _row(table: sa.Table) -> dict[str, object]:
    """A row that keeps the rules of any revision: one row each, all with the same id."""
    row = {}
    for n, column in enumerate(table.c, start=1):
        if column.primary_key or column.foreign_keys:
            keys: dict[type, object] = {int: 1, date: date(2026, 12, 7)}
            row[column.name] = keys.get(column.type.python_type, "één")
        else:
            row[column.name] = _made_up(column, n)
    later = {"capacity": 99, "people": 99, "quantity": 99}
    earlier = {"taken": 3, "promised": 3}
    for given in (later, earlier):
        row |= {name: value for name, value in given.items() if name in row}
    if "score" in row:
        row["score"] = 0.5
    if "ends_at" in row:
        row["ends_at"] = datetime(2026, 12, 8, tzinfo=UTC)
    return row


def _everything(connection: Connection, reflected: sa.MetaData) -> dict[str, list[Any]]:
    names = {
        table.name: [one.name for one in table.c if f"{table.name}.{one.name}" not in GONE]
        for table in reflected.sorted_tables
        if table.name not in GONE
    }
    now = sa.MetaData()
    now.reflect(connection)
    return {
        name: [
            tuple(row)
            for row in connection.execute(
                sa.select(*(now.tables[name].c[each] for each in columns))
            )
        ]
        for name, columns in names.items()
        if name in now.tables and set(columns) <= set(now.tables[name].c.keys())
    }


@pytest.mark.parametrize("revision", REVISIONS)
def test_an_older_database_is_upgraded_with_all_that_is_in_it(engine: Engine, revision: str):
    schema.upgrade(engine, revision)
    with engine.begin() as connection:
        reflected = sa.MetaData()
        reflected.reflect(connection)
        reflected.remove(reflected.tables["alembic_version"])
        for table in reflected.sorted_tables:
            if table.name != "programme":
                connection.execute(sa.insert(table), [_row(table)])
        before = _everything(connection, reflected)

    schema.upgrade(engine)

    with engine.connect() as connection:
        after = _everything(connection, reflected)
        assert after.keys() == before.keys() == reflected.tables.keys() - GONE
        assert after == before
        assert all(len(rows) == 1 for rows in after.values())
        assert schema.current(connection) == schema.newest() == REVISIONS[-1]


def test_opening_twice_changes_nothing(empty_settings: Settings):
    for _ in range(2):
        database = open_database(empty_settings)
        with database.read() as session:
            assert programme.version(session) == 1
        database.close()


def test_a_database_of_a_later_release_is_refused_and_left_alone(
    database: Database, settings: Settings
):
    with database.write() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()

    with pytest.raises(NewerSchemaError) as refused:
        open_database(settings)

    assert refused.value.facts == {"revision": "9999"}
    with database.read() as session:
        assert programme.version(session) == 1


def test_a_migration_that_fails_leaves_nothing_behind(engine: Engine, monkeypatch):
    def fail(*_args: object) -> None:
        raise VerbindingError()

    monkeypatch.setattr("alembic.op.bulk_insert", fail)  # the last step of the first migration
    with pytest.raises(VerbindingError):
        schema.upgrade(engine)
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == []

    monkeypatch.undo()
    schema.upgrade(engine)


def test_several_processes_may_start_at_once(empty_settings: Settings):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as threads:
        for database in threads.map(open_database, [empty_settings] * 4):
            with database.read() as session:
                assert programme.version(session) == 1
            database.close()


def test_one_can_go_back_and_up_again(engine: Engine):
    from alembic import command

    schema.upgrade(engine)
    with engine.begin() as connection:
        config = schema._config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]
    schema.upgrade(engine)


def test_a_current_database_opens_while_somebody_writes(database: Database, settings: Settings):
    with database.write() as session:
        session.execute(sa.update(tables.programme).values(version=tables.programme.c.version))
        open_database(settings).close()
