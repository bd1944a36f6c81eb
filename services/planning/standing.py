"""What was asked and answered already: it uses up asks and places, and what was refused stays so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from data.repositories import proposals
from domain.proposals import Proposal, ProposalState
from domain.vocabulary import SignUpState
from matching.catalogue import UNKNOWN, Catalogue
from matching.places import Places
from services.planning.seekers import Askable

A_WEEK = timedelta(days=7)
Pair = tuple[str, str]  # a volunteer and an activity, by id
IsReplaced = Callable[[Proposal], bool]
_REFUSED = frozenset({ProposalState.DECLINED, ProposalState.EXPIRED, ProposalState.WITHDRAWN})
_PROMISED = frozenset({ProposalState.SENT, ProposalState.DRAFT})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an edition stands: pairs that `stay`, pairs that are `refused`, and what those use up.

    `used` counts by volunteer the asks of this week that are gone: what was sent in the last seven
    days, and what stays. `reserved` counts the places that are promised but that no sign-up takes
    yet, by activity and from home or not (None: not known). `replaced` are the ids of drafts that a new plan throws away.
    """

    stay: frozenset[Pair]
    refused: frozenset[Pair]
    used: Mapping[str, int]
    reserved: Mapping[tuple[str, bool | None], int]
    replaced: tuple[str, ...]

    def asks_left(self, askable: Askable) -> NDArray[np.int64]:
        """How often each may still be asked; never below 0."""
        used = [self.used.get(id, 0) for id in askable.seekers.ids.tolist()]
        return np.maximum(askable.asks_per_week - np.array(used, dtype=np.int64), 0)

    def places_left(self, catalogue: Catalogue) -> Places:
        """The places of each activity that nobody has and nobody was promised."""
        row = {id: at for at, id in enumerate(catalogue.ids.tolist())}
        here = [one for one in self.reserved if one[0] in row]
        return Places.of(catalogue).without(
            [row[id] for id, _ in here],
            [UNKNOWN if at_home is None else int(at_home) for _, at_home in here],
            np.array([self.reserved[one] for one in here], dtype=np.int64),
        )


def read(
    session: Session,
    edition_id: str,
    *,
    now: datetime,
    is_replaced: IsReplaced = lambda _: False,
) -> Standing:
    """Where an edition stands, as if the drafts that `is_replaced` were not there. Two queries."""
    every = proposals.of_edition(session, edition_id, list(ProposalState))
    return weigh(every, proposals.taking_part(session, edition_id), now, is_replaced)


def weigh(
    every: list[Proposal],
    taking_part: list[tuple[str, str, SignUpState]],
    now: datetime,
    is_replaced: IsReplaced = lambda _: False,
) -> Standing:
    """The same from what was read. What somebody did themselves goes before what was proposed."""
    holds = {(who, what) for who, what, state in taking_part if state.holds_a_place}
    no_longer = {(who, what) for who, what, state in taking_part} - holds
    replaced = [one for one in every if one.state is ProposalState.DRAFT and is_replaced(one)]
    gone = {one.id for one in replaced}
    stay, refused, recent = set(holds), set(no_longer), set()
    reserved: Counter[tuple[str, bool | None]] = Counter()
    for one in every:
        pair = one.volunteer_id, one.activity_id
        if one.sent_at is not None and one.sent_at > now - A_WEEK:
            recent.add(pair)
        if one.id in gone or pair in holds or pair in no_longer:
            continue
        if one.state in _REFUSED:
            refused.add(pair)
            continue
        stay.add(pair)
        reserved[one.activity_id, one.at_home] += one.state in _PROMISED
    return Standing(
        stay=frozenset(stay),
        refused=frozenset(refused),
        used=Counter(who for who, _ in stay | recent),
        reserved=reserved,
        replaced=tuple(gone),
    )
