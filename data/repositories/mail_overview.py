"""What the desk asks about mail: what it is about and how far it is, never to whom or with what words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import tables
from data.repositories import parts
from domain.accounts import Scope
from domain.branches import Branch
from domain.contacts import MailKind, Progress

_MAIL = tables.outbox.c
_IS_OPEN = _MAIL.sent_at.is_(None) & _MAIL.failed_at.is_(None)
_PROGRESS: dict[Progress, sa.ColumnElement[bool]] = {
    Progress.WAITING: _IS_OPEN & (_MAIL.problem == ""),
    Progress.AGAIN: _IS_OPEN & (_MAIL.problem != ""),
    Progress.SENT: _MAIL.sent_at.is_not(None) & (_MAIL.problem == ""),
    Progress.NOT_SENT: _MAIL.sent_at.is_not(None) & (_MAIL.problem != ""),
    Progress.GIVEN_UP: _MAIL.failed_at.is_not(None),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One mail. `about` is the title of its activity, or the name of its team or sponsor; else ""."""

    id: str
    kind: MailKind
    about: str
    created_at: datetime
    due_at: datetime
    progress: Progress
    attempts: int
    problem: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which mail to show; what is empty sets no limit."""

    progress: frozenset[Progress] = frozenset()
    kinds: frozenset[MailKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many mails are how far, how many since two moments, and since when the oldest waits."""

    by_progress: dict[Progress, int]
    sent_today: int
    sent_this_week: int
    given_up_today: int
    oldest: datetime | None


def counts(
    session: Session, scope: Scope, *, today: datetime, week: datetime, now: datetime
) -> Counts:
    """Mail in a part of the programme; `today` and `week` are when those began. One query."""
    is_sent = _PROGRESS[Progress.SENT]
    is_due = _IS_OPEN & (_MAIL.due_at <= now)
    columns = [_count(condition) for condition in _PROGRESS.values()]
    columns += [_count(is_sent & (_MAIL.sent_at >= since)) for since in (today, week)]
    columns.append(_count(_MAIL.failed_at >= today))
    oldest = sa.func.min(sa.case((is_due, _MAIL.created_at)))
    found = session.execute(
        sa.select(sa.type_coerce(oldest, _MAIL.created_at.type), *columns)
        .select_from(_source(scope))
        .where(*_within(scope))
    ).one()
    first: datetime | None = found[0]
    *by_progress, sent_today, sent_this_week, given_up = (int(one or 0) for one in found[1:])
    by_name = dict(zip(_PROGRESS, by_progress, strict=True))
    return Counts(by_name, sent_today, sent_this_week, given_up, first)


def entries(
    session: Session, scope: Scope, wanted: Wanted, *, offset: int, limit: int
) -> tuple[list[Entry], int]:
    """A page of mail in a part of the programme, newest first, and how many there are. Two queries."""
    conditions = [*_within(scope), *_chosen(wanted)]
    source = _source(scope, with_names=True)
    total = session.scalar(sa.select(sa.func.count()).select_from(source).where(*conditions)) or 0
    about = sa.func.coalesce(
        tables.activities.c.title, tables.teams.c.name, tables.sponsors.c.name, ""
    )
    progress = sa.case(*((condition, one.value) for one, condition in _PROGRESS.items()))
    found = session.execute(
        sa.select(
            _MAIL.id,
            _MAIL.kind,
            about,
            _MAIL.created_at,
            _MAIL.due_at,
            progress,
            _MAIL.attempts,
            _MAIL.problem,
        )
        .select_from(source)
        .where(*conditions)
        .order_by(_MAIL.created_at.desc(), _MAIL.id)
        .offset(offset)
        .limit(limit)
    )
    return [Entry(*row[:5], Progress(row[5]), *row[6:]) for row in found], total


def ids(session: Session, scope: Scope, wanted: Wanted, among: Collection[str] = ()) -> list[str]:
    """The ids of mail in a part of the programme; only those `among`, unless empty. One query."""
    conditions = [*_within(scope), *_chosen(wanted)]
    if among:
        conditions.append(_MAIL.id.in_(among))
    found = sa.select(_MAIL.id).select_from(_source(scope)).where(*conditions)
    return list(session.scalars(found.order_by(_MAIL.id)))


def keys(session: Session, scope: Scope, kind: MailKind) -> list[tuple[str, str, datetime]]:
    """Id, key and moment of the mails of a kind that did not go yet, the first first. One query."""
    found = session.execute(
        sa.select(_MAIL.id, _MAIL.key, _MAIL.due_at)
        .select_from(_source(scope))
        .where(*_within(scope), _MAIL.kind == kind, _IS_OPEN, _MAIL.key.is_not(None))
        .order_by(_MAIL.due_at, _MAIL.id)
    )
    return [(row.id, row.key, row.due_at) for row in found]


def _count(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((condition, 1), else_=0))


def _chosen(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.progress:
        found.append(sa.or_(*(_PROGRESS[one] for one in sorted(wanted.progress))))
    if wanted.kinds:
        found.append(_MAIL.kind.in_(sorted(wanted.kinds)))
    return found


def _source(scope: Scope, *, with_names: bool = False) -> sa.FromClause:
    """The outbox with what each mail is about: ids are never of two things at once."""
    if scope.is_national and not with_names:
        return tables.outbox
    sign_ups, pledges, needs = tables.sign_ups, tables.pledges, tables.needs
    proposals, activities = tables.proposals, tables.activities
    of_activity = sa.func.coalesce(
        sign_ups.c.activity_id, needs.c.activity_id, proposals.c.activity_id, _MAIL.subject_id
    )
    return (
        tables.outbox.outerjoin(sign_ups, sign_ups.c.id == _MAIL.subject_id)
        .outerjoin(pledges, pledges.c.id == _MAIL.subject_id)
        .outerjoin(needs, needs.c.id == pledges.c.need_id)
        .outerjoin(proposals, proposals.c.id == _MAIL.subject_id)
        .outerjoin(activities, activities.c.id == of_activity)
        .outerjoin(tables.teams, tables.teams.c.id == _MAIL.subject_id)
        .outerjoin(tables.sponsors, tables.sponsors.c.id == _MAIL.subject_id)
    )


def _within(scope: Scope) -> list[sa.ColumnElement[bool]]:
    """As `Scope.covers` says it of what a mail is about; mail about a person is only in the whole."""
    if scope.is_national:
        return []
    sponsors = tables.sponsors.c
    bits = sum(1 << position for position, one in enumerate(Branch) if one in scope.branches)
    in_branches = sa.type_coerce(sponsors.branches, sa.Integer).bitwise_and(bits) != 0
    return [
        sa.or_(
            parts.within(tables.activities, scope),
            parts.within(tables.teams, scope),
            parts.in_places(tables.sponsors, scope) & (in_branches if bits else sa.true()),
        )
    ]
