"""What coordinators see of mail, and trying it again: only in their part, and never to whom."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from data.database import Database
from data.mail import Problem
from data.repositories import audit, outbox, people
from data.repositories.mail_overview import Entry, Wanted
from domain.accounts import Scope
from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.branches import Branch
from domain.contacts import Mail, MailKind, Person, Progress
from domain.places import Place, Province
from services.desk import outbox as desk
from services.mail.sending import TRIES
from tests.services.mail.made_up import NOW, World, a_world

NATION = Actor(Role.COORDINATOR, "k1")
HERE = Actor(Role.COORDINATOR, "k2", scope=Scope(frozenset({Province.UTRECHT})))
ELSEWHERE = Actor(Role.COORDINATOR, "k3", scope=Scope(frozenset({Province.FRYSLAN})))
ABOUT = (
    MailKind.SIGNED_UP,
    MailKind.MANAGE_ACTIVITY,
    MailKind.PLEDGE_OFFERED,
    MailKind.MANAGE_SPONSOR,
    MailKind.MANAGE_TEAM,
    MailKind.MY_DATA,
)


@pytest.fixture
def world(database: Database) -> World:
    """One mail about each thing that mail can be about; activity and sponsor are in Utrecht, the team nowhere."""
    place = Place("Utrecht", municipality_code="GM0344", province=Province.UTRECHT)
    made = a_world(database, place=place, branch=Branch.SPORT)
    for kind in ABOUT:
        made.post(kind)
    return made


def shown(database: Database, actor: Actor, **wanted: object) -> list[Entry]:
    found, total = desk.page(database, Wanted(**wanted), 1, actor=actor)
    assert total == len(found)
    return found


def test_mail_is_shown_in_the_part_that_holds_what_it_is_about(database, world):
    of_activity = {MailKind.SIGNED_UP, MailKind.MANAGE_ACTIVITY, MailKind.PLEDGE_OFFERED}
    assert {one.kind for one in shown(database, NATION)} == set(ABOUT)
    of_sponsor = {MailKind.MANAGE_SPONSOR}
    assert {one.kind for one in shown(database, HERE)} == of_activity | of_sponsor
    assert shown(database, ELSEWHERE) == []
    titles = {world.activity.title, "Bakkerij Voorbeeld"}
    assert {one.about for one in shown(database, HERE)} == titles
    sport, culture = (
        Actor(Role.COORDINATOR, scope=Scope(branches=frozenset({branch})))
        for branch in (Branch.SPORT, Branch.CULTURE)
    )
    assert {one.kind for one in shown(database, sport)} >= of_activity
    assert of_activity.isdisjoint({one.kind for one in shown(database, culture)})


def test_nothing_says_to_whom_or_with_what_words(database, world):
    kept = repr([shown(database, NATION), desk.standing(database, actor=NATION, now=NOW)])
    for private in ("Noor", "Sam", "@", world.visitor.id + "'", world.organiser.id + "'"):
        assert private not in kept
    assert not {"person_id", "facts", "key"} & {field.name for field in fields(Entry)}


def fail(database: Database, kind: MailKind, *, give_up: bool) -> str:
    mail = next(one for one in waiting(database) if one.kind is kind)
    with database.write() as session:
        if give_up:
            outbox.give_up(session, mail.id, now=NOW, problem=Problem.ADDRESS)
        else:
            later = NOW + timedelta(hours=4)
            outbox.postpone(session, mail.id, due_at=later, problem=Problem.LATER)
    return mail.id


def waiting(database: Database) -> list[Mail]:
    with database.read() as session:
        return outbox.waiting(session)


def test_the_figures_are_of_the_coordinators_part(database, world):
    fail(database, MailKind.SIGNED_UP, give_up=True)
    fail(database, MailKind.MANAGE_TEAM, give_up=False)
    here = desk.standing(database, actor=HERE, now=NOW).counts
    whole = desk.standing(database, actor=NATION, now=NOW).counts
    assert (here.by_progress[Progress.WAITING], whole.by_progress[Progress.WAITING]) == (3, 4)
    assert (here.by_progress[Progress.GIVEN_UP], here.by_progress[Progress.AGAIN]) == (1, 0)
    assert whole.by_progress[Progress.AGAIN] == 1
    assert here.oldest == NOW
    assert desk.standing(database, actor=ELSEWHERE, now=NOW).counts.oldest is None


def test_what_went_counts_for_its_day_and_week(database, world):
    first, second, *_ = waiting(database)
    with database.write() as session:  # NOW is a Monday, 13.00 in Amsterdam
        outbox.sent(session, first.id, now=NOW - timedelta(hours=12))
        outbox.sent(session, second.id, now=NOW - timedelta(hours=14))
    counts = desk.standing(database, actor=NATION, now=NOW).counts
    assert (counts.sent_today, counts.sent_this_week) == (1, 1)
    later = desk.standing(database, actor=NATION, now=NOW + timedelta(days=1)).counts
    assert (later.sent_today, later.sent_this_week) == (0, 1)


def test_trying_again_is_for_what_did_not_go_in_the_coordinators_part(database, world):
    given_up = fail(database, MailKind.SIGNED_UP, give_up=True)
    elsewhere = fail(database, MailKind.MANAGE_TEAM, give_up=False)
    went = next(one for one in waiting(database) if one.kind is MailKind.MANAGE_ACTIVITY)
    with database.write() as session:
        outbox.sent(session, went.id, now=NOW)
    ids = [given_up, elsewhere, went.id]

    assert desk.again(database, ids, actor=ELSEWHERE, now=NOW) == 0
    assert desk.again(database, ids, actor=HERE, now=NOW) == 1
    assert desk.again(database, ids, actor=HERE, now=NOW) == 0
    again = next(one for one in waiting(database) if one.id == given_up)
    assert (again.attempts, again.problem, again.due_at) == (0, "", NOW)
    with database.read() as session:
        assert [(line.action, line.count) for line in audit.latest(session, 9)] == [
            ("mail-again", 1)
        ]


def test_all_of_a_list_is_only_what_the_list_shows(database, world):
    fail(database, MailKind.SIGNED_UP, give_up=True)
    fail(database, MailKind.MANAGE_TEAM, give_up=False)
    sent = Wanted(frozenset({Progress.SENT}))
    assert desk.again_all(database, sent, actor=NATION, now=NOW) == 0
    teams = Wanted(kinds=frozenset({MailKind.MANAGE_TEAM}))
    assert desk.again_all(database, teams, actor=NATION, now=NOW) == 1
    assert desk.again_all(database, Wanted(), actor=NATION, now=NOW) == 1


def test_a_mail_that_is_being_sent_is_not_tried_twice(database, world):
    id = fail(database, MailKind.SIGNED_UP, give_up=False)
    with database.write() as session:
        assert len(outbox.claim(session, now=NOW + timedelta(hours=4), limit=TRIES)) >= 1
    at = NOW + timedelta(hours=4)
    assert desk.again(database, [id], actor=NATION, now=at) == 0


def test_nobody_else_sees_or_does_any_of_it(database, world):
    for call in (
        lambda: desk.standing(database, actor=VISITOR, now=NOW),
        lambda: desk.page(database, Wanted(), 1, actor=VISITOR),
        lambda: desk.again(database, ["x"], actor=VISITOR, now=NOW),
        lambda: desk.again_all(database, Wanted(), actor=VISITOR, now=NOW),
    ):
        with pytest.raises(NotAllowedError):
            call()


def test_a_page_holds_the_newest_first(sqlite_database):
    with sqlite_database.write() as session:
        people.save(session, Person("p", "Noor", "noor@example.org", created_at=NOW))
        mails = [
            Mail(f"m{n:02}", MailKind.MY_DATA, "p", "p", {}, NOW + timedelta(minutes=n), NOW)
            for n in range(desk.PAGE + 3)
        ]
        assert outbox.post_all(session, mails) == len(mails)
        again = [replace(one, key="same", id=f"k{one.id}") for one in mails[:2]]
        assert outbox.post_all(session, again) == 1
    first, total = desk.page(sqlite_database, Wanted(), 1, actor=NATION)
    last, _ = desk.page(sqlite_database, Wanted(), 2, actor=NATION)
    assert (total, first[0].id, len(first), last[-1].id) == (29, "m27", desk.PAGE, "m00")
