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
from data.spreadsheets.errors import Notice
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading.sheets import Row
from domain.activities import SUMMARY_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Activity, Need, id_of
from domain.editions import Edition
from domain.fields import FIELDS, MOST_PEOPLE
from domain.times import to_local
from domain.vocabulary import ActivityState, NeedKind
from services.importing import choices, plain_fields
from services.importing.kinds.kind import SOURCE, Around
from services.importing.plain_fields import within
from services.importing.reading_rows import Fields, RowReader, shortened
from services.importing.types import Draft
from services.organising.content import MOST_CENTS

# Read by hand: what does not fit in a title or summary goes on in the description.
_BY_HAND = frozenset({"title", "summary", "description", "organiser"})


def read(reader: RowReader, row: Row, fields: Fields) -> None:
    """Note what a row says of its activity."""
    _read_words(reader, row, fields)
    reader.where(row, fields)
    times = _read_slots(reader, row, fields)
    for field in FIELDS:
        if field.name not in _BY_HAND:
            fields.rest[field.name] = plain_fields.read(reader, row, fields, field)
    fields.rest["good_to_know"] = fields.rest["good_to_know"] or times
    _read_asks(reader, row, fields)


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


def _read_slots(reader: RowReader, row: Row, fields: Fields) -> str:
    """Note when it is; what else was said of the times comes back as words."""
    if not reader.has(Meaning.DATE, Meaning.END_DATE):
        return ""
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
        return found.times
    return ""


def _read_asks(reader: RowReader, row: Row, fields: Fields) -> None:
    state = choices.one_of(ActivityState, reader.cell(row, Meaning.STATE))
    is_off = state is ActivityState.CANCELLED
    fields.rest["state"] = ActivityState.CANCELLED if is_off else ActivityState.PUBLISHED
    fields.rest["needs"] = tuple(
        Need(id="", kind=kind, quantity=quantity)
        for kind, meaning, read in _ASKED
        if (quantity := reader.take(row, fields, meaning, read))
    )


_ASKED = (
    (NeedKind.PEOPLE, Meaning.PEOPLE_NEEDED, within(MOST_PEOPLE, values.count)),
    (NeedKind.MONEY, Meaning.MONEY_NEEDED, within(MOST_CENTS, values.cents, "amount")),
)


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
