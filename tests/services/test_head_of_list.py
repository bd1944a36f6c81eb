from collections import Counter

import numpy as np
import pytest

from data.geocoding.gazetteer import load
from domain.vocabulary import Audience
from i18n.texts import Language
from matching.catalogue import Catalogue
from matching.evaluation import Figures, surroundings
from matching.lanes import Lane
from matching.seekers import Seekers
from services import head_of_list
from services.demo.seekers import seekers
from services.demo.towns import towns_of
from tests.matching.made_up import NOW, a_volunteer, an_activity


@pytest.fixture(scope="module")
def gazetteer():
    return load(None)


@pytest.mark.parametrize("audience", Audience)
def test_made_up_seekers_live_where_people_live_and_all_say_where(gazetteer, audience):
    towns = towns_of(gazetteer)

    people = seekers(towns, 500, audience=audience, gazetteer=gazetteer)

    provinces = Counter(gazetteer.nearest(one.point).province for one in people)
    share = Counter()
    for town in towns:
        share[town.province] += town.share
    due = {province: 500 * amount / share.total() for province, amount in share.items()}
    assert {one.audience for one in people} == {audience}
    assert max(abs(provinces[province] - due[province]) for province in due) < 8
    assert people == seekers(towns, 500, audience=audience, gazetteer=gazetteer)


def test_some_made_up_seekers_say_no_more_than_where_they_are(gazetteer):
    people = seekers(towns_of(gazetteer), 500, audience=Audience.VOLUNTEER, gazetteer=gazetteer)

    silent = [one for one in people if not (one.branches or one.forms or one.groups)]

    assert 0.2 < len(silent) / len(people) < 0.4
    assert {len(one.branches) for one in people} == {0, 1, 2}
    assert not any(one.offers or one.wants_to_be_shown for one in people)


def test_of_a_long_file_seekers_at_equal_steps_are_looked_at(monkeypatch):
    monkeypatch.setattr(head_of_list, "MOST", 4)
    parts = [
        Seekers.from_seekers([a_volunteer(id=f"v{number}") for number in numbers])
        for numbers in (range(5), range(5, 8))
    ]

    assert head_of_list.some_of(parts, Audience.VOLUNTEER).ids.tolist() == ["v0", "v2", "v4", "v6"]
    few = head_of_list.some_of(parts[1:], Audience.VOLUNTEER)
    assert few.ids.tolist() == ["v5", "v6", "v7"]


def test_the_table_says_nothing_where_there_is_nothing_to_count():
    around = surroundings(
        Seekers.from_seekers([a_volunteer()]), Catalogue.from_activities([an_activity()]),
        now_minute=NOW,
    )  # fmt: skip
    nan = np.nan
    found = Figures(3, nan, 1.25, 0.031, dict.fromkeys(Lane, 0.5), nan, 0.5, 1.0)

    table = head_of_list.as_table({"zo": found}, around, Language.NL)

    assert table.headings == ["", "zo", "programma"]
    assert [row[1:] for row in table.rows[:3]] == [["–", "100 %"], ["1,25", "0"], ["3,1 %", "80 %"]]
    assert [row[1:] for row in table.rows[-2:]] == [["100 %", ""], ["3", ""]]
