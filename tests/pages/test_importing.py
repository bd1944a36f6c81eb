"""The import page through app.py: a file in, every row accounted for, the good ones stored."""

from __future__ import annotations

import pytest

from services import application
from tests.pages.reading import labelled, words
from ui import state
from ui.importing import ImportWork

PAGE = "beheer/importeren.py"
VOLUNTEERS = (
    b"Voornaam;Achternaam;E-mail;Woonplaats\n"
    b"Sam;Voorbeeld;sam@example.org;Utrecht\n"
    b"Noor;Voorbeeld;noor@example.org;Hengelo\n"
)
FILE = (
    b"Titel;Datum;Tijd;Plaats\n"
    b"Soep voor de buurt;12-12-2026;14.00-16.00;Utrecht\n"
    b"Wandeling;7/10;10.00-11.00;Zwolle\n"
)


@pytest.fixture
def page(empty_app, monkeypatch):
    monkeypatch.setenv("VERBINDING_OPEN_DESK", "1")
    application.close()
    return empty_app


def uploaded(page, content=FILE):
    test = page(PAGE)
    test.file_uploader(key="import_bestand").set_value(("lijst.csv", content, "text/csv"))
    return test.run()


def test_the_page_waits_for_a_file(page):
    test = page(PAGE)
    assert not test.exception
    assert "Kies een bestand" in words(test)


def test_a_file_that_is_no_spreadsheet_says_what_would_help(page):
    test = page(PAGE)
    test.file_uploader(key="import_bestand").set_value(("x.csv", b"a\x00b", "text/csv"))
    assert "geen tekstbestand" in words(test.run())


def test_the_guess_is_shown_and_every_row_is_accounted_for(page):
    test = uploaded(page)
    assert labelled(test.selectbox, "Datum").value == "datum"
    test.button(key="import_nakijken").click().run()
    assert not test.exception
    assert [one.value for one in test.metric] == ["1", "1", "1"]
    assert "Rij 3" in words(test)
    assert "mist het jaar" in words(test)


def test_another_meaning_asks_for_a_new_check(page):
    test = uploaded(page)
    test.button(key="import_nakijken").click().run()
    labelled(test.selectbox, "Tijd").set_value("").run()
    assert "Kijk de rijen opnieuw na" in words(test)
    assert not test.metric


def test_the_good_rows_are_stored_once(page):
    test = uploaded(page)
    test.button(key="import_nakijken").click().run()
    test.button(key="import_bewaren").click().run()
    assert not test.exception
    assert "Er is 1 activiteit bijgekomen" in words(test)

    again = uploaded(page)
    again.button(key="import_nakijken").click().run()
    again.button(key="import_bewaren").click().run()
    assert "1 rij was al bekend" in words(again)


def test_a_file_whose_reading_was_stopped_is_not_read_again(page):
    test = page(PAGE)
    test.session_state[state.IMPORT_WORK] = ImportWork(is_stopped=True)
    test.file_uploader(key="import_bestand").set_value(("lijst.csv", FILE, "text/csv"))
    assert "Er is niets bewaard" in words(test.run())
    assert not test.selectbox
    assert not uploaded(page).warning


def test_volunteers_come_in_with_their_town_chosen_and_go_out_again(page):
    test = uploaded(page, VOLUNTEERS)
    assert labelled(test.selectbox, "Achternaam").value == "persoonlijk"
    test.button(key="import_nakijken").click().run()
    assert "Er zijn meer plaatsen die “Hengelo” heten" in words(test)
    town = labelled(test.selectbox, "Hengelo (1 rijen)")
    town.set_value(town.options[1])
    labelled(test.button, "Neem deze plaatsen over").click().run()
    assert not test.exception
    assert [one.value for one in test.metric] == ["2", "2", "0"]
    assert "example.org" not in words(test)
    test.button(key="import_bewaren").click().run()
    assert "Er zijn 2 vrijwilligers bijgekomen" in words(test)
    labelled(test.button, "Haal weer weg").click().run()
    assert "worden gewist" in words(test)
    labelled(test.button, "Ja, haal weg").click().run()
    assert not test.exception
    assert "2 rijen zijn weggehaald" in "".join(one.value for one in test.success)
    assert "Weer weggehaald op" in words(test)


def test_another_kind_is_one_tap(page):
    test = uploaded(page, b"Naam;Plaats\nDe Buurt;Assen\n")
    kinds = next(one for one in test.get("button_group") if one.label.startswith("Wat staat er"))
    kinds.set_value("teams").run()
    assert not test.exception
    assert "Elke rij is een InspiratieTeam" in words(test)
    test.button(key="import_nakijken").click().run()
    assert "Kies bij welke editie dit hoort" in words(test)  # there is none yet
