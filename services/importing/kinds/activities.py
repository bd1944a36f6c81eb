"""Activities: a row is what happens, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from sqlalchemy.orm import Session

from data.geocoding.names import plain
from data.repositories import activities
from data.spreadsheets import values
from data.spreadsheets.dates import WhenCells, read_slots
from data.spreadsheets.errors import CellError, Notice
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading.sheets import Row
from domain.activities import SUMMARY_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Activity, Need, id_of
from domain.branches import Branch
from domain.editions import Edition
from domain.times import to_local
from domain.vocabulary import ActivityState, AttendanceMode, ConnectionForm, NeedKind, TargetGroup
from services.importing import choices
from services.importing.kinds.kind import SOURCE, Around
from services.importing.languages import languages_of
from services.importing.reading_rows import Fields, RowReader, shortened
from services.importing.types import Draft
from services.organising.content import MOST_AGE, MOST_CENTS, MOST_PEOPLE


def read(reader: RowReader, row: Row, fields: Fields) -> None:
    """Note what a row says of its activity."""
    _read_words(reader, row, fields)
    reader.where(row, fields)
    _read_slots(reader, row, fields)
    _read_choices(reader, row, fields)
    _read_numbers(reader, row, fields)


def make(fields: Fields, around: Around) -> Activity | None:
    """The activity of a row, in the edition of its year; None when the row goes back."""
    edition = around.edition_of(fields)
    if edition is None:
        return None
    key = _key(fields)
    id = id_of(f"{SOURCE}:{edition.id}:{key}")
    fields.rest["needs"] = tuple(
        replace(need, id=id_of(f"{id}:{need.kind}")) for need in fields.rest["needs"]
    )
    activity = Activity(
        id=id,
        edition_id=edition.id,
        title=fields.title,
        place=around.placer.place(fields.where),
        slots=fields.slots,
        organiser=fields.organiser,
        source=SOURCE,
        source_key=key,
        **fields.rest,
    )
    fields.notices += _edition_notices(activity, edition)
    return activity


def known(session: Session, drafts: Sequence[Draft]) -> set[str]:
    """The ids of drafts that came in before, as what they are now."""
    keys = {
        edition_id: activities.source_keys(session, edition_id, SOURCE)
        for edition_id in {draft.activity.edition_id for draft in drafts}
    }
    return {
        draft.id for draft in drafts if draft.activity.source_key in keys[draft.activity.edition_id]
    }


def store(session: Session, drafts: Sequence[Draft], now: datetime) -> None:
    """Store new ones."""
    activities.save_many(session, (replace(draft.activity, created_at=now) for draft in drafts))


def _read_words(reader: RowReader, row: Row, fields: Fields) -> None:
    places = (Meaning.VENUE, Meaning.ADDRESS, Meaning.PLACE, Meaning.ORGANISER)
    reader.check_lengths(row, fields, *places)
    title = reader.name(row, fields, TITLE_LENGTH)
    description = reader.long_words(row, fields, Meaning.DESCRIPTION)
    if len(title) > TITLE_LENGTH:
        description = f"{title}\n{description}".strip()[:TEXT_LENGTH]
    fields.title = shortened(title, TITLE_LENGTH)
    fields.organiser = reader.words(row, Meaning.ORGANISER)
    summary = reader.words(row, Meaning.SUMMARY)
    if len(summary) > SUMMARY_LENGTH and not description:
        description = summary[:TEXT_LENGTH]
    fields.rest["summary"] = shortened(summary, SUMMARY_LENGTH)
    fields.rest["description"] = description
    for meaning, name in (
        (Meaning.ACCESSIBILITY, "accessibility"),
        (Meaning.GOOD_TO_KNOW, "good_to_know"),
    ):
        fields.rest[name] = reader.long_words(row, fields, meaning)


def _read_slots(reader: RowReader, row: Row, fields: Fields) -> None:
    if not reader.has(Meaning.DATE, Meaning.END_DATE):
        return
    cells = WhenCells(
        date=reader.cell(row, Meaning.DATE) or reader.cell(row, Meaning.END_DATE),
        end_date=reader.cell(row, Meaning.END_DATE),
        start=reader.cell(row, Meaning.START),
        end=reader.cell(row, Meaning.END),
        weekday=reader.cell(row, Meaning.WEEKDAY),
        year=reader.cell(row, Meaning.YEAR),
        duration=reader.cell(row, Meaning.MINUTES),
    )
    with reader.handing_back(fields, Meaning.DATE):
        found = read_slots(cells, year=reader.year)
        fields.slots = found.slots
        fields.notices.extend(found.notices)
        if found.times and not fields.rest.get("good_to_know"):
            fields.rest["good_to_know"] = found.times


def _read_choices(reader: RowReader, row: Row, fields: Fields) -> None:
    rest = fields.rest
    rest["branch"] = reader.choice(row, fields, Meaning.BRANCH, Branch)
    rest["attendance"] = reader.choice(row, fields, Meaning.ATTENDANCE, AttendanceMode)
    rest["forms"] = reader.several(row, fields, Meaning.FORMS, ConnectionForm)
    rest["groups"] = reader.several(row, fields, Meaning.GROUPS, TargetGroup)
    is_cancelled = (
        choices.one_of(ActivityState, reader.cell(row, Meaning.STATE)) is ActivityState.CANCELLED
    )
    rest["state"] = ActivityState.CANCELLED if is_cancelled else ActivityState.PUBLISHED
    rest["languages"], unknown = languages_of(reader.words(row, Meaning.LANGUAGES))
    if unknown:
        reader.note_choice(fields, Meaning.LANGUAGES, ", ".join(unknown))


def _read_numbers(reader: RowReader, row: Row, fields: Fields) -> None:
    rest = fields.rest
    rest["capacity"] = reader.take(row, fields, Meaning.CAPACITY, _people)
    rest["min_age"] = reader.take(row, fields, Meaning.MIN_AGE, _age)
    rest["minutes"] = reader.take(row, fields, Meaning.EFFORT, values.minutes)
    rest["expected_participants"] = _expected(reader, row, fields)
    people = reader.take(row, fields, Meaning.PEOPLE_NEEDED, _people)
    money = reader.take(row, fields, Meaning.MONEY_NEEDED, _money)
    rest["needs"] = tuple(
        Need(id="", kind=kind, quantity=quantity)
        for kind, quantity in ((NeedKind.PEOPLE, people), (NeedKind.MONEY, money))
        if quantity
    )


# No more than a form offers: else nobody could change what came in.
def _people(said: str) -> int | None:
    return _at_most(MOST_PEOPLE, values.count(said), "count", said)


def _age(said: str) -> int | None:
    return _at_most(MOST_AGE, values.count(said), "count", said)


def _money(said: str) -> int | None:
    return _at_most(MOST_CENTS, values.cents(said), "amount", said)


def _at_most(most: int, number: int | None, reason: str, said: str) -> int | None:
    if number is not None and number > most:
        raise CellError(reason, said)
    return number


def _expected(reader: RowReader, row: Row, fields: Fields) -> int | None:
    """A guess of the organiser's own: "ca. 150" says something to people, but is no number."""
    said = reader.cell(row, Meaning.PARTICIPANTS)
    try:
        return values.count(said) if values.is_said(said) else None
    except CellError:
        facts = {"column": reader.columns.heading(Meaning.PARTICIPANTS), "text": said}
        fields.notices.append(Notice("number_unread", facts))
        return None


def _edition_notices(activity: Activity, edition: Edition) -> list[Notice]:
    """A date outside the edition is allowed, but a slip of the year is easily made."""
    if not activity.slots:
        return [Notice("no_date")]
    first = to_local(activity.slots[0].starts_at).date()
    if first.year != edition.year:
        return [Notice("other_year", {"year": first.year, "edition": edition.name})]
    if edition.holds(first) is False:
        return [Notice("outside_week", {"edition": edition.name})]
    return []


# Places and organisers come again and again; titles hardly.
_plain = lru_cache(maxsize=10_000)(plain)


def _key(fields: Fields) -> str:
    """What makes a row this activity: title, times, place and organiser, however they are spelled."""
    where = fields.where
    words = (
        plain(fields.title),
        *(f"{slot.starts_at:%Y%m%d%H%M}{slot.ends_at:%Y%m%d%H%M}" for slot in fields.slots),
        _plain(where.venue),
        _plain(where.address),
        str(where.postcode or ""),
        _plain(where.place),
        _plain(fields.organiser),
    )
    return blake2b("\x1f".join(words).encode(), digest_size=12).hexdigest()
