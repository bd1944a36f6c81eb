"""A sponsor's portfolio: within its means, only what is open, and what a change changes."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.repositories import activities, editions
from domain.activities import Need
from domain.branches import Branch
from domain.errors import NotFoundError
from domain.places import Place, Point, Province
from domain.seekers import Seeker
from domain.times import TimeSlot
from domain.vocabulary import Audience, NeedKind
from matching.catalogue import minute
from services import programme
from services.sponsoring import portfolio
from services.sponsoring.portfolio import Question, Tilt
from tests.data.samples import EDITION, an_activity

NOW = minute(datetime(2026, 12, 1, tzinfo=UTC))
START = datetime(2026, 12, 8, 9, tzinfo=UTC)
UTRECHT, GRONINGEN = Point(52.09, 5.12), Point(53.22, 6.57)


def asking(id, cents=0, *, town="GM0344", point=UTRECHT, branch=Branch.WELFARE, needs=(), **given):
    money = (Need(f"{id}g", NeedKind.MONEY, cents),) if cents else ()
    place = Place("", point, municipality_code=town, province=Province.UTRECHT)
    slots = (TimeSlot(START, START + timedelta(hours=2)),)
    return an_activity(
        id=id, title=id, place=place, branch=branch, needs=money + tuple(needs), slots=slots,
        source_key=id, expected_participants=None, shows_sponsor=None, forms=frozenset(),
        tasks=(), **given,
    )  # fmt: skip


def composed(database, programme_, **given):
    budget, offers = given.pop("cents", None), given.pop("offers", {NeedKind.MONEY})
    wishes = {name: given.pop(name) for name in ("point", "branches") if name in given}
    seeker = Seeker("", Audience.SPONSOR, offers=frozenset(offers), budget_cents=budget, **wishes)
    question = Question(seeker, **given)
    found = portfolio.compose(database, programme_, question, now_minute=NOW, edition_id=EDITION.id)
    return question, found


@pytest.fixture
def filled(sqlite_database):
    def fill(*made):
        with sqlite_database.write() as session:
            editions.save(session, EDITION)
            activities.save_many(session, made)
        return programme.load(sqlite_database)

    return fill


def gifts(found):
    return {
        one.activity.id: [(gift.need.kind, gift.quantity) for gift in one.gifts]
        for one in found.chosen
    }


def test_a_thousand_euros_fill_whole_needs_and_the_rest_goes_to_one_in_part(
    sqlite_database, filled
):
    shown = filled(asking("a", 40_000), asking("b", 50_000, town="GM1"), asking("c", 80_000))
    _, found = composed(sqlite_database, shown, cents=100_000)
    assert found.cents == 100_000
    assert found.left_cents == 0
    assert gifts(found) == {
        "a": [(NeedKind.MONEY, 40_000)],
        "b": [(NeedKind.MONEY, 50_000)],
        "c": [(NeedKind.MONEY, 10_000)],
    }
    assert [gift.is_part for one in found.chosen for gift in one.gifts] == [False, False, True]
    assert all(one.match is not None for one in found.chosen)


def test_who_wishes_to_help_a_few_helps_no_more_than_that(sqlite_database, filled):
    shown = filled(*(asking(f"a{n:02}", 1_000 * (1 + n), town=f"GM{n}") for n in range(30)))
    for most in (1, 3, 6):
        _, found = composed(sqlite_database, shown, cents=100_000, most=most)
        assert len(found.chosen) <= most
        assert found.cents >= 0.6 * min(100_000, 30_000 * most)
    _, unlimited = composed(sqlite_database, shown, cents=100_000, most=None)
    assert len(unlimited.chosen) > 6


def test_three_colleagues_for_an_afternoon_go_where_hands_are_asked(sqlite_database, filled):
    hands, money = Need("h", NeedKind.PEOPLE, 5, promised=1), asking("geld", 5_000)
    shown = filled(asking("sjouwen", needs=[hands]), money)
    _, found = composed(sqlite_database, shown, offers={NeedKind.PEOPLE}, people=3)
    assert gifts(found) == {"sjouwen": [(NeedKind.PEOPLE, 3)]}
    assert found.cents == 0


def test_leaving_one_out_and_taking_one_in_is_followed_and_told(sqlite_database, filled):
    shown = filled(
        asking("a", 50_000),
        asking("b", 50_000, branch=Branch.ICT),
        asking("c", 50_000, branch=Branch.HOUSING),
    )
    question, before = composed(
        sqlite_database, shown, cents=50_000, branches=frozenset({Branch.WELFARE})
    )
    assert before.ids == ("a",)

    def again(**wishes):
        return portfolio.compose(
            sqlite_database,
            shown,
            replace(question, **wishes),
            now_minute=NOW,
            edition_id=EDITION.id,
        )

    without = again(left_out=frozenset({"a"}))
    assert without.ids == ("c",)
    told = portfolio.change(before, without)
    assert ([one.id for one in told.added], [one.id for one in told.removed]) == (["c"], ["a"])
    assert again(taken_in=("b",)).ids == ("b",)


def test_the_next_250_euros_come_on_top(sqlite_database, filled):
    shown = filled(asking("a", 20_000), asking("b", 25_000, town="GM1"))
    question, before = composed(sqlite_database, shown, cents=20_000)
    more = portfolio.more(
        sqlite_database, shown, question, before, now_minute=NOW, edition_id=EDITION.id
    )
    assert [one.id for one in more.removed] == []
    assert len(more.added) == 1


def test_near_and_quiet_put_something_else_first(sqlite_database, filled):
    near = asking("dichtbij", 20_000, branch=Branch.SPORT)
    busy = [asking(f"druk{n}", 20_000 + n, town="GM0344") for n in range(4)]
    quiet = asking("stil", 20_000, town="GM9", point=GRONINGEN, branch=Branch.SPORT)
    shown = filled(near, quiet, *busy)
    wishes = {"cents": 20_000, "point": UTRECHT, "branches": frozenset({Branch.WELFARE})}
    _, found = composed(sqlite_database, shown, tilt=Tilt.QUIET, **wishes)
    assert found.ids == ("stil",)
    assert found.chosen[0].white_spot
    _, found = composed(sqlite_database, shown, tilt=Tilt.BRANCH, **wishes)
    assert found.ids == ("druk0",)


def test_nothing_that_suits_is_an_empty_portfolio(sqlite_database, filled):
    shown = filled(asking("a", 20_000))
    _, found = composed(sqlite_database, shown, offers={NeedKind.VENUE})
    assert found.chosen == ()
    assert found.cents == 0


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_never_above_the_means_nor_above_what_is_open(sqlite_database, data):
    kinds = list(NeedKind)
    made = [
        asking(
            f"a{n}",
            town=f"GM{data.draw(st.integers(1, 3))}",
            needs=[
                Need(f"a{n}{m}", kind, quantity + promised, promised)
                for m, (kind, quantity, promised) in enumerate(
                    data.draw(
                        st.lists(
                            st.tuples(
                                st.sampled_from(kinds), st.integers(1, 9_000), st.integers(0, 50)
                            ),
                            max_size=3,
                        )
                    )
                )
            ],
        )
        for n in range(5)
    ]
    with sqlite_database.write() as session:
        editions.save(session, EDITION)
        for one in made:
            with suppress(NotFoundError):
                activities.delete(session, one.id)
        activities.save_many(session, made)
    shown = programme.load(sqlite_database)
    cents, times, people = (data.draw(st.integers(1, most)) for most in (20_000, 3, 9))
    offers = data.draw(st.frozensets(st.sampled_from(kinds), min_size=1))
    _, found = composed(
        sqlite_database,
        shown,
        cents=cents,
        offers=offers,
        people=people,
        times=tuple((kind, times) for kind in kinds if kind is not NeedKind.MONEY),
        tilt=data.draw(st.sampled_from(Tilt)),
        most=data.draw(st.none() | st.integers(1, 4)),
        taken_in=tuple(data.draw(st.lists(st.sampled_from([f"a{n}" for n in range(5)]), max_size=2, unique=True))),
    )  # fmt: skip

    given_ = [gift for one in found.chosen for gift in one.gifts]
    assert found.cents + found.left_cents == (cents if NeedKind.MONEY in offers else 0)
    assert len({gift.need.id for gift in given_}) == len(given_)
    assert all(0 < gift.quantity <= gift.need.open for gift in given_)
    assert {gift.need.kind for gift in given_} <= offers
    for kind in offers - {NeedKind.MONEY}:
        assert sum(gift.need.kind is kind for gift in given_) <= times
