"""Lists for a coordinator to take along, as CSV or XLSX: of their own part, and written down.

What stands about people goes along only when it is asked for with a reason, and only where the
register (`data.privacy`) lets a coordinator see it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from data.database import Database
from data.spreadsheets.writing import to_csv, to_xlsx
from domain.accounts import OutsideScopeError
from domain.actors import Actor, check_coordinator
from domain.errors import InvalidValueError
from i18n.texts import Language, text
from services.desk import audit
from services.desk.audit import REASON_LENGTH
from services.desk.exports import groups, people_lists
from services.desk.exports import people_columns as people
from services.desk.exports import programme_lists as things
from services.desk.exports.columns import Column, leaving, rows
from services.desk.exports.kinds import NATIONAL, WITHOUT_EDITION, ListKind, Part

__all__ = [
    "REASON_LENGTH",
    "WITHOUT_EDITION",
    "FileKind",
    "ListKind",
    "Order",
    "ReasonMissingError",
    "ReasonNamesError",
    "available",
    "check_reason",
    "columns_of",
    "has_people",
    "made",
]

_Read = Callable[[Session, Part], Sequence[Any]]
_LEAST_REASON = 5  # signs
_NAMES_SOMEBODY = re.compile(r"@|\d[\d \-]{6,}\d")


class FileKind(StrEnum):
    """The kinds of file."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Order:
    """What a coordinator asks for. `edition_id` does not matter for a list that is of no edition."""

    kind: ListKind
    edition_id: str = ""
    file: FileKind = FileKind.CSV
    with_people: bool = False
    reason: str = ""


class ReasonMissingError(InvalidValueError):
    """People are asked for without saying what for."""

    key = "error.reason_missing"


class ReasonNamesError(InvalidValueError):
    """A reason with an address or a telephone number in it; the trail names nobody."""

    key = "error.reason_names"


@dataclass(frozen=True, slots=True)
class _Shape:
    columns: Sequence[Column[Any]]
    read: _Read


# First what goes without people, then, where its rows are other ones, what goes with them.
_SHAPES: dict[ListKind, tuple[_Shape, ...]] = {
    ListKind.ACTIVITIES: (_Shape(things.ACTIVITY_COLUMNS, things.activities),),
    ListKind.NEEDS: (_Shape(things.need_columns(), things.needs),),
    ListKind.TEAMS: (_Shape(groups.team_columns(), groups.team_rows),),
    ListKind.SPONSORS: (_Shape(groups.sponsor_columns(), groups.sponsor_rows),),
    ListKind.PLEDGES: (
        _Shape(things.need_columns(), people_lists.met),
        _Shape(people.pledge_columns(), people_lists.pledges),
    ),
    ListKind.SIGN_UPS: (
        _Shape(people.place_columns(), people_lists.places),
        _Shape(people.sign_up_columns(), people_lists.sign_ups),
    ),
    ListKind.VOLUNTEERS: (_Shape(people.volunteer_columns(), people_lists.volunteers),),
    ListKind.PROPOSALS: (
        _Shape(people.proposal_count_columns(), people_lists.proposal_counts),
        _Shape(people.proposal_columns(), people_lists.proposed),
    ),
    ListKind.ORGANISERS: (_Shape(people.organiser_columns(), people_lists.organisers),),
    ListKind.MAILS: (_Shape(people.mail_columns(), people_lists.mails),),
    ListKind.TRAIL: (_Shape(people.trail_columns(), people_lists.trail),),
}


def available(actor: Actor) -> list[ListKind]:
    """The lists that a coordinator may have, in order. Raises `NotAllowedError`."""
    check_coordinator(actor)
    return [kind for kind in ListKind if actor.scope.is_national or kind not in NATIONAL]


def columns_of(kind: ListKind, *, with_people: bool) -> tuple[Column[Any], ...]:
    """The columns that may leave."""
    return leaving(_shape(kind, with_people=with_people).columns, with_people=with_people)


def has_people(kind: ListKind) -> bool:
    """Whether there is anything about people in a list that a coordinator may see."""
    return any(column.is_personal for column in columns_of(kind, with_people=True))


def check_reason(order: Order) -> None:
    """Raise `ReasonMissingError` or `ReasonNamesError` where the reason is not good enough."""
    said = " ".join(order.reason.split())
    if order.with_people and has_people(order.kind) and len(said) < _LEAST_REASON:
        raise ReasonMissingError(field="reason")
    if _NAMES_SOMEBODY.search(said):
        raise ReasonNamesError(field="reason")


def made(
    database: Database, order: Order, language: Language, *, actor: Actor, now: datetime
) -> bytes:
    """The file, written down in the audit trail with its number of rows before it is given.

    Raises `NotAllowedError`, `OutsideScopeError`, `ReasonMissingError`, `ReasonNamesError`.
    """
    check_coordinator(actor)
    if order.kind not in available(actor):
        raise OutsideScopeError()
    check_reason(order)
    shape = _shape(order.kind, with_people=order.with_people)
    columns = leaving(shape.columns, with_people=order.with_people)
    with database.read() as session:
        found = shape.read(session, Part(order.edition_id, actor, order.with_people))
    heads = [column.heading(language) for column in columns]
    cells = rows(columns, found, language)
    content = (
        to_csv(heads, cells)
        if order.file is FileKind.CSV
        else to_xlsx(heads, cells, sheet=text(language, f"export.list.{order.kind.value}"))
    )
    _note(database, order, len(found), actor=actor, now=now)
    return content


def _note(database: Database, order: Order, count: int, *, actor: Actor, now: datetime) -> None:
    people_go = order.with_people and has_people(order.kind)
    edition = "" if order.kind in WITHOUT_EDITION else order.edition_id
    with database.write() as session:
        audit.note(
            session,
            actor,
            "list-export-people" if people_go else "list-export",
            subject=f"{order.kind.value} {edition}".strip(),
            count=count,
            reason=order.reason,
            now=now,
        )


def _shape(kind: ListKind, *, with_people: bool) -> _Shape:
    return _SHAPES[kind][-1 if with_people else 0]
