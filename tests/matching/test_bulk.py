from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.places import Place, Point
from domain.vocabulary import Audience
from matching import single, suggest
from matching.bulk import rank
from matching.catalogue import Catalogue
from matching.seekers import Seekers
from matching.weights import current
from tests.matching import by_the_book
from tests.matching.made_up import NOW, a_volunteer, an_activity, programmes, seekers


def per_seeker(ranking, catalogue):
    ids = catalogue.ids[ranking.rows].tolist()
    found = list(zip(ids, ranking.scores.tolist(), strict=True))
    edges = ranking.offsets.tolist()
    return [found[start:stop] for start, stop in pairwise(edges)]


@settings(max_examples=60)
@given(st.data(), st.sampled_from(Audience), programmes(most=60), st.integers(1, 12))
def test_in_bulk_is_one_by_one_is_the_definition(data, audience, programme, top):
    people = data.draw(st.lists(seekers(audience=audience), max_size=6))
    catalogue = Catalogue.from_activities(programme)

    ranking = rank(
        Seekers.from_seekers(people, audience=audience), catalogue, now_minute=NOW, top=top
    )

    in_bulk = per_seeker(ranking, catalogue)
    for seeker, found in zip(people, in_bulk, strict=True):
        one_by_one = suggest(seeker, catalogue, now_minute=NOW, top=top)
        assert found == [(match.activity_id, match.score) for match in one_by_one]
        book = by_the_book.suggest(seeker, programme, current(audience), now_minute=NOW)[:top]
        assert [score for _, score in found] == pytest.approx([s for s, _ in book], abs=1e-5)


def test_many_seekers_over_many_tiles_come_back_in_their_own_order():
    random = np.random.default_rng(3)
    count = 700
    lat, lon = random.uniform(51.5, 53, count), random.uniform(4.5, 6.5, count)
    catalogue = Catalogue.from_activities(
        an_activity(f"a{n:04d}", place=Place("ergens", Point(lat[n], lon[n]))) for n in range(count)
    )
    people = [a_volunteer(id=f"v{n}", point=Point(lat[n], lon[n])) for n in range(count)]

    ranking = rank(Seekers.from_seekers(people), catalogue, now_minute=NOW, top=1)

    assert ranking.rows.tolist() == list(range(count))


def test_one_visitor_gets_the_same_from_an_index_as_from_looking_at_everything(monkeypatch):
    catalogue = Catalogue.from_activities(an_activity(f"a{n}", capacity=n + 1) for n in range(40))
    seeker = a_volunteer(size=3)

    looked = suggest(seeker, catalogue, now_minute=NOW)
    monkeypatch.setattr(single, "SMALL", 0)

    assert suggest(seeker, catalogue, now_minute=NOW) == looked


@settings(max_examples=30)
@given(st.lists(seekers(audience=Audience.VOLUNTEER), min_size=2, max_size=6), programmes(most=30))
def test_the_order_of_the_seekers_changes_nothing(people, programme):
    catalogue = Catalogue.from_activities(programme)

    def ranked(some):
        return per_seeker(rank(Seekers.from_seekers(some), catalogue, now_minute=NOW), catalogue)

    assert ranked(people) == ranked(people[::-1])[::-1]
