from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.places import Place, Point
from domain.vocabulary import Audience
from matching.allocation import greedy, next_best, overlap, own_first_choice, plan
from matching.bulk import rank
from matching.catalogue import Catalogue
from matching.places import Places
from matching.seekers import Seekers
from tests.matching.made_up import NOW, a_volunteer, an_activity, hours, programmes, seekers


def planned(people, programme, **given):
    columns, catalogue = Seekers.from_seekers(people), Catalogue.from_activities(programme)
    ranking = rank(columns, catalogue, now_minute=NOW, top=20)
    return plan(columns, catalogue, ranking, **given)


def test_two_people_and_two_places_leave_nobody_over():
    near, far = an_activity("near", capacity=1), an_activity("other", capacity=1)

    found = planned([a_volunteer(id="a"), a_volunteer(id="b")], [near, far])

    assert sorted(found.rows.tolist()) == [0, 1]
    assert (len(found.left_over), found.gap) == (0, 0.0)


def test_who_is_left_over_gets_the_next_best_beyond_their_choices():
    people = Seekers.from_seekers([a_volunteer(id="a"), a_volunteer(id="b")])
    far = Place("ver", Point(53.0, 6.5))
    programme = Catalogue.from_activities(
        [an_activity("a", capacity=1), an_activity("b", place=far), an_activity("c", place=far)]
    )
    found = plan(people, programme, rank(people, programme, now_minute=NOW, top=1))

    def after(*declined):
        return next_best(people, programme, found, declined=declined, now_minute=NOW).tolist()

    assert (found.who.tolist(), found.left_over.tolist()) == ([0], [1])
    assert (after(), after((1, 1)), after((1, 1), (1, 2))) == ([1], [2], [-1])


def test_a_group_stays_together():
    small, large = an_activity("a", capacity=2), an_activity("b", capacity=3)

    found = planned([a_volunteer(size=3)], [small, large])

    assert found.rows.tolist() == [1]


def test_nobody_is_in_two_places_at_one_time_or_asked_too_often():
    same, later = hours(2, 10, 12), hours(3, 10, 12)
    programme = [an_activity("a", slots=(same,)), an_activity("b", slots=(same,)), an_activity("c", slots=(later,))]  # fmt: skip

    twice = planned([a_volunteer()], programme, asks=np.array([2]))
    never = planned([a_volunteer()], programme, asks=np.array([0]))

    assert twice.rows.tolist() == [0, 2]
    assert (len(never.who), len(never.left_over)) == (0, 0)


def test_an_activity_without_its_crew_is_left_and_named():
    found = planned([a_volunteer()], [an_activity("a", min_crew=3), an_activity("b", min_age=None)])

    assert (found.rows.tolist(), found.short_of_crew.tolist()) == ([1], [0])


def test_a_no_is_not_asked_again_and_who_signed_up_stays():
    programme = [an_activity("a"), an_activity("b")]
    people = [a_volunteer(id="a"), a_volunteer(id="b")]

    found = planned(people, programme, declined=[(0, 0)], signed_up=[(1, 0)])

    assert (found.who.tolist(), found.rows.tolist(), found.left_over.tolist()) == ([0], [1], [])


@settings(max_examples=60)
@given(
    st.lists(seekers(audience=Audience.VOLUNTEER), min_size=1, max_size=6),
    programmes(most=8),
    st.data(),
)
def test_a_plan_breaks_no_rule_and_never_beats_its_bound(people, programme, data):
    columns, catalogue = Seekers.from_seekers(people), Catalogue.from_activities(programme)
    ranking = rank(columns, catalogue, now_minute=NOW, top=20)
    counts = st.lists(st.integers(0, 3), min_size=len(people), max_size=len(people))
    asks = np.array(data.draw(counts))
    every = list(product(range(len(people)), range(len(programme))))
    declined = data.draw(st.lists(st.sampled_from(every), max_size=4)) if every else []

    found = plan(columns, catalogue, ranking, asks=asks, declined=declined)

    coming = np.bincount(found.rows, weights=columns.size[found.who], minlength=len(catalogue))
    assert (coming <= Places.of(catalogue).total).all()
    assert (np.bincount(found.who, minlength=len(people)) <= asks).all()
    pairs = set(zip(found.who.tolist(), found.rows.tolist(), strict=True))
    assert not pairs & set(declined)
    assert pairs <= set(zip(ranking.who.tolist(), ranking.rows.tolist(), strict=True))
    for person in range(len(people)):
        mine = found.rows[found.who == person].tolist()
        assert not any(overlap(catalogue, a, b) for a in mine for b in mine if a != b)
    already = np.where(
        catalogue.people_asked > 10**6, 0, catalogue.people_asked - catalogue.people_left
    )
    assert (coming[coming > 0] + already[coming > 0] >= catalogue.min_crew[coming > 0]).all()
    assert found.measures.total <= found.bound + 1e-6
    assert found.measures.too_many == 0


def test_the_plan_is_at_least_as_good_as_greedy_and_fits_where_first_choices_do_not():
    places = [0.0, 0.02, 0.05]
    programme = [
        an_activity(f"a{n}", capacity=1, place=Place("", Point(52.09, 5.12 + place)))
        for n, place in enumerate(places)
    ]
    people = [a_volunteer(id=f"v{n}", point=Point(52.09, 5.12 + n / 100)) for n in range(3)]
    columns, catalogue = Seekers.from_seekers(people), Catalogue.from_activities(programme)
    ranking = rank(columns, catalogue, now_minute=NOW)

    found = plan(columns, catalogue, ranking)

    assert found.measures.total >= greedy(columns, catalogue, ranking).total
    assert own_first_choice(columns, catalogue, ranking).too_many == 1
    assert found.measures.placed == 3
    assert found.measures.total == pytest.approx(found.bound)
