"""The score, defined once: the weighted mean of the criteria that the seeker was asked, behind the gates.

score = sum(w_c * v_c) / sum(w_c), to nine digits. The contributions w_c * v_c / sum(w) add up to
it, so the explanation is the score. Ties break by activity id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching import facts
from matching.criteria import CRITERIA, Values
from matching.gates import GATES, is_online
from matching.seekers import Pairs
from matching.weights import Weights

EXACT = 10**9  # scores are whole parts of this


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion adds. `value` None: the seeker did not answer, and `contribution` is then 0.

    `facts` are numbers for the sentence that `criterion` and `pattern` name.
    """

    criterion: str
    weight: float
    value: float | None
    contribution: float
    pattern: str
    facts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Match:
    """An activity proposed to a seeker. `row` is its row in the catalogue, `rank` counts from 1.

    `km` is None when distance plays no part or is not known. The contributions of `parts` add
    up to `score`. `weights_version` says which weights made it.
    """

    activity_id: str
    row: int
    rank: int
    score: float
    km: float | None
    parts: tuple[Part, ...]
    weights_version: str


def through_gates(pairs: Pairs) -> Pairs:
    """The pairs that pass every gate of their audience."""
    for gate in GATES[pairs.seekers.audience]:
        passes = gate.passes(pairs)
        if not passes.all():
            pairs = pairs.only(passes)
    return pairs


def scores(pairs: Pairs, weights: Weights) -> Values:
    """The score of each pair, in [0, 1]; 0 where the seeker answered nothing. Gates are not looked at."""
    return weighted_mean(values(pairs, weights), weights, pairs.shape)


def values(pairs: Pairs, weights: Weights) -> dict[str, Values]:
    """The value of each criterion that carries weight; each broadcasts to the shape of the pairs."""
    return {
        name: criterion(pairs)
        for name, criterion in CRITERIA[pairs.seekers.audience].items()
        if weights.values.get(name, 0) > 0
    }


def weighted_mean(
    columns: Mapping[str, Values], weights: Weights, shape: tuple[int, ...]
) -> Values:
    """`scores` from the values of each criterion.

    Rounded to nine digits, so that what is equal on paper is equal here and breaks by id.
    """
    total, opinions = _sums(columns, weights)
    mean: Values = total / np.where(opinions > 0, opinions, 1.0)
    return np.broadcast_to(np.rint(mean * EXACT) / EXACT, shape)


def _sums(columns: Mapping[str, Values], weights: Weights) -> tuple[Values, Values]:
    """Weight times value, and weight, summed over the criteria that have an opinion."""
    total, weight = np.zeros(1), np.zeros(1)
    for name, value in columns.items():
        share, silent = weights.values[name], np.isnan(value)
        if silent.any():
            weight = weight + np.where(silent, 0.0, share)
            total = total + np.where(silent, 0.0, share * value)
        else:
            weight = weight + share
            total = total + share * value
    return total, weight


def contributions(pairs: Pairs, weights: Weights) -> dict[str, Values]:
    """What each criterion adds to the score of each pair; 0 where the seeker did not answer."""
    columns = values(pairs, weights)
    _, opinions = _sums(columns, weights)
    opinions = np.where(opinions > 0, opinions, 1.0)
    parts = {
        name: np.where(np.isnan(value), 0.0, weights.values[name] * value / opinions)
        for name, value in columns.items()
    }
    return {name: np.broadcast_to(part, pairs.shape) for name, part in parts.items()}


def kilometres_apart(pairs: Pairs) -> Values:
    """How far each pair is apart; NaN where that is not known or plays no part, as online."""
    return np.where(is_online(pairs), np.nan, pairs.km)


def best(totals: Values, top: int) -> NDArray[np.intp]:
    """Positions of the `top` highest, highest first, equal ones in order of position."""
    if len(totals) > top:
        bar = np.partition(totals, len(totals) - top)[len(totals) - top]
        worthy = np.flatnonzero(totals >= bar)
    else:
        worthy = np.arange(len(totals))
    return worthy[np.argsort(-totals[worthy], kind="stable")][:top]


def matches(pairs: Pairs, weights: Weights) -> list[Match]:
    """Explained matches of `pairs`, ranked in the order given."""
    columns = {
        name: np.broadcast_to(value, pairs.shape) for name, value in values(pairs, weights).items()
    }
    totals = weighted_mean(columns, weights, pairs.shape)
    opinions = np.broadcast_to(_sums(columns, weights)[1], pairs.shape)
    parts = zip(
        *(
            _parts(pairs, facts.Valued(name, value), weights.values[name], opinions)
            for name, value in columns.items()
        ),
        strict=True,
    )
    rows = np.broadcast_to(pairs.rows, pairs.shape)
    apart = np.isnan(kilometres_apart(pairs))
    found = zip(
        rows.tolist(), totals.tolist(), pairs.km.tolist(), apart.tolist(), parts, strict=True
    )
    return [
        Match(
            activity_id=str(pairs.catalogue.ids[row]),
            row=row,
            rank=rank,
            score=total,
            km=None if nowhere else km,
            parts=own,
            weights_version=weights.version,
        )
        for rank, (row, total, km, nowhere, own) in enumerate(found, start=1)
    ]


def _parts(pairs: Pairs, valued: facts.Valued, weight: float, opinions: Values) -> list[Part]:
    """The part of one criterion in each match; `opinions` is the weight that had one, per match."""
    known = ~np.isnan(valued.values)
    contributions = np.divide(
        weight * valued.values, opinions, out=np.zeros(len(opinions)), where=known & (opinions > 0)
    )
    return [
        Part(valued.criterion, weight, value if opinion else None, contribution, pattern, given)
        for value, opinion, contribution, (pattern, given) in zip(
            valued.values.tolist(),
            known.tolist(),
            contributions.tolist(),
            facts.rows(pairs, valued),
            strict=True,
        )
    ]
