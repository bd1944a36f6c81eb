"""Made-up activities and seekers, and hypothesis strategies for them."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from domain.activities import Activity, Need, Task
from domain.branches import Branch
from domain.places import Place, Point
from domain.seekers import Seeker
from domain.times import TimeSlot
from domain.vocabulary import (
    ActivityState,
    AttendanceMode,
    Audience,
    ConnectionForm,
    NeedKind,
    TargetGroup,
    TaskPlace,
    TravelMode,
)
from matching.catalogue import minute

MONDAY = datetime(2026, 12, 7, tzinfo=UTC)
NOW = minute(MONDAY - timedelta(days=7))
UTRECHT = Point(52.0907, 5.1214)


def hours(day, start, end):
    """A slot on the `day`th day after Monday, from hour `start` to `end`."""
    midnight = MONDAY + timedelta(days=day)
    return TimeSlot(midnight + timedelta(hours=start), midnight + timedelta(hours=end))


def an_activity(id="a1", **given):
    """A published activity in Utrecht on Wednesday morning."""
    return Activity(
        **{
            "id": id,
            "edition_id": "2026",
            "title": "Soep in de straat",
            "place": Place("Utrecht", UTRECHT),
            "slots": (hours(2, 10, 12),),
            "state": ActivityState.PUBLISHED,
            **given,
        }
    )


def a_volunteer(**given):
    """Someone in Utrecht who answered nothing else."""
    return Seeker(**{"id": "v1", "audience": Audience.VOLUNTEER, "point": UTRECHT, **given})


# A small grid makes ties and neighbours likely.
points = st.builds(
    lambda y, x: Point(51.5 + y / 20, 4.8 + x / 20), st.integers(0, 12), st.integers(0, 12)
)
slots = st.builds(
    lambda day, start, length: hours(day, start, start + length),
    st.integers(0, 4),
    st.integers(8, 18),
    st.integers(1, 4),
)


def some(kind, most):
    return st.frozensets(st.sampled_from(list(kind)), max_size=most)


tasks = st.builds(
    lambda minutes, people, taken, place: Task(
        "t", "Helpen", minutes, people, min(people, taken), place
    ),
    st.sampled_from([15, 30, 90]),
    st.integers(1, 5),
    st.integers(0, 5),
    st.sampled_from(TaskPlace),
)
needs = st.builds(
    lambda kind, quantity, promised: Need("n", kind, quantity, min(quantity, promised)),
    st.sampled_from(NeedKind),
    st.integers(1, 5),
    st.integers(0, 5),
)


@st.composite
def activities(draw, id="a"):
    capacity = draw(st.none() | st.integers(0, 8))
    point = draw(st.none() | points)
    return an_activity(
        id,
        edition_id=draw(st.sampled_from(["2026", "2026", "2025"])),
        place=Place("ergens", point),
        slots=tuple(draw(st.lists(slots, max_size=3))),
        branch=draw(st.none() | st.sampled_from(Branch)),
        forms=draw(some(ConnectionForm, 3)),
        groups=draw(some(TargetGroup, 3)),
        attendance=draw(st.none() | st.sampled_from(AttendanceMode)),
        tasks=tuple(draw(st.lists(tasks, max_size=2))),
        needs=tuple(draw(st.lists(needs, max_size=2))),
        minutes=draw(st.none() | st.sampled_from([30, 120])),
        capacity=capacity,
        taken=draw(st.integers(0, capacity)) if capacity else 0,
        min_crew=draw(st.integers(0, 4)),
        min_age=draw(st.sampled_from([None, None, 0, 16])),
        team_id=draw(st.sampled_from([None, "t"])),
        expected_participants=draw(st.none() | st.integers(0, 200)),
        shows_sponsor=draw(st.none() | st.booleans()),
        state=draw(st.sampled_from([ActivityState.PUBLISHED] * 6 + [ActivityState.DRAFT])),
    )


@st.composite
def programmes(draw, most=12):
    count = draw(st.integers(0, most))
    return [draw(activities(id=f"a{number:03d}")) for number in range(count)]


@st.composite
def seekers(draw, id="s", audience=None):
    return Seeker(
        id=id,
        audience=audience or draw(st.sampled_from(Audience)),
        point=draw(st.none() | points),
        radius_km=draw(st.none() | st.sampled_from([1.0, 5.0, 12.5, 40.0])),
        travel_mode=draw(st.none() | st.sampled_from(TravelMode)),
        branches=draw(some(Branch, 3)),
        forms=draw(some(ConnectionForm, 3)),
        groups=draw(some(TargetGroup, 3)),
        times=tuple(draw(st.lists(slots, max_size=3))),
        at_home=draw(st.none() | st.booleans()),
        age=draw(st.none() | st.sampled_from([0, 15, 16, 18])),
        minutes=draw(st.none() | st.sampled_from([30, 60, 240])),
        offers=draw(some(NeedKind, 3)),
        wants_to_be_shown=draw(st.none() | st.booleans()),
        size=draw(st.integers(1, 4)),
    )
