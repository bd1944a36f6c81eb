"""Volunteers: a row is somebody who may be willing to help, and whom nobody asked yet.

No more is taken than is needed to ask: a first name, an address, and from where they would help.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto

from sqlalchemy.orm import Session

from data.geocoding.names import plain
from data.repositories import people
from data.spreadsheets import values
from data.spreadsheets.columns import folded
from data.spreadsheets.errors import CellError
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading.sheets import Row
from domain.activities import new_id
from domain.branches import Branch
from domain.contacts import MailKind, Person
from domain.people import Volunteer
from domain.places import NOWHERE, Postcode
from domain.vocabulary import ConnectionForm, TravelMode
from i18n.texts import Language
from services import mail
from services.contacts import Contact, EmailInvalidError, clean_email, clean_name
from services.importing.kinds.kind import Around
from services.importing.reading_rows import Fields, RowReader
from services.importing.types import Draft, Newcomer
from services.volunteering import waiting
from services.volunteering.joining import coarse

_HOME = frozenset({"thuis", "vanuit huis", "vanaf huis", "alleen thuis", "online", "at home"})
_ON_SITE = frozenset({"ter plekke", "op locatie", "niet thuis", "on site", "alleen ter plekke"})
_EITHER = frozenset({"beide", "allebei", "maakt niet uit", "both", "thuis of ter plekke"})
_TITLES = frozenset(
    {"dhr", "heer", "meneer", "mw", "mevr", "mevrouw", "fam", "familie", "dr", "drs", "ir", "ing"}
    | {"prof", "mr", "mrs", "ms", "de", "het"}
)
_ENGLISH = frozenset({"en", "engels", "english", "eng"})
_INITIALS = re.compile(r"(?:[^\W\d_]\.?){1,3}\.")


class _Home(Enum):
    """Whether somebody helps from home; of who says "yes" the place counts too, where it is said."""

    ONLY = auto()
    ALSO = auto()
    NEVER = auto()
    EITHER = auto()  # nothing is said


def read(reader: RowReader, row: Row, fields: Fields) -> None:
    """Note what a row says of somebody."""
    rest = fields.rest
    reader.check_lengths(row, fields, Meaning.PLACE, Meaning.MUNICIPALITY)
    fields.title = _first_name(reader, row, fields)
    with reader.handing_back(fields, Meaning.EMAIL):
        rest["email"] = _email(reader.cell(row, Meaning.EMAIL))
    rest["language"] = _language(reader.cell(row, Meaning.LANGUAGES))
    reader.where(row, fields)
    at_home = reader.take(row, fields, Meaning.AT_HOME, _at_home)
    if plain(fields.where.place) in _HOME:
        fields.where.place, at_home = "", _Home.ONLY
    rest["home"] = at_home or _Home.EITHER
    if fields.where.postcode:  # to the area, never to the street
        fields.where.postcode = Postcode(fields.where.postcode.digits)
    rest["travel_mode"] = reader.choice(row, fields, Meaning.TRAVEL, TravelMode)
    rest["radius_km"] = reader.take(row, fields, Meaning.RADIUS, values.kilometres)
    asks = reader.take(row, fields, Meaning.ASKS, values.times_a_week)
    rest["asks_per_week"] = 1 if asks is None else asks
    rest["is_adult"] = reader.take(row, fields, Meaning.ADULT, values.adult)
    rest["minutes"] = reader.take(row, fields, Meaning.SPARE_TIME, values.spare_minutes)
    rest["branches"] = reader.several(row, fields, Meaning.BRANCH, Branch)
    rest["forms"] = reader.several(row, fields, Meaning.FORMS, ConnectionForm)


def make(fields: Fields, around: Around) -> Newcomer | None:
    """Somebody as they would be written down; None when nobody knows from where they help."""
    where, rest = fields.where, fields.rest
    place = coarse(around.placer.place(where))
    home = rest["home"]
    if place.point is None and home not in {_Home.ONLY, _Home.ALSO}:
        said = where.place or where.municipality or str(where.postcode or "")
        if around.placer.is_unsettled(where):
            fields.hand_back("", "place_ambiguous", text=said)
        else:
            fields.hand_back("", "place_unknown" if said else "place_missing", text=said)
        return None
    if place.point is None:
        home = _Home.ONLY
    wishes = (
        *("travel_mode", "radius_km", "branches", "forms", "asks_per_week"),
        *("is_adult", "minutes"),
    )
    return Newcomer(
        Contact(fields.title, rest["email"], rest["language"]),
        Volunteer(
            new_id(),
            NOWHERE if place.point is None else place,
            at_home={_Home.ONLY: True, _Home.NEVER: False}.get(home),
            **{name: rest[name] for name in wishes},
        ),
    )


def key(someone: Newcomer) -> str:
    """One address is one person."""
    return people.email_key(someone.contact.email)


def known(session: Session, drafts: Sequence[Draft]) -> set[str]:
    """The ids of drafts with an address that is known, also of who asked to be forgotten.

    What they said themselves counts: a list of somebody else changes nothing of it.
    """
    keys = {key(_newcomer(draft)): draft.id for draft in drafts}
    return {keys[one] for one in people.known_keys(session, list(keys))}


def store(session: Session, drafts: Sequence[Draft], now: datetime) -> None:
    """Write them down and mail each once whether they may be asked; until their yes nobody is."""
    found = [_newcomer(draft) for draft in drafts]
    people.add_many(
        session,
        [
            Person(one.id, one.contact.first_name, one.contact.email, one.contact.language, now)
            for one in found
        ],
    )
    waiting.keep_new(session, (one.volunteer for one in found), now=now)
    mail.post_many(
        session, MailKind.VOLUNTEER_INVITED, [(one.id, one.id) for one in found], now=now
    )


def _newcomer(draft: Draft) -> Newcomer:
    assert isinstance(draft.thing, Newcomer)  # noqa: S101  # for the type checker
    return draft.thing


def _first_name(reader: RowReader, row: Row, fields: Fields) -> str:
    """The first name, also out of a whole one; the rest of it is not taken."""
    own = clean_name(reader.cell(row, Meaning.FIRST_NAME))
    if own:
        return own
    whole = reader.words(row, Meaning.FULL_NAME)
    if not whole:
        fields.hand_back(_name_heading(reader), "first_name_missing")
        return ""
    last, comma, first = whole.partition(",")
    words = (first if comma else last).split()
    if not words or folded(words[0]) in _TITLES or _INITIALS.fullmatch(words[0]):
        fields.hand_back(_name_heading(reader), "first_name_unclear", text=whole)
        return ""
    return clean_name(words[0])


def _name_heading(reader: RowReader) -> str:
    named = Meaning.FIRST_NAME if reader.has(Meaning.FIRST_NAME) else Meaning.FULL_NAME
    return reader.columns.heading(named)


def _email(said: str) -> str:
    """One address. Raises `CellError`."""
    if not values.is_said(said):
        raise CellError("email_missing")
    try:
        return clean_email(said.strip().removeprefix("mailto:"))
    except EmailInvalidError as error:
        raise CellError("email", said) from error


def _language(said: str) -> str:
    return (Language.EN if said.strip().casefold() in _ENGLISH else Language.NL).value


def _at_home(said: str) -> _Home:
    """Whether somebody helps from home. Raises `CellError`."""
    wanted = plain(said)
    if wanted in _EITHER:
        return _Home.ALSO
    if wanted in _HOME | _ON_SITE:
        return _Home.ONLY if wanted in _HOME else _Home.NEVER
    return _Home.ALSO if values.yes_no(said) else _Home.NEVER
