"""Pledges, stored. What a need still asks is decided by the database, in one statement."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.database import AlreadyExistsError, programme_changed
from domain.activities import ActivityClosedError, NeedMetError
from domain.errors import NotFoundError
from domain.people import Pledge
from domain.pledges import PledgeStepError
from domain.vocabulary import ActivityState, PledgeState

# The moment that belongs to a step.
_MOMENTS = {
    PledgeState.AGREED: "agreed_at",
    PledgeState.DELIVERED: "delivered_at",
    PledgeState.THANKED: "thanked_at",
    PledgeState.WITHDRAWN: "withdrawn_at",
}


def get(session: Session, id: str) -> Pledge:
    """One pledge. Raises `NotFoundError`. One query."""
    return records.get(session, tables.pledges, Pledge, id)


def of_activity(session: Session, activity_id: str) -> list[Pledge]:
    """What was pledged to the needs of an activity, by id. One query."""
    return of_activities(session, [activity_id])


def of_activities(session: Session, activity_ids: Collection[str]) -> list[Pledge]:
    """What was pledged to the needs of these activities, by id. One query."""
    columns = tables.needs.c
    needs = sa.select(columns.id).where(columns.activity_id.in_(activity_ids))
    return _where(session, tables.pledges.c.need_id.in_(needs))


def of_sponsor(session: Session, sponsor_id: str) -> list[Pledge]:
    """What a sponsor pledged, by id. One query."""
    return _where(session, tables.pledges.c.sponsor_id == sponsor_id)


def in_states(session: Session, edition_id: str, states: Collection[PledgeState]) -> list[Pledge]:
    """The pledges of an edition in one of these states, by id. One query."""
    sponsors = sa.select(tables.sponsors.c.id).where(tables.sponsors.c.edition_id == edition_id)
    columns = tables.pledges.c
    return _where(session, columns.state.in_(states), columns.sponsor_id.in_(sponsors))


def activity_of(session: Session, need_id: str) -> str:
    """The id of the activity that has a need. Raises `NotFoundError`. One query."""
    columns = tables.needs.c
    found = session.scalar(sa.select(columns.activity_id).where(columns.id == need_id))
    if found is None:
        raise NotFoundError(what="need", id=need_id)
    return str(found)


def activities_of(session: Session, need_ids: Collection[str]) -> dict[str, str]:
    """The id of the activity of each need. One query."""
    columns = tables.needs.c
    found = session.execute(
        sa.select(columns.id, columns.activity_id).where(columns.id.in_(need_ids))
    )
    return {row.id: row.activity_id for row in found}


def promise(session: Session, pledge: Pledge) -> Pledge:
    """Pledge towards a need, never beyond what is open, and give what is stored.

    A pledge whose id came before is not counted again: give a form its id when it is shown, and
    a double click is one pledge. Raises `NeedMetError` with what is still open,
    `ActivityClosedError` for one that is not public, off or over, and `LinkedError` for an
    unknown need or sponsor; an error promises nothing. At most four queries.
    """
    columns = tables.needs.c
    with session.begin_nested():
        state = _hold(session, pledge.need_id)
        if not records.add(session, tables.pledges, records.row(pledge, tables.pledges)):
            return _same(session, pledge)
        if state is None or not state.is_on:
            raise ActivityClosedError(state=state)
        promising = (
            sa.update(tables.needs)
            .where(
                columns.id == pledge.need_id,
                columns.promised + pledge.quantity <= columns.quantity,
            )
            .values(promised=columns.promised + pledge.quantity)
        )
        if records.count(session, promising) == 0:
            left = sa.select(columns.quantity - columns.promised)
            raise NeedMetError(
                need_id=pledge.need_id,
                left=session.scalar(left.where(columns.id == pledge.need_id)),
            )
    programme_changed(session)
    return pledge


def step(
    session: Session, pledge: Pledge, wanted: PledgeState, *, now: datetime, **words: str
) -> bool:
    """Bring a pledge on from the state it has in `pledge`; `words` are columns such as `thanks`.

    False when it is in `wanted` already, so twice is once. Raises `PledgeStepError` when somebody
    else brought it somewhere else meanwhile. At most two queries.
    """
    columns = tables.pledges.c
    moved = records.count(
        session,
        sa.update(tables.pledges)
        .where(columns.id == pledge.id, columns.state == pledge.state)
        .values({"state": wanted, _MOMENTS[wanted]: now, **words}),
    )
    if moved:
        return True
    found = get(session, pledge.id).state
    if found is not wanted:
        raise PledgeStepError(current=found, wanted=wanted)
    return False


def free(session: Session, pledge: Pledge, quantity: int) -> None:
    """Open `quantity` of the need of a pledge again. One query."""
    session.execute(
        sa.update(tables.needs)
        .where(tables.needs.c.id == pledge.need_id)
        .values(promised=tables.needs.c.promised - quantity)
    )
    programme_changed(session)


def move(session: Session, pledge: Pledge, need_id: str, state: PledgeState) -> bool:
    """Let an open pledge count for another need, in `state`; False when it does not fit there.

    Whoever does that has locked both activities. At most four queries.
    """
    columns, needs = tables.pledges.c, tables.needs.c
    taken = records.count(
        session,
        sa.update(tables.needs)
        .where(needs.id == need_id, needs.promised + pledge.quantity <= needs.quantity)
        .values(promised=needs.promised + pledge.quantity),
    )
    if not taken:
        return False
    agreed_at = pledge.agreed_at if state is PledgeState.AGREED else None
    session.execute(
        sa.update(tables.pledges)
        .where(columns.id == pledge.id)
        .values(need_id=need_id, state=state, agreed_at=agreed_at)
    )
    free(session, pledge, pledge.quantity)
    return True


def lower(session: Session, pledge: Pledge, quantity: int) -> bool:
    """Let a pledge count for what really came, which is less; the rest is open again.

    False when its quantity changed meanwhile. At most two queries.
    """
    columns = tables.pledges.c
    lowered = records.count(
        session,
        sa.update(tables.pledges)
        .where(columns.id == pledge.id, columns.quantity == pledge.quantity)
        .values(quantity=quantity),
    )
    if lowered:
        free(session, pledge, pledge.quantity - quantity)
    return lowered == 1


def say(session: Session, id: str, **words: str) -> None:
    """Store what one side says: `note`, `question`. One query."""
    session.execute(sa.update(tables.pledges).where(tables.pledges.c.id == id).values(**words))


def forget_needs(session: Session, need_ids: Collection[str]) -> None:
    """Delete what was taken back from needs that will be gone. One query."""
    columns = tables.pledges.c
    session.execute(
        sa.delete(tables.pledges).where(
            columns.need_id.in_(need_ids), columns.state == PledgeState.WITHDRAWN
        )
    )


def _same(session: Session, pledge: Pledge) -> Pledge:
    """The pledge that was stored under this id. Raises `AlreadyExistsError` for somebody else's."""
    stored = get(session, pledge.id)
    if (stored.sponsor_id, stored.need_id) != (pledge.sponsor_id, pledge.need_id):
        raise AlreadyExistsError()
    return stored


def _hold(session: Session, need_id: str) -> ActivityState | None:
    """The state of the activity, which nobody changes until the end of this transaction.

    Before its needs, in the order in which an activity is saved: else two could wait for each other.
    """
    columns = tables.activities.c
    activity_id = sa.select(tables.needs.c.activity_id).where(tables.needs.c.id == need_id)
    return session.scalar(
        sa.select(columns.state)
        .where(columns.id == activity_id.scalar_subquery())
        .with_for_update(read=True)
    )


def _where(session: Session, *conditions: sa.ColumnElement[bool]) -> list[Pledge]:
    found = records.where(session, tables.pledges, Pledge, *conditions)
    return sorted(found, key=lambda pledge: pledge.id)
