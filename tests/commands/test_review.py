from __future__ import annotations

import pytest
from typer.testing import CliRunner

from commands import review
from data.database import open_database
from data.settings import Settings
from domain.errors import NotFoundError
from services import activities
from services.organising import mine
from tests.services.organising.made_up import COORDINATOR, placed, with_edition


@pytest.fixture
def waiting(tmp_path, monkeypatch):
    """A database in which one activity waits: its path's database and the activity's id."""
    monkeypatch.setenv("VERBINDING_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database = open_database(Settings(var=tmp_path))
    yield database, placed(with_edition(database)).activity.id
    database.close()


def said(*arguments):
    done = CliRunner().invoke(review.app, list(arguments))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_what_waits_is_listed_published_and_then_gone(waiting):
    database, id = waiting
    assert "Soep voor de straat" in said("list")
    assert "staat op de kaart" in said("publish", id)
    assert activities.detail(database, id).activity.title == "Soep voor de straat"
    assert "Er wacht niets" in said("list")
    with pytest.raises(NotFoundError):
        said("publish", id)


def test_a_question_goes_back(waiting):
    database, id = waiting
    said("ask", id, "Waar is het?")
    assert mine(database, id, actor=COORDINATOR).question == "Waar is het?"
