from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.database import AlreadyExistsError, Database
from data.geocoding import gazetteer
from data.repositories import activities, editions, organisers, outbox, people, teams, volunteers
from domain.activities import Activity, ActivityClosedError, new_id
from domain.actors import VISITOR, Actor, Grant, NotAllowedError, Role
from domain.adoptions import AdoptionState, HasTeamError, InspirationLoopError
from domain.branches import Branch
from domain.contacts import LinkPurpose, MailKind, Person
from domain.editions import Edition
from domain.errors import NotFoundError
from domain.people import Team, Volunteer
from domain.places import Place, Point
from domain.times import TimeSlot
from domain.vocabulary import ActivityState
from services import links
from services.contacts import Contact, EmailInvalidError
from services.programme import load
from services.teams import adopting, chain, reach, starting

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
EDITION = Edition("2026", "Week 2026", 2026)
UTRECHT = Place("Utrecht", Point(52.09, 5.12), municipality="Utrecht")


@pytest.fixture
def stored(database: Database) -> Database:
    with database.write() as session:
        editions.save(session, EDITION)
    return database


def grants(purpose: LinkPurpose, subject: str, person: str | None = None) -> Actor:
    return Actor(Role.PERSON, grants=frozenset({Grant(purpose, subject, person)}))


def begin(database: Database, **fields: object) -> starting.Started:
    team = Team(new_id(), "De Soepbus", EDITION.id, place=UTRECHT)
    return starting.start(
        database,
        replace(team, **fields),
        Contact("Noor", "noor@example.org"),
        source_address="",
        now=NOW,
    )


def test_a_team_is_seen_once_its_mailed_link_is_opened(stored: Database):
    made = begin(stored)
    with pytest.raises(NotFoundError):
        starting.page(stored, made.team.id)
    shown = links.open_link(stored, made.secret, None, now=NOW)
    actor = links.actor_of(stored, shown.cookie, now=NOW)
    starting.confirm(stored, made.team.id, actor=actor, now=NOW)  # only shown: proves no address
    assert starting.visible(stored, EDITION.id) == []

    with stored.write() as session:
        person = people.by_email(session, "NOOR@example.org")
        mailed = links.make(session, LinkPurpose.TEAM, made.team.id, person_id=person.id, now=NOW)
    actor = links.actor_of(stored, links.open_link(stored, mailed, None, now=NOW).cookie, now=NOW)
    starting.confirm(stored, made.team.id, actor=actor, now=NOW)
    assert starting.page(stored, made.team.id).team.name == "De Soepbus"


def test_a_double_click_is_one_team_and_one_mail(stored: Database):
    team = Team(new_id(), "Eén", EDITION.id)
    for _ in range(2):
        starting.start(
            stored, team, Contact("Noor", "noor@example.org"), source_address="", now=NOW
        )
    with stored.read() as session:
        assert len(teams.all(session)) == 1
        assert [mail.kind for mail in outbox.waiting(session)] == [MailKind.MANAGE_TEAM]


def test_a_team_that_is_seen_stays_as_it_is_when_its_id_is_sent_again(stored: Database):
    team = begin(stored).team
    with stored.write() as session:
        teams.confirm(session, team.id, now=NOW)
    begin(stored, id=team.id, name="Gekaapt")
    with pytest.raises(AlreadyExistsError):
        starting.start(stored, team, Contact("Bo", "bo@example.org"), source_address="", now=NOW)
    assert starting.visible(stored, EDITION.id) == [team]
    with stored.read() as session:
        assert people.by_email(session, "bo@example.org") is None


def test_a_team_that_was_brought_in_is_not_taken_over_by_its_id(stored: Database):
    team = Team(new_id(), "Geïmporteerd", EDITION.id)
    with stored.write() as session:
        teams.save(session, team)
    with pytest.raises(AlreadyExistsError):
        begin(stored, id=team.id)
    assert starting.visible(stored, EDITION.id) == [team]


@pytest.mark.parametrize(
    ("fields", "contact", "error"),
    [
        ({"name": "  "}, Contact("Noor", "noor@example.org"), starting.TeamNameMissingError),
        ({}, Contact("Noor", "noor@example.org, x@example.org"), EmailInvalidError),
        ({"inspired_by": "niemand"}, Contact("Noor", "noor@example.org"), NotFoundError),
    ],
)
def test_what_does_not_fit_stores_nothing(stored: Database, fields, contact, error):
    team = replace(Team(new_id(), "Een team", EDITION.id), **fields)
    with pytest.raises(error):
        starting.start(stored, team, contact, source_address="", now=NOW)
    with stored.read() as session:
        assert (teams.all(session), outbox.waiting(session)) == ([], [])


def test_no_sign_in_a_name_turns_the_reading_order(stored: Database):
    team = begin(stored, name="De\u202e Soep\u200bbus\n", can_do="Soep\u202e\n\nen brood ").team
    assert (team.name, team.can_do) == ("De Soepbus", "Soep\n\nen brood")


def test_only_its_makers_change_a_team(stored: Database):
    made = begin(stored)
    other = grants(LinkPurpose.TEAM, "ander")
    for actor in (VISITOR, other, grants(LinkPurpose.ACTIVITY, made.team.id)):
        with pytest.raises(NotAllowedError):
            starting.change(stored, replace(made.team, name="Gekaapt"), actor=actor, now=NOW)
        with pytest.raises(NotAllowedError):
            starting.own_page(stored, made.team.id, actor=actor)
    starting.change(
        stored,
        replace(made.team, name="Anders"),
        actor=grants(LinkPurpose.TEAM, made.team.id),
        now=NOW,
    )
    with stored.read() as session:
        assert teams.get(session, made.team.id).name == "Anders"


def test_a_team_cannot_have_inspired_itself(stored: Database):
    first = begin(stored)
    second = begin(stored, inspired_by=first.team.id)
    with pytest.raises(InspirationLoopError):
        starting.change(
            stored,
            replace(first.team, inspired_by=second.team.id),
            actor=grants(LinkPurpose.TEAM, first.team.id),
            now=NOW,
        )


@pytest.fixture
def activity(stored: Database) -> Activity:
    with stored.write() as session:
        people.save(session, Person("org", "Ali", "ali@example.org", created_at=NOW))
        found = activities.save(
            session,
            Activity(new_id(), EDITION.id, "Soep", place=UTRECHT, state=ActivityState.PUBLISHED),
        )
        organisers.set_organiser(session, found.id, "org", now=NOW)
    return found


def test_an_organiser_says_yes_to_one_team(stored: Database, activity: Activity):
    one, two = begin(stored).team, begin(stored).team
    organiser = grants(LinkPurpose.ACTIVITY, activity.id)
    for team in (one, two, one):  # asked twice is asked once
        adopting.ask(stored, activity.id, team.id, actor=grants(LinkPurpose.TEAM, team.id), now=NOW)
    with pytest.raises(NotAllowedError):
        adopting.agree(stored, activity.id, one.id, actor=grants(LinkPurpose.TEAM, one.id), now=NOW)
    adopting.agree(stored, activity.id, one.id, actor=organiser, now=NOW)
    with pytest.raises(HasTeamError):
        adopting.agree(stored, activity.id, two.id, actor=organiser, now=NOW)
    states = {
        a.team.id: a.adoption.state
        for a in adopting.of_activity(stored, activity.id, actor=organiser)
    }
    assert states == {one.id: AdoptionState.AGREED, two.id: AdoptionState.ASKED}
    with stored.read() as session:
        assert activities.get(session, activity.id).team_id == one.id
        kinds = [mail.kind for mail in outbox.waiting(session)]
        assert kinds.count(MailKind.ADOPTION_ASKED) == 2
        assert kinds.count(MailKind.ADOPTION_AGREED) == 1

    adopting.withdraw(stored, activity.id, one.id, actor=grants(LinkPurpose.TEAM, one.id), now=NOW)
    adopting.agree(stored, activity.id, two.id, actor=organiser, now=NOW)
    with stored.read() as session:
        assert activities.get(session, activity.id).team_id == two.id


def test_no_team_asks_for_what_has_been(stored: Database, activity: Activity):
    with stored.write() as session:
        past = TimeSlot(NOW - timedelta(hours=2), NOW)
        activities.save(session, replace(activity, slots=(past,)))
    team = begin(stored).team
    with pytest.raises(ActivityClosedError):
        adopting.ask(stored, activity.id, team.id, actor=grants(LinkPurpose.TEAM, team.id), now=NOW)


def test_what_is_around_a_team(stored: Database, activity: Activity):
    with stored.write() as session:
        for number in range(6):
            place = (
                Place("3511", Point(52.09, 5.12)) if number < 5 else Place("ver", Point(53.2, 6.5))
            )
            volunteers.save(session, Volunteer(f"v{number}", place=place))
    places = gazetteer.load(None)
    found = reach.around(stored, load(stored), places, UTRECHT.point, 15.0, edition_id=EDITION.id)
    assert found.activities == 1
    assert found.volunteers == 5
    assert found.sponsors == 0
    assert set(found.empty_branches) == set(Branch)  # the one activity names no branch
    assert all(town.km <= 15 for town in found.empty_towns)
    assert "Utrecht" not in {town.place.name for town in found.empty_towns}
    fewer = reach.around(
        stored, load(stored), places, Point(53.2, 6.5), 15.0, edition_id=EDITION.id
    )
    assert fewer.volunteers is None  # one person might be found again


@st.composite
def families(draw: st.DrawFn) -> list[Team]:
    count = draw(st.integers(0, 12))
    sparks = [
        draw(st.none() | st.sampled_from([f"t{n}" for n in range(count + 1)])) for _ in range(count)
    ]
    return [
        Team(f"t{n}", f"Team {n}", EDITION.id, inspired_by=spark) for n, spark in enumerate(sparks)
    ]


@given(families())
def test_every_team_stands_in_the_chain_once_after_its_spark(found: list[Team]):
    links_ = chain.chain(found)
    assert sorted(link.team.id for link in links_) == sorted(team.id for team in found)
    place = {link.team.id: number for number, link in enumerate(links_)}
    for link in links_:
        if link.depth:
            spark = links_[place[link.team.inspired_by]]
            assert spark.depth == link.depth - 1
            assert place[spark.team.id] < place[link.team.id]
    numbers = chain.reach(links_)
    assert numbers.teams == len(found)
    assert numbers.sparked == sum(link.depth > 0 for link in links_)
