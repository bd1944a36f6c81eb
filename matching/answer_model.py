"""How likely somebody is to say yes to an activity, by the score that weights give it.

log odds = intercept + slope * score, with the score of `matching.scoring`: criteria that were not
asked leave the sum and its denominator. A logistic regression whose coefficients are slope times
weight, at least 0, and drawn to those that weights in use would give (Hoerl and Kennard 1970, with
their target moved from 0 to the prior).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

# So much of the prior is in every set of weights, so that a slope of 0 has weights too.
_TRACE = 0.01
# Keeps the slope finite where a line parts all who said yes from all who said no.
_SLOPE_DRAG = 0.01
_STEPS, _ENOUGH = 50, 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """n answers to what was proposed, in no order that means anything.

    `values` (n, criteria) in [0, 1] as they were when it was proposed, NaN where the seeker had not
    answered; `yes` (n,) is whether they said yes.
    """

    values: Floats
    yes: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.yes)

    def take(self, rows: Rows | NDArray[np.bool_]) -> Answers:
        """The answers at `rows`, in that order."""
        return Answers(self.values[rows], self.yes[rows])

    def about(self, criteria: Rows) -> Answers:
        """The same answers with the values of these criteria only."""
        return Answers(self.values[:, criteria], self.yes)


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """What answers teach. `pull` is slope times weight, by criterion, each at least 0."""

    intercept: float
    pull: Floats
    prior: Floats

    @property
    def slope(self) -> float:
        """How much the log odds rise from a score of 0 to one of 1; 0 when it tells nothing."""
        return float(self.pull.sum())

    @property
    def weights(self) -> Floats:
        """By criterion, each at least 0, together 1."""
        traced = self.pull + _TRACE * self.prior
        return np.asarray(traced / traced.sum())

    def scores(self, answers: Answers) -> Floats:
        """The score of each, in [0, 1]; 0 where nothing was asked."""
        return _Known(answers).scores(self.weights)[0]

    def log_losses(self, answers: Answers) -> Floats:
        """How surprising each answer is: minus the log of the chance that it was given."""
        odds = self.intercept + self.slope * self.scores(answers)
        return np.asarray(np.logaddexp(0.0, odds) - answers.yes * odds)


def fit(
    answers: Answers,
    prior: Floats,
    *,
    strength: float,
    counts: Floats | None = None,
    start: Fit | None = None,
) -> Fit:
    """The likeliest slope and weights, drawn to the `prior` weights (together 1) by `strength`.

    0 lets the answers speak alone; with very much the weights are the prior and only slope and
    intercept are fitted. `counts` is how often each answer counts. `start` is a fit that is near.
    Newton's method; each step is a least-squares problem under the bound.
    """
    problem = _Problem(
        answers, prior, strength, np.ones(len(answers)) if counts is None else counts
    )
    # From a slope of 0 no step leads on: all weights are the prior's there.
    near = start if start is not None and start.slope > 0 else Fit(0.0, prior, prior)
    point = np.concatenate([[near.intercept], near.pull])
    loss = problem.loss(point)
    for _ in range(_STEPS):
        ahead = problem.step(point)
        share, lower = 1.0, problem.loss(ahead)
        while lower > loss and share > 1e-3:
            share /= 2
            lower = problem.loss(point + share * (ahead - point))
        if lower > loss:
            break
        is_there = loss - lower < _ENOUGH * (1 + abs(loss))
        point, loss = point + share * (ahead - point), lower
        if is_there:
            break
    return Fit(float(point[0]), point[1:], prior)


class _Known:
    """Values with 0 where they are not known, and 1 or 0 for whether they are."""

    def __init__(self, answers: Answers) -> None:
        known = ~np.isnan(answers.values)
        self.known = known.astype(np.float64)
        self.values = np.where(known, answers.values, 0.0)

    def scores(self, weights: Floats) -> tuple[Floats, Floats]:
        """The score of each, and the weight of what was known of it."""
        weight = self.known @ weights
        total = self.values @ weights
        return np.divide(total, weight, out=np.zeros(len(total)), where=weight > 0), weight


class _Problem:
    """What is made small, over points that are the intercept and then the pull of each criterion."""

    def __init__(self, answers: Answers, prior: Floats, strength: float, counts: Floats) -> None:
        self.known, self.yes = _Known(answers), answers.yes.astype(np.float64)
        self.prior, self.counts = prior, counts
        count = len(prior)
        # How far the pull is from the prior at the same slope.
        apart = np.eye(count) - np.outer(prior, np.ones(count))
        self.drag = np.zeros((count + 1, count + 1))
        self.drag[1:, 1:] = strength * apart.T @ apart + _SLOPE_DRAG
        self.drag += 1e-9 * np.eye(count + 1)

    def loss(self, point: Floats) -> float:
        """Minus the log of the likelihood, and the drag."""
        scores, _ = self._scores(point)
        odds = point[0] + point[1:].sum() * scores
        fits = self.counts @ (np.logaddexp(0.0, odds) - self.yes * odds)
        return float(fits + 0.5 * point @ self.drag @ point)

    def step(self, point: Floats) -> Floats:
        """The lowest point of the parabola that fits the loss at `point`, within the bound."""
        scores, weight = self._scores(point)
        slope = point[1:].sum()
        chance = 1.0 / (1.0 + np.exp(-(point[0] + slope * scores)))
        lean = np.divide(slope, weight, out=np.zeros(len(weight)), where=weight > 0)
        turn = self.known.values - self.known.known * scores[:, None]
        change = np.column_stack([np.ones(len(scores)), scores[:, None] + lean[:, None] * turn])
        slant = change.T @ (self.counts * (chance - self.yes)) + self.drag @ point
        bend = self.counts * np.maximum(chance * (1.0 - chance), 1e-6)
        root = np.linalg.cholesky((change * bend[:, None]).T @ change + self.drag)
        aim = root.T @ point - np.linalg.solve(root, slant)
        # The intercept may be below 0: as the difference of two that may not.
        wide = np.column_stack([root.T[:, :1], -root.T[:, :1], root.T[:, 1:]])
        found, _ = nnls(wide, aim)
        return np.concatenate([[found[0] - found[1]], found[2:]])

    def _scores(self, point: Floats) -> tuple[Floats, Floats]:
        return self.known.scores(point[1:] + _TRACE * self.prior)
