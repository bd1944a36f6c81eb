from hypothesis import given, settings
from hypothesis import strategies as st

from domain.vocabulary import Audience
from matching import best_seekers
from matching.catalogue import Catalogue
from matching.seekers import Seekers
from matching.weights import current
from tests.matching import by_the_book
from tests.matching.made_up import NOW, activities, seekers


@settings(max_examples=80)
@given(st.data(), st.sampled_from(Audience), activities(), st.integers(1, 4))
def test_turned_round_gives_the_score_that_each_seeker_sees(data, audience, activity, top):
    people = data.draw(st.lists(seekers(audience=audience), min_size=1, max_size=8))
    catalogue = Catalogue.from_activities([activity])

    found = best_seekers(Seekers.from_seekers(people), catalogue, 0, now_minute=NOW, top=top)

    weights = current(audience)
    expected = {
        who: by_the_book.score(person, activity, weights)
        for who, person in enumerate(people)
        if by_the_book.passes(person, activity, now_minute=NOW)
    }
    assert len(found) == min(top, len(expected))
    assert [match.rank for _, match in found] == list(range(1, len(found) + 1))
    assert all(abs(match.score - expected[who]) < 1e-5 for who, match in found)
    order = [(-match.score, who) for who, match in found]
    assert order == sorted(order)
    left = [score for who, score in expected.items() if who not in dict(found)]
    assert not found or all(score <= found[-1][1].score + 1e-5 for score in left)
