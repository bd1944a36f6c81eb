"""`manage.py mail` and `manage.py jobs`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from data.database import open_database
from data.repositories import people
from data.settings import Settings
from domain.contacts import MailKind, Person
from manage import command_line
from services.mail import post


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "VERBINDING_SMTP_URL", "VERBINDING_MAIL_FROM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VERBINDING_VAR", str(tmp_path))
    now = datetime.now(UTC)
    database = open_database(Settings(var=tmp_path))
    with database.write() as session:
        people.save(session, Person("p", "Noor", "noor@example.org", created_at=now))
        post(session, MailKind.MY_DATA, "p", "p", now=now)
    database.close()
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(command_line(list(words)), list(words))
    return result.exit_code, result.output


def test_what_waits_is_listed_without_an_address_and_then_sent(var: Path):
    code, before = run("mail", "list")
    assert code == 0
    assert "my_data" in before
    assert "Er wacht 1 mail." in before
    assert "@" not in before

    code, sent = run("mail", "send")
    assert code == 0
    assert "mail: sent 1, skipped 0" in sent
    assert len(list((var / "outbox").glob("*.eml"))) == 1

    assert "Er wacht geen mail." in run("mail", "list")[1]


def test_jobs_are_run_by_name_and_say_when_they_last_were(var: Path):
    assert "mail: nog niet gedaan" in run("jobs", "list")[1]

    code, output = run("jobs", "run", "mail")

    assert (code, output) == (0, "mail: sent 1, skipped 0, postponed 0, given up 0\n")
    listed = run("jobs", "list")[1]
    assert "sent 1" in listed
    assert "retention: nog niet gedaan" in listed
    assert run("jobs", "run", "mail", "--due") == (0, "")


def test_an_unknown_job_is_answered_with_the_known_ones(var: Path):
    code, output = run("jobs", "run", "koffie")
    assert code == 2
    assert "mail" in output
