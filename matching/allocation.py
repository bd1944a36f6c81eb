"""Nobody left over: a fair plan over people and activities as a minimum-cost flow.

Each person sends as much flow as they want to be asked, through the activities that fit them best
(`bulk.rank`), to as many places as are left. The flow with the highest total score is the plan,
and its total is a bound that no plan can beat. What a flow cannot say (a group stays together,
nobody is in two places at one time, a crew is large enough or stays home) is repaired one
restriction at a time; the distance to the bound is then stated as the gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matching.bulk import Ranking, rank
from matching.catalogue import NO_LIMIT, Catalogue
from matching.scoring import EXACT
from matching.seekers import Seekers

Pair = tuple[int, int]  # a seeker and a row of the catalogue
_PLENTY = 1_000_000  # places of an activity without a limit
_ANY = 0  # the moment of a choice that keeps no other from being taken


@dataclass(frozen=True, slots=True)
class Measures:
    """How a way of dividing people works out. `worst` is the lowest score of anyone placed."""

    total: float
    placed: int
    too_many: int
    empty: float  # share of the activities with places left that get nobody
    worst: float


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Who goes where: `who[i]` to `rows[i]` with `scores[i]`, in order of seeker, then row.

    `left_over` are seekers without a place, see `next_best`. `short_of_crew` are activities that were left because too few could come.
    `bound` is a total score that no plan can beat; `gap` is how far below it this one stays.
    """

    who: NDArray[np.intp]
    rows: NDArray[np.intp]
    scores: NDArray[np.float64]
    left_over: NDArray[np.intp]
    short_of_crew: NDArray[np.intp]
    bound: float
    measures: Measures

    @property
    def gap(self) -> float:
        """Share of the bound that is missing; 0 is a proven optimum."""
        return max(0.0, 1 - self.measures.total / self.bound) if self.bound else 0.0


def plan(
    seekers: Seekers,
    catalogue: Catalogue,
    ranking: Ranking,
    *,
    asks: NDArray[np.int64] | None = None,
    declined: Collection[Pair] = (),
    signed_up: Collection[Pair] = (),
) -> Plan:
    """Divide `seekers` over the activities in `ranking`.

    `asks` is how often each wants to be asked (1 when not given; 0 is never). A seeker of size n
    is a group that takes n places or none. Nobody is asked again for what they `declined`.
    Those `signed_up` stay: their place is already taken in the catalogue, counts as one of their
    asks, and keeps that time.
    """
    choices = _Choices(seekers, catalogue, ranking, asks, declined, signed_up)
    flow = choices.solve()
    bound = choices.total(flow)
    while choices.repair(flow):
        flow = choices.solve()
    chosen = np.flatnonzero(flow)
    who, rows, scores = choices.who[chosen], choices.rows[chosen], choices.scores[chosen]
    helped = np.union1d(who, [person for person, _ in signed_up]).astype(np.intp)
    left = np.setdiff1d(np.flatnonzero(choices.asks > 0), helped)
    return Plan(
        who, rows, scores, left, np.array(sorted(choices.closed), dtype=np.intp),
        bound, measure(seekers, choices.places, who, rows, scores),
    )  # fmt: skip


class _Choices:
    """Every (seeker, activity) that may still be in the plan, and the restrictions found so far."""

    def __init__(
        self,
        seekers: Seekers,
        catalogue: Catalogue,
        ranking: Ranking,
        asks: NDArray[np.int64] | None,
        declined: Collection[Pair],
        signed_up: Collection[Pair],
    ) -> None:
        self._seekers, self._catalogue = seekers, catalogue
        self.who, self.rows, self.scores = ranking.who, ranking.rows, ranking.scores
        self.asks = np.ones(len(seekers), dtype=np.int64) if asks is None else asks.copy()
        self.places = open_places(catalogue)
        self.closed: set[int] = set()
        self._fixed = np.zeros(len(self.who), dtype=np.bool_)
        self._size = seekers.size[self.who].astype(np.int64)
        refused = [who * len(catalogue) + row for who, row in (*declined, *signed_up)]
        self._allowed = ~np.isin(self.who * len(catalogue) + self.rows, refused)
        for person, row in signed_up:
            self.asks[person] = max(0, self.asks[person] - 1)
            for other in range(ranking.offsets[person], ranking.offsets[person + 1]):
                self._allowed[other] &= not overlap(catalogue, row, int(self.rows[other]))
        self._offsets = ranking.offsets
        self._moment = self._moments()

    def total(self, flow: NDArray[np.int64]) -> float:
        """The score of a flow, per person that comes."""
        return float((flow * self.scores).sum())

    def solve(self) -> NDArray[np.int64]:
        """How many people each choice gets in the best flow under the restrictions so far."""
        flow = np.where(self._fixed, self._size, 0)
        room, asks = self.places.copy(), self.asks * self._seekers.size
        np.subtract.at(room, self.rows, flow)
        np.subtract.at(asks, self.who, flow)
        use = np.flatnonzero(self._allowed & ~self._fixed)
        people, person = np.unique(self.who[use], return_inverse=True)
        activities, activity = np.unique(self.rows[use], return_inverse=True)
        moments, first = np.unique(self._moment[use], return_index=True)
        moments, first = moments[moments != _ANY], first[moments != _ANY]
        taken = np.zeros(len(moments), dtype=np.int64)
        fixed = np.flatnonzero(self._fixed & np.isin(self._moment, moments))
        np.add.at(taken, np.searchsorted(moments, self._moment[fixed]), flow[fixed])
        # People first, then the activities, then the moments of who may be asked more than once.
        behind = len(people) + len(activities)
        end = behind + len(moments)
        by_moment = self._moment[use] != _ANY
        through = behind + np.searchsorted(moments, self._moment[use])
        tails = [
            np.where(by_moment, through, person),
            np.arange(len(people)),
            len(people) + np.arange(len(activities)),
            person[first],
        ]
        heads = [
            len(people) + activity,
            np.full(len(people), end),
            np.full(len(activities), end),
            behind + np.arange(len(moments)),
        ]
        most = [
            self._size[use],
            asks[people],
            np.maximum(room[activities], 0),
            np.maximum(self._size[use][first] - taken, 0),
        ]
        costs = [-np.rint(self.scores[use] * EXACT), np.zeros(end)]
        network = SimpleMinCostFlow()
        arcs = network.add_arcs_with_capacity_and_unit_cost(
            *(np.concatenate(column).astype(np.int64) for column in (tails, heads, most, costs))
        )
        network.set_nodes_supplies(np.arange(len(people)), asks[people])
        network.set_node_supply(end, -int(asks[people].sum()))
        if network.solve() != network.OPTIMAL:
            raise RuntimeError("a plan in which all stay home is always possible")
        flow[use] = network.flows(arcs[: len(use)])
        return flow

    def _moments(self) -> NDArray[np.int64]:
        """Of who may be asked more than once, which choices have one moment in common; else _ANY.

        Of those a person takes one at most, so that little is left to repair. Activities that share
        the end of the first to end are at one time, each with all others.
        """
        found = np.full(len(self.who), _ANY, dtype=np.int64)
        starts, ends = self._catalogue.slot_starts, self._catalogue.slot_ends
        first_slot, slots = (
            self._catalogue.slot_offsets[self.rows],
            np.diff(self._catalogue.slot_offsets)[self.rows],
        )
        number = 0
        for person in np.flatnonzero(self.asks > 1).tolist():
            mine = np.arange(self._offsets[person], self._offsets[person + 1])
            mine = mine[self._allowed[mine] & (slots[mine] > 0)]
            mine = mine[np.argsort(ends[first_slot[mine]], kind="stable")]
            common = None
            for choice in mine.tolist():
                slot = first_slot[choice]
                if common is None or starts[slot] >= common:
                    common, number = ends[slot], number + 1
                found[choice] = number
        return found

    def repair(self, flow: NDArray[np.int64]) -> bool:
        """Add restrictions for whatever `flow` does that a plan may not; whether there were any."""
        return self._join_groups(flow) or self._part_times(flow) or self._check_crews(flow)

    def _join_groups(self, flow: NDArray[np.int64]) -> bool:
        """A group that was split goes as a whole to the best of its activities with room for all."""
        split = np.flatnonzero((flow > 0) & (flow < self._size))
        room = self.places.copy()
        np.subtract.at(room, self.rows, np.where(self._fixed, self._size, 0))
        for person in np.unique(self.who[split]).tolist():
            mine = split[self.who[split] == person]
            for choice in mine[np.argsort(-self.scores[mine], kind="stable")].tolist():
                if room[self.rows[choice]] >= self._size[choice]:
                    self._fixed[choice] = True
                    room[self.rows[choice]] -= self._size[choice]
                    break
                self._allowed[choice] = False
        return len(split) > 0

    def _part_times(self, flow: NDArray[np.int64]) -> bool:
        """Of two activities at one time a person keeps the one that fits best.

        All that is at the same time as what they keep then goes, or each would need a flow of its own.
        """
        used = np.flatnonzero(flow)
        twice = used[np.bincount(self.who[used], minlength=len(self.asks))[self.who[used]] > 1]
        found = False
        for person in np.unique(self.who[twice]).tolist():
            mine = twice[self.who[twice] == person]
            kept: list[int] = []
            lost = False
            for choice in mine[np.lexsort([-self.scores[mine], ~self._fixed[mine]])].tolist():
                if self._at_one_time(choice, kept):
                    lost = True
                else:
                    kept.append(choice)
            if lost:
                found = True
                for choice in range(self._offsets[person], self._offsets[person + 1]):
                    if choice not in kept and self._at_one_time(choice, kept):
                        self._allowed[choice] = self._fixed[choice] = False
        return found

    def _at_one_time(self, choice: int, others: list[int]) -> bool:
        """Whether a choice is at the same time as one of some others."""
        row = int(self.rows[choice])
        return any(overlap(self._catalogue, row, int(self.rows[one])) for one in others)

    def _check_crews(self, flow: NDArray[np.int64]) -> bool:
        """Activities that cannot get their crew are left, the emptiest half first: others may then fill."""
        crew = np.zeros(len(self._catalogue), dtype=np.int64)
        np.add.at(crew, self.rows, flow)
        asked, left = self._catalogue.people_asked, self._catalogue.people_left
        already = np.where(asked == NO_LIMIT, 0, asked - left)
        short = np.flatnonzero((crew > 0) & (crew + already < self._catalogue.min_crew))
        if not len(short):
            return False
        lacking = (self._catalogue.min_crew - already - crew)[short]
        worst = short[np.argsort(-lacking, kind="stable")][: (len(short) + 1) // 2]
        self.closed.update(worst.tolist())
        closed = np.isin(self.rows, worst)
        self._allowed &= ~closed
        self._fixed &= ~closed
        return True


def next_best(
    seekers: Seekers,
    catalogue: Catalogue,
    planned: Plan,
    *,
    declined: Collection[Pair] = (),
    now_minute: int,
    edition_id: str | None = None,
) -> NDArray[np.intp]:
    """For each seeker left over the best row of all that still have room, however far; -1 for none."""
    room = open_places(catalogue)
    np.subtract.at(room, planned.rows, seekers.size[planned.who])
    room[planned.short_of_crew] = 0
    left = planned.left_over
    most = max(Counter(person for person, _ in declined).values(), default=0)
    found = rank(
        seekers.take(left), replace(catalogue, people_left=room.astype(np.int32)),
        now_minute=now_minute, top=most + 1, edition_id=edition_id,
    )  # fmt: skip
    refused = [person * len(catalogue) + row for person, row in declined]
    fits = np.flatnonzero(~np.isin(left[found.who] * len(catalogue) + found.rows, refused))
    best = np.full(len(left), -1, dtype=np.intp)
    best[found.who[fits[::-1]]] = found.rows[fits[::-1]]  # the first of each is written last
    return best


def open_places(catalogue: Catalogue) -> NDArray[np.int64]:
    """Places left per activity; plenty where no limit was said."""
    return np.where(catalogue.people_left == NO_LIMIT, _PLENTY, catalogue.people_left).astype(
        np.int64
    )


def overlap(catalogue: Catalogue, one: int, other: int) -> bool:
    """Whether two activities have a slot at the same time. With a choice of slots that is strict."""
    first = slice(catalogue.slot_offsets[one], catalogue.slot_offsets[one + 1])
    second = slice(catalogue.slot_offsets[other], catalogue.slot_offsets[other + 1])
    starts = np.maximum(catalogue.slot_starts[first, None], catalogue.slot_starts[second])
    ends = np.minimum(catalogue.slot_ends[first, None], catalogue.slot_ends[second])
    return bool((starts < ends).any())


def measure(
    seekers: Seekers,
    places: NDArray[np.int64],
    who: NDArray[np.intp],
    rows: NDArray[np.intp],
    scores: NDArray[np.float64],
) -> Measures:
    """How it works out when each of `who` goes to the row beside it; `places` per activity."""
    size = seekers.size[who].astype(np.int64)
    coming = np.bincount(rows, weights=size, minlength=len(places)).astype(np.int64)
    has_places = places > 0
    return Measures(
        total=float((scores * size).sum()),
        placed=len(np.unique(who)),
        too_many=int(np.maximum(coming - places, 0).sum()),
        empty=float((coming[has_places] == 0).mean()) if has_places.any() else 0.0,
        worst=float(scores.min()) if len(scores) else 0.0,
    )


def own_first_choice(seekers: Seekers, catalogue: Catalogue, ranking: Ranking) -> Measures:
    """Everybody goes where their own first choice is, full or not."""
    first = ranking.offsets[:-1][np.diff(ranking.offsets) > 0]
    return measure(
        seekers,
        open_places(catalogue),
        ranking.who[first],
        ranking.rows[first],
        ranking.scores[first],
    )


def greedy(seekers: Seekers, catalogue: Catalogue, ranking: Ranking) -> Measures:
    """The best pair first, then the next best of what is left: one activity each."""
    places = open_places(catalogue)
    room, free = places.tolist(), [True] * len(seekers)
    who, rows, size = ranking.who.tolist(), ranking.rows.tolist(), seekers.size.tolist()
    taken = []
    for choice in np.argsort(-ranking.scores, kind="stable").tolist():
        person, row = who[choice], rows[choice]
        if free[person] and room[row] >= size[person]:
            free[person] = False
            room[row] -= size[person]
            taken.append(choice)
    chosen = np.array(taken, dtype=np.intp)
    return measure(
        seekers, places, ranking.who[chosen], ranking.rows[chosen], ranking.scores[chosen]
    )
