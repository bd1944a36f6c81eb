"""Answers of nobody, and how well something fitted who has yet to answer, stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from domain.proposals import Answer, ProposalState
from domain.vocabulary import Audience

Fit = Mapping[str, float]  # by criterion


def keep_fits(session: Session, audience: Audience, fits: Mapping[str, Fit]) -> None:
    """Keep how well each of these proposals, by id, fitted who is asked now. One query."""
    rows = [{"proposal_id": id, "audience": audience, "fit": fit} for id, fit in fits.items()]
    if rows:
        session.execute(sa.insert(tables.asked_fits), rows)


def take_fit(session: Session, proposal_id: str) -> tuple[Audience, Fit] | None:
    """How well a proposal fitted when it was asked, which is then no longer kept; None when it is not.

    One query.
    """
    columns = tables.asked_fits.c
    taken = sa.delete(tables.asked_fits).where(columns.proposal_id == proposal_id)
    found = session.execute(taken.returning(columns.audience, columns.fit)).first()
    return None if found is None else (found.audience, found.fit)


def drop_fits(session: Session) -> int:
    """Forget how well that fitted which nobody can answer any more, and say how many. One query."""
    proposals, columns = tables.proposals.c, tables.asked_fits.c
    waits = sa.select(proposals.id).where(proposals.state == ProposalState.SENT)
    return records.count(
        session, sa.delete(tables.asked_fits).where(columns.proposal_id.not_in(waits))
    )


def add(session: Session, answer: Answer) -> None:
    """Store an answer. One query."""
    session.execute(sa.insert(tables.answers).values(records.row(answer, tables.answers)))


def of_audience(session: Session, audience: Audience) -> list[Answer]:
    """The answers of an audience, in order of their random ids. One query."""
    found = records.where(session, tables.answers, Answer, tables.answers.c.audience == audience)
    return sorted(found, key=lambda answer: answer.id)


def remove_old(session: Session, *, before: datetime) -> int:
    """Erase the answers of years that ended before a moment, and say how many. One query."""
    old = sa.delete(tables.answers).where(tables.answers.c.year < before.year)
    return records.count(session, old)


def mix(session: Session) -> None:
    """Write all answers anew in order of their random ids, on PostgreSQL. Three queries.

    Its files, copies and hidden columns keep rows in the order and the transaction of their writing;
    beside the times at which proposals were answered that would tell whose each is. SQLite keeps none.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    rows = session.execute(sa.select(tables.answers).order_by(tables.answers.c.id)).mappings().all()
    session.execute(sa.delete(tables.answers))
    if rows:
        session.execute(sa.insert(tables.answers), [dict(row) for row in rows])
