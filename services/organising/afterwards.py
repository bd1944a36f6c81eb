"""Writing to who comes, thanking who came, and telling what it did."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import activities, organisers, outbox, signups, thanks
from domain.activities import TEXT_LENGTH, Activity, Story
from domain.actors import Actor
from domain.contacts import MailKind
from domain.errors import InvalidValueError, VerbindingError
from domain.people import SignUp
from domain.vocabulary import SignUpState
from domain.words import clean_lines
from services import access
from services.mail import posting
from services.organising import proposals, trail, trust
from services.signing_up import NotStartedError, coming

MOST_MESSAGES, WITHIN = 3, timedelta(days=1)


class WordsMissingError(InvalidValueError):
    """A message, thank-you or story without words."""

    key = "error.words_missing"


class MessagesTooOftenError(VerbindingError):
    """Who comes was written to `count` times today already."""

    key = "error.messages_too_often"


def message(database: Database, id: str, text: str, *, actor: Actor, now: datetime) -> int:
    """Mail everybody who said yes, and count them; at most three times a day.

    Raises `WordsMissingError` and `MessagesTooOftenError`.
    """
    with database.write() as session:
        activity = access.activity(session, id, actor)
        words = _words(text)
        signups.lock(session, id)
        of_activity = [one.id for one in signups.of_activity(session, id)]
        moments = outbox.moments(session, MailKind.MESSAGE, of_activity, after=now - WITHIN)
        if len(moments) >= MOST_MESSAGES:
            raise MessagesTooOftenError(count=MOST_MESSAGES)
        told = coming(session, id)
        for sign_up in told:
            posting.post(
                session, MailKind.MESSAGE, sign_up.person_id, sign_up.id, now=now, text=words
            )
        trail.note(session, activity, actor, "message", now=now)
        return len(told)


def thank(database: Database, id: str, text: str, *, actor: Actor, now: datetime) -> int:
    """Thank everybody who came with what it did, and count them; nobody is thanked twice.

    While nobody was noted as having come, all who said yes are thanked but who stayed away.
    Raises `WordsMissingError`, and `NotStartedError` before it began.
    """
    with database.write() as session:
        activity = access.activity(session, id, actor)
        words = _words(text)
        _check_started(activity, now=now)
        signups.lock(session, id)
        trail.note(session, activity, actor, "thank", now=now)
        return sum(
            posting.post(
                session,
                MailKind.THANK_YOU,
                sign_up.person_id,
                sign_up.id,
                now=now,
                key=f"thank:{sign_up.id}",
                text=words,
            )
            for sign_up in _came(session, id)
        )


def tell_story(database: Database, story: Story, *, actor: Actor, now: datetime) -> bool:
    """Keep the story of an activity; True when visitors may read it now.

    Shown only with its `consent`; that of somebody nobody knows yet waits for a coordinator.
    Without words the story goes. Raises `NotStartedError` before it began.
    """
    id = story.activity_id
    told = replace(story, text=clean_lines(story.text)[:TEXT_LENGTH], told_at=now)
    with database.write() as session:
        activity = access.activity(session, id, actor)
        _check_started(activity, now=now)
        earlier = organisers.proposed(session, id) or {}
        earlier.pop(proposals.STORY, None)
        at_once = trust.may_edit_at_once(session, activity, actor)
        if at_once or not told.text or not told.consent:
            # What nobody may read needs no second look; taking a story back is always at once.
            thanks.tell(session, told)
        else:
            earlier[proposals.STORY] = {"text": told.text, "consent": told.consent}
        if earlier:
            organisers.propose(session, id, earlier, now=now)
            # Whoever reads it now must read it again: it is another version to accept.
            activities.save(session, activity)
        else:
            organisers.drop_proposed(session, id)
        trail.note(session, activity, actor, "story", now=now)
    return at_once and told.consent and bool(told.text)


def public_story(database: Database, id: str) -> Story | None:
    """The story that visitors may read of a public activity; None when there is none."""
    with database.read() as session:
        told = thanks.story(session, id)
        found = activities.by_ids(session, [id])
    is_shown = told is not None and told.consent and told.text
    return told if is_shown and found and found[0].is_public else None


def _came(session: Session, id: str) -> list[SignUp]:
    """Who was there as far as anybody noted."""
    said_yes = [one for one in signups.of_activity(session, id) if one.confirmed_at is not None]
    noted = [one for one in said_yes if one.state is SignUpState.ATTENDED]
    return noted or [one for one in said_yes if one.state is SignUpState.CONFIRMED]


def _words(text: str) -> str:
    words = clean_lines(text)[:TEXT_LENGTH]
    if not words:
        raise WordsMissingError(field="text")
    return words


def _check_started(activity: Activity, *, now: datetime) -> None:
    if not activity.has_begun(now):
        raise NotStartedError()
