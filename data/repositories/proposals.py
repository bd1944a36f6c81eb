"""Proposals, plans that were made and who was left over, stored. Twenty thousand are a few writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.repositories import volunteers
from data.repositories.signups import HOLDING
from domain.accounts import Scope
from domain.proposals import LeftOver, PlanRun, Proposal, ProposalState
from domain.vocabulary import ActivityState, SignUpState

_AT_ONCE = 5_000  # ids in one statement; a statement takes no more than some ten thousands


def get(session: Session, id: str) -> Proposal:
    """One proposal. Raises `NotFoundError`. One query."""
    return records.get(session, tables.proposals, Proposal, id)


def find(session: Session, activity_id: str, volunteer_id: str) -> Proposal | None:
    """The proposal of a volunteer for an activity; None when there is none. One query."""
    columns = tables.proposals.c
    found = _where(
        session, columns.activity_id == activity_id, columns.volunteer_id == volunteer_id
    )
    return found[0] if found else None


def of_edition(
    session: Session, edition_id: str, states: Collection[ProposalState]
) -> list[Proposal]:
    """The proposals of an edition in one of these states, by id. One query."""
    columns = tables.proposals.c
    return _where(session, columns.edition_id == edition_id, columns.state.in_(states))


def of_activity(session: Session, activity_id: str) -> list[Proposal]:
    """The proposals for an activity, by id. One query."""
    return _where(session, tables.proposals.c.activity_id == activity_id)


def taking_part(session: Session, edition_id: str) -> list[tuple[str, str, SignUpState]]:
    """Who signed up for what in an edition, as (person, activity, state). One query.

    Sign-ups stay as they were when their activity is called off; here they are called off with it.
    """
    sign_ups, activities = tables.sign_ups.c, tables.activities
    found = session.execute(
        sa.select(sign_ups.person_id, sign_ups.activity_id, sign_ups.state, activities.c.state)
        .join(activities, activities.c.id == sign_ups.activity_id)
        .where(activities.c.edition_id == edition_id)
    )
    return [
        (who, what, SignUpState.CANCELLED if of_activity is ActivityState.CANCELLED else state)
        for who, what, state, of_activity in found
    ]


def counts(
    session: Session, edition_id: str, *, answered_after: datetime | None = None
) -> dict[tuple[str, ProposalState], int]:
    """How many proposals each activity has in each state; only those answered after a moment. One query."""
    columns = tables.proposals.c
    query = sa.select(columns.activity_id, columns.state, sa.func.count()).where(
        columns.edition_id == edition_id
    )
    if answered_after is not None:
        query = query.where(columns.answered_at > answered_after)
    found = session.execute(query.group_by(columns.activity_id, columns.state))
    return {(row[0], row[1]): row[2] for row in found}


def of_activities(session: Session, activity_ids: Collection[str]) -> list[Proposal]:
    """The proposals for these activities, by id. One query."""
    return _where(session, tables.proposals.c.activity_id.in_(activity_ids))


def add_many(session: Session, proposals: Iterable[Proposal]) -> None:
    """Store new proposals. Raises `AlreadyExistsError` for a pair that has one. One statement."""
    rows = [records.row(proposal, tables.proposals) for proposal in proposals]
    if rows:
        session.execute(sa.insert(tables.proposals), rows)


def save(session: Session, proposal: Proposal) -> None:
    """Store a proposal, new or changed, whatever it was. One query."""
    records.put(session, tables.proposals, records.row(proposal, tables.proposals))


def swap(session: Session, before: Proposal, after: Proposal) -> bool:
    """Write `after` where the state is still that of `before`: of two at once only one does.

    False when somebody else brought it somewhere else meanwhile. One query.
    """
    columns = tables.proposals.c
    change = sa.update(tables.proposals).where(
        columns.id == before.id, columns.state == before.state
    )
    values = records.row(after, tables.proposals)
    return records.count(session, change.values(values)) == 1


def delete_drafts(session: Session, ids: Iterable[str]) -> int:
    """Throw away those of these proposals that nobody was asked yet, and say how many."""
    columns = tables.proposals.c
    return sum(
        records.count(
            session,
            sa.delete(tables.proposals).where(
                columns.id.in_(some), columns.state == ProposalState.DRAFT
            ),
        )
        for some in records.batches(ids, _AT_ONCE)
    )


def latest_runs(session: Session, edition_id: str, limit: int = 100) -> list[PlanRun]:
    """The plans that were made, newest first. One query."""
    columns = tables.plan_runs.c
    found = session.execute(
        sa.select(tables.plan_runs)
        .where(columns.edition_id == edition_id)
        .order_by(columns.made_at.desc(), columns.id)
        .limit(limit)
    ).mappings()
    return [records.thing(PlanRun, row) for row in found]


def save_run(session: Session, run: PlanRun, left: Iterable[LeftOver] = ()) -> None:
    """Store that a plan was made, and who was left over. Two statements."""
    records.put(session, tables.plan_runs, records.row(run, tables.plan_runs))
    rows = [records.row(one, tables.left_over) for one in left]
    if rows:
        session.execute(sa.insert(tables.left_over), rows)


def still_left_over(
    session: Session, plan_id: str, scope: Scope, *, limit: int, offset: int
) -> list[LeftOver]:
    """Those left over who are in `scope` and got no place since, by reason and id. One query."""
    columns = tables.left_over.c
    query = sa.select(tables.left_over).where(*_waiting(plan_id, scope))
    found = session.execute(
        query.order_by(columns.reason, columns.volunteer_id).limit(limit).offset(offset)
    ).mappings()
    return [records.thing(LeftOver, row) for row in found]


def left_over_reasons(session: Session, plan_id: str, scope: Scope) -> dict[str, int]:
    """How many of those there are, by reason. One query."""
    reason = tables.left_over.c.reason
    query = sa.select(reason, sa.func.count()).where(*_waiting(plan_id, scope)).group_by(reason)
    return {row[0]: row[1] for row in session.execute(query)}


def _waiting(plan_id: str, scope: Scope) -> tuple[sa.ColumnElement[bool], ...]:
    columns, proposed, runs = tables.left_over.c, tables.proposals.c, tables.plan_runs.c
    edition_id = sa.select(runs.edition_id).where(runs.id == plan_id).scalar_subquery()
    # A list once, and not a question for each of them: with 20,000 people that takes a minute.
    placed = sa.select(proposed.volunteer_id).where(
        proposed.edition_id == edition_id,
        proposed.state.in_((ProposalState.DRAFT, ProposalState.SENT)),
    )
    sign_ups, activities = tables.sign_ups.c, tables.activities
    signed_up = (
        sa.select(sign_ups.person_id)
        .join(activities, activities.c.id == sign_ups.activity_id)
        .where(
            activities.c.edition_id == edition_id,
            activities.c.state != ActivityState.CANCELLED,
            sign_ups.state.in_(HOLDING),
        )
    )
    conditions = [
        columns.plan_id == plan_id,
        columns.volunteer_id.not_in(placed),
        columns.volunteer_id.not_in(signed_up),
    ]
    if not scope.is_national:
        inside = sa.select(tables.volunteers.c.id).where(*volunteers.in_scope(scope))
        conditions.append(columns.volunteer_id.in_(inside))
    return tuple(conditions)


def one_at_a_time(session: Session, edition_id: str) -> None:
    """Let who changes the plan of an edition wait for each other, until the commit. One query.

    Who adds an activity or a team to it does not wait: hence `key_share`.
    """
    columns = tables.editions.c
    lock = sa.select(columns.id).where(columns.id == edition_id).with_for_update(key_share=True)
    session.execute(lock)


def _where(session: Session, *conditions: sa.ColumnElement[bool]) -> list[Proposal]:
    found = records.where(session, tables.proposals, Proposal, *conditions)
    return sorted(found, key=lambda proposal: proposal.id)
