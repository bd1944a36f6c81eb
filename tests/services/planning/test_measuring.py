"""What answers leave behind: how well it fitted and what was said, of nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from data import tables
from data.database import Database
from data.repositories import answers, proposals, volunteers
from domain.branches import Branch
from domain.proposals import Answer
from domain.times import TimeSlot
from domain.vocabulary import Audience, ConnectionForm
from services import leaving, retention
from services.planning import answering, changing, measuring, sending
from tests.data.samples import EDITION, NINE
from tests.services.planning.asked import DAY, DESK, NOW, a_draft, an_asked, reader, somebody
from tests.services.signing_up.made_up import a_task, stored

# Next door to a welfare activity with two of two places open, on another morning than half of theirs.
FIT = {"nearness": 1.0, "branch": 1.0, "time": 0.5, "forms": 0.6, "need": 1.0}


def wishes(database: Database, sam: str, **fields: object) -> None:
    with database.write() as session:
        volunteers.save(session, replace(volunteers.get(session, sam), **fields))  # type: ignore[arg-type]


@pytest.fixture
def asked(database: Database) -> tuple[str, str]:
    """Sam, who said what they like, is asked for something: their id and that of the proposal."""
    morning = TimeSlot(NINE, NINE + timedelta(hours=2))
    later = TimeSlot(NINE + 2 * DAY, NINE + 2 * DAY + timedelta(hours=2))
    activity, sam = stored(database, tasks=(a_task(2),)), somebody(database)
    wishes(
        database,
        sam,
        branches=frozenset({Branch.WELFARE}),
        forms=frozenset({ConnectionForm.OTHERS, ConnectionForm.MEANING}),
        times=(morning, later),
    )
    id = a_draft(database, activity, sam)
    sending.send(database, EDITION.id, actor=DESK, now=NOW)
    return sam, id


def kept(database: Database) -> list[str]:
    """The proposals of which it is kept how well they fitted."""
    with database.read() as session:
        return list(session.scalars(sa.select(tables.asked_fits.c.proposal_id)))


def said(database: Database) -> list[Answer]:
    with database.read() as session:
        return answers.of_audience(session, Audience.VOLUNTEER)


def no(database: Database, id: str, sam: str) -> None:
    answering.decline(database, id, actor=reader(id, sam), now=NOW)


def yes(database: Database, id: str, sam: str) -> None:
    answering.accept(database, id, actor=reader(id, sam), now=NOW)


@pytest.mark.parametrize(("answer", "is_yes"), [(yes, True), (no, False)])
def test_an_answer_is_kept_with_what_it_was_when_it_was_asked(database, asked, answer, is_yes):
    sam, id = asked
    wishes(database, sam, branches=frozenset({Branch.SPORT}), forms=frozenset(), times=())
    answer(database, id, sam)

    (found,) = said(database)
    assert found == Answer(found.id, Audience.VOLUNTEER, FIT, is_yes, 2026)
    assert kept(database) == []


def test_nothing_of_it_leads_to_a_person_an_activity_or_a_day(database, asked):
    sam, id = asked
    yes(database, id, sam)
    with database.read() as session:
        proposal = proposals.get(session, id)
        (row,) = session.execute(sa.select(tables.answers)).mappings()
    assert set(row) == {"id", "audience", "fit", "is_yes", "year"}
    assert row["id"] not in {sam, id, proposal.activity_id}
    assert not tables.answers.foreign_keys


def test_the_order_of_answering_is_nowhere_to_be_found(database):
    said_in_order = [f"{n:03}" for n in (7, 2, 9, 4)]
    for id in said_in_order:
        with database.write() as session:
            answers.add(session, Answer(id, Audience.VOLUNTEER, {}, is_yes=True, year=2026))
    if database.is_sqlite:
        with database.read() as session, pytest.raises(sa.exc.OperationalError, match="rowid"):
            session.execute(sa.text("SELECT rowid FROM answers"))
        return
    look = sa.text("SELECT id, xmin::text FROM answers ORDER BY ctid")
    with database.read() as session:
        assert [
            row.id for row in session.execute(look)
        ] == said_in_order  # else this proves nothing
    retention.write_anew(database, None, NOW)  # type: ignore[arg-type]
    with database.read() as session:
        rows = session.execute(look).all()
    assert [row.id for row in rows] == sorted(said_in_order)
    assert len({row.xmin for row in rows}) == 1


def test_a_no_that_becomes_a_yes_is_one_answer(sqlite_database):
    activity, sam = stored(sqlite_database), somebody(sqlite_database)
    id = a_draft(sqlite_database, activity, sam)
    sending.send(sqlite_database, EDITION.id, actor=DESK, now=NOW)
    for answer in (no, no, yes, yes):
        answer(sqlite_database, id, sam)
    assert [one.is_yes for one in said(sqlite_database)] == [False]


def test_what_was_asked_before_it_was_kept_leaves_nothing(sqlite_database):
    activity, sam = stored(sqlite_database), somebody(sqlite_database)
    id = an_asked(sqlite_database, activity, sam)
    yes(sqlite_database, id, sam)
    assert said(sqlite_database) == []


def test_an_answer_that_fails_leaves_nothing(database, asked, monkeypatch):
    sam, id = asked
    real = measuring.answered

    def fails(*arguments, **named):
        real(*arguments, **named)
        raise RuntimeError

    monkeypatch.setattr(measuring, "answered", fails)
    with pytest.raises(RuntimeError):
        yes(database, id, sam)
    assert (said(database), kept(database)) == ([], [id])


def test_what_can_no_longer_be_answered_is_not_kept_any_more(database, asked):
    _, id = asked
    answering.release(database, now=NOW + 3 * DAY - timedelta(minutes=1))
    assert kept(database) == [id]
    answering.release(database, now=NOW + 3 * DAY)
    assert (kept(database), said(database)) == ([], [])


def test_what_is_taken_back_is_not_kept_any_more(database, asked):
    _, id = asked
    changing.withdraw(database, id, actor=DESK, now=NOW)
    answering.release(database, now=NOW)
    assert kept(database) == []


def test_who_leaves_leaves_no_trace_and_what_they_said_stays_of_nobody(settings, database, asked):
    sam, id = asked
    no(database, id, sam)
    activity = stored(database)
    open_id = a_draft(database, activity, sam)
    sending.send(database, EDITION.id, actor=DESK, now=NOW + 8 * DAY)
    assert kept(database) == [open_id]
    leaving.leave(database, settings.var, sam, now=NOW + 8 * DAY)
    retention.run(database, settings, NOW + 16 * DAY)
    assert kept(database) == []
    assert [one.fit for one in said(database)] == [FIT]


def test_answers_go_by_their_year_alone(settings, database):
    for year in (2026, 2027):
        with database.write() as session:
            answers.add(session, Answer(f"of {year}", Audience.TEAM, {}, is_yes=True, year=year))
    ends = datetime(2029, 12, 30, tzinfo=UTC)
    for now, left in ((ends, 2), (ends + 2 * DAY, 1)):
        retention.run(database, settings, now)
        with database.read() as session:
            assert len(answers.of_audience(session, Audience.TEAM)) == left


def test_many_who_are_asked_cost_as_many_queries_as_one(sqlite_database):
    counts = []
    for people in (1, 12):
        activity = stored(sqlite_database, capacity=None)
        for _ in range(people):
            a_draft(sqlite_database, activity, somebody(sqlite_database))
        queries: list[str] = []

        def count(_connection, _cursor, statement, *_rest, to=queries):
            to.append(statement)

        sa.event.listen(sqlite_database.writer, "before_cursor_execute", count)
        sending.send(sqlite_database, EDITION.id, actor=DESK, now=NOW)
        sa.event.remove(sqlite_database.writer, "before_cursor_execute", count)
        counts.append(
            len([one for one in queries if "asked_fits" in one or "volunteer_times" in one])
        )
    assert counts == [2, 2]
