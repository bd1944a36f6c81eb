from pathlib import Path

import pytest

from data.settings import ROOT, Settings
from domain.errors import InvalidValueError


def test_an_empty_environment_gives_a_private_app_on_sqlite_without_network_beyond_pdok():
    settings = Settings.from_environment({"DATABASE_URL": "", "PORT": ""})

    assert settings.database_url is None
    assert settings.var == ROOT / "var"
    assert settings.address == "127.0.0.1"
    assert settings.port == 8501
    assert settings.pdok is True
    assert settings.nominatim_url is None


def test_choices_come_from_the_environment(tmp_path: Path):
    settings = Settings.from_environment(
        {
            "VERBINDING_VAR": str(tmp_path),
            "DATABASE_URL": "postgresql://db/verbinding",
            "VERBINDING_PDOK": "off",
            "PORT": "8700",
            "VERBINDING_ALLOWED_HOSTS": "week.example.nl, www.week.example.nl",
            "VERBINDING_PUBLIC_URL": "https://week.example.nl/",
        }
    )

    assert settings.var == tmp_path
    assert settings.database_url == "postgresql://db/verbinding"
    assert settings.pdok is False
    assert settings.port == 8700
    assert settings.allowed_hosts == ("week.example.nl", "www.week.example.nl")
    assert settings.public_url == "https://week.example.nl"


def test_geodata_is_what_is_named_else_what_was_downloaded_else_nothing(tmp_path: Path):
    var = {"VERBINDING_VAR": str(tmp_path)}
    assert Settings.from_environment(var).geodata is None
    (tmp_path / "geodata").mkdir()
    assert Settings.from_environment(var).geodata == tmp_path / "geodata"
    elsewhere = var | {"VERBINDING_GEODATA": str(tmp_path)}
    assert Settings.from_environment(elsewhere).geodata == tmp_path


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "٣"])
def test_what_is_no_port_is_refused(port: str):
    with pytest.raises(InvalidValueError) as refused:
        Settings.from_environment({"PORT": port})
    assert refused.value.facts["field"] == "PORT"
