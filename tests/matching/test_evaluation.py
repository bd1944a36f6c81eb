import numpy as np
import pytest

from domain.branches import Branch
from domain.vocabulary import Audience
from matching.catalogue import Catalogue
from matching.evaluation import evaluate, gini
from matching.seekers import Seekers
from matching.weights import current
from tests.matching.made_up import NOW, a_volunteer, an_activity


@pytest.mark.parametrize(
    ("amounts", "expected"), [([3, 3, 3], 0.0), ([0, 0, 9], 2 / 3), ([0, 0], 0.0), ([], 0.0)]
)
def test_gini_is_zero_when_all_alike_and_high_when_one_has_all(amounts, expected):
    assert gini(np.array(amounts, dtype=int)) == pytest.approx(expected)


def test_figures_say_how_far_how_fitting_and_how_spread():
    people = [a_volunteer(id=f"v{n}", branches=frozenset({Branch.SPORT})) for n in range(2)]
    programme = [an_activity("a", branch=Branch.SPORT), an_activity("b", branch=Branch.ICT)]

    figures = evaluate(
        Seekers.from_seekers(people),
        Catalogue.from_activities(programme),
        weights=current(Audience.VOLUNTEER),
        now_minute=NOW,
        top=1,
    )

    assert (figures.km_median, figures.branch_fits, figures.unseen) == (0.0, 1.0, 0.5)
    assert (figures.gini, figures.without_match) == (0.5, 0)
