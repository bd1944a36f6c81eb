"""Dividing: what uses up asks and places, and that a plan never goes over them."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from data import tables
from data.database import Database
from data.repositories import audit, proposals, signups, volunteers
from domain.accounts import OutsideScopeError, Scope
from domain.activities import new_id
from domain.actors import VISITOR, NotAllowedError
from domain.branches import Branch
from domain.people import SignUp
from domain.places import Point, Province
from domain.proposals import Proposal, ProposalState
from domain.times import TimeSlot
from domain.vocabulary import SignUpState
from services.organising import editing
from services.planning import asking, changing, looking, making, sending, standing
from services.planning.left_behind import Reason
from services.programme import load
from tests.data.samples import EDITION, NINE, UTRECHT
from tests.services.planning.asked import DAY, DESK, NOW, a_draft, an_asked, somebody
from tests.services.signing_up import made_up

ZWOLLE = replace(
    UTRECHT,
    name="8011 Zwolle",
    pc4="8011",
    point=Point(52.51, 6.09),
    municipality="Zwolle",
    municipality_code="GM0193",
    province=Province.OVERIJSSEL,
)
DE_BILT = replace(UTRECHT, name="3731 De Bilt", pc4="3731", point=Point(52.11, 5.18))
AMERSFOORT = replace(UTRECHT, name="3811 Amersfoort", pc4="3811", point=Point(52.156, 5.388))
BANKING = frozenset({Branch.BANKING})
IN_UTRECHT = replace(DESK, scope=Scope(frozenset({Province.UTRECHT})))


def stored(database: Database, **fields: object):
    """An activity for every age unless said, which goes on with whoever comes."""
    return made_up.stored(database, **({"min_age": None, "min_crew": 0} | fields))


def plan(database: Database, *, actor=DESK, now=NOW):
    return making.make(database, EDITION.id, actor=actor, now=now)


def drafts(database: Database) -> list[Proposal]:
    with database.read() as session:
        return proposals.of_edition(session, EDITION.id, [ProposalState.DRAFT])


def pairs(database: Database) -> set[tuple[str, str]]:
    return {(one.volunteer_id, one.activity_id) for one in drafts(database)}


def answered(database: Database, proposal_id: str, state: ProposalState, at=NOW) -> None:
    with database.write() as session:
        found = proposals.get(session, proposal_id)
        proposals.save(session, replace(found, state=state, answered_at=at))


def come(database: Database, activity_id: str, volunteer_id: str) -> None:
    with database.write() as session:
        signups.store(
            session,
            None,
            SignUp(
                new_id(), activity_id, volunteer_id, state=SignUpState.CONFIRMED, created_at=NOW
            ),
        )


def wishes(database: Database, id: str, **fields: object) -> None:
    with database.write() as session:
        volunteers.save(session, replace(volunteers.get(session, id), **fields))


def test_a_plan_fills_places_and_says_who_is_left_over(database: Database):
    activity = stored(database, capacity=2)
    everybody = {somebody(database) for _ in range(3)}
    run = plan(database)
    assert (run.seekers, run.placed, run.gap) == (3, 2, 0.0)
    assert {what for _, what in pairs(database)} == {activity.id}
    with database.read() as session:
        (left,) = proposals.still_left_over(session, run.id, Scope(), limit=9, offset=0)
        assert audit.latest(session, 1)[0].action == "plan-make"
    assert left.reason == Reason.FULL
    assert {left.volunteer_id} | {who for who, _ in pairs(database)} == everybody
    assert run.compared["first_choice"]["too_many"] == 1


def test_everybody_gets_a_place_before_anybody_gets_a_second(sqlite_database: Database):
    for day in range(2):
        slot = (TimeSlot(NINE + day * DAY, NINE + day * DAY + timedelta(hours=2)),)
        stored(sqlite_database, capacity=1, slots=slot)
    eager, modest = somebody(sqlite_database, asks=2), somebody(sqlite_database)
    wishes(sqlite_database, modest, place=DE_BILT)  # and fits less well
    run = plan(sqlite_database)
    counts = Counter(who for who, _ in pairs(sqlite_database))
    assert (run.placed, counts) == (2, {eager: 1, modest: 1})


def test_only_who_may_be_asked_is_in_it(sqlite_database: Database):
    stored(sqlite_database, capacity=9)
    may = somebody(sqlite_database)
    somebody(sqlite_database, asks=0)
    somebody(sqlite_database, confirmed_at=None)
    somebody(sqlite_database, left_at=NOW)
    somebody(sqlite_database, only_needed_mail=True)
    assert plan(sqlite_database).seekers == 1
    assert {who for who, _ in pairs(sqlite_database)} == {may}


@pytest.mark.parametrize(
    ("is_adult", "ages"), [(True, {None, 0, 16, 18}), (False, {None, 0, 16}), (None, {None, 0})]
)
def test_a_least_age_asks_only_who_said_to_be_old_enough(sqlite_database: Database, is_adult, ages):
    held = {}
    for day, least in enumerate((None, 0, 16, 18)):
        slot = (TimeSlot(NINE + day * DAY, NINE + day * DAY + timedelta(hours=2)),)
        held[least] = stored(sqlite_database, slots=slot, min_age=least)
    somebody_else = somebody(sqlite_database, asks=7)
    wishes(sqlite_database, somebody_else, is_adult=is_adult)
    plan(sqlite_database)
    assert pairs(sqlite_database) == {(somebody_else, held[age].id) for age in ages}
    for age, activity in held.items():
        told = asking.best(sqlite_database, activity.id, actor=DESK, now=NOW)
        assert not told  # who fits has it already
        if age in ages:
            continue
        with pytest.raises(changing.NotFittingError):
            changing.put(sqlite_database, somebody_else, activity.id, actor=DESK, now=NOW)


def test_no_in_any_way_is_not_asked_again(sqlite_database: Database):
    activity = stored(sqlite_database, capacity=9)
    for state in (ProposalState.DECLINED, ProposalState.EXPIRED, ProposalState.WITHDRAWN):
        one = somebody(sqlite_database, asks=2)
        answered(sqlite_database, an_asked(sqlite_database, activity, one), state)
    assert (plan(sqlite_database).placed, drafts(sqlite_database)) == (0, [])


def test_what_was_sent_this_week_uses_up_asks_and_its_place_is_kept(sqlite_database: Database):
    first, second = stored(sqlite_database, capacity=1), stored(sqlite_database, capacity=9)
    asked, free = somebody(sqlite_database), somebody(sqlite_database)
    an_asked(sqlite_database, first, asked)
    assert plan(sqlite_database).seekers == 1
    assert pairs(sqlite_database) == {(free, second.id)}
    # A week later there is no answer yet: they are still not asked on top of it.
    assert plan(sqlite_database, now=NOW + 8 * DAY).seekers == 1


def test_who_said_no_is_asked_for_something_else_after_a_week(sqlite_database: Database):
    first, second = stored(sqlite_database, capacity=1), stored(sqlite_database, capacity=9)
    one = somebody(sqlite_database)
    answered(sqlite_database, an_asked(sqlite_database, first, one), ProposalState.DECLINED)
    assert plan(sqlite_database, now=NOW + 6 * DAY).seekers == 0
    plan(sqlite_database, now=NOW + 8 * DAY)
    assert pairs(sqlite_database) == {(one, second.id)}


def test_who_signed_up_keeps_that_time_and_counts_as_asked(sqlite_database: Database):
    slot = (TimeSlot(NINE, NINE + timedelta(hours=2)),)
    later = (TimeSlot(NINE + DAY, NINE + DAY + timedelta(hours=2)),)
    mine = stored(sqlite_database, capacity=5, slots=slot)
    stored(sqlite_database, capacity=5, slots=slot)
    other = stored(sqlite_database, capacity=5, slots=later)
    one, two = somebody(sqlite_database, asks=1), somebody(sqlite_database, asks=2)
    with sqlite_database.write() as session:
        for who in (one, two):
            signups.store(
                session,
                None,
                SignUp(new_id(), mine.id, who, state=SignUpState.CONFIRMED, created_at=NOW),
            )
    plan(sqlite_database)
    assert pairs(sqlite_database) == {(two, other.id)}


def test_who_goes_to_what_is_called_off_is_free_again(database: Database):
    slot = (TimeSlot(NINE, NINE + timedelta(hours=2)),)
    off, other = (stored(database, capacity=2, slots=slot) for _ in range(2))
    come(database, off.id, signed_up := somebody(database))
    said_yes = somebody(database)
    answered(database, an_asked(database, off, said_yes, NOW - 9 * DAY), ProposalState.ACCEPTED)
    come(database, off.id, said_yes)
    editing.cancel(database, off.id, version=off.version, actor=DESK, now=NOW)
    plan(database)
    assert pairs(database) == {(signed_up, other.id), (said_yes, other.id)}
    sending.send(database, EDITION.id, actor=DESK, now=NOW)
    assert drafts(database) == []


def test_who_said_yes_and_called_off_is_told_as_left_over(sqlite_database: Database):
    activity, sam = stored(sqlite_database, capacity=1), somebody(sqlite_database)
    id = an_asked(sqlite_database, activity, sam, NOW - 9 * DAY)
    answered(sqlite_database, id, ProposalState.ACCEPTED)
    come(sqlite_database, activity.id, sam)
    with sqlite_database.write() as session:
        mine = signups.find(session, activity.id, sam)
        signups.store(session, mine, replace(mine, state=SignUpState.CANCELLED))
    run = plan(sqlite_database)
    found = looking.left_over(sqlite_database, run, actor=DESK, limit=9)
    assert [behind.helper.id for behind in found] == [sam]


def test_a_new_plan_replaces_drafts_but_not_those_by_hand(database: Database):
    first, second = stored(database, capacity=1), stored(database, capacity=1)
    one, two = somebody(database), somebody(database)
    changing.put(database, one, second.id, actor=DESK, now=NOW)
    a_draft(database, first, somebody(database, asks=0))
    plan(database)
    assert pairs(database) == {(one, second.id), (two, first.id)}
    again = {each.id for each in drafts(database) if each.by_hand}
    plan(database)
    assert {each.id for each in drafts(database) if each.by_hand} == again


def test_a_coordinator_divides_their_own_part_only(database: Database):
    here, there = stored(database, capacity=5), stored(database, capacity=5, place=ZWOLLE)
    near, far = somebody(database), somebody(database)
    wishes(database, far, place=ZWOLLE)
    plan(database)
    before = {each.id for each in drafts(database) if each.activity_id == there.id}
    assert plan(database, actor=IN_UTRECHT).seekers == 1
    assert pairs(database) == {(near, here.id), (far, there.id)}
    assert {each.id for each in drafts(database) if each.activity_id == there.id} == before
    sport = replace(DESK, scope=Scope(branches=frozenset({Branch.SPORT})))
    wishes(database, near, branches=frozenset({Branch.CULTURE}))
    assert plan(database, actor=sport).seekers == 0  # far lives in a draft that is not theirs
    with pytest.raises(NotAllowedError):
        plan(database, actor=VISITOR)


def test_another_part_of_the_country_is_not_told(sqlite_database: Database):
    here, there = stored(sqlite_database, capacity=5), stored(sqlite_database, place=ZWOLLE)
    near, far = somebody(sqlite_database), somebody(sqlite_database)
    wishes(sqlite_database, far, place=ZWOLLE)
    a_draft(sqlite_database, here, far)
    (shown,) = looking.planned(sqlite_database, [here.id, there.id], actor=IN_UTRECHT)
    assert [one.helper for one in shown.proposed] == [None]
    with pytest.raises(OutsideScopeError):
        changing.put(sqlite_database, far, here.id, actor=IN_UTRECHT, now=NOW)
    with pytest.raises(OutsideScopeError):
        changing.put(sqlite_database, near, there.id, actor=IN_UTRECHT, now=NOW)
    with pytest.raises(OutsideScopeError):
        asking.best(sqlite_database, there.id, actor=IN_UTRECHT, now=NOW)
    assert [one.helper.id for one in asking.best(sqlite_database, here.id, actor=IN_UTRECHT, now=NOW)] == [near]  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"place": ZWOLLE}, Reason.FAR),
        ({"place": DE_BILT, "radius_km": 2.0}, Reason.FAR),
        ({"times": (TimeSlot(NINE + DAY, NINE + 2 * DAY),)}, Reason.TIME),
        ({"place": AMERSFOORT, "radius_km": 21.0, "branches": BANKING}, Reason.POOR),
        ({"at_home": True}, Reason.NOTHING),
    ],
)
def test_why_somebody_is_left_over(sqlite_database: Database, wish, reason):
    activity = stored(sqlite_database, capacity=2)
    one = somebody(sqlite_database)
    wishes(sqlite_database, one, **wish)
    run = plan(sqlite_database)
    (behind,) = looking.left_over(sqlite_database, run, actor=DESK, limit=9)
    assert behind.reason == reason
    next_best = None if reason is Reason.NOTHING else activity.id
    assert (behind.next_best.id if behind.next_best else None) == next_best


def test_stopping_between_two_stages_changes_nothing(sqlite_database: Database):
    stored(sqlite_database)
    somebody(sqlite_database)
    heard: list[making.Stage] = []
    with pytest.raises(making.PlanStoppedError):
        making.make(
            sqlite_database, EDITION.id, actor=DESK, now=NOW,
            report=heard.append, is_stopped=lambda: len(heard) == 3,
        )  # fmt: skip
    assert heard == [making.Stage.READ, making.Stage.RANK, making.Stage.DIVIDE]
    assert drafts(sqlite_database) == []


def test_a_place_that_went_while_a_plan_was_made_is_not_in_it(sqlite_database: Database):
    activity = stored(sqlite_database, capacity=1)
    somebody(sqlite_database), somebody(sqlite_database)
    quick = somebody(sqlite_database, asks=0)

    def report(stage: making.Stage) -> None:
        if stage is making.Stage.STORE:
            with sqlite_database.write() as session:
                signups.store(
                    session,
                    None,
                    SignUp(
                        new_id(), activity.id, quick, state=SignUpState.CONFIRMED, created_at=NOW
                    ),
                )

    run = making.make(sqlite_database, EDITION.id, actor=DESK, now=NOW, report=report)
    assert (run.placed, drafts(sqlite_database)) == (0, [])


def test_by_hand_keeps_to_what_people_said(sqlite_database: Database):
    slot = (TimeSlot(NINE, NINE + timedelta(hours=2)),)
    small, other = (
        stored(sqlite_database, capacity=1, slots=slot),
        stored(sqlite_database, slots=slot),
    )
    one, two = somebody(sqlite_database), somebody(sqlite_database, asks=2)
    put = changing.put(sqlite_database, one, small.id, actor=DESK, now=NOW)
    with pytest.raises(changing.NoPlaceError):
        changing.put(sqlite_database, two, small.id, actor=DESK, now=NOW)
    with pytest.raises(changing.AskedEnoughError):
        changing.put(sqlite_database, one, other.id, actor=DESK, now=NOW)
    moved = changing.put(sqlite_database, one, other.id, instead_of=put.id, actor=DESK, now=NOW)
    assert pairs(sqlite_database) == {(one, other.id)}
    changing.put(sqlite_database, two, other.id, actor=DESK, now=NOW)
    with pytest.raises(changing.NotFittingError):  # they go elsewhere at that time
        changing.put(sqlite_database, two, small.id, actor=DESK, now=NOW)
    changing.take_out(sqlite_database, moved.id, actor=DESK, now=NOW)
    with pytest.raises(changing.NotDraftError):
        changing.take_out(sqlite_database, moved.id, actor=DESK, now=NOW)
    back = changing.put(sqlite_database, one, small.id, actor=DESK, now=NOW)
    assert (back.id, back.by_hand) == (put.id, True)


def test_what_was_asked_can_be_taken_back_once(sqlite_database: Database):
    activity = stored(sqlite_database, capacity=1)
    one = somebody(sqlite_database)
    id = an_asked(sqlite_database, activity, one)
    with pytest.raises(changing.NotDraftError):
        changing.take_out(sqlite_database, id, actor=DESK, now=NOW)
    changing.withdraw(sqlite_database, id, actor=DESK, now=NOW)
    with pytest.raises(changing.NotDraftError):
        changing.withdraw(sqlite_database, id, actor=DESK, now=NOW)
    with pytest.raises(changing.AnsweredError):
        changing.put(sqlite_database, one, activity.id, actor=DESK, now=NOW)


def test_the_best_to_ask_are_told_with_where_a_plan_has_them(sqlite_database: Database):
    first, second = stored(sqlite_database, capacity=1), stored(sqlite_database, capacity=1)
    asked, planned, free = (somebody(sqlite_database) for _ in range(3))
    an_asked(sqlite_database, first, asked)
    draft = a_draft(sqlite_database, first, planned)
    found = asking.best(sqlite_database, second.id, actor=DESK, now=NOW)
    where = {one.helper.id: one.draft.id if one.draft else None for one in found}
    assert where == {planned: draft, free: None}


def test_who_goes_elsewhere_at_that_time_is_not_told_or_moved(sqlite_database: Database):
    slot = (TimeSlot(NINE, NINE + timedelta(hours=2)),)
    first, second = stored(sqlite_database, slots=slot), stored(sqlite_database, slots=slot)
    later = (TimeSlot(NINE + DAY, NINE + DAY + timedelta(hours=2)),)
    comes, planned = somebody(sqlite_database, asks=3), somebody(sqlite_database, asks=3)
    come(sqlite_database, first.id, comes)
    draft = a_draft(sqlite_database, first, planned)
    a_draft(sqlite_database, stored(sqlite_database, slots=later), planned)
    (found,) = asking.best(sqlite_database, second.id, actor=DESK, now=NOW)
    assert (found.helper.id, found.draft and found.draft.id) == (planned, draft)
    changing.put(sqlite_database, planned, second.id, instead_of=draft, actor=DESK, now=NOW)


def test_a_draft_of_another_part_is_not_given_up(sqlite_database: Database):
    here, there = stored(sqlite_database), stored(sqlite_database, place=ZWOLLE)
    a_draft(sqlite_database, there, somebody(sqlite_database))
    assert asking.best(sqlite_database, here.id, actor=IN_UTRECHT, now=NOW) == []


def test_without_a_limit_who_comes_already_is_part_of_the_crew(sqlite_database: Database):
    activity = stored(sqlite_database, capacity=None, min_crew=3)
    for _ in range(2):
        come(sqlite_database, activity.id, somebody(sqlite_database))
    one = somebody(sqlite_database)
    plan(sqlite_database)
    assert pairs(sqlite_database) == {(one, activity.id)}


def test_who_signs_up_themselves_is_left_over_no_longer(sqlite_database: Database):
    activity = stored(sqlite_database, capacity=0)
    one, two = somebody(sqlite_database), somebody(sqlite_database)
    run = plan(sqlite_database)
    other = stored(sqlite_database)
    come(sqlite_database, other.id, one)
    found = looking.left_over(sqlite_database, run, actor=DESK, limit=9)
    assert [behind.helper.id for behind in found] == [two]
    numbers = looking.numbers(
        sqlite_database, load(sqlite_database), activity.edition_id, actor=DESK
    )
    assert sum(numbers.left_over.values()) == 1


def test_a_no_keeps_nobody_from_something_else_at_that_time(sqlite_database: Database):
    slot = (TimeSlot(NINE, NINE + timedelta(hours=2)),)
    refused, other = (stored(sqlite_database, slots=slot) for _ in range(2))
    later = (TimeSlot(NINE + DAY, NINE + DAY + timedelta(hours=2)),)
    sam = somebody(sqlite_database, asks=2)
    answered(sqlite_database, an_asked(sqlite_database, refused, sam), ProposalState.DECLINED)
    draft = a_draft(sqlite_database, stored(sqlite_database, slots=later), sam)
    found = asking.alternatives(sqlite_database, draft, actor=DESK, now=NOW)
    assert [activity.id for activity, _ in found] == [other.id]


def test_a_yes_has_taken_its_place_and_leaves_the_rest_short(sqlite_database: Database):
    activity, sam = stored(sqlite_database, capacity=2), somebody(sqlite_database)
    answered(sqlite_database, an_asked(sqlite_database, activity, sam), ProposalState.ACCEPTED)
    come(sqlite_database, activity.id, sam)
    programme = load(sqlite_database)
    found = looking.numbers(sqlite_database, programme, EDITION.id, actor=DESK)
    short = looking.rows(programme, EDITION.id, found, only_short=True, actor=DESK, now=NOW)
    assert short == [activity.id]


def test_a_plan_in_numbers(sqlite_database: Database):
    activity = stored(sqlite_database, capacity=2)
    for _ in range(3):
        somebody(sqlite_database)
    said = somebody(sqlite_database)
    id = an_asked(sqlite_database, activity, said, NOW - DAY)
    run = plan(sqlite_database)
    answered(sqlite_database, id, ProposalState.DECLINED, NOW + DAY)
    programme = load(sqlite_database)
    found = looking.numbers(sqlite_database, programme, EDITION.id, actor=DESK)
    assert found.run == run
    assert found.by_state == {ProposalState.DRAFT: 1, ProposalState.DECLINED: 1}
    assert (found.answered, found.left_over) == (1, {Reason.FULL: 2})
    ids = looking.rows(programme, EDITION.id, found, actor=DESK, now=NOW)
    assert ids == [activity.id]
    elsewhere = replace(DESK, scope=Scope(frozenset({Province.OVERIJSSEL})))
    none = looking.numbers(sqlite_database, programme, EDITION.id, actor=elsewhere)
    assert (none.by_state, none.by_activity, none.left_over) == ({}, {}, {})


MOMENTS = st.sampled_from([NOW - 3 * DAY, NOW - 10 * DAY])
EVERY = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(list(ProposalState)), MOMENTS),
    max_size=10,
    unique_by=lambda each: each[:2],
)
TAKING_PART = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(list(SignUpState))),
    max_size=6,
    unique_by=lambda each: each[:2],
)


@given(every=EVERY, taking_part=TAKING_PART)
def test_what_stands_never_counts_less_than_was_asked_this_week(every, taking_part):
    known = [
        Proposal(f"{who}{what}", "e", f"a{what}", f"v{who}", state, 0.5, NOW,
                 sent_at=None if state is ProposalState.DRAFT else at)
        for who, what, state, at in every
    ]  # fmt: skip
    part = [(f"v{who}", f"a{what}", state) for who, what, state in taking_part]
    found = standing.weigh(known, part, NOW)
    sent = Counter(one.volunteer_id for one in known if one.sent_at == NOW - 3 * DAY)
    stays = Counter(who for who, _ in found.stay)
    assert not found.stay & found.refused
    for who in {one.volunteer_id for one in known}:
        assert max(sent[who], stays[who]) <= found.used[who] <= sent[who] + stays[who]


WISHED = st.lists(st.integers(0, 3), min_size=1, max_size=8)
PLACES = st.lists(st.integers(1, 3), min_size=1, max_size=3)


@hypothesis_settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wished=WISHED, places=PLACES, sent=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 2))))
def test_a_plan_asks_nobody_more_often_than_they_wish_and_fills_no_more_than_fits(
    sqlite_database: Database, wished, places, sent
):
    database = sqlite_database
    with database.write() as session:
        for table in (tables.volunteers, tables.people, tables.activities):
            session.execute(sa.delete(table))
    slots = [(TimeSlot(NINE + n * DAY, NINE + n * DAY + timedelta(hours=1)),) for n in range(3)]
    held = [stored(database, capacity=n, slots=slots[at]) for at, n in enumerate(places)]
    everybody = [somebody(database, asks=asks) for asks in wished]
    before = Counter()
    room = Counter({one.id: one.people_left for one in held})
    for who, what in set(sent):
        if who < len(everybody) and what < len(held) and room[held[what].id]:
            an_asked(database, held[what], everybody[who])
            before[everybody[who]] += 1
            room[held[what].id] -= 1
    plan(database)
    asked = before + Counter(who for who, _ in pairs(database))
    for wish, who in zip(wished, everybody, strict=True):
        assert asked[who] <= max(wish, before[who])
    filled = Counter(what for _, what in pairs(database))
    assert all(filled[id] <= room[id] for id in room)
    # Nobody who could be asked is left over while something is free: all fit everything here.
    free = [who for wish, who in zip(wished, everybody, strict=True) if wish and not asked[who]]
    assert not free or filled == +room
