from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from data.settings import ROOT


@pytest.fixture
def manage(tmp_path: Path, monkeypatch):
    """Runs manage.py as it is typed, on a database of its own."""
    monkeypatch.setenv("VERBINDING_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *words],
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )

    return run


def test_the_database_is_upgraded_checked_and_copied_from_any_folder(manage, tmp_path: Path):
    assert manage("db", "upgrade").stdout == "De database is bij de tijd.\n"
    assert manage("db", "check").stdout.endswith("nog zonder activiteiten.\nAlles klopt.\n")
    assert manage("db", "backup", "kopie").returncode == 0
    assert (tmp_path / "kopie").stat().st_size > 10_000


def test_what_cannot_be_is_said_in_a_sentence_without_a_trace(manage, tmp_path: Path):
    (tmp_path / "kopie").touch()
    done = manage("db", "backup", "kopie")
    assert done.returncode == 1
    assert (
        done.stderr
        == "kopie bestaat al en blijft zoals het is. Kies een andere naam voor de reservekopie.\n"
    )
