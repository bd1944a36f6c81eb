from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.activities import Need
from domain.places import Place, Province
from domain.seekers import Seeker
from domain.vocabulary import Audience, NeedKind
from matching.catalogue import Catalogue
from matching.portfolio import LESS_IN_ONE_PLACE, WHITE_SPOT_BONUS, Offer, fund, with_more
from matching.weights import current
from tests.matching.made_up import NOW, UTRECHT, an_activity

WEIGHTS = current(Audience.SPONSOR)
MONEY = frozenset({NeedKind.MONEY})


def asking(id, cents, *, town="GM0344", promised=0):
    place = Place("", UTRECHT, municipality_code=town, province=Province.UTRECHT)
    return an_activity(id, place=place, needs=(Need("n", NeedKind.MONEY, cents, promised),))


def an_offer(cents, **given):
    sponsor = Seeker("s", Audience.SPONSOR, UTRECHT, offers=MONEY, budget_cents=cents)
    return Offer(sponsor, {}, **given)


def funded(offers, programme):
    return fund(offers, Catalogue.from_activities(programme), weights=WEIGHTS, now_minute=NOW)


def test_never_more_than_the_budget_or_what_is_still_open():
    found = funded([an_offer(30_000)], [asking("a", 50_000, promised=30_000), asking("b", 20_000)])

    assert [choice.cents for choice in found.choices] == [20_000]


def test_two_sponsors_do_not_meet_one_need_twice():
    found = funded([an_offer(20_000), an_offer(20_000)], [asking("a", 20_000), asking("b", 20_000)])

    assert sorted(choice.row for choice in found.choices) == [0, 1]
    assert {choice.offer for choice in found.choices} == {0, 1}


def test_the_next_250_euros_add_what_they_can_buy():
    asked = [asking("a", 20_000), asking("b", 25_000)]

    assert len(funded([an_offer(20_000)], asked).choices) == 1
    assert len(funded([with_more(an_offer(20_000))], asked).choices) == 2


def test_whoever_names_provinces_gives_only_there():
    offer = an_offer(40_000, provinces=frozenset({Province.DRENTHE}))

    assert funded([offer], [asking("a", 20_000)]).choices == ()


def test_who_wishes_to_spread_does_not_give_all_to_one_province():
    programme = [asking("a", 20_000), asking("b", 20_000)]

    assert len(funded([an_offer(40_000)], programme).choices) == 2
    assert len(funded([an_offer(40_000, spread=True)], programme).choices) == 1


def test_in_kind_is_given_as_often_as_offered():
    needs = (Need("n", NeedKind.VENUE, 1),)
    programme = [an_activity("a", needs=needs), an_activity("b", needs=needs)]
    sponsor = Seeker("s", Audience.SPONSOR, offers=frozenset({NeedKind.VENUE}))

    found = funded([Offer(sponsor, {NeedKind.VENUE: 1})], programme)

    assert [(choice.kind, choice.cents) for choice in found.choices] == [(NeedKind.VENUE, 0)]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["GM0344", "GM0363", "GM0599"])), max_size=7),
    st.integers(0, 30),
)  # fmt: skip
def test_no_other_choice_within_the_budget_is_worth_more(asks, budget):
    programme = [asking(f"a{n}", 10_000 * cents, town=town) for n, (cents, town) in enumerate(asks)]
    towns = [town for _, town in asks]

    found = funded([an_offer(10_000 * budget)], programme)

    score = {choice.row: choice.score for choice in found.choices}
    assert found.cents() <= 10_000 * budget
    if not asks:
        return
    base = max(score.values(), default=0.0)

    def worth(rows):
        total = sum(base + WHITE_SPOT_BONUS * (towns.count(towns[row]) <= 2) for row in rows)
        for town in set(towns):
            count = sum(towns[row] == town for row in rows)
            total -= sum(LESS_IN_ONE_PLACE[min(n, 3)] for n in range(count))
        return total

    sets = [rows for n in range(len(asks) + 1) for rows in combinations(range(len(asks)), n)]
    affordable = [rows for rows in sets if sum(asks[row][0] for row in rows) <= budget]
    if score:
        assert found.value == pytest.approx(max(map(worth, affordable)), abs=1e-5)
    assert found.gap < 1e-4
    assert replace(found, gap=0.0).choices == found.choices
