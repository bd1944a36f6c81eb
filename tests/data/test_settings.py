from pathlib import Path

from data.settings import ROOT, Settings


def test_an_empty_environment_gives_a_private_app_on_sqlite_without_network_beyond_pdok():
    settings = Settings.from_environment({"DATABASE_URL": "", "STREAMLIT_SERVER_PORT": ""})

    assert settings.database_url is None
    assert settings.var == ROOT / "var"
    assert settings.public_url == "http://127.0.0.1:8501"
    assert settings.pdok is True
    assert settings.nominatim_url is None


def test_choices_come_from_the_environment(tmp_path: Path):
    settings = Settings.from_environment(
        {
            "VERBINDING_VAR": str(tmp_path),
            "DATABASE_URL": "postgresql://db/verbinding",
            "VERBINDING_PDOK": "off",
            "VERBINDING_PUBLIC_URL": "https://week.example.nl/",
        }
    )

    assert settings.var == tmp_path
    assert settings.database_url == "postgresql://db/verbinding"
    assert settings.pdok is False
    assert settings.public_url == "https://week.example.nl"


def test_geodata_is_what_is_named_else_what_was_downloaded_else_nothing(tmp_path: Path):
    var = {"VERBINDING_VAR": str(tmp_path)}
    assert Settings.from_environment(var).geodata is None
    (tmp_path / "geodata").mkdir()
    assert Settings.from_environment(var).geodata == tmp_path / "geodata"
    elsewhere = var | {"VERBINDING_GEODATA": str(tmp_path)}
    assert Settings.from_environment(elsewhere).geodata == tmp_path


def test_without_a_public_address_links_lead_to_where_the_server_listens():
    listens = {"STREAMLIT_SERVER_ADDRESS": "192.0.2.7", "STREAMLIT_SERVER_PORT": "8700"}
    assert Settings.from_environment(listens).public_url == "http://192.0.2.7:8700"
