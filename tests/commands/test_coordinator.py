from __future__ import annotations

from typer.testing import CliRunner

from commands import coordinator
from data.database import open_database
from data.repositories import accounts
from data.settings import Settings
from services.accounts import add
from tests.services.mail.made_up import NOW


def test_the_mail_of_the_morning_is_switched_off_and_on_again(tmp_path, monkeypatch):
    monkeypatch.setenv("VERBINDING_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database = open_database(Settings(var=tmp_path))
    add(database, "noor", password=None, email="noor@example.org", now=NOW)
    for options, says, wants in (
        (["--off"], "krijgt die mail niet meer", False),
        ([], "krijgt elke ochtend een mail", True),
    ):
        done = CliRunner().invoke(coordinator.app, ["digest", "Noor", *options])
        assert says in done.output
        with database.read() as session:
            assert [one.wants_digest for one in accounts.all(session)] == [wants]
    database.close()
