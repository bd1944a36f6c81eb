"""Laws of the score, for every audience, however it is computed: in one call, in bulk, by the book."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.places import NOWHERE, Place, Point
from domain.vocabulary import AttendanceMode, Audience
from matching import suggest
from matching.bulk import rank
from matching.catalogue import Catalogue
from matching.criteria import CRITERIA
from matching.distance import earth_centred, kilometres
from matching.seekers import REACH_KM, USUAL_REACH_KM, Seekers
from matching.weights import current
from tests.matching import by_the_book
from tests.matching.made_up import NOW, activities, programmes, seekers

EVERYTHING = 99


def in_one_call(seeker, programme, weights):
    catalogue = Catalogue.from_activities(programme)
    matches = suggest(seeker, catalogue, weights=weights, now_minute=NOW, top=EVERYTHING)
    return {match.activity_id: match.score for match in matches}


def in_bulk(seeker, programme, weights):
    catalogue = Catalogue.from_activities(programme)
    columns = Seekers.from_seekers([seeker])
    ranking = rank(columns, catalogue, weights=weights, now_minute=NOW, top=EVERYTHING)
    return dict(zip(catalogue.ids[ranking.rows].tolist(), ranking.scores.tolist(), strict=True))


def in_the_book(seeker, programme, weights):
    found = by_the_book.suggest(seeker, programme, weights, now_minute=NOW)
    return {id: round(score, 9) for score, id in found}


every_way = pytest.mark.parametrize("scores", [in_one_call, in_bulk, in_the_book])

# What an organiser may leave open. State, team and what is taken are facts, not answers.
OPEN = {
    "place": NOWHERE,
    "slots": (),
    "branch": None,
    "forms": frozenset(),
    "groups": frozenset(),
    "attendance": None,
    "minutes": None,
    "tasks": (),
    "needs": (),
    "capacity": None,
    "min_crew": 0,
    "min_age": None,
    "expected_participants": None,
    "shows_sponsor": None,
}


@every_way
@settings(max_examples=40)
@given(seekers(), activities(id="says"), st.sampled_from(sorted(OPEN)))
def test_saying_less_never_wins(scores, seeker, says, field):
    # Who is online and names a place says that it does not happen there.
    assume(field != "attendance" or says.attendance is not AttendanceMode.ONLINE)
    less = replace(
        says, id="silent", taken=0 if field == "capacity" else says.taken, **{field: OPEN[field]}
    )

    found = scores(seeker, [says, less], current(seeker.audience))

    if found.keys() == {"says", "silent"}:
        assert found["silent"] <= found["says"] + 1e-9


def at(seeker, km):
    """A place so far north of the seeker, within a metre."""
    lat = seeker.point.lat + km / 111.2
    for _ in range(3):
        here, there = (earth_centred([y], [seeker.point.lon]) for y in (seeker.point.lat, lat))
        lat += (km - kilometres(there, here)[0]) / 111.2
    return Place("daar", Point(lat, seeker.point.lon))


def reach_of(seeker):
    usual = USUAL_REACH_KM[seeker.audience]
    return seeker.radius_km or REACH_KM.get(seeker.travel_mode, usual)


@every_way
@settings(max_examples=40)
@given(seekers(), activities(id="a"), st.floats(0, 19), st.floats(0.01, 1))
def test_nearer_never_loses_and_is_ahead_as_far_as_it_matters(
    scores, seeker, activity, halvings, more
):
    assume(seeker.point is not None)
    half_km = 0.4 * reach_of(seeker)
    near, far = half_km * halvings, half_km * (halvings + more)
    assume(far < 150)
    seeker = replace(seeker, point=Point(51.0, 5.5))
    pair = [
        replace(activity, id=name, place=at(seeker, km))
        for name, km in (("near", near), ("far", far))
    ]

    found = scores(seeker, pair, current(seeker.audience))

    assert "far" not in found or "near" in found  # a gate shuts out the farther one first
    if found.keys() == {"near", "far"}:
        assert found["near"] >= found["far"]
        nowhere = activity.attendance is AttendanceMode.ONLINE or by_the_book.from_home(
            seeker, activity
        )
        assert nowhere or found["near"] > found["far"]


@every_way
@settings(max_examples=40)
@given(seekers(), programmes())
def test_within_reach_comes_before_from_home(scores, seeker, programme):
    assume(seeker.point is not None)
    only_distance = current(seeker.audience).with_values(
        {name: 0 for name in CRITERIA[seeker.audience] if name != "nearness"}
    )

    found = scores(seeker, programme, only_distance)

    here, at_home = [], []
    for activity in programme:
        if activity.id in found:
            km = by_the_book.km(seeker, activity)
            is_online = activity.attendance is AttendanceMode.ONLINE
            if km is not None and km <= reach_of(seeker) - 0.001 and not is_online:
                here.append(found[activity.id])
            elif by_the_book.from_home(seeker, activity):
                at_home.append(found[activity.id])
    assert min(here, default=1) >= max(at_home, default=0)


@every_way
@settings(max_examples=40)
@given(
    st.data(),
    st.sampled_from([(who, name) for who in Audience for name in CRITERIA[who]]),
    activities(id="a"),
    st.floats(0.01, 5),
)
def test_raising_a_weight_never_lowers_who_leads_on_it(scores, data, criterion, activity, more):
    audience, name = criterion
    seeker = data.draw(seekers(audience=audience))
    donor = data.draw(activities(id="d"))
    field = {
        "nearness": "place",
        "branch": "branch",
        "time": "slots",
        "forms": "forms",
        "groups": "groups",
        "need": "needs" if audience is Audience.SPONSOR else "tasks",
        "reach": "expected_participants",
        "visibility": "shows_sponsor",
        "adoption": "team_id",
    }[name]
    assume(field != "tasks" or activity.attendance is AttendanceMode.ONLINE or seeker.point is None)
    pair = [activity, replace(activity, id="b", **{field: getattr(donor, field)})]
    weights = current(audience)

    before = scores(seeker, pair, weights)
    after = scores(seeker, pair, weights.with_values({name: weights.values[name] + more}))

    assert before.keys() == after.keys()
    if len(before) == 2:
        lead, new_lead = (found["a"] - found["b"] for found in (before, after))
        ahead = 1 if lead > 0 else -1
        assert lead == 0 or ahead * new_lead >= ahead * lead - 2e-9
