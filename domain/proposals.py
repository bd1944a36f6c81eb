"""Dividing hands: a plan that was made, whom it asks for what, and who was left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.accounts import Scope
from domain.branches import Branch
from domain.places import Province
from domain.vocabulary import Audience


class ProposalState(StrEnum):
    """How far a proposal is. Only drafts are thrown away when a plan is made again."""

    DRAFT = "concept"  # in the plan; the volunteer knows nothing yet
    SENT = "verstuurd"  # asked by mail, waits for a yes or a no
    ACCEPTED = "ja"  # became a sign-up
    DECLINED = "nee"  # never asked again for this activity
    EXPIRED = "verlopen"  # no answer in time
    WITHDRAWN = "ingetrokken"  # taken back: the activity is full, called off, or left


@dataclass(frozen=True, slots=True)
class Proposal:
    """One volunteer proposed for one activity. One pair is proposed once.

    `volunteer_id` is the id of a person. `score` is 0 to 1, as in `matching.scoring`. `by_hand`
    is for one that a coordinator put there: making the plan again keeps it. `at_home` is whether
    they would take a place from home; None for one from before these were counted apart.
    """

    id: str
    edition_id: str
    activity_id: str
    volunteer_id: str
    state: ProposalState
    score: float
    created_at: datetime
    by_hand: bool = False
    sent_at: datetime | None = None
    answer_until: datetime | None = None
    answered_at: datetime | None = None
    at_home: bool | None = None


@dataclass(frozen=True, slots=True)
class PlanRun:
    """One time that a plan was made, by the account `account_id`, and how it came out.

    `seekers` could be asked, `placed` got a proposal. `gap` is the share of the best possible total
    that is missing; 0 is proven best. `worst` is the lowest score of anyone placed. `compared`
    says what other ways of dividing the same people would do, by their name.
    """

    id: str
    edition_id: str
    account_id: str
    made_at: datetime
    seekers: int
    placed: int
    total: float
    gap: float
    worst: float
    milliseconds: int
    provinces: frozenset[Province] = frozenset()
    municipalities: tuple[str, ...] = ()
    branches: frozenset[Branch] = frozenset()
    compared: Mapping[str, Any] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        """The part of the programme that it divided."""
        return Scope(self.provinces, frozenset(self.municipalities), self.branches)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A volunteer without a place in a plan, why, and the next best activity, however far."""

    plan_id: str
    volunteer_id: str
    reason: str
    activity_id: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody's yes or no to something, of nobody: who, what and on which day are not kept.

    `fit` is the value of each criterion when they were asked, in [0, 1] and to two digits; what they
    had not answered is not in it. `id` is random. `year` is when to erase it by.
    """

    id: str
    audience: Audience
    fit: Mapping[str, float]
    is_yes: bool
    year: int
