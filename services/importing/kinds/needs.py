"""Needs: a row is what an activity that is there already asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from data.geocoding.names import plain
from data.repositories import needs
from data.spreadsheets import values
from data.spreadsheets.dates import WhenCells, read_slots
from data.spreadsheets.errors import CellError, Notice
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading.sheets import Row
from domain.activities import SUMMARY_LENGTH, TITLE_LENGTH, Need, id_of
from domain.fields import MOST_PEOPLE
from domain.times import to_local
from domain.vocabulary import NeedKind
from services.importing import choices
from services.importing.kinds.kind import SOURCE, Around
from services.importing.reading_rows import Fields, RowReader, shortened
from services.importing.targets import Found
from services.importing.types import AskedNeed, Draft
from services.organising.content import MOST_CENTS


def read(reader: RowReader, row: Row, fields: Fields) -> None:
    """Note what a row asks, and which activity it names."""
    rest = fields.rest
    reader.check_lengths(row, fields, Meaning.TITLE, Meaning.VENUE, Meaning.PLACE)
    fields.title = reader.words(row, Meaning.TITLE)[:TITLE_LENGTH]
    rest["activity"] = reader.words(row, Meaning.ACTIVITY)
    if not (fields.title or rest["activity"]):
        heading = reader.columns.heading(Meaning.TITLE)
        fields.hand_back(heading, "activity_missing")
    reader.where(row, fields)
    rest["days"] = _days(reader, row, fields)
    with reader.handing_back(fields, Meaning.NEED_KIND):
        rest["kind"] = _kind(reader.cell(row, Meaning.NEED_KIND))
        is_money = rest["kind"] is NeedKind.MONEY
        read_number = partial(_quantity, is_money=is_money)
        quantity = reader.take(row, fields, Meaning.QUANTITY, read_number)
        if is_money and quantity is None and not fields.problems:
            fields.hand_back(reader.columns.heading(Meaning.QUANTITY), "quantity_missing")
        rest["quantity"] = quantity or 1
    said = reader.long_words(row, fields, Meaning.DESCRIPTION)
    rest["description"] = shortened(said, SUMMARY_LENGTH)


def make(fields: Fields, around: Around) -> AskedNeed | None:
    """The need of a row with its activity; None when it is not sure which one is meant."""
    rest = fields.rest
    found = _found(fields, around)
    if len(found) != 1:
        reason = "activity_ambiguous" if found else "activity_not_found"
        fields.hand_back("", reason, text=fields.title or rest["activity"], count=len(found))
        return None
    one = found[0].outline
    if not found[0].is_sure:
        fields.notices.append(Notice("activity_near", {"title": one.title}))
    kind, words = rest["kind"], rest["description"]
    need = Need(
        id_of(f"{SOURCE}:{one.id}:{kind}:{plain(words)}"),
        kind,
        rest["quantity"],
        description=words,
    )
    return AskedNeed(need, one.id, one.title, one.place, one.branch)


def key(asked: AskedNeed) -> str:
    """One activity asks one thing once."""
    return asked.id


def known(session: Session, drafts: Sequence[Draft]) -> set[str]:
    """The ids of drafts of needs that came in before, or that the organiser asks in these words."""
    ids = needs.known(session, [draft.id for draft in drafts])
    asked = needs.asked(session, {_need(draft).activity_id for draft in drafts})
    there = {(one.activity_id, one.kind, plain(one.description)) for one in asked}
    return ids | {draft.id for draft in drafts if _words(_need(draft)) in there}


def store(session: Session, drafts: Sequence[Draft], _now: datetime) -> None:
    """Add them behind what their activities ask already."""
    by_activity: dict[str, list[Need]] = defaultdict(list)
    for draft in drafts:
        asked = _need(draft)
        by_activity[asked.activity_id].append(replace(asked.need, promised=0))
    needs.add(session, by_activity)


def _need(draft: Draft) -> AskedNeed:
    assert isinstance(draft.thing, AskedNeed)  # noqa: S101  # for the type checker
    return draft.thing


def _words(asked: AskedNeed) -> tuple[str, NeedKind, str]:
    return asked.activity_id, asked.need.kind, plain(asked.need.description)


def _found(fields: Fields, around: Around) -> list[Found]:
    """By id where there is one, else by name."""
    said = fields.rest["activity"]
    if said:
        one = around.targets.by_id(said)
        return [Found(one, is_sure=True)] if one else []
    where = fields.where
    place = where.place or where.venue or where.municipality
    return around.targets.called(fields.title, place, fields.rest["days"])


def _days(reader: RowReader, row: Row, fields: Fields) -> frozenset[date]:
    """The days that a row names, to tell namesakes apart; none when it names none."""
    said = reader.cell(row, Meaning.DATE)
    if not values.is_said(said):
        return frozenset()
    with reader.handing_back(fields, Meaning.DATE):
        slots = read_slots(WhenCells(date=said), year=reader.year).slots
        return frozenset(to_local(slot.starts_at).date() for slot in slots)
    return frozenset()


def _kind(said: str) -> NeedKind:
    """What is asked. Raises `CellError`."""
    found = choices.one_of(NeedKind, said)
    if found is None:
        raise CellError("need_kind" if values.is_said(said) else "need_kind_missing", said)
    return found


def _quantity(said: str, *, is_money: bool) -> int | None:
    """How much, money in cents. Raises `CellError`."""
    amount = values.cents(said) if is_money else values.count(said)
    if amount is not None and amount > (MOST_CENTS if is_money else MOST_PEOPLE):
        raise CellError("amount" if is_money else "count", said)
    return amount
