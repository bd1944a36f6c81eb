from pathlib import Path

from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.database import Database, connect
from data.settings import Settings
from web import health


def _ask(database: Database) -> tuple[int, dict[str, str]]:
    answer = TestClient(Starlette(routes=health.routes(database))).get("/gezond")
    return answer.status_code, answer.json()


def test_all_is_well_while_the_database_answers(sqlite_database: Database):
    assert _ask(sqlite_database) == (200, {"database": "ok"})


def test_a_monitor_hears_that_the_database_is_away(tmp_path: Path):
    away = connect(Settings(var=tmp_path, database_url="postgresql://test@127.0.0.1:1/none"))
    assert _ask(away) == (503, {"database": "unavailable"})
