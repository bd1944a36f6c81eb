import itertools

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from domain.vocabulary import Audience
from matching.answer_model import Answers, fit
from matching.learning import EACH, Verdict, learn
from matching.weights import current
from tests.matching import planted

IN_USE = current(Audience.VOLUNTEER)
TRUTH = {
    "nearness": 0.10,
    "branch": 0.40,
    "time": 0.10,
    "forms": 0.20,
    "groups": 0.10,
    "need": 0.10,
}
CHANCE = 0.0


def in_order(weights) -> np.ndarray:
    return np.array(list(weights.values()))


def test_the_weights_that_made_the_answers_come_back():
    lesson = learn(planted.answers(TRUTH, 1_500), IN_USE)
    assert lesson.verdict is Verdict.BETTER
    assert {name for name, one in lesson.spread.items() if one.low <= TRUTH[name] <= one.high} == (
        TRUTH.keys()
    )
    apart = np.abs(in_order(lesson.learnt) - in_order(TRUTH)).sum()
    assert apart < np.abs(in_order(lesson.current) - in_order(TRUTH)).sum() / 3
    assert lesson.log_loss.gain.low > 0
    assert lesson.auc.gain.low > 0


def test_learnt_weights_are_better_on_answers_of_another_day():
    lesson, later = (
        learn(planted.answers(TRUTH, 800), IN_USE),
        planted.answers(TRUTH, 4_000, seed=9),
    )

    def loss(weights) -> float:
        # Only the slope is fitted: the strength leaves the weights what they are.
        return fit(later, in_order(weights), strength=1e9).log_losses(later).mean()

    assert loss(lesson.learnt) < loss(lesson.current) - 0.02


# One set in some 250 says otherwise, which an interval of 95 % allows: benchmarks/learning.py counts.
@pytest.mark.parametrize("seed", range(100, 103))
def test_answers_by_pure_chance_say_no_difference(seed):
    lesson = learn(planted.answers(TRUTH, 300, slope=CHANCE, seed=seed), IN_USE)
    assert lesson.verdict is Verdict.NO_DIFFERENCE
    assert lesson.log_loss.gain.low <= 0 <= lesson.log_loss.gain.high


@pytest.mark.parametrize("seed", range(3))
def test_answers_that_the_weights_in_use_made_say_no_difference(seed):
    lesson = learn(planted.answers(IN_USE.values, 400, seed=seed), IN_USE)
    assert lesson.verdict is Verdict.NO_DIFFERENCE
    assert lesson.auc.current.low > 0.6


def test_who_likes_best_what_fits_least_teaches_no_weights():
    lesson = learn(planted.answers(IN_USE.values, 400, slope=-6.0), IN_USE)
    assert lesson.verdict is Verdict.NO_DIFFERENCE
    assert lesson.auc.current.high < 0.5


def test_a_few_answers_are_too_few_and_give_no_figures():
    lesson = learn(planted.answers(TRUTH, 40), IN_USE)
    assert (lesson.verdict, lesson.yes + lesson.no) == (Verdict.TOO_FEW, 40)
    assert lesson.needed == EACH * len(TRUTH)
    assert lesson.learnt == lesson.current
    assert (lesson.spread, lesson.log_loss, lesson.auc) == ({}, None, None)


def test_it_is_the_rarer_answer_that_must_be_enough():
    many = planted.answers(TRUTH, 2_000)
    rows = np.concatenate([np.flatnonzero(many.yes)[:59], np.flatnonzero(~many.yes)])
    assert learn(many.take(rows), IN_USE).verdict is Verdict.TOO_FEW
    rows = np.concatenate([np.flatnonzero(many.yes)[:60], np.flatnonzero(~many.yes)[:60]])
    assert learn(many.take(rows), IN_USE).verdict is not Verdict.TOO_FEW


def test_nothing_is_too_few():
    lesson = learn(Answers(np.empty((0, 6)), np.empty(0, bool)), IN_USE)
    assert (lesson.verdict, lesson.yes, lesson.no) == (Verdict.TOO_FEW, 0, 0)


def test_what_nobody_was_asked_keeps_its_weight():
    found = planted.answers(TRUTH, 600)
    found.values[:, list(TRUTH).index("groups")] = np.nan
    lesson = learn(found, IN_USE)
    assert lesson.needed == EACH * 5
    assert lesson.learnt["groups"] == 0.1
    assert "groups" not in lesson.spread
    assert lesson.spread.keys() == TRUTH.keys() - {"groups"}


@pytest.mark.parametrize("audience", Audience)
def test_learnt_weights_are_hundredths_and_together_one(audience):
    weights = current(audience)
    turned = dict(zip(weights.values, reversed(weights.values.values()), strict=True))
    lesson = learn(planted.answers(turned, 400, audience=audience), weights)
    hundredths = [100 * one for one in lesson.learnt.values()]
    assert [round(one) for one in hundredths] == pytest.approx(hundredths, abs=1e-9)
    assert sum(round(one) for one in hundredths) == 100
    assert min(hundredths) >= 0


def test_the_same_answers_give_the_same_lesson():
    found = planted.answers(TRUTH, 200)
    assert learn(found, IN_USE) == learn(found, IN_USE)


def test_the_area_of_the_weights_in_use_is_that_of_all_pairs():
    found = planted.answers(TRUTH, 200)
    known = ~np.isnan(found.values)
    wanted = in_order(IN_USE.values)
    scores = np.nansum(found.values * wanted, axis=1) / (known @ wanted)
    pairs = itertools.product(scores[found.yes], scores[~found.yes])
    area = np.mean([(a > b) + (a == b) / 2 for a, b in pairs])
    assert learn(found, IN_USE).auc.current.value == pytest.approx(area, abs=2e-3)


def test_without_a_prior_or_silence_it_is_plain_logistic_regression():
    found = planted.answers(TRUTH, 1_000)
    whole = Answers(np.nan_to_num(found.values, nan=0.3), found.yes)
    here = fit(whole, in_order(IN_USE.values), strength=0.0)
    plain = LogisticRegression(C=1e6, tol=1e-8).fit(whole.values, whole.yes)
    assert (plain.coef_ > 0).all()
    assert here.pull == pytest.approx(plain.coef_[0], abs=0.02)
    assert here.intercept == pytest.approx(plain.intercept_[0], abs=0.02)


def test_no_weight_falls_below_nothing():
    found = planted.answers(TRUTH, 1_000)
    turned = found.values.copy()
    turned[:, 0] = 1 - turned[:, 0]  # now the first is disliked
    against = fit(Answers(turned, planted.answers(TRUTH | {"nearness": 0.5}, 1_000).yes),
                  in_order(IN_USE.values), strength=0.0)  # fmt: skip
    assert against.pull[0] == 0
    assert (against.weights >= 0).all()
    assert against.weights.sum() == pytest.approx(1)


def test_a_strong_prior_leaves_the_weights_and_fits_the_slope():
    found = fit(planted.answers(IN_USE.values, 2_000), in_order(IN_USE.values), strength=1e9)
    assert found.weights == pytest.approx(in_order(IN_USE.values), abs=1e-6)
    assert found.slope == pytest.approx(6, abs=1)


def test_a_line_between_all_yes_and_all_no_is_no_infinite_slope():
    values = np.linspace(0, 1, 40)[:, None].repeat(2, axis=1)
    found = fit(Answers(values, values[:, 0] > 0.5), np.array([0.5, 0.5]), strength=1.0)
    assert 10 < found.slope < 1_000
