"""`manage.py import` and `manage.py export`: what they say, what they leave, and how they stop."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from commands import imports
from data.spreadsheets.errors import StoppedError
from services import importing

TEXT = "Naam;Wanneer;Waar\nSoep;12-12-2026;Assen\nThee;7/10;Emmen\nTaart;13-12-2026;Assen\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("VERBINDING_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lijst.csv").write_text(TEXT, encoding="utf-8")
    app = typer.Typer()
    app.add_typer(imports.app, name="import")
    app.command("export")(imports.export)
    return lambda *words: CliRunner().invoke(app, list(words))


def test_a_list_comes_in_and_the_rest_comes_back(run, tmp_path):
    result = run("import", "lijst.csv", "--rejected", "terug.csv")
    assert result.exit_code == 0, result.output
    assert "Er zijn 2 activiteiten bijgekomen." in result.output
    assert "1 een datum zonder jaar" in result.output
    back = (tmp_path / "terug.csv").read_text(encoding="utf-8-sig").splitlines()
    assert back[0] == "Rij;Naam;Wanneer;Waar;Wat zou helpen"
    assert back[1].startswith("3;Thee;7/10;Emmen;Wanneer: ")
    assert "2 rijen waren al bekend" in run("import", "lijst.csv").output


def test_looking_stores_nothing(run):
    assert "Er is niets bewaard" in run("import", "lijst.csv", "--dry-run").output
    assert "0 activiteiten" in run("export").output


def test_a_column_may_be_named(run):
    result = run("import", "lijst.csv", "--column", "organisator=Naam", "--column", "titel=Waar")
    assert "naam van de activiteit ← Waar" in result.output
    assert run("import", "lijst.csv", "--column", "titel=Nergens").exit_code == 2
    assert run("import", "lijst.csv", "--column", "kleur=Naam").exit_code == 2


def test_what_was_imported_can_be_exported(run, tmp_path):
    run("import", "lijst.csv")
    for name in ("alles.csv", "alles.xlsx"):
        assert "2 activiteiten" in run("export", "--edition", "2026", "--out", name).output
    assert "Soep;12-12-2026;Assen" in (tmp_path / "alles.csv").read_text(encoding="utf-8-sig")
    assert (tmp_path / "alles.xlsx").read_bytes().startswith(b"PK")
    assert run("export", "--out", "alles.pdf").exit_code == 2


def test_a_file_that_cannot_be_read_says_what_would_help(run, tmp_path):
    (tmp_path / "x.csv").write_bytes(b"a\x00b")
    result = run("import", "x.csv")
    assert result.exit_code == 1
    assert "geen tekstbestand" in result.output
    assert run("import", "lijst.csv", "--edition", "1999").exit_code == 2


@pytest.mark.parametrize("stop", [KeyboardInterrupt, StoppedError])
def test_stopping_is_clean(run, monkeypatch, stop):
    def interrupted(*_, **__):
        raise stop

    monkeypatch.setattr(importing, "commit", interrupted)
    result = run("import", "lijst.csv")
    assert result.exit_code in {1, 130}
    assert "Gestopt. Er is niets bewaard." in result.output
    assert "0 activiteiten" in run("export").output


def test_other_lists_come_in_and_go_out_as_a_whole(run, tmp_path):
    (tmp_path / "teams.csv").write_text("Team;Plaats\nDe Buurt;Assen\nElders;Emmen\n")
    run("import", "lijst.csv")  # brings the year
    assert "InspiratieTeams" in run("import", "teams.csv", "--edition", "2026").output
    result = run("import", "list")
    id, *_ = result.output.split()
    assert "teams.csv" in result.output
    undone = run("import", "undo", id, "--kept", "blijft.csv")
    assert "2 rijen zijn weggehaald" in undone.output
    assert (tmp_path / "blijft.csv").exists()
    again = run("import", "undo", id)
    assert again.exit_code == 1
    assert "al eerder weggehaald" in again.output
    assert "Weer weggehaald op" in run("import", "list").output


def test_the_kind_may_be_said(run, tmp_path):
    (tmp_path / "wie.csv").write_text("Naam;Plaats;E-mail\nSam;Assen;sam@example.org\n")
    looked = run("import", "wie.csv", "--kind", "vrijwilligers", "--dry-run")
    assert "1 rij kan erin" in looked.output
    assert run("import", "wie.csv", "--kind", "draken").exit_code == 2
    assert run("import", "wie.csv", "--kind", "behoeften").exit_code == 2
