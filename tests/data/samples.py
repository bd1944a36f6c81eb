"""Made-up things to store, and ways to make any of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import strategies as st

from domain.activities import Activity, Need, Task, new_id
from domain.branches import Branch
from domain.editions import Edition
from domain.people import Sponsor
from domain.places import Place, Point, Precision, Province
from domain.times import TimeSlot
from domain.vocabulary import (
    ActivityState,
    AttendanceMode,
    ConnectionForm,
    EditionKind,
    NeedKind,
    TargetGroup,
    TaskPlace,
)

EDITION = Edition("2026", "Week van de Verbinding 2026", 2026, EditionKind.WEEK)
NINE = datetime(2026, 12, 7, 9, 0, tzinfo=UTC)
UTRECHT = Place(
    name="3511 Utrecht",
    point=Point(52.0907, 5.1214),
    precision=Precision.POSTCODE,
    municipality="Utrecht",
    municipality_code="GM0344",
    province=Province.UTRECHT,
    pc4="3511",
    source="embedded",
)


def an_activity(**fields: object) -> Activity:
    """A published activity in Utrecht, with every field filled unless given otherwise."""
    filled: dict[str, object] = {
        "id": new_id(),
        "edition_id": EDITION.id,
        "title": "Koffie in de hal",
        "place": UTRECHT,
        "slots": (TimeSlot(NINE, NINE + timedelta(hours=2)),),
        "summary": "Samen koffie drinken.",
        "description": "Iedereen is welkom.",
        "organiser": "Buurthuis Voorbeeld",
        "branch": Branch.WELFARE,
        "forms": frozenset({ConnectionForm.OTHERS, ConnectionForm.MATERIAL}),
        "groups": frozenset({TargetGroup.NEIGHBOURS, TargetGroup.EVERYONE}),
        "attendance": AttendanceMode.INDOOR,
        "minutes": 90,
        "tasks": (
            Task(new_id(), "Koffie schenken", 60, people=3, taken=1),
            Task(new_id(), "Taart bakken", 45, place=TaskPlace.AT_HOME),
        ),
        "needs": (
            Need(new_id(), NeedKind.MONEY, 12_345, promised=45, description="Koffie en thee"),
            Need(new_id(), NeedKind.VENUE, 1),
        ),
        "capacity": 20,
        "taken": 4,
        "min_crew": 2,
        "min_age": 16,
        "expected_participants": 40,
        "accessibility": "Rolstoel kan naar binnen.",
        "good_to_know": "Neem een mok mee.",
        "languages": ("nl", "ar-Latn"),
        "photo_consent": True,
        "shows_sponsor": False,
        "inspired_by": "een-idee",
        "state": ActivityState.PUBLISHED,
        "source": "lijst.csv",
        "source_key": new_id(),
        "created_at": NINE,
    }
    return Activity(**(filled | fields))  # type: ignore[arg-type]


def a_sponsor(**fields: object) -> Sponsor:
    """A sponsor near Utrecht."""
    filled: dict[str, object] = {"id": new_id(), "name": "Bakkerij Voorbeeld"}
    return Sponsor(**({"edition_id": EDITION.id, "place": UTRECHT} | filled | fields))  # type: ignore[arg-type]


_text = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
_some = st.integers(0, 5)
_moments = st.datetimes(
    min_value=datetime(1975, 1, 1),  # noqa: DTZ001  # hypothesis adds the zone itself
    max_value=datetime(2060, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
_slots = st.builds(
    lambda start, length: TimeSlot(start, start + length),
    _moments,
    st.timedeltas(timedelta(microseconds=1), timedelta(days=3)),
)
_places = st.builds(
    Place,
    name=_text,
    point=st.none() | st.builds(Point, st.floats(50.7, 53.6), st.floats(3.3, 7.3)),
    precision=st.none() | st.sampled_from(Precision),
    municipality=_text,
    municipality_code=st.sampled_from(["", "GM0344", "GM1992", "NL00"]),
    province=st.none() | st.sampled_from(Province),
    pc4=st.sampled_from(["", "3511"]),
)
_serial = count()
_tasks = st.builds(
    lambda minutes, taken, left, place: Task(
        f"t{next(_serial)}", "Taak", minutes, taken + left, taken, place
    ),
    st.integers(1, 600),
    _some,
    st.integers(1, 5),
    st.sampled_from(TaskPlace),
)
_needs = st.builds(
    lambda kind, quantity, left: Need(
        f"n{next(_serial)}", kind, quantity, promised=max(0, quantity - left)
    ),
    st.sampled_from(NeedKind),
    st.integers(1, 10**12),
    st.integers(0, 10**12),
)


@st.composite
def any_activity(draw: st.DrawFn, editions: tuple[str, ...] = (EDITION.id,)) -> Activity:
    """Any activity without team or series. Ids are such as a locale would sort differently."""
    capacity = draw(st.none() | st.integers(0, 50))
    return Activity(
        id=f"{draw(st.sampled_from('aAbB-_'))}{next(_serial)}",
        edition_id=draw(st.sampled_from(editions)),
        title=draw(_text) + "!",
        place=draw(_places),
        slots=tuple(draw(st.lists(_slots, max_size=3))),
        summary=draw(_text),
        organiser=draw(_text),
        branch=draw(st.none() | st.sampled_from(Branch)),
        forms=draw(st.frozensets(st.sampled_from(ConnectionForm))),
        groups=draw(st.frozensets(st.sampled_from(TargetGroup))),
        attendance=draw(st.none() | st.sampled_from(AttendanceMode)),
        minutes=draw(st.none() | st.integers(1, 600)),
        tasks=tuple(draw(st.lists(_tasks, max_size=3))),
        needs=tuple(draw(st.lists(_needs, max_size=3))),
        capacity=capacity,
        taken=draw(st.integers(0, 9 if capacity is None else capacity)),
        min_crew=draw(_some),
        min_age=draw(st.none() | st.integers(0, 99)),
        expected_participants=draw(st.none() | st.integers(0, 10_000)),
        languages=draw(st.sampled_from([(), ("nl",), ("en", "nl")])),
        shows_sponsor=draw(st.none() | st.booleans()),
        state=draw(st.sampled_from(ActivityState)),
        created_at=draw(st.none() | _moments),
    )
