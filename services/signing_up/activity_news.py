"""What an activity's own changes mean for who comes and who waits.

Called in the transaction of that change, after it is stored.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from data.repositories import activities, people, signups
from domain.activities import Activity
from domain.contacts import MailKind
from domain.people import SignUp
from domain.vocabulary import SignUpState
from i18n import formats
from i18n.texts import Language
from services.mail.details import place_words
from services.mail.letters import language_of
from services.signing_up import letters
from services.signing_up.waiting_list import move_up, turn_of


def activity_cancelled(session: Session, activity_id: str, now: datetime, *, why: str = "") -> int:
    """Tell all who come or wait that it is called off, with `why` as its organiser says it.

    Gives how many were told.
    """
    signups.lock(session, activity_id)
    if activities.get(session, activity_id).is_over(now):
        return 0
    told = _expected(session, activity_id)
    for sign_up in told:
        after = _risen(session, sign_up)
        letters.forget_reminder(session, after)
        words = {"text": why} if why else {}
        letters.tell(session, MailKind.ACTIVITY_CANCELLED, after, now=now, **words)
    return len(told)


def activity_changed(session: Session, before: Activity, after: Activity, now: datetime) -> int:
    """Tell all who come or wait of another time or place, and count them.

    Other changes are told to nobody; more places go to who waits.
    """
    move_up(session, turn_of(session, after.id, now=now), now=now)
    has_moved = before.slots != after.slots or before.place != after.place
    if not has_moved or after.is_over(now):
        return 0
    told = _expected(session, after.id)
    known = people.by_ids(session, [sign_up.person_id for sign_up in told])
    for sign_up in told:
        news = _risen(session, sign_up)
        if news.state is SignUpState.CONFIRMED and before.slots != after.slots:
            letters.remind(session, news, after, now=now)
        person = known.get(sign_up.person_id)
        words = was(before, after, language_of(person)) if person else {}
        letters.tell(session, MailKind.ACTIVITY_CHANGED, news, now=now, **words)
    return len(told)


def _expected(session: Session, activity_id: str) -> list[SignUp]:
    return [
        sign_up
        for sign_up in signups.of_activity(session, activity_id)
        if sign_up.state.is_ahead and sign_up.confirmed_at is not None
    ]


def _risen(session: Session, sign_up: SignUp) -> SignUp:
    """The same with the next number for calendars."""
    return signups.store(session, sign_up, replace(sign_up, sequence=sign_up.sequence + 1))


def was(before: Activity, after: Activity, language: Language) -> dict[str, str]:
    """What is different, as it was, in words: nobody can look it up when the mail goes."""
    words = {}
    if before.slots != after.slots:
        words["old_when"] = "\n".join(formats.slots(before.slots, language))
    if before.place != after.place:
        words["old_where"] = place_words(before, language)
    return words
