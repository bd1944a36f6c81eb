"""Keeping what answers teach: how well something fitted who was asked, and what they said, of nobody.

What is kept at the asking goes with the answer, in the same transaction, and leaves an `Answer` that
nothing leads back from. A first answer counts: a no that becomes a yes cannot be found again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isnan

import numpy as np
from sqlalchemy.orm import Session

from data.repositories import answers
from domain.activities import Activity, new_id
from domain.people import Volunteer
from domain.proposals import Answer, Proposal
from domain.vocabulary import Audience
from matching.criteria import CRITERIA
from services.planning.fitting import beside_each_other

_DIGITS = 2  # as coarse as what is learnt from it


def keep(
    session: Session,
    asked: Sequence[Proposal],
    people: Mapping[str, Volunteer],
    activities: Mapping[str, Activity],
) -> None:
    """Keep how well each of these proposals fits now that it is asked. One query."""
    fits = _fits([(people[one.volunteer_id], activities[one.activity_id]) for one in asked])
    by_id = {proposal.id: fit for proposal, fit in zip(asked, fits, strict=True)}
    answers.keep_fits(session, Audience.VOLUNTEER, by_id)


def answered(session: Session, proposal_id: str, *, is_yes: bool, now: datetime) -> None:
    """Turn how well a proposal fitted into an answer; nothing where that is not kept. Two queries."""
    found = answers.take_fit(session, proposal_id)
    if found is not None:
        audience, fit = found
        answers.add(session, Answer(new_id(), audience, fit, is_yes, now.year))


def _fits(asked: Sequence[tuple[Volunteer, Activity]]) -> list[dict[str, float]]:
    """The value of each criterion for each pair, where the volunteer had answered what it needs."""
    if not asked:
        return []
    pairs = beside_each_other(asked)
    columns = {
        name: np.broadcast_to(criterion(pairs), pairs.shape).tolist()
        for name, criterion in CRITERIA[Audience.VOLUNTEER].items()
    }
    return [
        {
            name: round(values[at], _DIGITS)
            for name, values in columns.items()
            if not isnan(values[at])
        }
        for at in range(len(asked))
    ]
