"""Who organises an activity, and edits that wait for a coordinator, stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from domain.branches import Branch
from domain.places import Province
from domain.vocabulary import ActivityState


def set_organiser(
    session: Session, activity_id: str, person_id: str | None, *, now: datetime
) -> None:
    """Note who organises an activity, and that they accepted the house rules. One query."""
    row = {"activity_id": activity_id, "person_id": person_id, "rules_accepted_at": now}
    records.put(session, tables.organisers, row)


def organiser_of(session: Session, activity_id: str) -> str | None:
    """The id of the person who organises it; None when nobody left an address. One query."""
    columns = tables.organisers.c
    return session.scalar(sa.select(columns.person_id).where(columns.activity_id == activity_id))


def activities_of(session: Session, person_id: str) -> list[str]:
    """The ids of the activities that somebody organises, in order. One query."""
    columns = tables.organisers.c
    found = sa.select(columns.activity_id).where(columns.person_id == person_id)
    return sorted(session.scalars(found))


@dataclass(frozen=True, slots=True)
class Organised:
    """An activity and who organises it: where it is, how far, and whether they may be written to."""

    activity_id: str
    person_id: str
    province: Province | None
    municipality_code: str
    branch: Branch | None
    state: ActivityState
    is_confirmed: bool
    only_needed_mail: bool


def organised(session: Session, edition_id: str) -> list[Organised]:
    """Every activity of an edition whose organiser left an address and is still there. One query.

    What was merged into another activity is left out: that one counts.
    """
    activities, people = tables.activities.c, tables.people.c
    found = session.execute(
        sa.select(
            activities.id,
            people.id,
            activities.place_province,
            activities.place_municipality_code,
            activities.branch,
            activities.state,
            people.confirmed_at.is_not(None),
            people.only_needed_mail,
        )
        .select_from(tables.organisers)
        .join(tables.activities, activities.id == tables.organisers.c.activity_id)
        .join(tables.people, people.id == tables.organisers.c.person_id)
        .where(
            activities.edition_id == edition_id,
            activities.merged_into.is_(None),
            people.left_at.is_(None),
        )
        .order_by(activities.id)
    )
    return [Organised(*row) for row in found]


def is_known(session: Session, person_id: str) -> bool:
    """Whether a coordinator published something of this person before. One query."""
    organisers, activities = tables.organisers.c, tables.activities.c
    states = (ActivityState.PUBLISHED, ActivityState.FULL, ActivityState.FINISHED)
    found = (
        sa.select(organisers.activity_id)
        .join(tables.activities, activities.id == organisers.activity_id)
        .where(organisers.person_id == person_id, activities.state.in_(states))
        .limit(1)
    )
    return session.scalar(found) is not None


def propose(session: Session, activity_id: str, fields: dict[str, Any], *, now: datetime) -> None:
    """Keep an edit until a coordinator has seen it, over an earlier one. One query."""
    row = {"activity_id": activity_id, "fields": fields, "proposed_at": now}
    records.put(session, tables.activity_edits, row)


def proposed(session: Session, activity_id: str) -> dict[str, Any] | None:
    """The edit that waits, or None. One query."""
    columns = tables.activity_edits.c
    return session.scalar(sa.select(columns.fields).where(columns.activity_id == activity_id))


def drop_proposed(session: Session, activity_id: str) -> None:
    """Forget the edit that waits. One query."""
    table = tables.activity_edits
    session.execute(sa.delete(table).where(table.c.activity_id == activity_id))


def ask(session: Session, activity_id: str, question: str) -> None:
    """Keep what a coordinator asks until it is answered; "" answers it. One query."""
    table = tables.organisers
    session.execute(
        sa.update(table).where(table.c.activity_id == activity_id).values(question=question)
    )


def question(session: Session, activity_id: str) -> str:
    """What a coordinator asked and waits for; "" when nothing. One query."""
    columns = tables.organisers.c
    found = sa.select(columns.question).where(columns.activity_id == activity_id)
    return session.scalar(found) or ""
