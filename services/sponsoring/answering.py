"""What becomes of a pledge: agreed, asked about, delivered, thanked, taken back.

Each step is one side's word and the other side hears it by mail, in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import activities, pledges, sponsors
from domain.actors import Actor, NotAllowedError
from domain.contacts import MailKind
from domain.errors import InvalidValueError, NotFoundError
from domain.people import Pledge
from domain.pledges import PledgeStepError, Side, steps
from domain.vocabulary import PledgeState
from domain.words import clean_lines
from services import mail
from services.desk import audit
from services.sponsoring.reading import own_sides, recipients, sides_of

TEXT_LENGTH = 500

_MAIL = {
    PledgeState.AGREED: MailKind.PLEDGE_AGREED,
    PledgeState.DELIVERED: MailKind.PLEDGE_DELIVERED,
    PledgeState.THANKED: MailKind.PLEDGE_THANKED,
    PledgeState.WITHDRAWN: MailKind.PLEDGE_WITHDRAWN,
}


# What the trail calls a step that a coordinator takes for one side.
_ACTIONS = {
    PledgeState.AGREED: "pledge-agree",
    PledgeState.DELIVERED: "pledge-deliver",
    PledgeState.THANKED: "pledge-thank",
    PledgeState.WITHDRAWN: "pledge-withdraw",
}


def agree(database: Database, id: str, *, actor: Actor, now: datetime) -> None:
    """The organiser says yes; from then on the sponsor may be shown. Twice is once.

    This and the steps below raise `NotAllowedError` for who has nothing to do with the pledge,
    and `PledgeStepError` for a step that cannot be taken now, or not by this side.
    """
    with database.write() as session:
        if pledge := _step(session, id, PledgeState.AGREED, actor=actor, now=now, question=""):
            sponsors.approve(session, pledge.sponsor_id, now=now)


def deliver(
    database: Database, id: str, *, actor: Actor, now: datetime, quantity: int | None = None
) -> None:
    """Either side says that it came; `quantity` when less came than was pledged."""
    with database.write() as session:
        pledge = _step(session, id, PledgeState.DELIVERED, actor=actor, now=now)
        if pledge is None or quantity is None or quantity == pledge.quantity:
            return
        if not 0 < quantity < pledge.quantity:
            raise InvalidValueError(field="quantity", reason="counts")
        pledges.lower(session, pledge, quantity)


def thank(database: Database, id: str, words: str, *, actor: Actor, now: datetime) -> None:
    """The organiser thanks, with `words` that the sponsor may show on. Empty words are a thank-you too."""
    with database.write() as session:
        thanks = clean_lines(words)[:TEXT_LENGTH]
        _step(session, id, PledgeState.THANKED, actor=actor, now=now, thanks=thanks)


def withdraw(database: Database, id: str, *, actor: Actor, now: datetime) -> None:
    """Either side takes it back before it came; the need is open again."""
    with database.write() as session:
        pledge = _step(session, id, PledgeState.WITHDRAWN, actor=actor, now=now, question="")
        if pledge is not None:
            pledges.free(session, pledge, pledge.quantity)


def ask(database: Database, id: str, question: str, *, actor: Actor, now: datetime) -> None:
    """The organiser asks the sponsor something before saying yes. An empty question asks nothing."""
    asked = clean_lines(question)[:TEXT_LENGTH]
    if asked:
        with database.write() as session:
            asking = _offered(session, id, Side.ORGANISER, actor)
            pledges.say(session, id, question=asked)
            _tell(session, asking, MailKind.PLEDGE_ASKED, Side.ORGANISER, now=now)
            if Side.ORGANISER not in asking.own:
                audit.note(session, actor, "pledge-ask", subject=id, now=now)


def answer(database: Database, id: str, words: str, *, actor: Actor, now: datetime) -> None:
    """The sponsor answers: its note is new and the question is gone."""
    said = clean_lines(words)[:TEXT_LENGTH]
    if said:
        with database.write() as session:
            asking = _offered(session, id, Side.SPONSOR, actor)
            pledges.say(session, id, question="", note=said)
            _tell(session, asking, MailKind.PLEDGE_ANSWERED, Side.SPONSOR, now=now)
            if Side.SPONSOR not in asking.own:
                audit.note(session, actor, "pledge-answer", subject=id, now=now)


def called_off(session: Session, activity_id: str, *, now: datetime) -> int:
    """Take back what was pledged to an activity that is off, tell the sponsors, and say how many.

    For the one who calls it off, in the same transaction; who that is was checked there.
    """
    open_states = (PledgeState.OFFERED, PledgeState.AGREED)
    waiting = [one for one in pledges.of_activity(session, activity_id) if one.state in open_states]
    for pledge in waiting:
        if pledges.step(session, pledge, PledgeState.WITHDRAWN, now=now, question=""):
            pledges.free(session, pledge, pledge.quantity)
            sponsor = recipients(session, pledge, activity_id).get(Side.SPONSOR)
            if sponsor is not None:
                mail.post(session, MailKind.PLEDGE_WITHDRAWN, sponsor, pledge.id, now=now)
    return len(waiting)


@dataclass(frozen=True, slots=True)
class _Speaking:
    """A pledge, the sides that the one who asks may speak for, and those whose link they hold."""

    pledge: Pledge
    activity_id: str
    sides: list[Side]
    own: list[Side]


def _step(
    session: Session, id: str, wanted: PledgeState, *, actor: Actor, now: datetime, **words: str
) -> Pledge | None:
    """Take a step and tell the other side; None when it was taken before."""
    asking = _speaking(session, id, actor)
    pledge = asking.pledge
    if pledge.state is wanted:
        return None
    able = [side for side in asking.sides if wanted in steps(pledge.state, side=side)]
    if not able:
        raise PledgeStepError(current=pledge.state, wanted=wanted)
    if not pledges.step(session, pledge, wanted, now=now, **words):
        return None
    _tell(session, asking, _MAIL[wanted], able[0], now=now)
    if able[0] not in asking.own:
        audit.note(session, actor, _ACTIONS[wanted], subject=id, now=now)
    return pledge


def _speaking(session: Session, id: str, actor: Actor) -> _Speaking:
    """Raises `NotAllowedError` for who has nothing to do with it, also when there is none."""
    try:
        pledge = pledges.get(session, id)
    except NotFoundError as error:
        raise NotAllowedError(role=actor.role) from error
    activity = activities.get(session, pledges.activity_of(session, pledge.need_id))
    sides = sides_of(actor, pledge, activity)
    if not sides:
        raise NotAllowedError(role=actor.role)
    return _Speaking(pledge, activity.id, sides, own_sides(actor, pledge, activity.id))


def _offered(session: Session, id: str, side: Side, actor: Actor) -> _Speaking:
    """A pledge that waits for an answer, for `side` to speak about."""
    asking = _speaking(session, id, actor)
    if asking.pledge.state is not PledgeState.OFFERED or side not in asking.sides:
        raise PledgeStepError(current=asking.pledge.state, wanted=asking.pledge.state)
    return asking


def _tell(
    session: Session, asking: _Speaking, kind: MailKind, side: Side, *, now: datetime
) -> None:
    """Mail the other side; both when a coordinator spoke for one."""
    spoke_itself = side in asking.own
    for other, person_id in recipients(session, asking.pledge, asking.activity_id).items():
        if other is not side or not spoke_itself:
            mail.post(session, kind, person_id, asking.pledge.id, now=now, by=side)
