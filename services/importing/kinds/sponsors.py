"""Sponsors: a row is a company, fund or club that would help. Nobody is written to for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from data.geocoding.names import plain
from data.repositories import sponsors
from data.spreadsheets import values
from data.spreadsheets.errors import CellError
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading.sheets import Row
from domain.activities import id_of
from domain.branches import Branch
from domain.people import Sponsor
from domain.places import NOWHERE
from domain.vocabulary import NeedKind, SponsorForm, SponsorKind
from services.importing.kinds.groups import GroupKey, key_of
from services.importing.kinds.kind import SOURCE, Around
from services.importing.reading_rows import Fields, RowReader, shortened
from services.importing.types import Draft
from services.sponsoring.joining import MOST_CENTS, NAME_LENGTH

_EVERYWHERE = frozenset({"landelijk", "heel nederland", "nederland", "nationwide", "overal"})


def read(reader: RowReader, row: Row, fields: Fields) -> None:
    """Note what a row says of its sponsor."""
    rest = fields.rest
    reader.check_lengths(row, fields, Meaning.PLACE, Meaning.MUNICIPALITY)
    fields.title = shortened(reader.name(row, fields, NAME_LENGTH), NAME_LENGTH)
    reader.where(row, fields)
    everywhere = plain(fields.where.place) in _EVERYWHERE
    said = reader.take(row, fields, Meaning.NATIONWIDE, values.yes_no)
    rest["nationwide"] = everywhere or bool(said)
    kind = reader.choice(row, fields, Meaning.SPONSOR_KIND, SponsorKind)
    rest["kind"] = kind or SponsorKind.COMPANY
    rest["branches"] = reader.several(row, fields, Meaning.BRANCH, Branch)
    rest["forms"] = reader.several(row, fields, Meaning.SPONSOR_FORMS, SponsorForm)
    rest["budget_cents"] = reader.take(row, fields, Meaning.BUDGET, _budget)
    offers = reader.several(row, fields, Meaning.OFFERS, NeedKind)
    # Who names an amount offers money.
    rest["offers"] = offers | ({NeedKind.MONEY} if rest["budget_cents"] else frozenset())
    rest["wants_to_be_shown"] = bool(reader.take(row, fields, Meaning.SHOWN, values.yes_no))


def make(fields: Fields, around: Around) -> Sponsor | None:
    """The sponsor of a row; None when there is no edition for it."""
    edition = around.edition_of(fields)
    if edition is None:
        return None
    place = NOWHERE if fields.rest["nationwide"] else around.placer.place(fields.where)
    sponsor = Sponsor("", fields.title, edition.id, place=place, **fields.rest)
    seed = ":".join((SOURCE, "sponsor", *key(sponsor)))
    return Sponsor(id_of(seed), sponsor.name, sponsor.edition_id, place=place, **fields.rest)


def key(sponsor: Sponsor) -> GroupKey:
    """What makes it this sponsor: its edition, name and town, however they are spelled."""
    return key_of(sponsor)


def known(session: Session, drafts: Sequence[Draft]) -> set[str]:
    """The ids of drafts of sponsors that are there, also when they joined by hand."""
    there = {key(one) for one in sponsors.all(session)}
    return {draft.id for draft in drafts if key(_sponsor(draft)) in there}


def store(session: Session, drafts: Sequence[Draft], _now: datetime) -> None:
    """Store new ones."""
    for draft in drafts:
        sponsors.save(session, _sponsor(draft))


def _sponsor(draft: Draft) -> Sponsor:
    assert isinstance(draft.thing, Sponsor)  # noqa: S101  # for the type checker
    return draft.thing


def _budget(said: str) -> int:
    cents = values.cents(said)
    if cents > MOST_CENTS:
        raise CellError("amount", said)
    return cents
