"""A sponsor's own portfolio: what its means make possible together, and what a change would change.

`matching.portfolio` proves which whole needs are worth most together. Here its answer is turned
into needs with amounts, what a sponsor insists on goes first, and what is left over of the money
goes to the best match as a part. A thousand euros could fill eighty tiny gaps; who wants to help a
few activities says so, and then only needs that are large enough for that take part.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from data.database import Database
from domain.activities import Activity, Need
from domain.seekers import Seeker
from domain.vocabulary import Audience, NeedKind
from matching.catalogue import NEEDS, UNKNOWN, Catalogue
from matching.gates import open_rows
from matching.portfolio import WHITE_SPOT, Offer, fund
from matching.portfolio import Portfolio as Funded
from matching.scoring import Match, best, matches, scores, through_gates
from matching.seekers import beside
from matching.weights import Weights, current
from services import activities
from services.programme import Programme

# A part smaller than this is not worth a mail to an organiser.
SMALLEST_PART_CENTS = 500
MORE_CENTS = 25_000
MORE_CHOSEN = 2
_ONLY_MONEY = frozenset({NeedKind.MONEY})
_MONEY = np.uint8(1 << NEEDS.index(NeedKind.MONEY))
TILTED = 0.5  # the weight of what a sponsor puts first
MOST = 6
# To help no more than so many activities: what part of an equal share a need asks at least, and
# how many times as many best matches take part. Each pair of them is tried.
_SHARES = (0.0, 0.25, 0.5, 0.75)
_TIMES_AS_MANY = (4, 3, 2, 1.5, 1)


class Tilt(StrEnum):
    """What a sponsor puts first."""

    EVEN = "evenwichtig"
    NEAR = "dichtbij"
    BRANCH = "branche"
    QUIET = "stil"  # where little happens


@dataclass(frozen=True, slots=True)
class Question:
    """What a sponsor has and wishes. `seeker` holds kinds and budget; nobody is in it by name.

    `people` come along each time, `times` is how often each kind in kind can be given (once when
    it is not named). Money goes to `most` activities at most; None sets no limit. `left_out` and
    `taken_in` are ids of activities the sponsor insists on.
    """

    seeker: Seeker
    people: int = 1
    times: tuple[tuple[NeedKind, int], ...] = ()
    tilt: Tilt = Tilt.EVEN
    spread: bool = False
    most: int | None = MOST
    left_out: frozenset[str] = frozenset()
    taken_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gift:
    """`quantity` towards a need, in its unit."""

    need: Need
    quantity: int

    @property
    def is_part(self) -> bool:
        """Whether something stays open after it."""
        return self.quantity < self.need.open


@dataclass(frozen=True, slots=True)
class Chosen:
    """An activity in the portfolio: what goes to it and why; `match` explains its score."""

    activity: Activity
    gifts: tuple[Gift, ...]
    match: Match | None
    white_spot: bool

    @property
    def cents(self) -> int:
        """Money that goes to it."""
        money = (gift for gift in self.gifts if gift.need.kind is NeedKind.MONEY)
        return sum(gift.quantity for gift in money)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What is chosen, worth most first. `gap` is how far it may be below the best; 0 is proven."""

    chosen: tuple[Chosen, ...]
    left_cents: int
    gap: float

    @property
    def cents(self) -> int:
        """Money that it takes."""
        return sum(one.cents for one in self.chosen)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its activities, in order."""
        return tuple(one.activity.id for one in self.chosen)


@dataclass(frozen=True, slots=True)
class Change:
    """What comes in and what goes out between two portfolios, and what is then given in all."""

    added: tuple[Activity, ...]
    removed: tuple[Activity, ...]
    cents: int


def compose(
    database: Database,
    programme: Programme,
    question: Question,
    *,
    now_minute: int,
    edition_id: str,
) -> Portfolio:
    """The portfolio that answers `question` in one edition."""
    work = _Work(programme.catalogue, question, now_minute, edition_id)
    work.take_in()
    for rows in work.passes():
        work.fill(rows)
    work.give_rest()
    return work.portfolio(database)


def more(
    database: Database,
    programme: Programme,
    question: Question,
    before: Portfolio,
    *,
    now_minute: int,
    edition_id: str,
) -> Change:
    """What the next MORE_CENTS would add to what is chosen."""
    richer = replace(question.seeker, budget_cents=(question.seeker.budget_cents or 0) + MORE_CENTS)
    most = None if question.most is None else max(question.most, len(before.chosen)) + MORE_CHOSEN
    wider = replace(question, seeker=richer, most=most, taken_in=before.ids)
    after = compose(database, programme, wider, now_minute=now_minute, edition_id=edition_id)
    return change(before, after)


def change(before: Portfolio, after: Portfolio) -> Change:
    """From one portfolio to another."""
    return Change(
        tuple(one.activity for one in after.chosen if one.activity.id not in before.ids),
        tuple(one.activity for one in before.chosen if one.activity.id not in after.ids),
        after.cents,
    )


def weights_of(tilt: Tilt) -> Weights:
    """The weights in use, with what the sponsor puts first."""
    weights = current(Audience.SPONSOR)
    first = {Tilt.NEAR: "nearness", Tilt.BRANCH: "branch"}.get(tilt)
    return weights.with_values({first: TILTED}) if first else weights


def _does(found: Funded) -> float:
    return math.fsum(choice.score * math.sqrt(choice.cents) for choice in found.choices)


@dataclass(frozen=True, slots=True)
class _Pick:
    row: int
    kind: NeedKind
    cents: int


@dataclass(slots=True)
class _Work:
    """The composing of one portfolio: what is still there to give, and what is no longer asked."""

    catalogue: Catalogue
    question: Question
    now_minute: int
    edition_id: str
    cents: int = 0
    times: dict[NeedKind, int] = field(default_factory=dict)
    picks: list[_Pick] = field(default_factory=list)
    closed: dict[int, int] = field(default_factory=dict)  # row: bits of kinds
    gap: float = 0.0

    def __post_init__(self) -> None:
        seeker, named = self.question.seeker, dict(self.question.times)
        in_kind = seeker.offers - {NeedKind.MONEY}
        self.times = {kind: named.get(kind, 1) for kind in in_kind}
        self.cents = (seeker.budget_cents or 0) if NeedKind.MONEY in seeker.offers else 0
        for row in self._rows_of(self.question.left_out):
            self.closed[row] = -1

    def take_in(self) -> None:
        """What the sponsor insists on goes first, money as far as it reaches."""
        for row in self._rows_of(self.question.taken_in):
            asked = int(self.catalogue.needs_open[row])
            for bit, kind in enumerate(NEEDS):
                if asked >> bit & 1:
                    cents = min(self.cents, int(self.catalogue.money_open[row]))
                    if cents if kind is NeedKind.MONEY else self.times.get(kind, 0):
                        self._pick(row, kind, cents if kind is NeedKind.MONEY else 0)

    def passes(self) -> list[NDArray[np.bool_]]:
        """Which rows to fill from, one time after another."""
        everywhere = np.ones(len(self.catalogue), dtype=np.bool_)
        return [self._quiet(), everywhere] if self.question.tilt is Tilt.QUIET else [everywhere]

    def fill(self, among: NDArray[np.bool_]) -> None:
        """The best whole needs for what is left to give."""
        money = self.question.seeker.offers & {NeedKind.MONEY}
        if money and self.cents:
            self._take(self._for_money(among))
        if any(self.times.values()):
            self._take(self._best(self._asked(among), self.question.seeker.offers - money))

    def give_rest(self) -> None:
        """Money that is left goes to the best matches that remain, the last one in part."""
        everywhere = np.ones(len(self.catalogue), dtype=np.bool_)
        while self.cents >= SMALLEST_PART_CENTS and self._slots() != 0:
            asked = self._asked(everywhere)
            ranked = self._ranked(asked, top=1)
            if not ranked:
                return
            row = ranked[0]
            self._pick(row, NeedKind.MONEY, min(self.cents, int(asked.money_open[row])))

    def portfolio(self, database: Database) -> Portfolio:
        """The picks as activities with their needs, in the order in which they were picked."""
        rows = list(dict.fromkeys(pick.row for pick in self.picks))
        ids = [str(self.catalogue.ids[row]) for row in rows]
        stored = {one.id: one for one in activities.listed(database, ids)}
        explained = self._matches(rows)
        quiet = self._quiet()
        chosen = []
        for row, id in zip(rows, ids, strict=True):
            if id in stored:  # it may have been taken off between two reads
                gifts = self._gifts(stored[id], [one for one in self.picks if one.row == row])
                if gifts:
                    chosen.append(Chosen(stored[id], gifts, explained.get(id), bool(quiet[row])))
        return Portfolio(tuple(chosen), self.cents, self.gap)

    def _slots(self) -> int | None:
        """To how many more activities money may go."""
        if self.question.most is None:
            return None
        funded = {pick.row for pick in self.picks if pick.kind is NeedKind.MONEY}
        return max(0, self.question.most - len(funded))

    def _for_money(self, among: NDArray[np.bool_]) -> Funded:
        """The best that money does for at most as many activities as wished.

        More money to one activity does more, but less and less: its root counts beside the score.
        """
        slots = self._slots()
        if slots is None:
            return self._best(self._asked(among), _ONLY_MONEY)
        found = [one for share in _SHARES if slots for one in self._fitting(among, share, slots)]
        return max(found, key=_does, default=Funded((), 0.0, 0.0))

    def _fitting(self, among: NDArray[np.bool_], share: float, slots: int) -> Iterator[Funded]:
        """The best from as many good matches as still leaves no more than `slots` chosen."""
        asked = self._asked(among, int(share * self.cents / slots), self.cents)
        ranked = self._ranked(asked, top=round(_TIMES_AS_MANY[0] * slots))
        for times in _TIMES_AS_MANY:
            some = np.zeros(len(self.catalogue), dtype=np.bool_)
            some[ranked[: round(times * slots)]] = True
            found = self._best(
                self._asked(among & some, int(share * self.cents / slots)), _ONLY_MONEY
            )
            if len(found.choices) <= slots:
                yield found
                return

    def _best(self, asked: Catalogue, offers: frozenset[NeedKind]) -> Funded:
        return fund(
            [Offer(self._with(offers), self.times, spread=self.question.spread)],
            asked,
            weights=self._weights(),
            now_minute=self.now_minute,
            edition_id=self.edition_id,
        )

    def _with(self, offers: frozenset[NeedKind]) -> Seeker:
        """The sponsor with what is left of its money, offering only these kinds."""
        return replace(self.question.seeker, offers=offers, budget_cents=self.cents)

    def _take(self, found: Funded) -> None:
        self.gap = max(self.gap, found.gap)
        for choice in found.choices:
            self._pick(choice.row, choice.kind, choice.cents)

    def _pick(self, row: int, kind: NeedKind, cents: int) -> None:
        self.picks.append(_Pick(row, kind, cents))
        self.closed[row] = self.closed.get(row, 0) | 1 << NEEDS.index(kind)
        if kind is NeedKind.MONEY:
            self.cents -= cents
        else:
            self.times[kind] -= 1

    def _gifts(self, activity: Activity, picks: Sequence[_Pick]) -> tuple[Gift, ...]:
        found: list[Gift] = []
        for pick in picks:
            left = pick.cents
            for need in activity.needs:
                if need.kind is not pick.kind or not need.open:
                    continue
                if pick.kind is NeedKind.MONEY:
                    if left:
                        found.append(Gift(need, min(left, need.open)))
                        left -= found[-1].quantity
                    continue
                is_people = pick.kind is NeedKind.PEOPLE
                found.append(Gift(need, min(self.question.people, need.open) if is_people else 1))
                break
        return tuple(found)

    def _matches(self, rows: Sequence[int]) -> Mapping[str, Match]:
        pairs = beside(self.question.seeker, self.catalogue, np.asarray(rows, dtype=np.intp))
        return {match.activity_id: match for match in matches(pairs, self._weights())}

    def _ranked(self, asked: Catalogue, *, top: int) -> list[int]:
        """The rows of `asked` that suit the sponsor's money best, best first."""
        rows = open_rows(asked, now_minute=self.now_minute, edition_id=self.edition_id)
        pairs = through_gates(beside(self._with(_ONLY_MONEY), asked, np.flatnonzero(rows)))
        chosen = best(scores(pairs, self._weights()), top)
        return [int(row) for row in pairs.rows[chosen]]

    def _weights(self) -> Weights:
        return weights_of(self.question.tilt)

    def _asked(
        self, among: NDArray[np.bool_], least_cents: int = 0, most_cents: int | None = None
    ) -> Catalogue:
        """The catalogue with only the needs that are still to be met, on the rows `among`.

        Money counts when an activity asks from `least_cents` to `most_cents` of it.
        """
        needs = np.where(among, self.catalogue.needs_open, 0).astype(np.uint8)
        money = np.where(among, self.catalogue.money_open, 0)
        for row, bits in self.closed.items():
            needs[row] &= ~bits & 0xFF
            if not needs[row] >> NEEDS.index(NeedKind.MONEY) & 1:
                money[row] = 0
        needs[money < max(1, least_cents)] &= ~_MONEY
        if most_cents is not None:
            needs[money > most_cents] &= ~_MONEY
        return replace(self.catalogue, needs_open=needs, money_open=money)

    def _quiet(self) -> NDArray[np.bool_]:
        """The rows in municipalities where little happens, as `matching.portfolio` counts them."""
        rows = open_rows(self.catalogue, now_minute=self.now_minute, edition_id=self.edition_id)
        towns = self.catalogue.municipality
        codes, counts = np.unique(towns[rows], return_counts=True)
        few: NDArray[np.bool_] = np.isin(towns, codes[(counts <= WHITE_SPOT) & (codes != UNKNOWN)])
        return few & rows

    def _rows_of(self, ids: frozenset[str] | tuple[str, ...]) -> list[int]:
        wanted = np.asarray(sorted(ids) if isinstance(ids, frozenset) else ids, dtype=np.str_)
        found = np.searchsorted(self.catalogue.ids, wanted)
        return [
            int(row)
            for row, id in zip(found, wanted, strict=True)
            if row < len(self.catalogue) and self.catalogue.ids[row] == id
        ]
