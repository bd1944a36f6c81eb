"""Sign-ups, stored. Who gets the last place is decided by the database, in one statement."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.database import programme_changed
from domain.activities import ActivityClosedError, ActivityFullError, ConflictError
from domain.errors import NotFoundError
from domain.people import SignUp
from domain.vocabulary import ActivityState, SignUpState

# The states in which a sign-up keeps its places; who did not come had them kept.
HOLDING = tuple(state for state in SignUpState if state.holds_a_place)


def get(session: Session, id: str) -> SignUp:
    """One sign-up. Raises `NotFoundError`. One query."""
    return records.get(session, tables.sign_ups, SignUp, id)


def find(session: Session, activity_id: str, person_id: str) -> SignUp | None:
    """The sign-up of a person for an activity; None when there is none. One query."""
    columns = tables.sign_ups.c
    same = (columns.activity_id == activity_id, columns.person_id == person_id)
    return next(iter(_where(session, *same)), None)


def of_activity(session: Session, activity_id: str) -> list[SignUp]:
    """The sign-ups for an activity, by id. One query."""
    return _where(session, tables.sign_ups.c.activity_id == activity_id)


def of_person(session: Session, person_id: str) -> list[SignUp]:
    """What somebody signed up for, by id. One query."""
    return _where(session, tables.sign_ups.c.person_id == person_id)


def waiting(session: Session, activity_id: str) -> list[SignUp]:
    """Who waits for a place and said so, first come first. One query."""
    columns = tables.sign_ups.c
    found = _where(
        session,
        columns.activity_id == activity_id,
        columns.state == SignUpState.WAITING,
        columns.confirmed_at.is_not(None),
    )
    return sorted(found, key=turn)


def turn(sign_up: SignUp) -> tuple[datetime, str]:
    """What the waiting list goes by: who came first, and for the same moment the id."""
    assert sign_up.created_at is not None  # noqa: S101  # whoever waits came at some moment
    return sign_up.created_at, sign_up.id


def unanswered(session: Session, person_id: str, *, now: datetime, since: datetime) -> int:
    """How many sign-ups of somebody wait for their first yes: held, or waiting `since`. One query."""
    columns = tables.sign_ups.c
    held = sa.and_(columns.state == SignUpState.REGISTERED, columns.hold_until > now)
    waits = sa.and_(columns.state == SignUpState.WAITING, columns.created_at > since)
    asked = sa.select(sa.func.count()).where(
        columns.person_id == person_id, columns.confirmed_at.is_(None), sa.or_(held, waits)
    )
    return session.scalar(asked) or 0


def over(session: Session, activity_id: str, *, now: datetime) -> list[SignUp]:
    """Places held for an answer that did not come in time, by id. One query."""
    columns = tables.sign_ups.c
    return _where(session, columns.activity_id == activity_id, *_is_over(now))


def with_work(session: Session, *, now: datetime) -> list[str]:
    """The ids of activities where a hold is over, or somebody waits who would fit. Two queries."""
    columns, activities, tasks = tables.sign_ups.c, tables.activities.c, tables.tasks.c
    over = sa.select(columns.activity_id).where(*_is_over(now))
    left = sa.case(
        (columns.task_id.is_(None), activities.capacity - activities.taken),
        else_=tasks.people - tasks.taken,
    )
    slots = tables.slots.c
    ended = sa.select(sa.func.max(slots.ends_at)).where(slots.activity_id == activities.id)
    fits = (
        sa.select(columns.activity_id)
        .join(tables.activities, activities.id == columns.activity_id)
        .outerjoin(tables.tasks, tasks.id == columns.task_id)
        .where(
            columns.state == SignUpState.WAITING,
            columns.confirmed_at.is_not(None),
            activities.state == ActivityState.PUBLISHED,
            sa.or_(left.is_(None), left >= columns.people),
            sa.func.coalesce(ended.scalar_subquery() > now, sa.true()),
        )
    )
    return sorted({*session.scalars(over), *session.scalars(fits)})


def room(session: Session, activity_id: str) -> dict[str | None, int | None]:
    """The places left by task id, and under None those of the activity itself. Two queries.

    None as a number of places means that no limit was said.
    """
    activities, tasks = tables.activities.c, tables.tasks.c
    own = sa.select(activities.capacity - activities.taken).where(activities.id == activity_id)
    of_tasks = sa.select(tasks.id, tasks.people - tasks.taken).where(
        tasks.activity_id == activity_id
    )
    left: dict[str | None, int | None] = {None: session.scalar(own)}
    return left | {row[0]: row[1] for row in session.execute(of_tasks)}


def lock(session: Session, activity_id: str) -> ActivityState:
    """Let sign-ups for an activity change one at a time until the commit, and give its state.

    Raises `NotFoundError`. One query. Before a person is locked: always in this order.
    """
    columns = tables.activities.c
    state = session.scalar(
        sa.select(columns.state).where(columns.id == activity_id).with_for_update(key_share=True)
    )
    if state is None:
        raise NotFoundError(what="activity", id=activity_id)
    return state


def store(session: Session, before: SignUp | None, after: SignUp) -> SignUp:
    """Store a sign-up, new or over `before`, together with the places it takes and gives back.

    The only way in which sign-ups and counters change, so that they stay alike. It may go to another
    activity: whoever does that has locked both, in the order of their ids. Raises, and then
    changes nothing: `ActivityFullError` with what is left, `ActivityClosedError`, `ConflictError`
    when it is no longer as `before`, `AlreadyExistsError` for a second one of the same person,
    `NotFoundError` for an unknown activity or task. At most seven queries.
    """
    with session.begin_nested():
        state = lock(session, after.activity_id)
        if before is None:
            session.execute(sa.insert(tables.sign_ups).values(records.row(after, tables.sign_ups)))
        elif not _swap(session, before, after):
            raise ConflictError(id=after.id)
        _count(session, before, after, state)
    return after


def forget_task(session: Session, task_ids: Collection[str]) -> None:
    """Let go of tasks that will be gone, in sign-ups that were called off. One query."""
    columns = tables.sign_ups.c
    session.execute(
        sa.update(tables.sign_ups)
        .where(columns.task_id.in_(task_ids), columns.state == SignUpState.CANCELLED)
        .values(task_id=None)
    )


def _is_over(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    columns = tables.sign_ups.c
    return columns.state == SignUpState.REGISTERED, columns.hold_until <= now


def _swap(session: Session, before: SignUp, after: SignUp) -> bool:
    """Write `after` where the row is still `before`: of two at once only one does."""
    columns = tables.sign_ups.c
    same = [columns[name].is_not_distinct_from(value) for name, value in _row(before).items()]
    change = sa.update(tables.sign_ups).where(*same).values(_row(after))
    return records.count(session, change) == 1


def _row(sign_up: SignUp) -> dict[str, object]:
    return records.row(sign_up, tables.sign_ups)


def _count(session: Session, before: SignUp | None, after: SignUp, state: ActivityState) -> None:
    """Move the counters from what `before` held to what `after` holds."""
    freed = before.people if before and before.state.holds_a_place else 0
    taken = after.people if after.state.holds_a_place else 0
    moved = before is not None and _places_of(before) != _places_of(after)
    if not moved:
        taken, freed = max(0, taken - freed), max(0, freed - taken)
    if taken:
        if not state.is_on:
            raise ActivityClosedError(activity_id=after.activity_id, state=state)
        _take(session, after, taken, state)
    if freed:
        _free(session, before or after, freed)
    if taken or freed:
        programme_changed(session)


def _places_of(sign_up: SignUp) -> tuple[str, str | None]:
    """Where its places are counted."""
    return sign_up.activity_id, sign_up.task_id


def _take(session: Session, sign_up: SignUp, places: int, state: ActivityState) -> None:
    """Raise the counter where it fits; `ActivityFullError` where not, or when it is said to be full."""
    table, total = _counter(sign_up)
    columns = table.c
    taking = sa.update(table).where(
        *_counted(sign_up),
        sa.or_(total.is_(None), columns.taken + places <= total),
    )
    is_said_full = state is ActivityState.FULL
    if is_said_full or not records.count(session, taking.values(taken=columns.taken + places)):
        left = sa.select(total - columns.taken).where(*_counted(sign_up))
        found = session.execute(left).first()
        if found is None:
            raise NotFoundError(what="task", id=sign_up.task_id)
        raise ActivityFullError(
            activity_id=sign_up.activity_id, left=0 if is_said_full else found[0]
        )


def _free(session: Session, sign_up: SignUp, places: int) -> None:
    """Lower the counter. What was said to be full is so no longer."""
    table, _ = _counter(sign_up)
    session.execute(sa.update(table).where(*_counted(sign_up)).values(taken=table.c.taken - places))
    columns = tables.activities.c
    session.execute(
        sa.update(tables.activities)
        .where(columns.id == sign_up.activity_id, columns.state == ActivityState.FULL)
        .values(state=ActivityState.PUBLISHED)
    )


def _counter(sign_up: SignUp) -> tuple[sa.Table, sa.ColumnElement[int]]:
    """Where its places are counted, and the column with how many there are."""
    if sign_up.task_id is None:
        return tables.activities, tables.activities.c.capacity
    return tables.tasks, tables.tasks.c.people


def _counted(sign_up: SignUp) -> tuple[sa.ColumnElement[bool], ...]:
    if sign_up.task_id is None:
        return (tables.activities.c.id == sign_up.activity_id,)
    columns = tables.tasks.c
    return columns.id == sign_up.task_id, columns.activity_id == sign_up.activity_id


def _where(session: Session, *conditions: sa.ColumnElement[bool]) -> list[SignUp]:
    found = records.where(session, tables.sign_ups, SignUp, *conditions)
    return sorted(found, key=lambda sign_up: sign_up.id)
