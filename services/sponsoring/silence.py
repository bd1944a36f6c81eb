"""What waits for an answer, so that no offer and no thank-you is lost in silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from data.database import Database
from data.repositories import pledges, sponsors
from domain.accounts import OutsideScopeError
from domain.actors import Actor, check_coordinator, check_scope
from domain.contacts import MailKind
from domain.people import Sponsor
from domain.pledges import PledgeStepError, Side
from domain.times import to_local
from domain.vocabulary import PledgeState
from services import access, mail
from services.desk import audit
from services.sponsoring.reading import PledgeView, recipients, views

# Somebody may take so long before a coordinator should lend a hand.
PATIENCE = timedelta(days=3)


class Waits(StrEnum):
    """What a pledge waits for."""

    YES = "ja"  # of the organiser
    ANSWER = "antwoord"  # of the sponsor, to a question
    DELIVERY = "levering"  # the activity is over and nobody said that it came
    THANKS = "bedankje"  # of the organiser


# What a mail that went before asks for: it can be sent once more.
REMINDED = frozenset({Waits.YES, Waits.ANSWER})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pledge that waits since `since`. `is_long` when a coordinator should look at it."""

    view: PledgeView
    waits: Waits
    since: datetime
    is_long: bool

    @property
    def side(self) -> Side:
        """Whose turn it is."""
        return Side.SPONSOR if self.waits is Waits.ANSWER else Side.ORGANISER


_STATES = (PledgeState.OFFERED, PledgeState.AGREED, PledgeState.DELIVERED)


def unanswered(
    database: Database, edition_id: str, *, actor: Actor, now: datetime
) -> list[Waiting]:
    """Every pledge that waits for somebody in a coordinator's part of an edition, longest first.

    Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    with database.read() as session:
        found = views(session, pledges.in_states(session, edition_id, _STATES))
    here = [view for view in found if actor.scope.covers(view.activity.place, view.activity.branch)]
    waiting = [one for view in here if (one := _waiting(view, now)) is not None]
    return sorted(waiting, key=lambda one: (one.since, one.view.pledge.id))


def to_approve(database: Database, edition_id: str, *, actor: Actor) -> list[Sponsor]:
    """Sponsors that wish to be shown and that nobody said yes to yet, first come first.

    Only those whose address was confirmed, in the coordinator's part. Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    with database.read() as session:
        waiting = [
            one.sponsor_id
            for one in sponsors.contacts(session, edition_id)
            if one.confirmed_at is not None and one.approved_at is None
        ]
        by_id = sponsors.by_ids(session, waiting)
    wishing = [by_id[id] for id in waiting if by_id[id].wants_to_be_shown]
    return [sponsor for sponsor in wishing if access.covers_sponsor(actor, sponsor)]


def remind(database: Database, pledge_id: str, *, actor: Actor, now: datetime) -> bool:
    """Mail whoever a pledge waits for once more, at most once a day; False without an address.

    For an offer that waits for a yes, and a question that waits for its answer. Raises
    `NotAllowedError`, `OutsideScopeError`, `NotFoundError`, and `PledgeStepError` for any other.
    """
    check_coordinator(actor)
    with database.write() as session:
        pledge = pledges.get(session, pledge_id)
        view = views(session, [pledge])[0]
        check_scope(actor, view.activity.place, view.activity.branch)
        if pledge.state is not PledgeState.OFFERED:
            raise PledgeStepError(current=pledge.state, wanted=pledge.state)
        asks_sponsor = bool(pledge.question)
        kind = MailKind.PLEDGE_ASKED if asks_sponsor else MailKind.PLEDGE_OFFERED
        side = Side.SPONSOR if asks_sponsor else Side.ORGANISER
        person_id = recipients(session, pledge, view.activity.id).get(side)
        if person_id is None:
            return False
        key = f"remind:{pledge.id}:{to_local(now).date()}"
        other = Side.ORGANISER if asks_sponsor else Side.SPONSOR
        if mail.post(session, kind, person_id, pledge.id, now=now, key=key, by=other):
            audit.note(session, actor, "pledge-remind", subject=pledge.id, now=now)
        return True


def approve(database: Database, sponsor_id: str, *, actor: Actor, now: datetime) -> None:
    """Let everybody see a sponsor that wishes it.

    Raises `NotAllowedError`, `OutsideScopeError` and `NotFoundError`.
    """
    check_coordinator(actor)
    with database.write() as session:
        if not access.covers_sponsor(actor, sponsors.get(session, sponsor_id)):
            raise OutsideScopeError()
        sponsors.approve(session, sponsor_id, now=now)
        audit.note(session, actor, "sponsor-approve", subject=sponsor_id, now=now)


def _waiting(view: PledgeView, now: datetime) -> Waiting | None:
    pledge, activity = view.pledge, view.activity
    if pledge.state is PledgeState.OFFERED:
        waits, since = Waits.ANSWER if pledge.question else Waits.YES, pledge.created_at
    elif pledge.state is PledgeState.DELIVERED:
        waits, since = Waits.THANKS, pledge.delivered_at
    else:
        waits, since = Waits.DELIVERY, activity.ends_at if activity.is_over(now) else None
    return Waiting(view, waits, since, now - since >= PATIENCE) if since else None
