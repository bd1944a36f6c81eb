"""Erasing what is kept about people once its time is over. What is counted stays counted.

Every function takes the moment `before` which something must have happened, and is one step of a
transaction; erasing what is gone already erases nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.database import Database
from data.repositories import editions as stored_editions
from data.tables.columns import Moment
from domain.editions import KEPT_DAYS
from domain.vocabulary import ActivityState, SignUpState

People = sa.Select[tuple[str]]  # the ids of people that are chosen

_PATIENCE_MS = 1_000  # for readers in the way of the journal; the next run comes soon
# A place that is held is freed first, by whoever counts places.
_HOLDS_NOTHING = tuple(state for state in SignUpState if not state.holds_a_place)


def unconfirmed_sign_ups(session: Session, *, before: datetime) -> int:
    """Erase sign-ups that nobody said yes to and that hold no place. Four queries."""
    columns = tables.sign_ups.c
    return _erase_sign_ups(
        session,
        columns.confirmed_at.is_(None),
        columns.state.in_(_HOLDS_NOTHING),
        columns.created_at < before,
    )


def sign_ups_of_over(session: Session, *, before: datetime) -> int:
    """Erase the sign-ups for activities that are over; their places stay counted. Five queries."""
    over = _over(_terms(session, before))
    return _erase_sign_ups(session, tables.sign_ups.c.activity_id.in_(over))


def words_of_over(session: Session, *, before: datetime) -> int:
    """Erase what was said among a few people about activities that are over. Four queries."""
    over = _over(_terms(session, before))
    pledges, edits, organisers = tables.pledges.c, tables.activity_edits.c, tables.organisers.c
    needs = sa.select(tables.needs.c.id).where(tables.needs.c.activity_id.in_(over))
    said = sa.or_(pledges.note != "", pledges.question != "")
    pledged = sa.update(tables.pledges).where(pledges.need_id.in_(needs), said)
    asked = sa.update(tables.organisers).where(
        organisers.activity_id.in_(over), organisers.question != ""
    )
    proposed = sa.delete(tables.activity_edits).where(edits.activity_id.in_(over))
    return (
        records.count(session, pledged.values(note="", question=""))
        + records.count(session, asked.values(question=""))
        + records.count(session, proposed)
    )


def unconfirmed_groups(session: Session, *, before: datetime) -> int:
    """Erase teams and sponsors whose address was never confirmed. Two queries."""
    count = 0
    for table, contacts, id in (
        (tables.teams, tables.team_contacts, tables.team_contacts.c.team_id),
        (tables.sponsors, tables.sponsor_contacts, tables.sponsor_contacts.c.sponsor_id),
    ):
        never = sa.select(id).where(
            contacts.c.confirmed_at.is_(None), contacts.c.started_at < before
        )
        pledged = sa.exists().where(tables.pledges.c.sponsor_id == table.c.id)
        count += records.count(session, sa.delete(table).where(table.c.id.in_(never), ~pledged))
    return count


def unconfirmed_wishes(session: Session, *, before: datetime) -> int:
    """Erase wishes to be asked that nobody said yes to, but those that a list brought. One query."""
    columns = tables.waiting_wishes.c
    return records.count(
        session,
        sa.delete(tables.waiting_wishes).where(
            columns.made_at < before, columns.person_id.not_in(_brought_in())
        ),
    )


def unanswered_wishes(session: Session, *, before: datetime) -> int:
    """Erase wishes to be asked that nobody said yes to, also those that a list brought. One query.

    Who came in by something else stays for that, without them.
    """
    made_at = tables.waiting_wishes.c.made_at
    return records.count(session, sa.delete(tables.waiting_wishes).where(made_at < before))


def shut_accounts(session: Session, *, before: datetime) -> int:
    """Erase coordinators whose account was shut, with the links under their mail. Two queries."""
    columns = tables.accounts.c
    shut = sa.select(columns.id).where(columns.disabled_at < before)
    session.execute(sa.delete(tables.links).where(tables.links.c.subject_id.in_(shut)))
    return records.count(session, sa.delete(tables.accounts).where(columns.disabled_at < before))


def ended_desk_visits(session: Session, *, before: datetime) -> int:
    """Erase the visits of coordinators that began before then. One query."""
    columns = tables.desk_sessions.c
    return records.count(
        session, sa.delete(tables.desk_sessions).where(columns.created_at <= before)
    )


def unconfirmed_people(_session: Session, *, before: datetime) -> People:
    """People who never opened a link, and have no sign-up; but those who have longer for it."""
    people = tables.people.c
    return _people(
        people.confirmed_at.is_(None),
        people.created_at < before,
        ~_signed_up(),
        ~_waits_for_yes(),
        ~_has_longer(),
    )


def unanswered_people(_session: Session, *, before: datetime) -> People:
    """People who had longer and never opened the link all the same, and have no sign-up.

    Who filled in wishes themselves since then has as long again to open the mail about them.
    """
    people, waiting = tables.people.c, tables.waiting_wishes.c
    filled_in = sa.exists().where(waiting.person_id == people.id, waiting.made_at >= before)
    return _people(
        people.confirmed_at.is_(None),
        people.created_at < before,
        ~_signed_up(),
        ~filled_in,
        _has_longer(),
    )


def left(_session: Session, *, before: datetime) -> People:
    """People who asked to be forgotten."""
    return _people(tables.people.c.left_at <= before)


def with_nothing_ahead(session: Session, *, before: datetime) -> People:
    """People for whom everything they took part in is over. Two queries to make it.

    Whoever only wants to be asked stays until the first edition after they said so is over.
    """
    people, volunteers = tables.people.c, tables.volunteers.c
    asks = sa.exists().where(volunteers.id == people.id)
    terms = _terms(session, before)
    ended = _last_end(session, terms)
    if ended is not None:
        asks = asks.where(sa.func.coalesce(volunteers.said_at, people.created_at) > ended)
    # Who came before the end of an edition whose people go sooner, goes with it.
    came_before = max(before, ended + timedelta(days=1)) if ended is not None else before
    stays = sa.or_(_signed_up(), _carries(terms), asks, _waits_for_yes())
    return _people(people.created_at < came_before, ~stays)


def these(ids: Collection[str]) -> People:
    """Just these people."""
    return _people(tables.people.c.id.in_(ids))


def ids(session: Session, chosen: People, among: Collection[str] | None = None) -> list[str]:
    """The ids of the people that are chosen, or those `among` these, in order. One query."""
    wanted = chosen if among is None else chosen.where(tables.people.c.id.in_(among))
    return list(session.scalars(wanted))


def locked(session: Session, chosen: People, among: Collection[str]) -> list[str]:
    """The ids `among` these of who is still chosen; nobody else changes them meanwhile. One query."""
    return list(session.scalars(chosen.where(tables.people.c.id.in_(among)).with_for_update()))


def erase(session: Session, ids: Collection[str], *, consent_prefix: str) -> None:
    """Erase people with all that is kept about them. Thirteen queries, however many they are.

    `consent_prefix` and the id of a thank-you are the purpose for which a sentence was given.
    """
    columns = tables.sign_ups.c
    _blank_thanks(session, ids, consent_prefix)
    _erase_sign_ups(session, columns.person_id.in_(ids))
    organised = sa.select(tables.organisers.c.activity_id).where(
        tables.organisers.c.person_id.in_(ids)
    )
    activities, edits = tables.activities, tables.activity_edits
    session.execute(
        sa.update(activities).where(activities.c.id.in_(organised)).values(organiser="")
    )
    session.execute(sa.delete(edits).where(edits.c.activity_id.in_(organised)))
    session.execute(sa.delete(tables.links).where(tables.links.c.subject_id.in_(ids)))
    _erase_proposals(session, ids)
    imported = tables.import_rows
    session.execute(sa.delete(imported).where(imported.c.subject_id.in_(ids)))
    session.execute(sa.delete(tables.volunteers).where(tables.volunteers.c.id.in_(ids)))
    # Links, visits, mail and consents go with the person; activities and groups stay without one.
    session.execute(sa.delete(tables.people).where(tables.people.c.id.in_(ids)))


def empty_journal(database: Database) -> bool:
    """Let SQLite's journal go, in which erased pages still stand; False when readers are in the way.

    PostgreSQL keeps erased rows in its files until they are rewritten: see docs/operations.md.
    """
    if not database.is_sqlite:
        return True
    connection = database.writer.raw_connection()
    try:
        cursor = connection.cursor()
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
        (busy, *_) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={patience}")
    finally:
        connection.close()
    return not busy


def write_anew(database: Database) -> bool:
    """Write the whole file of SQLite anew; False when readers keep its journal from going.

    Rows that SQLite moved from page to page leave copies behind that `secure_delete` does not
    overwrite. Writing waits meanwhile, about a second for each hundred megabytes; reading does not.
    """
    if not database.is_sqlite:
        return True
    connection = database.writer.raw_connection()
    try:
        connection.cursor().execute("VACUUM")
    finally:
        connection.close()
    return empty_journal(database)


def _erase_sign_ups(session: Session, *conditions: sa.ColumnElement[bool]) -> int:
    ids = list(session.scalars(sa.select(tables.sign_ups.c.id).where(*conditions)))
    for some in records.batches(ids, 500):
        session.execute(sa.delete(tables.links).where(tables.links.c.subject_id.in_(some)))
        session.execute(sa.delete(tables.outbox).where(tables.outbox.c.subject_id.in_(some)))
        session.execute(sa.delete(tables.sign_ups).where(tables.sign_ups.c.id.in_(some)))
    return len(ids)


def _erase_proposals(session: Session, ids: Collection[str]) -> None:
    """Erase what was proposed to people, with the links and the mail about it."""
    columns = tables.proposals.c
    proposed = sa.select(columns.id).where(columns.volunteer_id.in_(ids))
    for table in (tables.links, tables.outbox):
        session.execute(sa.delete(table).where(table.c.subject_id.in_(proposed)))
    session.execute(sa.delete(tables.proposals).where(columns.volunteer_id.in_(ids)))


def _blank_thanks(session: Session, ids: Collection[str], prefix: str) -> None:
    """Erase sentences of thanks; without the consent they may not be shown, and taps say no name."""
    consents, sign_ups = tables.consents.c, tables.sign_ups.c
    given = session.scalars(
        sa.select(consents.purpose).where(
            consents.person_id.in_(ids), consents.purpose.startswith(prefix, autoescape=True)
        )
    )
    said = {purpose.removeprefix(prefix) for purpose in given}
    said |= set(session.scalars(sa.select(sign_ups.id).where(sign_ups.person_id.in_(ids))))
    thanks = tables.thank_yous
    session.execute(sa.update(thanks).where(thanks.c.id.in_(said)).values(text=""))


@dataclass(frozen=True, slots=True)
class _Terms:
    """Before which moment something must have ended; `of_edition` where that comes sooner."""

    before: datetime
    of_edition: dict[str, datetime]

    def moment(self) -> sa.ColumnElement[datetime]:
        """That moment for each edition in a query."""
        last = sa.literal(self.before, Moment())
        sooner = {id: sa.literal(each, Moment()) for id, each in self.of_edition.items()}
        return sa.case(sooner, value=tables.editions.c.id, else_=last) if sooner else last

    def day(self) -> sa.ColumnElement[date]:
        """Its day."""
        last = sa.literal(_day(self.before), sa.Date())
        sooner = {id: sa.literal(_day(each), sa.Date()) for id, each in self.of_edition.items()}
        return sa.case(sooner, value=tables.editions.c.id, else_=last) if sooner else last


def _terms(session: Session, before: datetime) -> _Terms:
    """`before` is KEPT_DAYS ago; what an edition keeps shorter may have ended later. One query."""
    shorter = {
        one.id: before + timedelta(days=KEPT_DAYS - one.kept_days)
        for one in stored_editions.all(session)
        if one.kept_days < KEPT_DAYS
    }
    return _Terms(before, shorter)


def _over(terms: _Terms) -> sa.Select[tuple[str]]:
    """The activities that ended, with their edition, before their moment.

    In an edition without days an activity ends with its last time; one without a time of its own
    ends with the year of the edition.
    """
    activities, slots, editions = tables.activities.c, tables.slots.c, tables.editions.c
    of_activity = slots.activity_id == activities.id
    later = sa.exists().where(of_activity, slots.ends_at >= terms.moment())
    undated = sa.and_(editions.last_day.is_(None), sa.exists().where(of_activity))
    return (
        sa.select(activities.id)
        .join(tables.editions, editions.id == activities.edition_id)
        .where(~later, sa.or_(_edition_is_over(terms), undated))
    )


def _edition_is_over(terms: _Terms) -> sa.ColumnElement[bool]:
    editions, year = tables.editions.c, _day(terms.before).year
    return sa.or_(
        editions.last_day < terms.day(),
        sa.and_(editions.last_day.is_(None), editions.year < year),
    )


def _last_end(session: Session, terms: _Terms) -> datetime | None:
    """When the latest edition that is over ended."""
    editions = tables.editions.c
    found = session.execute(
        sa.select(editions.last_day, editions.year).where(_edition_is_over(terms))
    )
    ends = [row.last_day or date(row.year, 12, 31) for row in found]
    return datetime.combine(max(ends), time(), UTC) if ends else None


def _brought_in() -> sa.Select[Any]:
    """The ids of what came in with a spreadsheet."""
    return sa.select(tables.import_rows.c.subject_id)


def _has_longer() -> sa.ColumnElement[bool]:
    """Whether somebody was on a list, or organises what a coordinator has not read yet.

    The first did not ask for our mail; the second may still be asked something by it.
    """
    organisers, activities = tables.organisers.c, tables.activities.c
    waits = sa.exists().where(
        organisers.person_id == tables.people.c.id,
        organisers.activity_id == activities.id,
        activities.state == ActivityState.SUBMITTED,
    )
    return sa.or_(tables.people.c.id.in_(_brought_in()), waits)


def _signed_up() -> sa.ColumnElement[bool]:
    return sa.exists().where(tables.sign_ups.c.person_id == tables.people.c.id)


def _waits_for_yes() -> sa.ColumnElement[bool]:
    """Whether somebody filled in wishes of late, and the mail about it may still be opened."""
    return sa.exists().where(tables.waiting_wishes.c.person_id == tables.people.c.id)


def _carries(terms: _Terms) -> sa.ColumnElement[bool]:
    """Whether somebody organises an activity, a team or a sponsor that is not over."""
    person = tables.people.c.id
    organisers, editions = tables.organisers.c, tables.editions.c
    carries = [
        sa.exists().where(
            organisers.person_id == person, organisers.activity_id.not_in(_over(terms))
        )
    ]
    for contacts, groups, id in (
        (tables.team_contacts, tables.teams, tables.team_contacts.c.team_id),
        (tables.sponsor_contacts, tables.sponsors, tables.sponsor_contacts.c.sponsor_id),
    ):
        ahead = (
            sa.select(groups.c.id)
            .join(tables.editions, editions.id == groups.c.edition_id)
            .where(~sa.func.coalesce(_edition_is_over(terms), sa.false()))
        )
        carries.append(sa.exists().where(contacts.c.person_id == person, id.in_(ahead)))
    return sa.or_(*carries)


def _people(*conditions: sa.ColumnElement[bool]) -> People:
    return sa.select(tables.people.c.id).where(*conditions).order_by(tables.people.c.id)


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
