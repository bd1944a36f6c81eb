from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.activities import Activity, Need, Task
from domain.branches import Branch
from domain.fields import FILTERED, Kind
from domain.places import Point, Province
from domain.times import TimeSlot
from domain.vocabulary import (
    ActivityState,
    AttendanceMode,
    ConnectionForm,
    NeedKind,
    TargetGroup,
    TaskPlace,
)
from matching.catalogue import Catalogue
from services.filters import Bounds, Filter, FilterCodeError, in_bounds, mask
from tests.services.made_up import catalogue_of, programme_of

_YES = [field.name for field in FILTERED if field.kind is Kind.FLAG]
filters = st.builds(
    Filter,
    edition=st.sampled_from(["", "2025", "voorbeeld"]),
    days=st.frozensets(st.dates(date(2024, 1, 1), date(2030, 1, 1)), max_size=5),
    branches=st.frozensets(st.sampled_from(Branch)),
    forms=st.frozensets(st.sampled_from(ConnectionForm)),
    groups=st.frozensets(st.sampled_from(TargetGroup)),
    attendance=st.frozensets(st.sampled_from(AttendanceMode)),
    at_home=st.booleans(),
    province=st.none() | st.sampled_from(Province),
    municipality=st.sampled_from(["", "GM0344"]),
    needs_people=st.booleans(),
    needs_support=st.booleans(),
    without_team=st.booleans(),
    languages=st.frozensets(st.sampled_from(["nl", "en", "dse", "ti"])),
    yes=st.frozensets(st.sampled_from(_YES or [""])).filter(all),
    words=st.text(max_size=90),
)


@given(filters)
def test_a_code_gives_back_the_filter_that_wrote_it(wanted):
    assert Filter.parse(wanted.code) == wanted


@given(filters)
def test_a_code_is_safe_in_a_path_whatever_was_typed(wanted):
    assert set(wanted.code) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"
    )
    assert len(wanted.code) <= 900


@pytest.mark.parametrize(
    "code",
    ["", "x", "bsport.sport", "bcultuur.onderwijs", "d2025-12-08", "n", "nq", "qQQ", "q*", "~", "e2025~-", "eA", "-~-", "q" * 2000, "d20251308", "l", "lnl.en", "len.en", "lEN", "y", "ynergens", "ymin_age"],
)  # fmt: skip
def test_a_code_that_no_filter_writes_is_refused(code):
    with pytest.raises(FilterCodeError):
        Filter.parse(code)


def found(wanted: Filter, *activities: Activity) -> list[str]:
    rows = sorted(activities, key=lambda one: one.id)
    programme = programme_of(
        Catalogue.from_activities(activities),
        titles=[one.title for one in rows],
        plain={field.name: [getattr(one, field.name) for one in rows] for field in FILTERED},
    )
    return [str(one) for one in programme.catalogue.ids[mask(wanted, programme)]]


def an_activity(id: str, **given) -> Activity:
    given.setdefault("state", ActivityState.PUBLISHED)
    return Activity(id=id, edition_id="2025", title=given.pop("title", "Soep"), **given)


def test_only_what_is_public_is_ever_found():
    every = [an_activity(f"a{number}", state=state) for number, state in enumerate(ActivityState)]
    public = {"gepubliceerd", "vol", "afgelopen", "geannuleerd"}
    assert found(Filter(), *every) == [one.id for one in every if one.state in public]


def test_a_group_also_finds_what_is_for_everyone_but_not_what_said_nothing():
    wanted = Filter(groups=frozenset({TargetGroup.CHILDREN}))
    children = an_activity("a", groups=frozenset({TargetGroup.CHILDREN}))
    everyone = an_activity("b", groups=frozenset({TargetGroup.EVERYONE}))
    older = an_activity("c", groups=frozenset({TargetGroup.OLDER_PEOPLE}))
    assert found(wanted, children, everyone, older, an_activity("d")) == ["a", "b"]


def test_any_of_the_languages_will_do_and_what_says_none_is_in_none():
    every = [
        an_activity("a", languages=("nl", "ar-Latn")),
        an_activity("b", languages=("en",)),
        an_activity("c", languages=("nl",)),
        an_activity("d"),
    ]
    assert found(Filter(languages=frozenset({"ar", "en"})), *every) == ["a", "b"]
    assert found(Filter(languages=frozenset({"tr"})), *every) == []


@pytest.mark.parametrize("name", _YES)
def test_only_what_says_yes_is_found_not_what_says_no_or_nothing(name):
    every = [an_activity("a", **{name: True}), an_activity("b", **{name: False}), an_activity("c")]
    assert found(Filter(yes=frozenset({name})), *every) == ["a"]


def test_at_home_is_one_more_way_to_take_part():
    at_home = Task(id="t", title="Bellen", minutes=20, place=TaskPlace.AT_HOME)
    indoor = an_activity("a", attendance=AttendanceMode.INDOOR)
    mixed = an_activity("b", attendance=AttendanceMode.MIXED)
    home = an_activity("c", tasks=(at_home,))
    every = (indoor, mixed, home, an_activity("d"))
    assert found(Filter(at_home=True), *every) == ["c"]
    assert found(Filter(at_home=True, attendance=frozenset({AttendanceMode.INDOOR})), *every) == [
        "a",
        "b",
        "c",
    ]


def test_people_and_support_are_asked_by_what_still_goes_on():
    people = Need(id="n", kind=NeedKind.PEOPLE, quantity=3)
    money = Need(id="m", kind=NeedKind.MONEY, quantity=500)
    met = Need(id="p", kind=NeedKind.MONEY, quantity=500, promised=500)
    every = [
        an_activity("a", needs=(people,)),
        an_activity("b", capacity=5, taken=4),
        an_activity("c", capacity=5, taken=5, state=ActivityState.FULL, needs=(money,)),
        an_activity("d", needs=(met,)),
        an_activity("e", needs=(money, people), state=ActivityState.CANCELLED),
    ]
    assert found(Filter(needs_people=True), *every) == ["a", "b"]
    assert found(Filter(needs_support=True), *every) == ["c"]


def test_a_day_is_a_day_in_amsterdam_and_a_slot_may_run_into_it():
    def slot(*hours):
        return TimeSlot(*(datetime(2025, 12, day, hour, tzinfo=UTC) for day, hour in hours))

    evening = an_activity("a", slots=(slot((8, 20), (8, 22)),))
    late = an_activity("b", slots=(slot((8, 23), (9, 0)),))  # after midnight in Amsterdam
    through = an_activity("c", slots=(slot((7, 12), (9, 12)),))
    twice = an_activity("d", slots=(slot((1, 9), (1, 10)), slot((8, 9), (8, 10))))
    every = (evening, late, through, twice, an_activity("e"))
    assert found(Filter(days=frozenset({date(2025, 12, 8)})), *every) == ["a", "c", "d"]


def test_every_word_must_occur_without_regard_to_accents():
    every = (an_activity("a", title="Taalcafé in de bieb"), an_activity("b", title="Café"))
    assert found(Filter(words="  CAFE bieb "), *every) == ["a"]


def test_in_bounds_leaves_out_what_has_no_point():
    rows = catalogue_of([52.0, np.nan, 53.0], [5.0, 5.0, 5.0])
    around = Bounds.around(Point(52.0, 5.0), km=10)
    assert in_bounds(around, rows).tolist() == [True, False, False]
