"""What a column can mean, and which of it a list of each kind can have."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from domain.imports import ImportKind


class Meaning(StrEnum):
    """The meaning of a column. The value is its key: on the command line and in texts."""

    TITLE = "titel"
    SUMMARY = "samenvatting"
    DESCRIPTION = "omschrijving"
    DATE = "datum"
    END_DATE = "einddatum"
    START = "begintijd"
    END = "eindtijd"
    MINUTES = "duur"
    EFFORT = "inzet"
    WEEKDAY = "weekdag"
    YEAR = "jaar"
    VENUE = "locatie"
    ADDRESS = "adres"
    HOUSE_NUMBER = "huisnummer"
    POSTCODE = "postcode"
    PLACE = "plaats"
    MUNICIPALITY = "gemeente"
    PROVINCE = "provincie"
    EAST = "x"
    NORTH = "y"
    POINT = "punt"
    ORGANISER = "organisator"
    BRANCH = "branche"
    FORMS = "vormen"
    GROUPS = "doelgroep"
    ATTENDANCE = "waar"
    CAPACITY = "aantal-plaatsen"
    PARTICIPANTS = "verwachte-deelnemers"
    MIN_AGE = "leeftijd-vanaf"
    PEOPLE_NEEDED = "mensen-nodig"
    MONEY_NEEDED = "geld-nodig"
    LANGUAGES = "talen"
    ACCESSIBILITY = "toegankelijkheid"
    WHEELCHAIR = "rolstoel"
    GOOD_TO_KNOW = "goed-om-te-weten"
    RETURN_FAVOUR = "tegenprestatie"
    SHOWS_SPONSOR = "sponsor-zichtbaar"
    MIN_CREW = "minste-helpers"
    STATE = "stand"
    PRIVATE = "persoonlijk"
    FIRST_NAME = "voornaam"
    FULL_NAME = "hele-naam"  # of which only the first name is taken
    EMAIL = "e-mail"
    TRAVEL = "vervoer"
    RADIUS = "straal"
    ASKS = "keer-per-week"
    AT_HOME = "thuis"
    ADULT = "18-plus"
    SPARE_TIME = "hoeveel-tijd"
    TEAM_KIND = "soort-team"
    SIZE = "aantal-leden"
    OFFERS = "biedt"
    SPONSOR_KIND = "soort-sponsor"
    SPONSOR_FORMS = "sponsorvormen"
    BUDGET = "budget"
    NATIONWIDE = "landelijk"
    SHOWN = "mag-genoemd"
    ACTIVITY = "activiteit-id"
    NEED_KIND = "wat-nodig"
    QUANTITY = "hoeveel"


_M = Meaning
_TOWN = frozenset({_M.PLACE, _M.MUNICIPALITY, _M.PROVINCE, _M.POSTCODE, _M.PRIVATE})
_NOT_OF_ACTIVITIES = frozenset(
    {
        _M.FIRST_NAME, _M.FULL_NAME, _M.EMAIL, _M.TRAVEL, _M.RADIUS, _M.ASKS, _M.AT_HOME,
        _M.ADULT, _M.SPARE_TIME, _M.TEAM_KIND, _M.SIZE, _M.OFFERS, _M.SPONSOR_KIND, _M.SPONSOR_FORMS, _M.BUDGET,
        _M.NATIONWIDE, _M.SHOWN, _M.ACTIVITY, _M.NEED_KIND, _M.QUANTITY,
    }
)  # fmt: skip

# In the order in which a coordinator chooses from them.
OF_KIND: Mapping[ImportKind, tuple[Meaning, ...]] = {
    kind: tuple(meaning for meaning in Meaning if meaning in found)
    for kind, found in {
        ImportKind.ACTIVITIES: frozenset(Meaning) - _NOT_OF_ACTIVITIES,
        # Where somebody lives is known to the town or postcode area, never to the street.
        ImportKind.VOLUNTEERS: _TOWN
        | {_M.FIRST_NAME, _M.FULL_NAME, _M.EMAIL, _M.TRAVEL, _M.RADIUS, _M.ASKS, _M.AT_HOME}
        | {_M.ADULT, _M.SPARE_TIME, _M.BRANCH, _M.FORMS, _M.LANGUAGES},
        ImportKind.TEAMS: _TOWN
        | {_M.TITLE, _M.TEAM_KIND, _M.BRANCH, _M.SIZE, _M.OFFERS, _M.DESCRIPTION},
        ImportKind.SPONSORS: _TOWN
        | {_M.TITLE, _M.SPONSOR_KIND, _M.SPONSOR_FORMS, _M.BRANCH, _M.OFFERS, _M.BUDGET}
        | {_M.NATIONWIDE, _M.SHOWN},
        ImportKind.NEEDS: _TOWN
        | {_M.ACTIVITY, _M.TITLE, _M.DATE, _M.VENUE, _M.NEED_KIND, _M.QUANTITY, _M.DESCRIPTION},
    }.items()
}
