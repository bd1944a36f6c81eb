"""InspiratieTeams: a row is a team with its town. Nobody is written to for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from data.repositories import teams
from data.spreadsheets import values
from data.spreadsheets.errors import CellError
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading.sheets import Row
from domain.activities import id_of
from domain.branches import Branch
from domain.people import Team
from domain.vocabulary import NeedKind, TeamKind
from services.importing.kinds.groups import GroupKey, key_of
from services.importing.kinds.kind import SOURCE, Around
from services.importing.reading_rows import Fields, RowReader, shortened
from services.importing.types import Draft
from services.teams.starting import CAN_DO_LENGTH, MOST_PEOPLE, NAME_LENGTH


def read(reader: RowReader, row: Row, fields: Fields) -> None:
    """Note what a row says of its team."""
    rest = fields.rest
    reader.check_lengths(row, fields, Meaning.PLACE, Meaning.MUNICIPALITY)
    fields.title = shortened(reader.name(row, fields, NAME_LENGTH), NAME_LENGTH)
    reader.where(row, fields)
    rest["kind"] = reader.choice(row, fields, Meaning.TEAM_KIND, TeamKind) or TeamKind.LOCAL
    rest["branch"] = reader.choice(row, fields, Meaning.BRANCH, Branch)
    rest["offers"] = reader.several(row, fields, Meaning.OFFERS, NeedKind)
    rest["size"] = reader.take(row, fields, Meaning.SIZE, _size)
    said = reader.long_words(row, fields, Meaning.DESCRIPTION)
    rest["can_do"] = shortened(said, CAN_DO_LENGTH)


def make(fields: Fields, around: Around) -> Team | None:
    """The team of a row; None when there is no edition for it."""
    edition = around.edition_of(fields)
    if edition is None:
        return None
    team = Team(
        "", fields.title, edition.id, place=around.placer.place(fields.where), **fields.rest
    )
    seed = ":".join((SOURCE, "team", *key(team)))
    return Team(id_of(seed), team.name, team.edition_id, place=team.place, **fields.rest)


def key(team: Team) -> GroupKey:
    """What makes it this team: its edition, name and town, however they are spelled."""
    return key_of(team)


def known(session: Session, drafts: Sequence[Draft]) -> set[str]:
    """The ids of drafts of teams that are there, also when they were started by hand."""
    there = {key(one) for one in teams.all(session)}
    return {draft.id for draft in drafts if key(_team(draft)) in there}


def store(session: Session, drafts: Sequence[Draft], _now: datetime) -> None:
    """Store new ones; they are seen at once, as nobody made them here."""
    for draft in drafts:
        teams.save(session, _team(draft))


def _team(draft: Draft) -> Team:
    assert isinstance(draft.thing, Team)  # noqa: S101  # for the type checker
    return draft.thing


def _size(said: str) -> int | None:
    size = values.count(said)
    if size is not None and size > MOST_PEOPLE:
        raise CellError("count", said)
    return size
