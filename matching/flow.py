"""The flow behind a fair plan: people, activities and places, and what is repaired in it."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matching.bulk import Ranking
from matching.catalogue import NO_LIMIT, Catalogue
from matching.places import PLENTY, Places, allowed
from matching.scoring import EXACT
from matching.seekers import Pairs, Seekers

Pair = tuple[int, int]  # a seeker and a row of the catalogue
_SITE, _HOME, _EITHER = 0, 1, 2  # the kind of place that a choice takes
_ANY = 0  # the moment of a choice that keeps no other from being taken
_Numbers = NDArray[np.int64]


class Choices:
    """Every (seeker, activity, from home or not) that may still be in the plan, and the restrictions found so far."""

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
        ranked, self._kind = _by_kind(seekers, catalogue, ranking)
        self.at_home = np.zeros(len(ranked), dtype=np.intp)  # 1 for a place from home, see `solve`
        self.who, self.rows = ranking.who[ranked], ranking.rows[ranked]
        self.scores = ranking.scores[ranked]
        self._offsets = np.searchsorted(self.who, np.arange(len(seekers) + 1))
        self.asks = np.ones(len(seekers), dtype=np.int64) if asks is None else asks.copy()
        self.places = Places.of(catalogue)
        self.closed: set[int] = set()
        self._fixed = np.zeros(len(self.who), dtype=np.bool_)
        self._size = seekers.size[self.who].astype(np.int64)
        refused = [who * len(catalogue) + row for who, row in (*declined, *signed_up)]
        self._allowed = ~np.isin(self.who * len(catalogue) + self.rows, refused)
        for person, row in signed_up:
            self.asks[person] = max(0, self.asks[person] - 1)
            for other in range(self._offsets[person], self._offsets[person + 1]):
                self._allowed[other] &= not overlap(catalogue, row, int(self.rows[other]))
        self._moment = self._moments()

    def total(self, flow: NDArray[np.int64]) -> float:
        """The score of a flow, per person that comes."""
        return float((flow * self.scores).sum())

    def solve(self) -> NDArray[np.int64]:
        """How many people each choice gets in the best flow under the restrictions so far.

        Notes in `at_home` which of those it gets who would do either.
        """
        flow = np.where(self._fixed, self._size, 0)
        use = np.flatnonzero(self._allowed & ~self._fixed)
        asks = self.asks * self._seekers.size
        np.subtract.at(asks, self.who, flow)
        people, person = np.unique(self.who[use], return_inverse=True)
        room = self.places.without(self.rows, self._kind, flow)
        parts, mixed, end = self._arcs(use, person, room, self._ways(use, flow))
        parts.append(_free(np.arange(len(people)), end, asks[people]))
        network = SimpleMinCostFlow()
        arcs = network.add_arcs_with_capacity_and_unit_cost(
            *(np.concatenate(column).astype(np.int64) for column in zip(*parts, strict=True))
        )
        network.set_nodes_supplies(np.arange(len(people)), asks[people])
        network.set_node_supply(end, -int(asks[people].sum()))
        if network.solve() != network.OPTIMAL:
            raise RuntimeError("a plan in which all stay home is always possible")
        flow[use] = network.flows(arcs[: len(use)])
        self._settle(flow, mixed, network.flows(arcs[len(use) :][: len(mixed)]))
        return flow

    def _settle(self, flow: _Numbers, mixed: NDArray[np.intp], homes: _Numbers) -> None:
        """Say of who would do either what they do: of each of `mixed` so many `homes` are from home."""
        either = np.flatnonzero((self._kind == _EITHER) & (flow > 0))
        either = either[np.argsort(self.rows[either], kind="stable")]
        rows = self.rows[either]
        turn = np.arange(len(either)) - np.searchsorted(rows, rows)
        from_home = np.zeros(len(self._catalogue), dtype=np.int64)
        from_home[mixed] = homes
        self.at_home = np.where(self._kind == _HOME, 1, 0)
        self.at_home[either] = turn < from_home[rows]

    def _arcs(
        self,
        use: NDArray[np.intp],
        person: NDArray[np.intp],
        room: Places,
        ways: tuple[_Numbers, _Numbers, _Numbers],
    ) -> tuple[list[tuple[_Numbers, ...]], NDArray[np.intp], int]:
        """From, to, at most and at a cost of; then the rows whose kinds of place differ, and the end.

        First come the arcs of `use`, then for each of those rows that of who would do either to the
        places from home. The nodes are people, activities of which it does not matter which place
        one takes, of the others on the spot, from home, either and all, then the moments of who may
        be asked more than once.
        """
        is_mixed, most = self._mixed(use, room)
        used = np.unique(self.rows[use])
        plain, mixed = used[~is_mixed[used]], used[is_mixed[used]]
        at_plain = person.max(initial=-1) + 1
        at_mixed = at_plain + len(plain)
        site, home, either, every = (
            at_mixed + number * len(mixed) + np.arange(len(mixed)) for number in range(4)
        )
        moments, first, spare = ways
        at_moments = at_mixed + 4 * len(mixed)
        end = at_moments + len(moments)
        rows, kind = self.rows[use], self._kind[use]
        to = np.where(
            is_mixed[rows],
            at_mixed + kind * len(mixed) + np.searchsorted(mixed, rows),
            at_plain + np.searchsorted(plain, rows),
        )
        through = at_moments + np.searchsorted(moments, self._moment[use])
        start = np.where(self._moment[use] == _ANY, person, through)
        plenty = np.full(len(mixed), PLENTY)
        parts = [
            (start, to, self._size[use], -np.rint(self.scores[use] * EXACT)),
            _free(either, home, plenty),
            _free(either, site, plenty),
            _free(site, every, room.site[mixed]),
            _free(home, every, room.home[mixed]),
            _free(every, end, room.total[mixed]),
            _free(at_plain + np.arange(len(plain)), end, most[plain]),
            _free(person[first], at_moments + np.arange(len(moments)), spare),
        ]
        return parts, mixed, end

    def _mixed(self, use: NDArray[np.intp], room: Places) -> tuple[NDArray[np.bool_], _Numbers]:
        """Of which activities it matters which place one takes; and of the others the places for `use`."""
        kinds = np.zeros((3, len(self._catalogue)), dtype=np.bool_)
        kinds[self._kind[use], self.rows[use]] = True
        on_site, at_home = (kinds[one] | kinds[_EITHER] for one in (_SITE, _HOME))
        enough = (room.site >= room.total) & (room.home >= room.total)
        one_kind = np.where(on_site, room.site, room.home)
        most = np.where(enough, room.total, np.minimum(room.total, one_kind))
        return on_site & at_home & ~enough, most

    def _ways(self, use: NDArray[np.intp], flow: _Numbers) -> tuple[_Numbers, _Numbers, _Numbers]:
        """The moments among the choices in `use`, one of `use` at each, and how many may still go."""
        moments, first = np.unique(self._moment[use], return_index=True)
        moments, first = moments[moments != _ANY], first[moments != _ANY]
        taken = np.zeros(len(moments), dtype=np.int64)
        fixed = np.flatnonzero(self._fixed & np.isin(self._moment, moments))
        np.add.at(taken, np.searchsorted(moments, self._moment[fixed]), flow[fixed])
        return moments, first, np.maximum(self._size[use][first] - taken, 0)

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
        fixed = self.places.without(self.rows, self._kind, np.where(self._fixed, self._size, 0))
        kinds, total = np.stack([fixed.site, fixed.home]), fixed.total.copy()
        for person in np.unique(self.who[split]).tolist():
            mine = split[self.who[split] == person]
            for choice in mine[np.argsort(-self.scores[mine], kind="stable")].tolist():
                row, kind, size = self.rows[choice], self._kind[choice], self._size[choice]
                if min(kinds[kind, row], total[row]) >= size:
                    self._fixed[choice] = True
                    kinds[kind, row] -= size
                    total[row] -= size
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
        """Whether a choice is at the same time as one of some others, or the same activity."""
        row, rows = int(self.rows[choice]), [int(self.rows[one]) for one in others]
        return row in rows or any(overlap(self._catalogue, row, other) for other in rows)

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


def _by_kind(
    seekers: Seekers, catalogue: Catalogue, ranking: Ranking
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The choices there are: where each stands in the ranking, and the kind of place.

    Somebody who would do either is one choice; of a group, which takes places of one kind, two.
    """
    pairs = Pairs(seekers, catalogue, ranking.who, ranking.rows)
    site, home = allowed(pairs)
    both, alone = site & home, seekers.size[ranking.who] == 1
    first = np.where(both & alone, _EITHER, np.where(site, _SITE, _HOME))
    ranked, second = np.flatnonzero(site | home), np.flatnonzero(both & ~alone)
    if not len(second):
        return ranked, first[ranked]
    every = np.concatenate([ranked, second])
    kinds = np.concatenate([first[ranked], np.full(len(second), _HOME)])
    order = np.argsort(every, kind="stable")
    return every[order], kinds[order]


def overlap(catalogue: Catalogue, one: int, other: int) -> bool:
    """Whether two activities have a slot at the same time. With a choice of slots that is strict."""
    first = slice(catalogue.slot_offsets[one], catalogue.slot_offsets[one + 1])
    second = slice(catalogue.slot_offsets[other], catalogue.slot_offsets[other + 1])
    starts = np.maximum(catalogue.slot_starts[first, None], catalogue.slot_starts[second])
    ends = np.minimum(catalogue.slot_ends[first, None], catalogue.slot_ends[second])
    return bool((starts < ends).any())


def _free(tails: _Numbers, heads: _Numbers | int, most: _Numbers) -> tuple[_Numbers, ...]:
    """Arcs that cost nothing."""
    heads = np.broadcast_to(np.asarray(heads, dtype=np.int64), tails.shape)
    return tails, heads, most, np.zeros(len(tails), dtype=np.int64)
