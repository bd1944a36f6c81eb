"""After an activity: who came, and what those who came say back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from data.database import Database
from data.repositories import activities, consents, people, signups, thanks
from domain.activities import TEXT_LENGTH, Activity
from domain.actors import Actor, NotAllowedError
from domain.contacts import LinkPurpose
from domain.people import SignUp, ThankYou
from domain.vocabulary import SignUpState
from domain.words import clean
from i18n import texts
from i18n.texts import Language
from services import access
from services.signing_up.access import organised, own
from services.signing_up.types import NotStartedError

CONSENT_PURPOSE = "thank_you"
# What somebody agrees to who lets their sentence be shown; kept as its hash.
CONSENT_KEY = "sign_up.show_my_sentence"


@dataclass(frozen=True, slots=True)
class Thanks:
    """What those who came said back: how many taps of each, and the sentences that may be shown."""

    seen: int
    heard: int
    appreciated: int
    sentences: tuple[str, ...]


def attended(
    database: Database,
    sign_up_id: str,
    came: bool,  # noqa: FBT001  # the answer itself
    *,
    actor: Actor,
    now: datetime,
) -> SignUp:
    """Note whether somebody came; it may be put right later.

    Raises `NotAllowedError`, and `NotStartedError` before the activity has begun.
    """
    with database.write() as session:
        asked = organised(session, sign_up_id, actor)
        signups.lock(session, asked.activity_id)
        _check_started(activities.get(session, asked.activity_id), now=now)
        before = signups.get(session, sign_up_id)
        state = SignUpState.ATTENDED if came else SignUpState.ABSENT
        if not before.state.said_yes or before.state is state:
            return before
        access.note(
            session, actor, "sign-up-attendance", LinkPurpose.ACTIVITY, asked.activity_id, now=now
        )
        return signups.store(session, before, replace(before, state=state))


def answer_thanks(
    database: Database,
    sign_up_id: str,
    *,
    seen: bool,
    heard: bool,
    appreciated: bool,
    text: str,
    consent: bool,
    actor: Actor,
    now: datetime,
) -> ThankYou:
    """Keep what somebody says back, over what they said before; shown only with `consent`.

    Raises `NotAllowedError`, also for who was not there, and `NotStartedError`.
    """
    with database.write() as session:
        sign_up = own(session, sign_up_id, actor)
        _check_started(activities.get(session, sign_up.activity_id), now=now)
        if not sign_up.state.comes:
            raise NotAllowedError(role=actor.role)
        words = clean(text)[:TEXT_LENGTH]
        said = ThankYou(
            sign_up.id, sign_up.activity_id, int(seen), int(heard), int(appreciated), words
        )
        thanks.save(session, said)
        purpose = _purpose(sign_up.id)
        consents.withdraw(session, sign_up.person_id, purpose, now=now)
        if consent and words:
            language = Language(people.get(session, sign_up.person_id).language)
            hashed = hashlib.sha256(texts.text(language, CONSENT_KEY).encode()).hexdigest()
            consents.give(session, sign_up.person_id, purpose, hashed, now=now)
        return said


def thanks_of(database: Database, activity_id: str) -> Thanks:
    """What may be shown on an activity of what was said back."""
    with database.read() as session:
        said = thanks.of_activity(session, activity_id)
        shown = consents.given(session, [_purpose(one.id) for one in said])
    return Thanks(
        seen=sum(one.seen for one in said),
        heard=sum(one.heard for one in said),
        appreciated=sum(one.appreciated for one in said),
        sentences=tuple(one.text for one in said if one.text and _purpose(one.id) in shown),
    )


def _purpose(sign_up_id: str) -> str:
    return f"{CONSENT_PURPOSE}:{sign_up_id}"


def _check_started(activity: Activity, *, now: datetime) -> None:
    if not activity.has_begun(now):
        raise NotStartedError()
