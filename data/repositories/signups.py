"""Sign-ups, stored. Who gets the last place is decided by the database, in one statement."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.database import programme_changed
from domain.activities import ActivityClosedError, ActivityFullError
from domain.errors import NotFoundError
from domain.people import SignUp
from domain.vocabulary import ActivityState, SignUpState

# The states in which a sign-up keeps its places.
HOLDING = frozenset({SignUpState.REGISTERED, SignUpState.CONFIRMED, SignUpState.ATTENDED})


def get(session: Session, id: str) -> SignUp:
    """One sign-up. Raises `NotFoundError`. One query."""
    return records.get(session, tables.sign_ups, SignUp, id)


def of_activity(session: Session, activity_id: str) -> list[SignUp]:
    """The sign-ups for an activity, by id. One query."""
    return _where(session, tables.sign_ups.c.activity_id == activity_id)


def of_person(session: Session, person_id: str) -> list[SignUp]:
    """What somebody signed up for, by id. One query."""
    return _where(session, tables.sign_ups.c.person_id == person_id)


def take_place(session: Session, sign_up: SignUp) -> SignUp:
    """Sign somebody up, taking places of the task or else of the activity, and give what is stored.

    Asked again for the same person and activity it gives the first sign-up and takes nothing
    more; one that was called off is taken up again. Raises `ActivityFullError`,
    `ActivityClosedError` and, for an unknown activity or task, `LinkedError` or `NotFoundError`;
    an error takes nothing. At most five queries.
    """
    columns = tables.sign_ups.c
    with session.begin_nested():
        if not records.add(session, tables.sign_ups, records.row(sign_up, tables.sign_ups)):
            same = (
                columns.activity_id == sign_up.activity_id,
                columns.person_id == sign_up.person_id,
            )
            (earlier,) = _where(session, *same)
            if earlier.state in HOLDING:
                return earlier
            sign_up = replace(sign_up, id=earlier.id)
            records.put(session, tables.sign_ups, records.row(sign_up, tables.sign_ups))
        _take(session, sign_up)
    programme_changed(session)
    return sign_up


def give_back(session: Session, id: str) -> SignUp:
    """Call a sign-up off and free its places; called off twice is called off once.

    Raises `NotFoundError`. At most three queries.
    """
    columns = tables.sign_ups.c
    called_off = (
        sa.update(tables.sign_ups)
        .where(columns.id == id, columns.state.in_(HOLDING))
        .values(state=SignUpState.CANCELLED)
    )
    freed = records.count(session, called_off)
    sign_up = get(session, id)
    if freed:
        table = tables.activities if sign_up.task_id is None else tables.tasks
        session.execute(
            sa.update(table)
            .where(table.c.id == (sign_up.task_id or sign_up.activity_id))
            .values(taken=table.c.taken - sign_up.people)
        )
        programme_changed(session)
    return sign_up


def _take(session: Session, sign_up: SignUp) -> None:
    if sign_up.task_id is None:
        columns = tables.activities.c
        taking = sa.update(tables.activities).where(
            columns.id == sign_up.activity_id,
            columns.state == ActivityState.PUBLISHED,
            sa.or_(columns.capacity.is_(None), columns.taken + sign_up.people <= columns.capacity),
        )
    else:
        _check_open(session, sign_up.activity_id)
        columns = tables.tasks.c
        taking = sa.update(tables.tasks).where(
            columns.id == sign_up.task_id,
            columns.activity_id == sign_up.activity_id,
            columns.taken + sign_up.people <= columns.people,
        )
    if records.count(session, taking.values(taken=columns.taken + sign_up.people)) == 0:
        _refuse(session, sign_up)


def _check_open(session: Session, activity_id: str) -> None:
    """Raise `ActivityClosedError` unless it is published, and keep it so until the commit."""
    columns = tables.activities.c
    state = session.scalar(
        sa.select(columns.state).where(columns.id == activity_id).with_for_update(read=True)
    )
    if state is not ActivityState.PUBLISHED:
        raise ActivityClosedError(activity_id=activity_id, state=state)


def _refuse(session: Session, sign_up: SignUp) -> None:
    """Raise the reason why no place could be taken."""
    if sign_up.task_id is None:
        columns = tables.activities.c
        left = columns.capacity - columns.taken
        found = session.execute(
            sa.select(columns.state, left).where(columns.id == sign_up.activity_id)
        ).one()
        if found.state not in {ActivityState.PUBLISHED, ActivityState.FULL}:
            raise ActivityClosedError(activity_id=sign_up.activity_id, state=found.state)
    else:
        columns = tables.tasks.c
        found = session.execute(
            sa.select(columns.activity_id, columns.people - columns.taken).where(
                columns.id == sign_up.task_id
            )
        ).one()
        if found.activity_id != sign_up.activity_id:
            raise NotFoundError(what="task", id=sign_up.task_id)
    raise ActivityFullError(activity_id=sign_up.activity_id, left=found[1])


def _where(session: Session, *conditions: sa.ColumnElement[bool]) -> list[SignUp]:
    found = records.where(session, tables.sign_ups, SignUp, *conditions)
    return sorted(found, key=lambda sign_up: sign_up.id)
