"""What columns mean, from headings in many spellings and from what is in them."""

from __future__ import annotations

import pytest

from data.spreadsheets.columns import guess_columns, heading_meaning
from data.spreadsheets.meanings import Meaning as M


def meanings(headings, *rows):
    return [guess.meaning for guess in guess_columns(headings, rows)]


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Naam activiteit", M.TITLE), ("Titel", M.TITLE), ("Wat", M.TITLE), ("event_naam", M.TITLE),
        ("Evenement", M.TITLE), ("Event name", M.TITLE), ("Onderwerp", M.TITLE),
        ("Datum", M.DATE), ("Begindatum", M.DATE), ("Wanneer?", M.DATE), ("startDate", M.DATE),
        ("Van tot datum", M.DATE), ("Datum (dd-mm-jjjj)*", M.DATE), ("date_from_to", M.DATE),
        ("Datum/tijd", M.DATE), ("Startdatum evenement", M.DATE), ("Datepattern_startdate", M.DATE),
        ("Einddatum", M.END_DATE), ("t/m", M.END_DATE), ("End date", M.END_DATE),
        ("Aanvang", M.START), ("Tijden Van ", M.START), ("time_from", M.START), ("Tijdstip", M.START),
        ("Eindtijd", M.END), ("Tijden Tot", M.END), ("Duur", M.MINUTES),
        ("Locatie", M.VENUE), ("Waar", M.VENUE), ("Locatienaam", M.VENUE),
        ("Adres", M.ADDRESS), ("Straat + huisnummer", M.ADDRESS), ("openbareruimtenaam", M.ADDRESS),
        ("Postcode", M.POSTCODE), ("Zipcode", M.POSTCODE), ("Plaats", M.PLACE),
        ("Woonplaats", M.PLACE), ("City", M.PLACE), ("Gemeente", M.MUNICIPALITY),
        ("X", M.EAST), ("rdx", M.EAST), ("lon", M.EAST), ("Lengtegraad", M.EAST),
        ("Y-coördinaat", M.NORTH), ("lat.y", M.NORTH), ("geo_point_2d", M.POINT),
        ("Organisator", M.ORGANISER), ("Organistor", M.ORGANISER), ("Georganiseerd door", M.ORGANISER),
        ("Doelgroep", M.GROUPS), ("Voor wie?", M.GROUPS), ("Branche", M.BRANCH),
        ("Aantal deelnemers", M.PARTICIPANTS), ("Max", M.CAPACITY), ("Max. aantal deelnemers", M.CAPACITY),
        ("Omschrijving van de activiteit", M.DESCRIPTION), ("Shortdescription", M.SUMMARY),
        ("E-mail contactpersoon", M.PRIVATE), ("Naam contactpersoon", M.PRIVATE),
        ("Datum aanvraag", None), ("Lastupdated", None), ("TitleEN", None), ("Weeknummer", None),
        ("Kamer", None), ("", None), ("Opmerkingen", None),
    ],
)  # fmt: skip
def test_headings(heading, meaning):
    assert heading_meaning(heading)[0] is meaning


def test_contents_tell_a_start_day_from_a_start_time():
    assert meanings(["Titel", "Van", "Tot"], ["a", "12-12-2026", "13-12-2026"]) == [
        M.TITLE, M.DATE, M.END_DATE,
    ]  # fmt: skip
    assert meanings(["Titel", "Van", "Tot"], ["a", "10:00", "11.30"]) == [M.TITLE, M.START, M.END]
    assert meanings(["Titel", "Start", "Eind"], ["a", "2026-12-12 10:00", "2026-12-12 11:00"]) == [
        M.TITLE, M.DATE, M.END_DATE,
    ]  # fmt: skip


def test_a_name_beside_an_activity_is_not_the_title():
    assert meanings(["Naam", "Activiteit"], ["Jansen", "Soep"]) == [None, M.TITLE]
    assert meanings(["Naam", "Datum"], ["Soep", "12-12-2026"]) == [M.TITLE, M.DATE]


def test_two_sets_of_coordinates_are_both_kept():
    headings = ["naam", "rdx", "rdy", "lon", "lat"]
    assert meanings(headings, ["a", "136780", "455840", "5,1", "52,1"]) == [
        M.TITLE, M.EAST, M.NORTH, M.EAST, M.NORTH,
    ]  # fmt: skip


def test_addresses_of_people_are_recognised_without_a_heading():
    cells = [["Soep", "een@example.nl"], ["Thee", "twee@example.nl"], ["Taart", "drie@example.nl"]]
    assert meanings(["titel", "reacties"], *cells) == [M.TITLE, M.PRIVATE]
