"""An import goes out as it came in, but for what somebody built on. On SQLite and on PostgreSQL."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from data import tables
from data.repositories import (
    activities,
    adoptions,
    audit,
    editions,
    imports,
    organisers,
    people,
    pledges,
    proposals,
    signups,
    sponsors,
    teams,
    volunteers,
)
from domain.accounts import OutsideScopeError, Scope
from domain.activities import new_id
from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.adoptions import Adoption
from domain.contacts import Person
from domain.imports import AlreadyUndoneError, Built, ImportKind
from domain.people import Pledge, SignUp, Sponsor, Team, Volunteer
from domain.places import Province
from domain.proposals import Proposal, ProposalState
from i18n.texts import Language
from services import importing, retention
from services.volunteering import waiting
from tests.services.importing.made_up import COORDINATOR, YEAR_2026, preview_of

NOW = datetime(2026, 11, 1, tzinfo=UTC)
UTRECHT = Actor(Role.COORDINATOR, "utrecht", scope=Scope(provinces=frozenset({Province.UTRECHT})))
MANY = 30
LISTS = {
    ImportKind.ACTIVITIES: "titel;datum;plaats;mensen nodig\n"
    + "".join(f"Soep {n};12-12-2026;Utrecht;5\n" for n in range(MANY)),
    ImportKind.VOLUNTEERS: "Voornaam;E-mail;Plaats\n"
    + "".join(f"Sam;sam{n}@example.org;Utrecht\n" for n in range(MANY)),
    ImportKind.TEAMS: "Team;Plaats;Branche\n"
    + "".join(f"Team {n};Utrecht;sport\n" for n in range(MANY)),
    ImportKind.SPONSORS: "Sponsor;Plaats;Budget\n"
    + "".join(f"Sponsor {n};Utrecht;100\n" for n in range(MANY)),
    ImportKind.NEEDS: "Activiteit;Plaats;Wat is er nodig;Hoeveel;Toelichting\n"
    + "".join(f"Feest;Utrecht;materiaal;3;soort {n}\n" for n in range(MANY)),
}  # fmt: skip


@pytest.fixture
def stocked(database):
    """A programme with one of everything, from before any import."""
    with database.write() as session:
        editions.save(session, YEAR_2026)
        teams.save(session, Team("old-team", "Van vroeger", "2026"))
        sponsors.save(session, Sponsor("old-sponsor", "Ook van vroeger", "2026"))
        people.save(
            session, Person("old-person", "Jo", "jo@example.org", "nl", NOW, confirmed_at=NOW)
        )
        volunteers.save(session, Volunteer("old-person"))
    bring(database, "titel;datum;plaats\nFeest;12-12-2026;Utrecht\n", ImportKind.ACTIVITIES)
    return database


def bring(database, text, kind, *, actor=COORDINATOR):
    there = importing.outlines(database, "2026", actor=actor)
    found = preview_of(text, kind=kind, outlines=there, actor=actor)
    assert not found.handed_back, found.handed_back
    return importing.commit(database, found, actor=actor, now=NOW, file_name="lijst.csv")


def everything(database):
    """Every row that counts, by table, the trail and the imports themselves aside."""
    aside = {"audit", "imports", "import_rows", "programme"}
    counted = {"version", "taken", "promised"}  # rises by what is built on
    found = {}
    with database.read() as session:
        for table in tables.metadata.sorted_tables:
            if table.name not in aside:
                columns = [column for column in table.c if column.name not in counted]
                rows = session.execute(sa.select(*columns).order_by(*table.primary_key)).all()
                found[table.name] = [tuple(map(repr, row)) for row in rows]
    return found


def touch(session, kind, id, how):
    """What people do with a thing that came in; gives the reason that undoing should tell."""
    someone = Person(new_id(), "An", f"{id}@example.org", "nl", NOW)
    ways = {
        ImportKind.ACTIVITIES: [
            lambda: (
                signups.store(session, None, SignUp(new_id(), id, "old-person")),
                Built.SIGNED_UP,
            ),
            lambda: (_pledge(session, activities.get(session, id).needs[0].id), Built.PLEDGED),
            lambda: (
                adoptions.ask(session, Adoption(id, "old-team", asked_at=NOW)),
                Built.ADOPTED,
            ),
            lambda: (_save(session, activities, id, title="Anders"), Built.CHANGED),
            lambda: (organisers.set_organiser(session, id, None, now=NOW), Built.CARRIED),
            lambda: (_propose(session, id, "old-person"), Built.PROPOSED),
        ],
        ImportKind.VOLUNTEERS: [
            lambda: (people.confirm(session, id, now=NOW), Built.CONFIRMED),
            lambda: (_carry(session, id), Built.CARRIED),
            lambda: (
                signups.store(session, None, SignUp(new_id(), _feast(session), id)),
                Built.SIGNED_UP,
            ),
        ],
        ImportKind.TEAMS: [
            lambda: (_save(session, teams, id, can_do="Veel meer"), Built.CHANGED),
            lambda: (
                (
                    people.save(session, someone),
                    teams.add_contact(session, id, someone.id, now=NOW),
                ),
                Built.CARRIED,
            ),
            lambda: (
                adoptions.ask(session, Adoption(_feast(session), id, asked_at=NOW)),
                Built.ADOPTED,
            ),
        ],
        ImportKind.SPONSORS: [
            lambda: (_save(session, sponsors, id, budget_cents=1), Built.CHANGED),
        ],
        ImportKind.NEEDS: [
            lambda: (_pledge(session, id), Built.PLEDGED),
            lambda: (_more(session, id), Built.CHANGED),
        ],
    }[kind]
    return ways[how % len(ways)]()[1]


def _save(session, repository, id, **changes):
    repository.save(session, replace(repository.get(session, id), **changes))


def _carry(session, person_id):
    team = Team(new_id(), "Van iemand", "2026")
    teams.save(session, team)
    teams.add_contact(session, team.id, person_id, now=NOW)


def _feast(session):
    column = tables.activities.c
    return session.scalar(sa.select(column.id).where(column.title == "Feest"))


def _pledge(session, need_id):
    pledges.promise(session, Pledge(new_id(), need_id, "old-sponsor", 1))


def _more(session, need_id):
    table = tables.needs
    session.execute(sa.update(table).where(table.c.id == need_id).values(quantity=9))


def _propose(session, activity_id, volunteer_id):
    proposals.add_many(
        session,
        [
            Proposal(
                new_id(), "2026", activity_id, volunteer_id, ProposalState.SENT, 0.5, NOW,
                sent_at=NOW,
            )
        ],
    )  # fmt: skip


@pytest.mark.parametrize("kind", ImportKind)
def test_the_untouched_go_the_touched_stay_and_the_rest_is_as_it_was(stocked, kind):
    before = everything(stocked)
    outcome = bring(stocked, LISTS[kind], kind)
    with stocked.read() as session:
        ids = [row.subject_id for row in imports.rows(session, outcome.import_id)]
    assert len(ids) == outcome.added == MANY
    dice = random.Random(f"undo {kind}")
    expected = {}
    for how, id in enumerate(dice.sample(ids, 8)):
        with stocked.write() as session:
            expected[id] = touch(session, kind, id, how)
    touched = everything(stocked)

    undone = importing.undo(stocked, outcome.import_id, actor=COORDINATOR, now=NOW)

    assert {one.id: one.reason for one in undone.kept} == expected
    assert undone.removed == MANY - len(expected)
    gone = set(ids) - expected.keys()
    after = everything(stocked)
    for name, rows in after.items():
        # What is left is what was there before, and what belongs to the touched ones.
        assert rows == [row for row in touched[name] if not _is_of(row, gone)], name
        assert not Counter(before[name]) - Counter(rows), name
    with stocked.read() as session:
        assert {row.subject_id for row in imports.rows(session, outcome.import_id)} == set(expected)
        assert imports.get(session, outcome.import_id).kept == len(expected)
        line = audit.latest(session, 1)[0]
        assert (line.action, line.count) == ("undo-import", undone.removed)
    assert "example.org" not in importing.kept_csv(undone, Language.NL).decode()


def _is_of(row, gone):
    return any(cell.strip("'") in gone for cell in row)


def test_undoing_twice_and_by_others_is_refused(stocked):
    outcome = bring(stocked, LISTS[ImportKind.TEAMS], ImportKind.TEAMS)
    for actor, refusal in ((VISITOR, NotAllowedError), (UTRECHT, OutsideScopeError)):
        with pytest.raises(refusal):
            importing.undo(stocked, outcome.import_id, actor=actor, now=NOW)
    with pytest.raises(NotAllowedError):
        importing.earlier(stocked, actor=VISITOR)
    assert importing.earlier(stocked, actor=UTRECHT) == []
    assert importing.undo(stocked, outcome.import_id, actor=COORDINATOR, now=NOW).removed == MANY
    with pytest.raises(AlreadyUndoneError):
        importing.undo(stocked, outcome.import_id, actor=COORDINATOR, now=NOW)
    again = bring(stocked, LISTS[ImportKind.TEAMS], ImportKind.TEAMS)
    assert again.added == MANY


def test_what_moved_out_of_a_coordinators_part_stays(stocked):
    outcome = bring(stocked, LISTS[ImportKind.TEAMS], ImportKind.TEAMS, actor=UTRECHT)
    (mine,) = importing.earlier(stocked, actor=UTRECHT)
    assert mine.id == outcome.import_id
    other = replace(UTRECHT, scope=Scope(provinces=frozenset({Province.DRENTHE})))
    undone = importing.undo(stocked, outcome.import_id, actor=other, now=NOW)
    assert (undone.removed, undone.reasons) == (0, [(Built.OUTSIDE, MANY)])


def test_a_year_that_came_with_a_list_goes_with_it(stocked):
    found = preview_of("titel;datum\nA;1-5-2013\n", edition=None, editions=[YEAR_2026])
    outcome = importing.commit(stocked, found, actor=COORDINATOR, now=NOW)
    importing.undo(stocked, outcome.import_id, actor=COORDINATOR, now=NOW)
    with stocked.read() as session:
        assert [one.id for one in editions.all(session)] == ["2026"]


def test_whom_a_list_brought_is_erased_after_fourteen_days_without_an_answer(stocked, settings):
    bring(stocked, LISTS[ImportKind.VOLUNTEERS], ImportKind.VOLUNTEERS)
    retention.run(stocked, settings, NOW + timedelta(days=13))
    assert len(everything(stocked)["waiting_wishes"]) == MANY
    retention.run(stocked, settings, NOW + timedelta(days=14, hours=1))
    assert len(everything(stocked)["people"]) == 1
    with stocked.read() as session:
        made = next(one for one in imports.all(session) if one.kind is ImportKind.VOLUNTEERS)
        assert imports.rows(session, made.id) == []


def test_wishes_that_a_list_brought_keep_nobody_who_never_said_yes_to_them(stocked, settings):
    outcome = bring(stocked, LISTS[ImportKind.VOLUNTEERS], ImportKind.VOLUNTEERS)
    with stocked.write() as session:
        sam = imports.rows(session, outcome.import_id)[0].subject_id
        people.confirm(session, sam, now=NOW)  # by a link about something else
    retention.run(stocked, settings, NOW + timedelta(days=13))
    assert len(everything(stocked)["waiting_wishes"]) == MANY
    retention.run(stocked, settings, NOW + timedelta(days=14, hours=1))
    assert everything(stocked)["waiting_wishes"] == []
    retention.run(stocked, settings, NOW + timedelta(days=60))
    with stocked.read() as session:
        assert people.by_ids(session, [sam]) == {}


def test_who_was_brought_in_and_asks_themselves_has_time_to_say_yes(stocked, settings):
    outcome = bring(stocked, LISTS[ImportKind.VOLUNTEERS], ImportKind.VOLUNTEERS)
    late = NOW + timedelta(days=14)
    with stocked.write() as session:
        sam = imports.rows(session, outcome.import_id)[0].subject_id
        waiting.keep(session, Volunteer(sam), now=late - timedelta(hours=1))
    retention.run(stocked, settings, late + timedelta(hours=47))
    with stocked.read() as session:
        assert list(people.by_ids(session, [sam])) == [sam]
        assert waiting.get(session, sam)


@pytest.mark.parametrize("is_kept", [True, False])
def test_undoing_reads_people_by_the_batch(stocked, is_kept):
    """A part looks at where each is, and tells the names of who stays."""
    outcome = bring(stocked, LISTS[ImportKind.VOLUNTEERS], ImportKind.VOLUNTEERS, actor=UTRECHT)
    if is_kept:
        with stocked.write() as session:
            session.execute(sa.update(tables.people).values(confirmed_at=NOW))
    sent: list[str] = []
    sa.event.listen(stocked.writer, "before_cursor_execute", lambda *all: sent.append(all[2]))
    undone = importing.undo(stocked, outcome.import_id, actor=UTRECHT, now=NOW)
    assert undone.removed == (0 if is_kept else MANY)
    assert len(sent) < 2 * MANY
