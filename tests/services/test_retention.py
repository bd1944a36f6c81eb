from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import forgotten, tables
from data.checks import check
from data.database import Database
from data.repositories import (
    activities,
    audit,
    editions,
    jobs,
    organisers,
    outbox,
    people,
    pledges,
    signups,
    sponsors,
    teams,
    thanks,
    volunteers,
)
from data.repositories.jobs import Heartbeat
from data.settings import Settings
from domain.activities import new_id
from domain.contacts import LinkPurpose, MailKind, Person
from domain.editions import Edition
from domain.people import SignUp, Team, ThankYou, Volunteer
from domain.times import TimeSlot
from domain.vocabulary import SignUpState
from services import jobs as running
from services import leaving, limits, links, mail, retention
from tests.data.samples import a_sponsor, an_activity
from tests.services.days_go_by import DAY, START, Days, go_by

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEEK = Edition("2026", "Week", 2026, first_day=date(2026, 12, 7), last_day=date(2026, 12, 13))
UNDATED = Edition("2027", "Week", 2027)
WEEK_OVER = datetime(2026, 12, 14, tzinfo=UTC)


@pytest.fixture
def week(database: Database) -> Database:
    with database.write() as session:
        editions.save(session, WEEK)
        editions.save(session, UNDATED)
    return database


def somebody(database: Database, *, confirmed: bool = True, at: datetime = NOW) -> str:
    id = new_id()
    person = Person(id, "Noor", f"{id}@example.org", "nl", at, at if confirmed else None)
    with database.write() as session:
        people.find_or_add(session, person)
    return id


def an_event(database: Database, **fields: object) -> str:
    at = datetime(2026, 12, 8, 10, tzinfo=UTC)
    slots = (TimeSlot(at, at + 2 * HOUR),)
    activity = an_activity(**({"slots": slots, "taken": 0, "tasks": (), "capacity": 1} | fields))
    with database.write() as session:
        activities.save(session, activity)
    return activity.id


def comes(
    database: Database, person_id: str, activity_id: str, state=SignUpState.CONFIRMED, **fields
) -> str:
    yes = NOW if state is SignUpState.CONFIRMED else None
    sign_up = SignUp(
        new_id(),
        activity_id,
        person_id,
        **({"state": state, "created_at": NOW, "confirmed_at": yes} | fields),
    )
    with database.write() as session:
        signups.store(session, None, sign_up)
    return sign_up.id


def erase(database: Database, settings: Settings, now: datetime) -> str:
    return retention.run(database, settings, now)


def known(database: Database) -> list[str]:
    with database.read() as session:
        return people.all_ids(session)


def rows(database: Database, table: sa.Table) -> int:
    with database.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table))


def taken(database: Database, activity_id: str) -> int:
    with database.read() as session:
        return activities.get(session, activity_id).taken


def test_what_nobody_said_yes_to_goes_after_two_days_with_its_place(week, settings):
    id, activity = somebody(week, confirmed=False), an_event(week)
    comes(week, id, activity, SignUpState.REGISTERED, hold_until=NOW + 24 * HOUR)

    erase(week, settings, NOW + 48 * HOUR)
    assert (known(week), rows(week, tables.sign_ups), taken(week, activity)) == ([id], 1, 0)

    erase(week, settings, NOW + 48 * HOUR + timedelta(minutes=1))
    assert (known(week), rows(week, tables.sign_ups)) == ([], 0)


def test_whoever_left_may_come_back_for_a_week_and_is_then_gone(week, settings):
    id, stays, activity = somebody(week), somebody(week), an_event(week)
    comes(week, id, activity)
    with week.write() as session:
        volunteers.save(session, Volunteer(id))
        links.make(session, LinkPurpose.PERSON, id, person_id=id, now=NOW)
    leaving.leave(week, settings.var, id, now=NOW)
    assert taken(week, activity) == 0

    erase(week, settings, NOW + 7 * DAY - HOUR)
    assert id in known(week)

    erase(week, settings, NOW + 7 * DAY)
    assert known(week) == [stays]
    for table in (tables.sign_ups, tables.volunteers, tables.links, tables.outbox):
        assert rows(week, table) == 0
    assert erase(week, settings, NOW + 7 * DAY) == ""


def test_a_coming_back_in_time_keeps_everything_but_the_places(week, settings):
    id = somebody(week)
    leaving.leave(week, settings.var, id, now=NOW)
    leaving.come_back(week, settings.var, id, now=NOW + 6 * DAY)
    erase(week, settings, NOW + 20 * DAY)
    assert known(week) == [id]


def test_a_month_after_the_week_nobody_is_left_and_the_counts_are(week, settings):
    id, activity = somebody(week), an_event(week)
    sign_up = comes(week, id, activity, SignUpState.ATTENDED)
    with week.write() as session:
        thanks.save(session, ThankYou(sign_up, activity, 1, 1, 0, "Het was warm."))

    erase(week, settings, WEEK_OVER + 30 * DAY - HOUR)
    assert known(week) == [id]

    erase(week, settings, WEEK_OVER + 30 * DAY)
    assert (known(week), rows(week, tables.sign_ups), taken(week, activity)) == ([], 0, 1)
    assert check(week).faults == ()


@pytest.mark.parametrize(
    ("erase_on", "last_hour"),
    [
        (None, WEEK_OVER + 30 * DAY - HOUR),
        (date(2026, 12, 20), datetime(2026, 12, 20, 23, tzinfo=UTC)),
        (date(2026, 12, 13), datetime(2026, 12, 13, 23, tzinfo=UTC)),
    ],
)
def test_an_edition_may_let_go_of_people_sooner_to_the_hour(week, settings, erase_on, last_hour):
    # Somebody of the week before, whose own edition keeps its thirty days, must stay meanwhile.
    before = replace(
        WEEK, id="2025", year=2025, first_day=date(2026, 12, 1), last_day=date(2026, 12, 9)
    )
    with week.write() as session:
        editions.save(session, replace(WEEK, erase_on=erase_on))
        editions.save(session, before)
    signs_up, organises, of_other = somebody(week), somebody(week), somebody(week)
    late = somebody(week, at=datetime(2026, 12, 12, 20, tzinfo=UTC))  # in the week itself
    activity, other = an_event(week, capacity=9), an_event(week, edition_id="2025")
    for person in (signs_up, late):
        comes(week, person, activity)
    comes(week, of_other, other)
    with week.write() as session:
        organisers.set_organiser(session, activity, organises, now=NOW)
        organisers.ask(session, activity, "Bel je me?")

    erase(week, settings, last_hour)
    assert {signs_up, organises, late} <= set(known(week))
    erase(week, settings, last_hour + HOUR)
    left = [of_other] if erase_on else []
    assert (known(week), rows(week, tables.sign_ups)) == (left, len(left))
    with week.read() as session:
        assert organisers.question(session, activity) == ""


def test_what_comes_after_a_week_that_lets_go_sooner_stays_as_much_longer(week, settings):
    starts_at = WEEK_OVER + 9 * DAY
    with week.write() as session:
        editions.save(session, replace(WEEK, erase_on=date(2026, 12, 20)))  # a week longer
    id = somebody(week)
    comes(week, id, an_event(week, slots=(TimeSlot(starts_at, starts_at + HOUR),)))
    erase(week, settings, starts_at + HOUR + 7 * DAY)
    assert rows(week, tables.sign_ups) == 1
    erase(week, settings, starts_at + HOUR + 7 * DAY + timedelta(minutes=1))
    assert (known(week), rows(week, tables.sign_ups)) == ([], 0)


def test_the_days_that_are_told_are_those_that_the_rules_keep():
    told = retention.goes_after(replace(WEEK, erase_on=date(2026, 12, 20)))
    assert told == {
        "unconfirmed_sign_ups": date(2026, 12, 15),
        "sign_ups": date(2026, 12, 20),
        "words": date(2026, 12, 20),
        "people": date(2026, 12, 20),
        "sent_mail": date(2027, 1, 10),
        "audit": date(2027, 12, 13),
    }
    assert retention.goes_after(WEEK)["people"] == date(2027, 1, 12)
    assert retention.goes_after(UNDATED) == {}


def test_without_days_of_the_edition_it_is_a_month_after_the_activity_itself(week, settings):
    early, late = somebody(week), somebody(week)
    for person, day in ((early, 10), (late, 60)):
        starts_at = NOW + day * DAY
        slots = (TimeSlot(starts_at, starts_at + HOUR),)
        comes(week, person, an_event(week, edition_id="2027", slots=slots))
    erase(week, settings, NOW + 41 * DAY)
    assert known(week) == [late]
    erase(week, settings, NOW + 91 * DAY)
    assert known(week) == []


def test_an_activity_after_its_week_keeps_who_comes_until_it_was(week, settings):
    starts_at = WEEK_OVER + 40 * DAY
    id = somebody(week)
    comes(week, id, an_event(week, slots=(TimeSlot(starts_at, starts_at + HOUR),)))
    erase(week, settings, WEEK_OVER + 35 * DAY)
    assert known(week) == [id]


def test_who_carries_something_that_is_ahead_stays(week, settings):
    organiser, of_team, of_sponsor, asked = (somebody(week) for _ in range(4))
    with week.write() as session:
        team = Team(new_id(), "Wij", "2026")
        sponsor = a_sponsor()
        teams.save(session, team)
        sponsors.save(session, sponsor)
        for table, column, group, person in (
            (tables.team_contacts, "team_id", team.id, of_team),
            (tables.sponsor_contacts, "sponsor_id", sponsor.id, of_sponsor),
        ):
            row = {column: group, "person_id": person, "started_at": NOW, "confirmed_at": NOW}
            session.execute(sa.insert(table).values(row))
        volunteers.save(session, Volunteer(asked))
    activity = an_event(week, organiser="Noor")
    with week.write() as session:
        organisers.set_organiser(session, activity, organiser, now=NOW)

    erase(week, settings, WEEK_OVER + 29 * DAY)
    assert len(known(week)) == 4
    erase(week, settings, WEEK_OVER + 30 * DAY)
    assert known(week) == []
    with week.read() as session:
        assert activities.get(session, activity).organiser == ""


def test_who_wants_to_be_asked_stays_until_the_next_edition_is_over(week, settings):
    before, after, known_since = somebody(week), somebody(week, at=WEEK_OVER + DAY), somebody(week)
    with week.write() as session:
        volunteers.save(session, Volunteer(before, said_at=NOW))
        volunteers.save(session, Volunteer(after, said_at=WEEK_OVER + DAY))
        # Came to something in the week, and only after it said to like being asked.
        volunteers.save(session, Volunteer(known_since, said_at=WEEK_OVER + DAY))
        editions.save(
            session, replace(UNDATED, first_day=date(2027, 12, 6), last_day=date(2027, 12, 12))
        )

    erase(week, settings, WEEK_OVER + 30 * DAY)
    assert known(week) == sorted([after, known_since])
    a_year_on = datetime(2027, 12, 13, tzinfo=UTC)
    erase(week, settings, a_year_on + 30 * DAY - HOUR)
    assert known(week) == sorted([after, known_since])
    erase(week, settings, a_year_on + 30 * DAY)
    assert known(week) == []


def test_words_of_a_pledge_go_and_what_was_promised_stays(week, settings):
    activity = an_event(week)
    with week.write() as session:
        sponsor = a_sponsor()
        sponsors.save(session, sponsor)
        need = activities.get(session, activity).needs[0]
        row = {"id": "t", "need_id": need.id, "sponsor_id": sponsor.id, "quantity": 100}
        session.execute(
            sa.insert(tables.pledges).values(row | {"state": "aangeboden", "note": "Bel me"})
        )
    erase(week, settings, WEEK_OVER + 30 * DAY)
    with week.read() as session:
        pledge = pledges.get(session, "t")
    assert (pledge.quantity, pledge.note) == (100, "")


def test_mail_letters_and_tries_go_in_time(week, settings):
    id = somebody(week)
    comes(week, id, an_event(week))
    letter = settings.var / "outbox" / "een.eml"
    letter.parent.mkdir(parents=True)
    letter.write_text("Aan: noor")
    os.utime(letter, (NOW.timestamp(), NOW.timestamp()))
    with week.write() as session:
        mail.post(session, MailKind.MY_DATA, id, id, now=NOW)
        (posted,) = outbox.claim(session, now=NOW, limit=9)
        outbox.sent(session, posted.id, now=NOW)
        limits.check(session, limits.Action.LINK, email="noor@example.org", now=NOW)

    erase(week, settings, NOW + 14 * DAY - HOUR)
    assert letter.exists()
    erase(week, settings, NOW + 14 * DAY + HOUR)
    assert not letter.exists()
    assert (rows(week, tables.outbox), rows(week, tables.attempts)) == (1, 0)
    erase(week, settings, NOW + 28 * DAY + HOUR)
    assert rows(week, tables.outbox) == 0


def test_shut_accounts_and_the_trail_go_after_a_year(week, settings):
    account = {
        "id": "c",
        "name": "c",
        "password_hash": "",
        "email": "c@example.org",
        "provinces": frozenset(),
        "municipalities": (),
        "branches": frozenset(),
        "created_at": NOW,
    }
    with week.write() as session:
        for id, disabled_at in (("open", None), ("dicht", NOW)):
            row = account | {"id": id, "name": id, "disabled_at": disabled_at}
            session.execute(sa.insert(tables.accounts).values(row))
        audit.write(session, actor="c", action="a", subject="", count=1, reason="", now=NOW)
    erase(week, settings, NOW + 365 * DAY)
    assert (rows(week, tables.accounts), rows(week, tables.audit)) == (2, 1)
    erase(week, settings, NOW + 366 * DAY)
    assert (rows(week, tables.accounts), rows(week, tables.audit)) == (1, 0)


def test_a_restored_backup_forgets_who_left_since(week, settings):
    erased, leaves, back, stays = (somebody(week) for _ in range(4))
    activity = an_event(week)
    comes(week, erased, activity)
    other = Path(f"{settings.var}-live")
    for id in (erased, leaves, back):
        forgotten.note(other, forgotten.Word.LEFT, [id], now=NOW)
    forgotten.note(other, forgotten.Word.ERASED, [erased], now=NOW + 7 * DAY)
    forgotten.note(other, forgotten.Word.BACK, [back], now=NOW + DAY)

    retention.replay(week, other, now=NOW + 10 * DAY)

    assert known(week) == sorted([leaves, back, stays])
    assert taken(week, activity) == 0
    with week.read() as session:
        assert people.get(session, leaves).left_at.date() == NOW.date()
        assert people.get(session, back).left_at is None


def test_what_is_written_down_beside_the_database_names_nobody_and_goes_too(tmp_path: Path):
    forgotten.note(tmp_path, forgotten.Word.LEFT, ["persoon"], now=NOW)
    (file,) = (tmp_path / forgotten.FOLDER).iterdir()
    assert "persoon" not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    assert forgotten.forget_old(tmp_path, now=NOW + 35 * DAY) == 0
    assert forgotten.forget_old(tmp_path, now=NOW + 36 * DAY) == 1


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_coordinators_hear_when_erasing_stands_still(database: Database, settings: Settings):
    assert not retention.is_late(database, now=NOW)
    somebody(database)
    assert not retention.is_late(database, now=NOW + 26 * HOUR)
    assert retention.is_late(database, now=NOW + 27 * HOUR)

    running.run(retention.JOB, database, settings, now=NOW + 27 * HOUR)
    assert not retention.is_late(database, now=NOW + 50 * HOUR)
    with database.write() as session:
        jobs.beat(session, Heartbeat(retention.NAME, NOW + 60 * HOUR, 1, running.FAILED))
    assert retention.is_late(database, now=NOW + 60 * HOUR)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_copies_that_sqlite_leaves_behind_go_when_the_file_is_written_anew(
    database: Database, settings: Settings
):
    world = Days(database, settings, days=1)
    row = {"created_at": NOW, "only_needed_mail": False, "language": "nl"}
    known: list[str] = []
    for number in range(3000):  # one by one, as people come: pages split, and rows move
        known.append(new_id())
        name = f"kanarie{number}x"
        new = row | {"id": known[-1], "first_name": name, "email": name, "email_key": name}
        with database.write() as session:
            session.execute(sa.insert(tables.people), [new])
            people.confirm(session, world.random.choice(known), now=NOW)  # makes a row longer
            if len(known) > 500:
                gone = known.pop(world.random.randrange(len(known)))
                session.execute(sa.delete(tables.people).where(tables.people.c.id == gone))

    retention.run(database, settings, NOW)
    # The control: overwriting what is deleted is not enough.
    assert world.canaries() - world.known_canaries()
    retention.write_anew(database, settings, NOW)
    assert world.canaries() == world.known_canaries()


class Killed(BaseException):
    """The end of the process, as far as the job can tell."""


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_over_many_days_nothing_stays_too_long_whenever_the_job_is_killed(
    database: Database, settings: Settings, monkeypatch
):
    world = Days(database, settings, days=130)
    world.fill(40)
    real = retention.RULES

    def run(now: datetime, number: int) -> bool:
        if number % 3 == 0:
            at = world.random.randrange(len(real))
            deadly = retention.Rule("dood", timedelta(), _die)
            monkeypatch.setattr(retention, "RULES", (*real[:at], deadly, *real[at:]))
            with pytest.raises(Killed):
                retention.run(database, settings, now)
            monkeypatch.setattr(retention, "RULES", real)
            return False
        retention.run(database, settings, now)
        return True

    go_by(world, run)
    assert world.oldest_left <= 28 * DAY
    assert timedelta() < world.oldest_unconfirmed <= 4 * DAY
    assert world.oldest_after_edition <= 31 * DAY
    assert world.traces == 0
    assert check(database).faults == ()

    before = world.canaries()
    assert before >= world.known_canaries() != set()  # the control: those who are known are found
    for id in known(database):
        leaving.leave(database, settings.var, id, now=START + 130 * DAY)
    retention.run(database, settings, START + 170 * DAY)
    retention.write_anew(database, settings, START + 170 * DAY)
    assert world.canaries() == set()


def _die(*_arguments: object) -> int:
    raise Killed
