"""Who was asked how often, and what time does to proposals, stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.repositories.signups import HOLDING
from domain.proposals import Proposal, ProposalState
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, SignUpState

_WAITS = (ProposalState.DRAFT, ProposalState.SENT)
_ON = tuple(state for state in ActivityState if state.is_on)


def lock(session: Session, volunteer_ids: Collection[str]) -> dict[str, int]:
    """Let nobody else ask these volunteers until the commit; how often a week each may be asked.

    One query, in the order of ids, so that two who ask the same people never wait for each other.
    """
    columns = tables.volunteers.c
    found = session.execute(
        sa.select(columns.id, columns.asks_per_week)
        .where(columns.id.in_(volunteer_ids))
        .order_by(columns.id)
        .with_for_update()
    )
    return {row.id: row.asks_per_week for row in found}


def lock_drafts(session: Session, ids: Collection[str]) -> set[str]:
    """Which of these proposals nobody was asked yet; nobody else sends them until the commit. One query."""
    columns = tables.proposals.c
    found = session.scalars(
        sa.select(columns.id)
        .where(columns.id.in_(ids), columns.state == ProposalState.DRAFT)
        .order_by(columns.id)
        .with_for_update()
    )
    return set(found)


def mark_sent(
    session: Session, ids: Collection[str], *, answer_until: datetime, now: datetime
) -> None:
    """Note that these were asked now, and until when they may answer. One query."""
    columns = tables.proposals.c
    asked = sa.update(tables.proposals).where(columns.id.in_(ids))
    session.execute(asked.values(state=ProposalState.SENT, sent_at=now, answer_until=answer_until))


def lock_editions(session: Session) -> None:
    """Wait for whoever stores a plan or sends proposals, and let them wait, until the commit. One query."""
    columns = tables.editions.c
    session.execute(sa.select(columns.id).order_by(columns.id).with_for_update(key_share=True))


def asked_since(
    session: Session, volunteer_ids: Collection[str], *, after: datetime
) -> Counter[str]:
    """How often each was asked after a moment, whatever came of it. One query."""
    columns = tables.proposals.c
    found = session.execute(
        sa.select(columns.volunteer_id, sa.func.count())
        .where(columns.volunteer_id.in_(volunteer_ids), columns.sent_at > after)
        .group_by(columns.volunteer_id)
    )
    return Counter({row[0]: row[1] for row in found})


def reserved(
    session: Session, activity_ids: Collection[str], *, now: datetime
) -> Counter[tuple[str, bool | None]]:
    """How many places are kept for who was asked and may still answer. One query.

    By activity and from home (True), on the spot (False) or not known; of a proposal from before
    these were told apart it is what they said.
    """
    columns = tables.proposals.c
    says = sa.func.coalesce(columns.at_home, tables.volunteers.c.at_home)
    found = session.execute(
        sa.select(columns.activity_id, says, sa.func.count())
        .join(tables.volunteers, tables.volunteers.c.id == columns.volunteer_id)
        .where(
            columns.activity_id.in_(activity_ids),
            columns.state == ProposalState.SENT,
            columns.answer_until > now,
        )
        .group_by(columns.activity_id, says)
    )
    return Counter({(row[0], row[1]): row[2] for row in found})


def signed_up(session: Session, activity_ids: Collection[str]) -> set[tuple[str, str]]:
    """The activities and the people who ever signed up for them, also who called off. One query."""
    columns = tables.sign_ups.c
    found = session.execute(
        sa.select(columns.activity_id, columns.person_id).where(
            columns.activity_id.in_(activity_ids)
        )
    )
    return {(row.activity_id, row.person_id) for row in found}


def busy(
    session: Session, volunteer_ids: Collection[str], *, after: datetime
) -> dict[str, list[TimeSlot]]:
    """When each of these goes to what they signed up for, as far as it ends after a moment. One query."""
    sign_ups, slots, activities = tables.sign_ups.c, tables.slots.c, tables.activities.c
    found = session.execute(
        sa.select(sign_ups.person_id, slots.starts_at, slots.ends_at, slots.has_clock)
        .join(tables.slots, slots.activity_id == sign_ups.activity_id)
        .join(tables.activities, activities.id == sign_ups.activity_id)
        .where(
            activities.state != ActivityState.CANCELLED,
            sign_ups.person_id.in_(volunteer_ids),
            sign_ups.state.in_(HOLDING),
            slots.ends_at > after,
        )
    )
    times: dict[str, list[TimeSlot]] = {}
    for person_id, *slot in found:
        times.setdefault(person_id, []).append(TimeSlot(*slot))
    return times


def expire(session: Session, *, now: datetime) -> int:
    """Close what nobody answered in time, and say how many. One query."""
    columns = tables.proposals.c
    late = sa.update(tables.proposals).where(
        columns.state == ProposalState.SENT, columns.answer_until <= now
    )
    return records.count(session, late.values(state=ProposalState.EXPIRED))


def withdraw_closed(session: Session, *, now: datetime) -> int:
    """Take back what is about an activity that is off or over, and say how many. One query."""
    columns, activities, slots = tables.proposals.c, tables.activities.c, tables.slots.c
    last_end = (
        sa.select(sa.func.max(slots.ends_at))
        .where(slots.activity_id == activities.id)
        .scalar_subquery()
    )
    closed = sa.select(activities.id).where(sa.or_(activities.state.not_in(_ON), last_end <= now))
    taken_back = sa.update(tables.proposals).where(
        columns.state.in_(_WAITS), columns.activity_id.in_(closed)
    )
    return records.count(session, taken_back.values(state=ProposalState.WITHDRAWN))


def withdraw_of(session: Session, volunteer_id: str) -> None:
    """Take back what waits for somebody who leaves; that they were asked stays counted. Two queries."""
    columns = tables.proposals.c
    theirs = columns.volunteer_id == volunteer_id
    drafts = sa.delete(tables.proposals).where(theirs, columns.state == ProposalState.DRAFT)
    session.execute(drafts)
    asked = sa.update(tables.proposals).where(theirs, columns.state == ProposalState.SENT)
    session.execute(asked.values(state=ProposalState.WITHDRAWN))


def answers(session: Session, edition_id: str) -> list[tuple[Proposal, SignUpState | None]]:
    """Every proposal of an edition, with the state of the sign-up that a yes became. One query."""
    columns, sign_ups = tables.proposals.c, tables.sign_ups.c
    found = session.execute(
        sa.select(tables.proposals, sign_ups.state.label("sign_up"))
        .outerjoin(
            tables.sign_ups,
            sa.and_(
                sign_ups.activity_id == columns.activity_id,
                sign_ups.person_id == columns.volunteer_id,
            ),
        )
        .where(columns.edition_id == edition_id)
        .order_by(columns.id)
    ).mappings()
    return [(records.thing(Proposal, row), row["sign_up"]) for row in found]
