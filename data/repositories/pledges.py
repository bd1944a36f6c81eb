"""Pledges, stored. What a need still asks is decided by the database, in one statement."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.database import programme_changed
from domain.activities import NeedMetError
from domain.people import Pledge
from domain.vocabulary import PledgeState


def get(session: Session, id: str) -> Pledge:
    """One pledge. Raises `NotFoundError`. One query."""
    return records.get(session, tables.pledges, Pledge, id)


def of_activity(session: Session, activity_id: str) -> list[Pledge]:
    """What was pledged to the needs of an activity, by id. One query."""
    needs = sa.select(tables.needs.c.id).where(tables.needs.c.activity_id == activity_id)
    return _where(session, tables.pledges.c.need_id.in_(needs))


def of_sponsor(session: Session, sponsor_id: str) -> list[Pledge]:
    """What a sponsor pledged, by id. One query."""
    return _where(session, tables.pledges.c.sponsor_id == sponsor_id)


def promise(session: Session, pledge: Pledge) -> Pledge:
    """Pledge towards a need, never beyond what is open, and give what is stored.

    A pledge whose id came before is not counted again: give a form its id when it is shown, and
    a double click is one pledge. Raises `NeedMetError` with what is still open, and `LinkedError`
    for an unknown need or sponsor; an error promises nothing. At most three queries.
    """
    columns = tables.needs.c
    with session.begin_nested():
        if not records.add(session, tables.pledges, records.row(pledge, tables.pledges)):
            return get(session, pledge.id)
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


def withdraw(session: Session, id: str) -> Pledge:
    """Take a pledge back, so that the need is open again; twice is once.

    Raises `NotFoundError`. At most three queries.
    """
    columns = tables.pledges.c
    withdrawn = records.count(
        session,
        sa.update(tables.pledges)
        .where(columns.id == id, columns.state != PledgeState.WITHDRAWN)
        .values(state=PledgeState.WITHDRAWN),
    )
    pledge = get(session, id)
    if withdrawn:
        session.execute(
            sa.update(tables.needs)
            .where(tables.needs.c.id == pledge.need_id)
            .values(promised=tables.needs.c.promised - pledge.quantity)
        )
        programme_changed(session)
    return pledge


def _where(session: Session, *conditions: sa.ColumnElement[bool]) -> list[Pledge]:
    found = records.where(session, tables.pledges, Pledge, *conditions)
    return sorted(found, key=lambda pledge: pledge.id)
