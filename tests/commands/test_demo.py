from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from commands import demo, first_start, history


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command on an empty database of its own and gives what it printed."""
    monkeypatch.setenv("VERBINDING_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    app = typer.Typer()
    app.add_typer(demo.app, name="demo")
    app.add_typer(history.app, name="history")
    app.command("first-start")(first_start.fill)

    def invoke(*words: str) -> str:
        result = CliRunner().invoke(app, words, catch_exceptions=False)
        assert result.exit_code == 0
        return result.output.strip()

    return invoke


def test_one_command_takes_the_example_away_and_it_does_not_come_back(run):
    assert run("first-start").startswith("De database was leeg.")
    assert run("demo", "remove").startswith("De voorbeeldweek is weg")
    assert run("demo", "remove").startswith("Er was geen voorbeeldweek.")
    assert run("first-start").startswith("Er staat al een programma")


def test_year_and_number_can_be_chosen(run):
    printed = run("demo", "add", "--year", "2031", "--activities", "20")
    assert printed == "De voorbeeldweek van 2031 staat erin, met 20 activiteiten."


def test_history_comes_once_and_goes(run):
    assert run("history", "add") == "Er zijn 28 activiteiten uit de geschiedenis bij gekomen."
    assert run("history", "add") == "Alles uit de geschiedenis stond er al in."
    assert run("history", "remove") == "28 activiteiten uit de geschiedenis zijn weg."
