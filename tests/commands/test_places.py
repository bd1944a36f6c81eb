"""`manage.py place` prints what was found."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from commands import places

app = typer.Typer()
app.command("place")(places.place)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("VERBINDING_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("VERBINDING_GEODATA", raising=False)
    return lambda *words: CliRunner().invoke(app, list(words))


def test_a_postcode_is_printed_as_json(run):
    done = run("3511 AB")

    assert done.exit_code == 0
    assert json.loads(done.stdout) == {
        "name": "3511 Utrecht",
        "latitude": 52.089,
        "longitude": 5.117,
        "precision": "postcode",
        "source": "embedded",
        "municipality": "Utrecht",
        "province": "Utrecht",
        "candidates": [],
    }


def test_an_ambiguous_name_prints_the_candidates(run):
    answer = json.loads(run("Bergen").stdout)

    assert answer["name"] is None
    assert [c["municipality"] for c in answer["candidates"]] == ["Bergen (NH.)", "Bergen (L.)"]


def test_an_unknown_name_ends_with_a_kind_sentence_and_code_1(run):
    done = run("Utrehct")

    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr == "We kennen 'Utrehct' niet. Bedoel je misschien: Utrecht?\n"
