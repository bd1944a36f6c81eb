"""What the answers to proposals say of the weights: other ones, no difference, or too little to tell.

Whether learnt weights are better is measured on answers that they were not learnt from: each fifth
is foretold from the other four, where the strength of the prior is chosen in the same way. Intervals
are of 95 %, from answers drawn again and again with replacement (Efron 1979).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from domain.vocabulary import Audience
from matching.answer_model import Answers, Floats, Rows, fit
from matching.weights import Weights

# So many of the rarer answer for each weight that is learnt; below it intervals are as wide as what
# could have been said beforehand (Peduzzi et al. 1996, and benchmarks/learning.py).
EACH = 10
_PARTS = 5
# From the weights in use, but for the slope, to what the answers say alone.
_AS_IT_IS = 1e5
_STRENGTHS = (_AS_IT_IS, 30.0, 10.0, 3.0, 1.0, 0.3)
_REFITS, _REDRAWS = 200, 1_000
# Of more answers as many are drawn: weights have two digits, and intervals are no wider than a few hundredths.
_MOST = 5_000
_BOUNDS = (0.025, 0.975)


class Verdict(StrEnum):
    """What answers say."""

    TOO_FEW = "te-weinig"
    NO_DIFFERENCE = "geen-verschil"
    BETTER = "beter"  # the learnt weights foretell answers better, beyond chance


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its interval of 95 %."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure for the weights in use, for the learnt ones, and how much better these are."""

    current: Estimate
    learnt: Estimate
    gain: Estimate


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the answers of one audience say. Weights are by criterion and together 1.

    With too few answers there is nothing but counts: `needed` of both yes and no are. `learnt` is
    what would be proposed, to two digits; `spread` is the interval of each weight that answers spoke
    of, by the answers alone. Less `log_loss` is better, more `auc` is (half is guessing).
    """

    audience: Audience
    version: str
    verdict: Verdict
    yes: int
    no: int
    needed: int
    current: Mapping[str, float]
    learnt: Mapping[str, float]
    spread: Mapping[str, Estimate]
    log_loss: Measure | None = None
    auc: Measure | None = None


def learn(answers: Answers, weights: Weights, *, seed: int = 0) -> Lesson:
    """What `answers` say of `weights`, whose criteria are the columns of their values, in order.

    The same answers give the same lesson. Some 400 fits: a second for a few hundred answers, and at
    most a few.
    """
    yes = int(answers.yes.sum())
    no = len(answers) - yes
    told, needed = _told_of(answers)
    prior = np.array(list(weights.values.values()), dtype=np.float64)
    prior = prior / prior.sum()
    current = dict(zip(weights.values, prior.tolist(), strict=True))
    lesson = Lesson(
        weights.audience, weights.version, Verdict.TOO_FEW, yes, no, needed, current, current, {}
    )
    if min(yes, no) < needed or len(told) < 2:
        return lesson
    rng = np.random.default_rng(seed)
    if len(answers) > _MOST:
        answers = answers.take(rng.choice(len(answers), _MOST, replace=False))
    return _learnt(lesson, answers.about(told), told, prior, rng)


def _told_of(answers: Answers) -> tuple[Rows, int]:
    """The criteria that enough answers speak of, and how many of both yes and no are needed for all.

    What was the same in every answer tells nothing.
    """
    known = ~np.isnan(answers.values)
    low = np.where(known, answers.values, np.inf).min(axis=0, initial=np.inf)
    high = np.where(known, answers.values, -np.inf).max(axis=0, initial=-np.inf)
    differs = high > low
    enough = [
        (known & (answers.yes == said)[:, None]).sum(axis=0) >= EACH for said in (True, False)
    ]
    count = int(differs.sum()) or answers.values.shape[1]
    return np.flatnonzero(differs & enough[0] & enough[1]), EACH * count


def _learnt(
    lesson: Lesson, answers: Answers, told: Rows, prior: Floats, rng: np.random.Generator
) -> Lesson:
    """The lesson of answers that are enough; what they do not speak of keeps its weight."""
    share = prior[told].sum()
    own = prior[told] / share
    unseen = _unseen(answers, own, rng)
    log_loss, auc = _measures(answers.yes, unseen, rng)
    found = fit(answers, own, strength=_strength(answers, own, rng))
    low, high = np.quantile(_refits(answers, own, rng), _BOUNDS, axis=0) * share
    weights = prior.copy()
    weights[told] = found.weights * share
    names = list(lesson.current)
    learnt = dict(zip(names, _to_hundredths(weights), strict=True))
    is_better = log_loss.gain.low > 0 and learnt != lesson.current
    return replace(
        lesson,
        verdict=Verdict.BETTER if is_better else Verdict.NO_DIFFERENCE,
        learnt=learnt,
        spread={
            names[at]: Estimate(learnt[names[at]], *bounds)
            for at, *bounds in zip(told.tolist(), low.tolist(), high.tolist(), strict=True)
        },
        log_loss=log_loss,
        auc=auc,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Unseen:
    """Of each answer the log loss and the score, by weights that were learnt without it."""

    log_losses: Floats
    scores: Floats


def _unseen(answers: Answers, prior: Floats, rng: np.random.Generator) -> tuple[_Unseen, _Unseen]:
    """By the weights in use, whose slope is learnt from the others too, and by learnt ones."""
    ways = tuple(_Unseen(np.empty(len(answers)), np.empty(len(answers))) for _ in range(2))
    part = _parts(answers.yes, rng)
    for number in range(_PARTS):
        others, here = answers.take(part != number), answers.take(part == number)
        for way, strength in zip(ways, (_AS_IT_IS, _strength(others, prior, rng)), strict=True):
            found = fit(others, prior, strength=strength)
            way.log_losses[part == number] = found.log_losses(here)
            way.scores[part == number] = found.scores(here)
    return ways[0], ways[1]


def _strength(answers: Answers, prior: Floats, rng: np.random.Generator) -> float:
    """The most cautious strength that is not clearly worse than the best: within a standard error of it."""
    part = _parts(answers.yes, rng)
    losses = np.empty((len(_STRENGTHS), len(answers)))
    for number in range(_PARTS):
        others, here = answers.take(part != number), answers.take(part == number)
        found = None
        for at, strength in enumerate(_STRENGTHS):
            found = fit(others, prior, strength=strength, start=found)
            losses[at, part == number] = found.log_losses(here)
    beyond = losses - losses[losses.mean(axis=1).argmin()]
    margin = beyond.std(axis=1) / np.sqrt(len(answers))
    return _STRENGTHS[int(np.flatnonzero(beyond.mean(axis=1) <= margin)[0])]


def _parts(yes: NDArray[np.bool_], rng: np.random.Generator) -> Rows:
    """A part for each answer, by chance; each part has as many yes and as many no, to one."""
    part = np.empty(len(yes), dtype=np.intp)
    for said in (True, False):
        rows = rng.permutation(np.flatnonzero(yes == said))
        part[rows] = np.arange(len(rows)) % _PARTS
    return part


def _refits(answers: Answers, prior: Floats, rng: np.random.Generator) -> Floats:
    """Weights (refits, criteria) of answers drawn again, as they say alone."""
    count, alone = len(answers), _STRENGTHS[-1]
    found = fit(answers, prior, strength=alone)
    return np.array(
        [
            fit(
                answers,
                prior,
                strength=alone,
                counts=np.bincount(rng.integers(count, size=count), minlength=count).astype(float),
                start=found,
            ).weights
            for _ in range(_REFITS)
        ]
    )


def _measures(
    yes: NDArray[np.bool_], unseen: tuple[_Unseen, _Unseen], rng: np.random.Generator
) -> tuple[Measure, Measure]:
    """Log loss and AUC of both ways, and what the second gains, over the same redraws."""
    ranks = [np.unique(way.scores, return_inverse=True)[1] for way in unseen]

    def figures(rows: Rows) -> list[float]:
        losses = [float(way.log_losses[rows].mean()) for way in unseen]
        areas = [_auc(rank[rows], yes[rows]) for rank in ranks]
        return [*losses, losses[0] - losses[1], *areas, areas[1] - areas[0]]

    count = len(yes)
    drawn = [figures(rng.integers(count, size=count)) for _ in range(_REDRAWS)]
    low, high = np.quantile(np.array(drawn), _BOUNDS, axis=0)
    found = zip(figures(np.arange(count)), low.tolist(), high.tolist(), strict=True)
    estimates = [Estimate(*one) for one in found]
    return Measure(*estimates[:3]), Measure(*estimates[3:])


def _auc(ranks: Rows, yes: NDArray[np.bool_]) -> float:
    """How often a yes ranks above a no, equal ones for a half (Mann and Whitney 1947); a half without both."""
    length = int(ranks.max()) + 1
    accepted = np.bincount(ranks[yes], minlength=length)
    declined = np.bincount(ranks[~yes], minlength=length)
    pairs = accepted.sum() * declined.sum()
    below = np.cumsum(declined) - declined / 2
    return float(accepted @ below / pairs) if pairs else 0.5


def _to_hundredths(shares: Floats) -> list[float]:
    """Shares of 1 in whole hundredths that are together 1: the largest remainders are rounded up."""
    whole = np.floor(100 * shares + 1e-9)
    short = round(100 - whole.sum())
    whole[np.argsort(whole - 100 * shares, kind="stable")[:short]] += 1
    return [float(one) for one in whole / 100]
