"""Answers of which it is known what made them: weights, a slope and chance."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from domain.vocabulary import Audience
from matching.answer_model import Answers
from matching.criteria import CRITERIA

# How often somebody did not say what a criterion needs.
_NOT_ASKED = {"branch": 0.3, "time": 0.4, "forms": 0.5, "groups": 0.6, "visibility": 0.5}
_STEPS = {
    "branch": (0.0, 0.4, 1.0),
    "time": (0.0, 0.5, 1.0),
    "forms": (0.2, 0.6, 1.0),
    "groups": (0.2, 0.6, 1.0),
    "visibility": (0.0, 1.0),
}


def answers(
    weights: Mapping[str, float],
    count: int,
    *,
    slope: float = 6.0,
    audience: Audience = Audience.VOLUNTEER,
    seed: int = 0,
) -> Answers:
    """Answers of people who go by `weights`, about half of them yes; with a slope of 0 by pure chance."""
    rng = np.random.default_rng(seed)
    columns = [_column(name, count, rng) for name in CRITERIA[audience]]
    values = np.round(np.column_stack(columns), 2)
    wanted = np.array([weights[name] for name in CRITERIA[audience]])
    known = ~np.isnan(values)
    scores = np.nansum(values * wanted, axis=1) / (known @ wanted)
    odds = slope * (scores - np.median(scores))
    return Answers(values, rng.random(count) < 1 / (1 + np.exp(-odds)))


def _column(name: str, count: int, rng: np.random.Generator) -> np.ndarray:
    if name == "nearness":
        return np.exp2(-1.5 * rng.exponential(1.0, count))
    if name not in _STEPS:
        return np.minimum(1.0, 2 * rng.random(count))
    column = rng.choice(_STEPS[name], count)
    column[rng.random(count) < _NOT_ASKED[name]] = np.nan
    return column
