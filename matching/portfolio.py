"""A sponsor's portfolio: which needs to meet, as a mixed-integer program (HiGHS through scipy).

One variable per sponsor and need says whether it is met, as a whole. Each need is met once at
most, money stays within every budget, and in kind within what is offered. A need is worth the score
of its activity for that sponsor, more in a white spot, less for each further one that the sponsor
meets in the same municipality.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from domain.places import Province
from domain.seekers import Seeker
from domain.vocabulary import NeedKind
from matching.catalogue import NEEDS, UNKNOWN, Catalogue, code
from matching.gates import open_rows
from matching.scoring import scores, through_gates
from matching.seekers import beside
from matching.weights import Weights

WHITE_SPOT = 2  # a municipality with at most so many activities
WHITE_SPOT_BONUS = 0.2
# What the second, third and every further need in one municipality is worth less.
LESS_IN_ONE_PLACE = (0.0, 0.15, 0.3, 0.45)
MOST_IN_ONE_PROVINCE = 0.5  # of the budget, for a sponsor that wishes to spread


@dataclass(frozen=True, slots=True)
class Offer:
    """What a sponsor brings: its wishes as a `Seeker`, money in cents, and how often in kind.

    `spread` keeps its money from going to one province; `provinces` are the only ones it gives in,
    all when empty.
    """

    sponsor: Seeker
    in_kind: Mapping[NeedKind, int]
    spread: bool = False
    provinces: frozenset[Province] = frozenset()

    @property
    def budget_cents(self) -> int:
        """Money to give; 0 when none was named."""
        return self.sponsor.budget_cents or 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A need that sponsor number `offer` meets: what it is worth and why, money in cents (0 in kind)."""

    offer: int
    row: int
    kind: NeedKind
    cents: int
    score: float
    white_spot: bool


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Choices in order of offer and worth. `gap` is how far `value` may be below the best; 0 is proven."""

    choices: tuple[Choice, ...]
    value: float
    gap: float

    def cents(self, offer: int = 0) -> int:
        """Money that one sponsor gives."""
        return sum(choice.cents for choice in self.choices if choice.offer == offer)


def fund(
    offers: Sequence[Offer],
    catalogue: Catalogue,
    *,
    weights: Weights,
    now_minute: int,
    edition_id: str | None = None,
    seconds: float = 5.0,
) -> Portfolio:
    """The needs that `offers` meet together; proven best, or the best found in `seconds` with its gap."""
    rows = np.flatnonzero(open_rows(catalogue, now_minute=now_minute, edition_id=edition_id))
    candidates = [
        choice
        for number, offer in enumerate(offers)
        for choice in _candidates(number, offer, catalogue, rows, weights)
    ]
    if not candidates:
        return Portfolio((), 0.0, 0.0)
    return _solve(offers, catalogue, candidates, seconds)


MORE_CENTS = 25_000


def with_more(offer: Offer, cents: int = MORE_CENTS) -> Offer:
    """The same offer with more money."""
    budget = offer.budget_cents + cents
    return replace(offer, sponsor=replace(offer.sponsor, budget_cents=budget))


def _candidates(
    number: int, offer: Offer, catalogue: Catalogue, rows: NDArray[np.intp], weights: Weights
) -> list[Choice]:
    regions = [code(province) for province in offer.provinces]
    here = rows[np.isin(catalogue.province[rows], regions)] if regions else rows
    pairs = through_gates(beside(offer.sponsor, catalogue, here))
    worth = dict(zip(pairs.rows.tolist(), scores(pairs, weights).tolist(), strict=True))
    codes, counts = np.unique(catalogue.municipality[rows], return_counts=True)
    sparse = set(codes[(counts <= WHITE_SPOT) & (codes != UNKNOWN)].tolist())
    found = []
    for row, score in worth.items():
        for bit, kind in enumerate(NEEDS):
            cents = int(catalogue.money_open[row]) if kind is NeedKind.MONEY else 0
            able = (
                0 < cents <= offer.budget_cents
                if kind is NeedKind.MONEY
                else offer.in_kind.get(kind, 0)
            )
            if able and catalogue.needs_open[row] >> bit & 1:
                white = int(catalogue.municipality[row]) in sparse
                found.append(Choice(number, row, kind, cents, score, white))
    return found


class _Rows:
    """Constraints gathered as (row, column, factor) with an upper or an exact limit."""

    def __init__(self) -> None:
        self._rows: list[int] = []
        self._columns: list[int] = []
        self._factors: list[float] = []
        self._low: list[float] = []
        self._high: list[float] = []

    def add(self, terms: Sequence[tuple[int, float]], *, low: float = -np.inf, high: float) -> None:
        """Low <= sum of factor times variable <= high."""
        for column, factor in terms:
            self._rows.append(len(self._high))
            self._columns.append(column)
            self._factors.append(factor)
        self._low.append(low)
        self._high.append(high)

    def constraint(self, variables: int) -> LinearConstraint:
        """All of them over so many variables."""
        shape = (len(self._high), variables)
        matrix = coo_array((self._factors, (self._rows, self._columns)), shape=shape)
        return LinearConstraint(matrix.tocsr(), self._low, self._high)


def _solve(
    offers: Sequence[Offer], catalogue: Catalogue, candidates: list[Choice], seconds: float
) -> Portfolio:
    worth = [choice.score + WHITE_SPOT_BONUS * choice.white_spot for choice in candidates]
    rows, costs = _Rows(), [-value for value in worth]
    _once_each(candidates, rows)
    for number, offer in enumerate(offers):
        mine = [(place, one) for place, one in enumerate(candidates) if one.offer == number]
        _within_means(offer, mine, catalogue, rows)
        _less_in_one_place(mine, catalogue, rows, costs)
    result = milp(
        costs,
        integrality=np.r_[np.ones(len(candidates)), np.zeros(len(costs) - len(candidates))],
        bounds=Bounds(
            0, np.r_[np.ones(len(candidates)), np.full(len(costs) - len(candidates), np.inf)]
        ),
        constraints=rows.constraint(len(costs)),
        options={"time_limit": seconds, "mip_rel_gap": 1e-6},
    )
    if result.x is None:  # not even an empty portfolio was reached in time
        return Portfolio((), 0.0, 1.0)
    chosen = np.flatnonzero(result.x[: len(candidates)] > 0.5).tolist()
    chosen.sort(key=lambda place: (candidates[place].offer, -worth[place], candidates[place].row))
    gap = float(result.mip_gap or 0.0)
    return Portfolio(tuple(candidates[place] for place in chosen), -float(result.fun), gap)


def _once_each(candidates: list[Choice], rows: _Rows) -> None:
    """A need is met by one sponsor at most."""
    same: dict[tuple[int, NeedKind], list[tuple[int, float]]] = {}
    for place, choice in enumerate(candidates):
        same.setdefault((choice.row, choice.kind), []).append((place, 1.0))
    for terms in same.values():
        if len(terms) > 1:
            rows.add(terms, high=1)


def _within_means(
    offer: Offer, mine: list[tuple[int, Choice]], catalogue: Catalogue, rows: _Rows
) -> None:
    """Money within the budget, in kind within what is offered, spread over provinces when wished."""
    money = [(place, one) for place, one in mine if one.kind is NeedKind.MONEY]
    rows.add([(place, one.cents) for place, one in money], high=offer.budget_cents)
    for kind, times in offer.in_kind.items():
        rows.add([(place, 1.0) for place, one in mine if one.kind is kind], high=times)
    if offer.spread:
        for province in set(catalogue.province[[one.row for _, one in money]].tolist()):
            there = [(p, one.cents) for p, one in money if catalogue.province[one.row] == province]
            rows.add(there, high=offer.budget_cents * MOST_IN_ONE_PROVINCE)


def _less_in_one_place(
    mine: list[tuple[int, Choice]], catalogue: Catalogue, rows: _Rows, costs: list[float]
) -> None:
    """Diminishing returns: the needs in a municipality fill steps that each cost a little more."""
    together: dict[int, list[tuple[int, float]]] = {}
    for place, choice in mine:
        municipality = int(catalogue.municipality[choice.row])
        if municipality != UNKNOWN:
            together.setdefault(municipality, []).append((place, 1.0))
    for terms in together.values():
        if len(terms) < 2:
            continue
        steps = []
        for number, less in enumerate(LESS_IN_ONE_PLACE):
            steps.append((len(costs), -1.0))
            costs.append(less)
            if number < len(LESS_IN_ONE_PLACE) - 1:
                rows.add([steps[-1]], low=-1, high=0)
        rows.add([*terms, *steps], low=0, high=0)
