"""Two activities were the same: what was pledged to the one helps the other.

Called in the transaction that merges them. A pledge goes to a need of the same kind that still
asks for all of it; its organiser says yes anew, unless that is the same person. What fits nowhere
is taken back and told, as when an activity is called off. What came already stays where it came.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from data.repositories import organisers, pledges
from domain.activities import Activity
from domain.contacts import MailKind
from domain.people import Pledge
from domain.vocabulary import PledgeState
from services import mail
from services.sponsoring.answering import called_off
from services.sponsoring.reading import recipients

_OPEN = frozenset({PledgeState.OFFERED, PledgeState.AGREED})


@dataclass(frozen=True, slots=True)
class MovedPledges:
    """How many pledges go along, and how many fit nowhere."""

    moved: int
    taken_back: int


def would_move(session: Session, drop: Activity, keep: Activity) -> MovedPledges:
    """What `activity_merged` would come to, as it is now."""
    left = {need.id: need.open for need in keep.needs}
    kinds = {need.id: need.kind for need in drop.needs}
    moved = 0
    found = _open(session, drop)
    for pledge in found:
        for need in keep.needs:
            if need.kind is kinds[pledge.need_id] and left[need.id] >= pledge.quantity:
                left[need.id] -= pledge.quantity
                moved += 1
                break
    return MovedPledges(moved, len(found) - moved)


def activity_merged(
    session: Session, drop: Activity, keep: Activity, *, now: datetime
) -> MovedPledges:
    """Bring what was pledged to `drop` over to `keep`, tell both sides, and count it."""
    organiser = organisers.organiser_of(session, keep.id)
    is_same = organiser is not None and organiser == organisers.organiser_of(session, drop.id)
    found = _open(session, drop)
    moved = sum(_moves(session, one, drop, keep, is_same=is_same, now=now) for one in found)
    called_off(session, drop.id, now=now)
    return MovedPledges(moved, len(found) - moved)


def _moves(
    session: Session,
    pledge: Pledge,
    drop: Activity,
    keep: Activity,
    *,
    is_same: bool,
    now: datetime,
) -> bool:
    """Whether the pledge found a need of its kind; the database decides what fits."""
    kind = next(need.kind for need in drop.needs if need.id == pledge.need_id)
    state = pledge.state if is_same else PledgeState.OFFERED
    for need in keep.needs:
        if need.kind is kind and pledges.move(session, pledge, need.id, state):
            for side, person_id in recipients(session, pledge, keep.id).items():
                mail.post(session, MailKind.PLEDGE_MOVED, person_id, pledge.id, now=now, by=side)
            return True
    return False


def _open(session: Session, activity: Activity) -> list[Pledge]:
    """What was pledged and did not come yet, first come first."""
    found = [one for one in pledges.of_activity(session, activity.id) if one.state in _OPEN]
    return sorted(found, key=lambda one: (str(one.created_at), one.id))
