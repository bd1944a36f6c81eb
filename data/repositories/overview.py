"""Questions that only the coordinator's desk asks: counts over many rows, without names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import tables
from data.repositories import parts
from domain.accounts import Scope
from domain.activities import PUBLIC_STATES
from domain.vocabulary import ActivityState, NeedKind, PledgeState


def created(session: Session, edition_id: str) -> list[tuple[str, datetime]]:
    """Id and moment of beginning of the public activities whose beginning is known. One query."""
    columns = tables.activities.c
    found = session.execute(
        sa.select(columns.id, columns.created_at).where(
            columns.edition_id == edition_id,
            columns.created_at.is_not(None),
            columns.state.in_(PUBLIC_STATES),
            columns.merged_into.is_(None),
        )
    )
    return [(row.id, row.created_at) for row in found]


@dataclass(frozen=True, slots=True)
class News:
    """How much is new: activities that were handed in, pledges and sign-ups."""

    activities: int
    pledges: int
    sign_ups: int


def news(session: Session, scope: Scope, edition_ids: Collection[str], *, since: datetime) -> News:
    """What is new since a moment in a part of some editions. Three queries."""
    activities, needs = tables.activities, tables.needs
    here = parts.within(activities, scope) & activities.c.edition_id.in_(edition_ids)
    pledged = tables.pledges.join(needs, needs.c.id == tables.pledges.c.need_id).join(
        activities, activities.c.id == needs.c.activity_id
    )
    signed_up = tables.sign_ups.join(activities)
    is_seen = activities.c.state != ActivityState.DRAFT
    is_real = tables.sign_ups.c.confirmed_at.is_not(None)

    def count(source: sa.FromClause, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> int:
        found = sa.select(sa.func.count()).select_from(source)
        is_new = table.c.created_at >= since
        return session.scalar(found.where(here, is_new, *conditions)) or 0

    return News(
        count(activities, activities, is_seen),
        count(pledged, tables.pledges),
        count(signed_up, tables.sign_ups, is_real),
    )


@dataclass(frozen=True, slots=True)
class Pledged:
    """Money that somebody pledged to an activity, when, and when it was taken back."""

    activity_id: str
    cents: int
    created_at: datetime
    withdrawn_at: datetime | None


def pledged(session: Session, edition_id: str) -> list[Pledged]:
    """The pledges of money in an edition whose beginning is known. One query."""
    pledges, needs, activities = tables.pledges.c, tables.needs.c, tables.activities.c
    found = session.execute(
        sa.select(needs.activity_id, pledges.quantity, pledges.created_at, pledges.withdrawn_at)
        .join(tables.needs, needs.id == pledges.need_id)
        .join(tables.activities, activities.id == needs.activity_id)
        .where(
            activities.edition_id == edition_id,
            needs.kind == NeedKind.MONEY,
            pledges.created_at.is_not(None),
            sa.or_(pledges.state != PledgeState.WITHDRAWN, pledges.withdrawn_at.is_not(None)),
        )
    )
    return [Pledged(*row) for row in found]


def started(session: Session, edition_id: str) -> list[tuple[str, datetime]]:
    """Id and moment of beginning of the teams of an edition that were started here. One query."""
    contacts, teams = tables.team_contacts.c, tables.teams.c
    found = session.execute(
        sa.select(contacts.team_id, contacts.started_at)
        .join(tables.teams, teams.id == contacts.team_id)
        .where(teams.edition_id == edition_id)
    )
    return [(row.team_id, row.started_at) for row in found]
