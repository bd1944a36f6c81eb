"""Two activities become one: nobody is lost, nothing is above what fits, and everybody hears it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from data.repositories import (
    activities,
    adoptions,
    audit,
    editions,
    organisers,
    outbox,
    people,
    pledges,
    proposals,
    signups,
    sponsors,
    teams,
    volunteers,
)
from data.repositories.signups import HOLDING
from data.settings import Settings
from domain.accounts import OutsideScopeError, Scope
from domain.activities import ConflictError, MergeError, Need, Task
from domain.actors import VISITOR, NotAllowedError
from domain.contacts import MailKind, Person
from domain.errors import NotFoundError
from domain.people import Pledge, Team, Volunteer
from domain.places import Province
from domain.proposals import Proposal, ProposalState
from domain.vocabulary import ActivityState, NeedKind, PledgeState, SignUpState
from services import activities as public
from services.organising.merging import look, merge
from services.programme import load
from tests.data.samples import a_sponsor
from tests.mailbox import mails, plain, send
from tests.services.organising.made_up import (
    COORDINATOR,
    DAY,
    EDITION,
    NOW,
    a_draft,
    comes,
    posted,
    with_edition,
)

CONFIRMED, REGISTERED, WAITING = (
    SignUpState.CONFIRMED,
    SignUpState.REGISTERED,
    SignUpState.WAITING,
)


def two(database, keep=None, drop=None):
    """Two activities on the map: what stays and what goes."""
    with_edition(database)
    shown = {"state": ActivityState.PUBLISHED, "created_at": NOW}
    made = [a_draft(**shown | (fields or {})) for fields in (keep, drop)]
    with database.write() as session:
        for one in made:
            activities.save(session, one)
    return made


def there(database, activity):
    """Who is at an activity and how: name, people and state."""
    with database.read() as session:
        return sorted(
            (one.person_id, one.people, one.state)
            for one in signups.of_activity(session, activity.id)
            if one.state is not SignUpState.CANCELLED
        )


def now_stored(database, activity):
    with database.read() as session:
        return activities.get(session, activity.id)


def kinds(database):
    return sorted((mail.kind, mail.person_id) for mail in posted(database))


def merged(database, keep, drop, **given):
    return merge(database, keep.id, drop.id, actor=COORDINATOR, now=NOW, **given)


def test_who_fits_comes_along_and_who_does_not_waits_in_their_turn(database):
    keep, drop = two(database, {"capacity": 4}, {"capacity": 9})
    with database.write() as session:
        comes(session, keep.id, "al")
        comes(session, drop.id, "bo", size=2, minutes=1)
        firm = comes(session, drop.id, "cas", size=2, minutes=2)
        comes(session, drop.id, "dee", minutes=3)
        comes(session, drop.id, "els", REGISTERED, minutes=0)
        comes(session, drop.id, "fay", WAITING, minutes=0)
    seen = look(database, keep.id, drop.id, actor=COORDINATOR, now=NOW)
    assert (seen.sign_ups, seen.people, seen.waits, seen.both) == (5, 7, 3, 0)

    done = merged(database, keep, drop)

    assert (done.sign_ups.moved, done.sign_ups.both, done.sign_ups.waits) == (5, 0, 2)
    assert there(database, drop) == []
    assert there(database, keep) == [
        ("al", 1, CONFIRMED),
        ("bo", 2, CONFIRMED),
        ("cas", 2, WAITING),
        ("dee", 1, CONFIRMED),
        ("els", 1, WAITING),
        ("fay", 1, WAITING),
    ]
    assert (done.activity.taken, now_stored(database, drop).taken) == (4, 0)
    with database.read() as session:
        after = signups.get(session, firm.id)
    assert (after.activity_id, after.created_at) == (keep.id, firm.created_at)
    # Els never said yes: nobody writes to an address that anybody may have typed.
    assert kinds(database) == [
        (MailKind.REMINDER, "bo"),
        (MailKind.REMINDER, "dee"),
        *((MailKind.SIGN_UP_MERGED, name) for name in ("bo", "cas", "dee", "fay")),
    ]


def test_who_signed_up_for_both_comes_once_with_the_larger_number_that_fits(database):
    keep, drop = two(database, {"capacity": 6}, {"capacity": 20})
    with database.write() as session:
        comes(session, keep.id, "al", size=1)
        comes(session, drop.id, "al", size=2)
        comes(session, keep.id, "bo", size=2)
        comes(session, drop.id, "bo", size=9, minutes=1)
        comes(session, keep.id, "cas", WAITING, size=1)
        comes(session, drop.id, "cas", size=1, minutes=2)
        gone = comes(session, keep.id, "dee", WAITING)
        signups.store(session, gone, replace(gone, state=SignUpState.CANCELLED))
        comes(session, drop.id, "dee", WAITING, minutes=9)

    done = merged(database, keep, drop)

    assert (done.sign_ups.moved, done.sign_ups.both) == (1, 3)
    found = {name: (size, state) for name, size, state in there(database, keep)}
    assert found["al"] == (2, CONFIRMED)
    assert found == {
        "al": (2, CONFIRMED),
        "bo": (4, CONFIRMED),  # all that is left, not less than they had
        "cas": (1, WAITING),
        "dee": (1, WAITING),
    }
    assert done.activity.taken == 6
    told = [name for kind, name in kinds(database) if kind is MailKind.SIGN_UP_MERGED]
    assert told == ["al", "bo", "cas", "dee"]


def test_a_task_of_the_same_name_takes_its_people_along(database):
    keep, drop = two(
        database,
        {
            "tasks": (
                Task("soep-a", "Soep koken", 60, 1),
                Task("zaal-a", "Zaal  klaarzetten", 30, 2),
            )
        },
        {"tasks": (Task("zaal-b", "zaal klaarzetten", 30, 3), Task("dans", "Dansen", 30, 3))},
    )
    with database.write() as session:
        for number, name in enumerate(("al", "bo", "cas")):
            comes(session, drop.id, name, task_id="zaal-b", minutes=number)
        comes(session, drop.id, "dee", task_id="dans")

    merged(database, keep, drop)

    with database.read() as session:
        found = {one.person_id: one for one in signups.of_activity(session, keep.id)}
    assert [found[name].task_id for name in ("al", "bo", "cas", "dee")] == ["zaal-a"] * 3 + [None]
    assert [found[name].state for name in ("al", "bo", "cas", "dee")] == [
        CONFIRMED, CONFIRMED, WAITING, CONFIRMED,
    ]  # fmt: skip
    assert [task.taken for task in now_stored(database, keep).tasks] == [0, 2]
    assert [task.taken for task in now_stored(database, drop).tasks] == [0, 0]


def test_visitors_see_one_and_the_address_of_the_other_leads_there(database):
    keep, drop = two(database)
    with database.write() as session:
        organisers.set_organiser(
            session, drop.id, people.find_or_add(session, ORGANISER).id, now=NOW
        )
    merged(database, keep, drop)

    stored = now_stored(database, drop)
    assert (stored.state, stored.merged_into) == (ActivityState.CANCELLED, keep.id)
    with pytest.raises(NotFoundError):
        public.detail(database, drop.id)
    assert public.kept(database, drop.id) == keep.id
    assert public.kept(database, keep.id) is None
    assert public.kept(database, "niets") is None
    assert load(database).catalogue.ids.tolist() == [keep.id]
    assert kinds(database) == [(MailKind.ACTIVITY_MERGED, "organisator")]
    with database.read() as session:
        (line,) = audit.latest(session, 5)
    assert (line.action, line.subject, line.reason) == ("activity-merge", drop.id, keep.id)


def test_calendars_follow_and_every_mail_says_where_things_went(sqlite_database, tmp_path):
    keep, drop = two(sqlite_database, {"capacity": 2, "title": "Samen eten"}, {"capacity": 9})
    with sqlite_database.write() as session:
        organiser = people.find_or_add(session, ORGANISER)
        organisers.set_organiser(session, drop.id, organiser.id, now=NOW)
        for _ in range(3):  # what goes was changed more often than what stays
            activities.save(session, activities.get(session, drop.id))
        moved = comes(session, drop.id, "al", minutes=1)
        waits = comes(session, drop.id, "bo", size=2, minutes=2)
        comes(session, keep.id, "cas")
        twice = comes(session, drop.id, "cas")
    merged(sqlite_database, keep, drop)
    send(sqlite_database, Settings(var=tmp_path, public_url="https://week.example.nl"), now=NOW)

    found = {}
    for mail in mails(Settings(var=tmp_path)):
        files = [one for one in mail.walk() if one.get_filename() == "afspraak.ics"]
        events = [Calendar.from_ical(one.get_content()) for one in files]
        found[mail["To"]] = (mail["Subject"], plain(mail), events[0] if events else None)
    assert set(found) == {f"{name}@example.org" for name in ("al", "bo", "cas", "ank")}
    for name, sign_up, method, says in (
        ("al", moved, "REQUEST", "samengevoegd tot “Samen eten”"),
        ("bo", waits, "CANCEL", "Je staat op de wachtlijst"),
        ("cas", twice, "CANCEL", "zodat je één keer verwacht wordt"),
    ):
        _, body, calendar = found[f"{name}@example.org"]
        (event,) = calendar.walk("VEVENT")
        assert (calendar["METHOD"], event["UID"]) == (method, f"{sign_up.id}@week.example.nl")
        assert event["SEQUENCE"] > 4 + sign_up.sequence
        assert says in " ".join(body.split())
    assert f"https://week.example.nl/activiteit?id={keep.id}" in found["ank@example.org"][1]


ORGANISER = Person("organisator", "Ank", "ank@example.org", created_at=NOW, confirmed_at=NOW)


def test_pledges_help_what_stays_and_what_fits_nowhere_is_taken_back(database):
    keep, drop = two(
        database,
        {"needs": (Need("geld-a", NeedKind.MONEY, 9000), Need("zaal-a", NeedKind.VENUE, 1))},
        {"needs": (Need("geld-b", NeedKind.MONEY, 30000), Need("kennis", NeedKind.KNOWLEDGE, 1))},
    )
    sponsor = a_sponsor(edition_id=EDITION.id)
    with database.write() as session:
        sponsors.save(session, sponsor)
        for id, need, amount in (
            ("p1", "geld-b", 5000),
            ("p2", "geld-b", 5000),
            ("p3", "kennis", 1),
        ):
            pledges.promise(session, Pledge(id, need, sponsor.id, amount, created_at=NOW))
        pledges.step(session, pledges.get(session, "p1"), PledgeState.AGREED, now=NOW)
    seen = look(database, keep.id, drop.id, actor=COORDINATOR, now=NOW)
    assert (seen.pledges.moved, seen.pledges.taken_back) == (1, 2)

    done = merged(database, keep, drop)

    assert (done.pledges.moved, done.pledges.taken_back) == (1, 2)
    with database.read() as session:
        found = [pledges.get(session, id) for id in ("p1", "p2", "p3")]
    # Whoever organises what stays says yes for themselves.
    assert [(one.need_id, one.state) for one in found] == [
        ("geld-a", PledgeState.OFFERED),
        ("geld-b", PledgeState.WITHDRAWN),
        ("kennis", PledgeState.WITHDRAWN),
    ]
    assert [need.promised for need in now_stored(database, keep).needs] == [5000, 0]
    assert [need.promised for need in now_stored(database, drop).needs] == [0, 0]


def test_the_team_comes_along_and_what_was_asked_of_volunteers_is_taken_back(database):
    keep, drop = two(database)
    with database.write() as session:
        teams.save(session, Team("team", "Team Soep", EDITION.id))
        stored = activities.get(session, drop.id)
        activities.save(session, replace(stored, team_id="team"))
        person = people.find_or_add(session, ORGANISER)
        volunteers.save(session, Volunteer(person.id))
        proposals.add_many(
            session,
            [
                Proposal("v1", EDITION.id, drop.id, person.id, ProposalState.SENT, 0.5, NOW),
            ],
        )
    assert look(database, keep.id, drop.id, actor=COORDINATOR, now=NOW).brings_team

    done = merged(database, keep, drop)

    assert done.activity.team_id == "team"
    with database.read() as session:
        assert proposals.get(session, "v1").state is ProposalState.WITHDRAWN
        assert len(adoptions.of_activity(session, keep.id)) == 1


def test_what_cannot_be_merged_is_said_and_changes_nothing(database):
    keep, drop = two(database)
    with database.write() as session:
        editions.save(session, replace(EDITION, id="2025", year=2025))
        other = activities.save(session, a_draft(edition_id="2025", state=ActivityState.PUBLISHED))
        draft = activities.save(session, a_draft(state=ActivityState.SUBMITTED))
    for one, gone, now in (
        (keep, keep, NOW),
        (keep, other, NOW),
        (draft, drop, NOW),
        (keep, drop, DAY + timedelta(days=1)),
    ):
        with pytest.raises(MergeError):
            merge(database, one.id, gone.id, actor=COORDINATOR, now=now)
    with pytest.raises(ConflictError):
        merged(database, keep, drop, versions=(keep.version, drop.version + 1))
    with pytest.raises(NotAllowedError):
        merge(database, keep.id, drop.id, actor=VISITOR, now=NOW)
    drenthe = replace(COORDINATOR, scope=Scope(provinces=frozenset({Province.DRENTHE})))
    for attempt in (look, merge):
        with pytest.raises(OutsideScopeError):
            attempt(database, keep.id, drop.id, actor=drenthe, now=NOW)
    assert now_stored(database, drop).merged_into is None

    merged(database, keep, draft)
    with pytest.raises(MergeError):
        merged(database, keep, draft)


crowd = st.lists(
    st.tuples(
        st.sampled_from(["al", "bo", "cas", "dee", "els", "fay"]),
        st.sampled_from([CONFIRMED, REGISTERED, WAITING]),
        st.integers(1, 3),
        st.integers(0, 50),
    ),
    max_size=6,
    unique_by=lambda one: one[0],
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    here=crowd,
    gone=crowd,
    room=st.one_of(st.none(), st.integers(0, 6)),
    state=st.sampled_from([ActivityState.PUBLISHED, ActivityState.FULL]),
)
def test_nobody_is_lost_nothing_is_above_capacity_and_the_counters_fit(
    database, here, gone, room, state
):
    held = sum(size for _, how, size, _ in here if how in HOLDING)
    capacity = None if room is None else max(1, held + room)
    keep, drop = two(database, {"capacity": capacity}, {"capacity": 30})
    with database.write() as session:
        for activity, crowd_of in ((keep, here), (drop, gone)):
            for name, how, size, minutes in crowd_of:
                comes(session, activity.id, name, how, size, minutes=minutes)
        # Said to be full, whoever still fits.
        activities.save(session, replace(activities.get(session, keep.id), state=state))

    done = merged(database, keep, drop)

    found = {name: (size, how) for name, size, how in there(database, keep)}
    assert set(found) == {one[0] for one in (*here, *gone)}
    assert there(database, drop) == []
    taken = sum(size for size, how in found.values() if how in HOLDING)
    assert done.activity.taken == taken
    assert capacity is None or taken <= capacity
    assert now_stored(database, drop).taken == 0
    for name, how, size, _ in here:
        if how in HOLDING:  # a place that somebody had on what stays, they keep
            assert found[name][1] in HOLDING
            assert found[name][0] >= size
    if capacity is None and state is ActivityState.PUBLISHED:
        assert all(how in HOLDING for _, how in found.values())
    with database.read() as session:
        due = [one for one in outbox.waiting(session) if one.kind is MailKind.REMINDER]
    known = {name for name, (_, how) in found.items() if how is CONFIRMED}
    assert {one.person_id for one in due if one.subject_id in _ids(database, keep)} <= known


def _ids(database, activity):
    with database.read() as session:
        return {one.id for one in signups.of_activity(session, activity.id)}
