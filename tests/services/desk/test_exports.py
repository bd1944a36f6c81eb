from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from data import tables
from data.database import Database
from data.privacy import NOT_PERSONAL, PERSONAL_FIELDS, Viewer
from data.repositories import (
    activities,
    editions,
    organisers,
    people,
    proposals,
    signups,
    sponsors,
    teams,
    volunteers,
)
from data.repositories.sponsors import SponsorContact
from data.spreadsheets.reading.workbooks import read_workbook
from domain.accounts import OutsideScopeError, Scope
from domain.activities import Activity, Need, Task
from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.contacts import MailKind, Person
from domain.editions import Edition
from domain.people import SignUp, Sponsor, Team, Volunteer
from domain.places import Place, Point, Province
from domain.proposals import Proposal, ProposalState
from domain.vocabulary import ActivityState, NeedKind, SignUpState
from i18n.texts import Language
from services.desk import audit, exports
from services.desk.exports import FileKind, ListKind, Order
from services.mail import posting

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WEEK = Edition("2026", "Week 2026", 2026)
NATION = Actor(Role.COORDINATOR, "wie-doet-dit")
UTRECHT = Place("Utrecht", Point(52.09, 5.12), municipality="Utrecht", municipality_code="GM0344",
                province=Province.UTRECHT)  # fmt: skip
ZWOLLE = Place("Zwolle", Point(52.51, 6.09), municipality="Zwolle", municipality_code="GM0193",
               province=Province.OVERIJSSEL)  # fmt: skip
OF_UTRECHT = replace(NATION, scope=Scope(frozenset({Province.UTRECHT})))


def canary(town: str, field: str) -> str:
    """What stands in a personal column, so that a file shows where a word came from."""
    return f"kanarie {field} {town}"


def somebody(session, town: str, what: str) -> str:
    email = f"people.email.{what}.{town}@example.org"
    name = canary(town, "people.first_name")
    id = f"people.id.{what}.{town}"
    people.save(session, Person(id, name, email, created_at=NOW, confirmed_at=NOW))
    return id


def fill(session, town: str, place: Place) -> None:
    """Something of everything in a town, and in every personal column of words who it is about."""
    of = {name: somebody(session, town, name) for name in
          ("organises", "comes", "helps", "manages", "gives")}  # fmt: skip
    activity = Activity(
        f"a-{town}", WEEK.id, f"=Soep in {town}", place=place, state=ActivityState.PUBLISHED,
        organiser=canary(town, "activities.organiser"),
        description=canary(town, "activities.description"),
        good_to_know=canary(town, "activities.good_to_know"),
        return_favour=canary(town, "activities.return_favour"),
        needs=(Need(f"n-{town}", NeedKind.MONEY, 9000, 5000, "soep"),),
        tasks=(Task(f"t-{town}", "Koken", 60, people=3),),
    )  # fmt: skip
    activities.save_many(session, [activity])
    organisers.set_organiser(session, activity.id, of["organises"], now=NOW)
    organisers.ask(session, activity.id, canary(town, "organisers.question"))
    signups.store(session, None, SignUp(f"s-{town}", activity.id, of["comes"], f"t-{town}",
                                        state=SignUpState.CONFIRMED, created_at=NOW))  # fmt: skip
    volunteers.save(session, Volunteer(of["helps"], place=place))
    proposal = Proposal(
        f"v-{town}", WEEK.id, activity.id, of["helps"], ProposalState.SENT, 0.5, NOW
    )
    proposals.save(session, proposal)
    team = Team(f"g-{town}", f"Team {town}", WEEK.id, place=place,
                can_do=canary(town, "teams.can_do"))  # fmt: skip
    teams.save(session, team)
    session.execute(sa.insert(tables.team_contacts).values(
        team_id=team.id, person_id=of["manages"], started_at=NOW, confirmed_at=NOW))  # fmt: skip
    sponsors.save(session, Sponsor(f"sp-{town}", f"Bakker {town}", WEEK.id, place=place))
    sponsors.add_contact(session, SponsorContact(f"sp-{town}", of["gives"], NOW, NOW))
    said = {name: canary(town, f"pledges.{name}") for name in ("note", "question", "thanks")}
    session.execute(sa.insert(tables.pledges).values(
        id=f"p-{town}", need_id=f"n-{town}", sponsor_id=f"sp-{town}", quantity=5000,
        state="aangeboden", **said))  # fmt: skip
    posting.post(session, MailKind.MY_DATA, of["comes"], of["comes"], now=NOW,
                 question=canary(town, "outbox.facts"))  # fmt: skip


@pytest.fixture
def week(database: Database) -> Database:
    with database.write() as session:
        editions.save(session, WEEK)
        fill(session, "utrecht", UTRECHT)
        fill(session, "zwolle", ZWOLLE)
    return database


def file(database: Database, kind: ListKind, actor: Actor = NATION, **fields) -> str:
    order = Order(kind, WEEK.id, **({"reason": "ontvangst bij de deur"} | fields))
    made = exports.made(database, order, Language.NL, actor=actor, now=NOW)
    return made.decode("utf-8-sig")


def found_in(text: str) -> set[str]:
    """The personal columns whose canary stands in a file."""
    return {name for name in PERSONAL_FIELDS if f"kanarie {name} " in text or f"{name}." in text}


# What a coordinator gets of people, list by list; a new column in a list is to be decided here too.
OF_PEOPLE = {
    ListKind.ACTIVITIES: {"activities.organiser", "activities.description",
                          "activities.good_to_know", "activities.return_favour"},
    ListKind.TEAMS: {"teams.can_do", "people.first_name", "people.email"},
    ListKind.SPONSORS: {"people.first_name", "people.email"},
    ListKind.PLEDGES: {"pledges.note", "pledges.question", "pledges.thanks"},
    ListKind.SIGN_UPS: {"people.first_name"},
    ListKind.PROPOSALS: {"people.first_name"},
    ListKind.ORGANISERS: {"activities.organiser", "people.first_name", "people.email",
                          "organisers.question"},
}  # fmt: skip


def test_people_leave_only_when_asked_for_and_only_those_of_the_own_part(week: Database):
    for kind in ListKind:
        assert found_in(file(week, kind)) == set(), kind
        everybody = file(week, kind, with_people=True)
        assert found_in(everybody) == OF_PEOPLE.get(kind, set()), kind
        for field in found_in(everybody):
            assert Viewer.COORDINATOR in PERSONAL_FIELDS[field].viewers
        if kind in exports.available(OF_UTRECHT):
            own = file(week, kind, OF_UTRECHT, with_people=True)
            assert "zwolle" not in own.lower(), kind
            assert found_in(own) == found_in(everybody), kind


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_who_is_proposed_from_another_part_stays_without_a_name(week: Database):
    with week.write() as session:
        proposals.save(session, Proposal("v-ver", WEEK.id, "a-utrecht", "people.id.helps.zwolle",
                                         ProposalState.DRAFT, 0.5, NOW))  # fmt: skip
    own = file(week, ListKind.PROPOSALS, OF_UTRECHT, with_people=True)
    assert canary("utrecht", "people.first_name") in own
    assert "zwolle" not in own
    assert len(own.splitlines()) == 3
    everybody = file(week, ListKind.PROPOSALS, with_people=True)
    assert everybody.count(canary("zwolle", "people.first_name")) == 2


def test_no_address_of_who_comes_or_helps_leaves(week: Database):
    files = "".join(file(week, kind, with_people=True) for kind in ListKind)
    assert "people.email.organises.utrecht@example.org" in files
    assert "people.email.comes" not in files
    assert "people.email.helps" not in files


def test_every_column_says_which_stored_columns_show_through():
    known = NOT_PERSONAL | set(PERSONAL_FIELDS)
    for kind in ListKind:
        plain = exports.columns_of(kind, with_people=False)
        for column in (*plain, *exports.columns_of(kind, with_people=True)):
            assert set(column.fields) <= known, (kind, column.name)
            assert column.may_leave
        assert not any(column.is_personal for column in plain)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_download_is_written_down_with_its_reason_and_count(week: Database):
    file(week, ListKind.SIGN_UPS, with_people=True)
    file(week, ListKind.TEAMS, reason="")
    lines = audit.latest(week, 9, actor=NATION)
    assert [(line.action, line.subject, line.count, line.reason) for line in lines] == [
        ("list-export", "teams 2026", 2, ""),
        ("list-export-people", "aanmeldingen 2026", 2, "ontvangst bij de deur"),
    ]
    assert {line.actor for line in lines} == {NATION.id}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_without_a_good_reason_or_right_nothing_leaves_and_nothing_is_written(week: Database):
    for reason in ("", "  nou ", "voor noor@example.org", "bel 06-12 34 56 78"):
        with pytest.raises((exports.ReasonMissingError, exports.ReasonNamesError)):
            file(week, ListKind.ORGANISERS, with_people=True, reason=reason)
    for kind in ListKind:
        with pytest.raises(NotAllowedError):
            file(week, kind, VISITOR)
    for kind in (ListKind.MAILS, ListKind.TRAIL):
        with pytest.raises(OutsideScopeError):
            file(week, kind, OF_UTRECHT)
    assert audit.latest(week, 9, actor=NATION) == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_volunteers_are_counted_where_a_count_points_at_nobody(week: Database):
    with week.write() as session:
        for number in range(6):
            volunteers.save(session, Volunteer(f"v{number}", place=UTRECHT, is_adult=number > 0))
    assert file(week, ListKind.VOLUNTEERS).splitlines()[1:] == [
        "Utrecht;Utrecht;7;5",
        "Zwolle;Overijssel;minder dan 5;0",
    ]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_who_asked_to_be_forgotten_is_not_named_any_more(week: Database):
    with week.write() as session:
        person = people.get(session, "people.id.organises.utrecht")
        people.save(session, replace(person, left_at=NOW - timedelta(hours=1)))
    rows = file(week, ListKind.ORGANISERS, with_people=True)
    assert "people.email.organises.utrecht" not in rows
    assert "people.email.organises.zwolle" in rows


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_title_never_runs_in_either_kind_of_file(week: Database):
    assert "'=Soep in utrecht" in file(week, ListKind.NEEDS)
    order = Order(ListKind.NEEDS, WEEK.id, FileKind.XLSX)
    (sheet,) = read_workbook(exports.made(week, order, Language.NL, actor=NATION, now=NOW))
    assert sheet.name == "Wat activiteiten vragen"
