from typer.testing import CliRunner

from data.database import open_database
from data.settings import Settings
from domain.vocabulary import Audience
from manage import command_line
from matching.weights import current
from tests.matching import planted
from tests.services.desk.answered import store


def printed(sqlite_file_of, monkeypatch, made) -> str:
    database = open_database(Settings(var=sqlite_file_of))
    if made is not None:
        store(database, made)
    database.close()
    monkeypatch.setenv("VERBINDING_VAR", str(sqlite_file_of))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    app = command_line(["learn"])
    app.callback()(lambda: None)
    result = CliRunner().invoke(app, ["learn"])
    assert result.exit_code == 0, result.output
    return result.output


def var_of(migrated_file, tmp_path):
    (tmp_path / "verbindingswijzer.sqlite3").write_bytes(migrated_file.read_bytes())
    return tmp_path


def test_learnt_weights_are_printed_beside_those_in_use_and_ready_to_copy(
    migrated_file, tmp_path, monkeypatch
):
    weights = current(Audience.VOLUNTEER)
    turned = dict(zip(weights.values, reversed(weights.values.values()), strict=True))
    said = printed(var_of(migrated_file, tmp_path), monkeypatch, planted.answers(turned, 900))

    assert f"Vrijwilligers, gewichten ‘{weights.version}’" in said
    assert "De antwoorden wijzen op andere gewichten." in said
    assert "Log-loss" in said
    assert "AUC" in said
    assert ' volunteer answers", Audience.VOLUNTEER,' in said
    assert '-volunteer-answers = "Learnt from ' in said


def test_without_answers_there_is_nothing_to_copy(migrated_file, tmp_path, monkeypatch):
    said = printed(var_of(migrated_file, tmp_path), monkeypatch, None)
    assert "Er zijn nog geen 5 antwoorden op voorstellen." in said
    assert "_version(" not in said
