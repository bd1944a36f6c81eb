"""Changing an activity that exists: by who holds its link, and by coordinators."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import activities, organisers
from domain.activities import Activity, ConflictError, StateChangeError, check_change
from domain.actors import Actor
from domain.contacts import LinkPurpose, MailKind
from domain.fields import CHOICES, WORDS
from domain.vocabulary import ActivityState
from domain.words import clean_lines
from services import access, sponsoring
from services.mail import posting
from services.organising import proposals, trail, trust
from services.organising.content import cleaned, differing
from services.signing_up import activity_cancelled, activity_changed

REASON_LENGTH = 1_000
_OVER = frozenset({ActivityState.CANCELLED, ActivityState.FINISHED})


@dataclass(frozen=True, slots=True)
class Edited:
    """What is stored after an edit; `waits` names the fields that a coordinator looks at first."""

    activity: Activity
    waits: frozenset[str]


def edit(database: Database, changed: Activity, *, actor: Actor, now: datetime) -> Edited:
    """Store what is new in `changed`, which was made from the version it names.

    Words on a public activity by somebody nobody knows yet wait for a coordinator, and the old ones
    stay up; days and numbers change at once. Who comes hears of another moment or place.
    Raises `ConflictError` when it was changed meanwhile, `StateChangeError` when it is over.
    """
    with database.write() as session:
        before = access.activity(session, changed.id, actor)
        wanted = cleaned(changed)
        if before.version != wanted.version:
            raise ConflictError(id=before.id, version=before.version)
        if before.state in _OVER:
            raise StateChangeError(current=before.state, wanted=before.state)
        new = differing(before, wanted)
        waits = new & frozenset(WORDS) if _is_guarded(session, before, actor) else frozenset()
        at_once = {name: getattr(wanted, name) for name in (*CHOICES, *WORDS) if name not in waits}
        after = activities.save(session, replace(before, **at_once, state=_next(before)))
        _keep(session, after, wanted, waits, now=now)
        if before.state is ActivityState.CHANGES_ASKED:
            organisers.ask(session, after.id, "")
        tell(session, before, after, now=now)
        trail.note(session, after, actor, "edit", now=now)
        return Edited(after, waits)


def hand_in(database: Database, id: str, *, actor: Actor, now: datetime) -> Activity:
    """Put what was laid aside back on the pile for a coordinator."""
    with database.write() as session:
        found = access.activity(session, id, actor)
        trail.note(session, found, actor, "hand_in", now=now)
        if found.state is not ActivityState.DRAFT:
            raise StateChangeError(current=found.state, wanted=ActivityState.SUBMITTED)
        return activities.save(session, replace(found, state=ActivityState.SUBMITTED))


def cancel(
    database: Database,
    id: str,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> Activity:
    """Call it off. Who comes hears it; what visitors never saw is laid aside instead.

    An organiser's `reason` goes to who comes; when a coordinator calls it off the organiser hears
    it too, and the `reason` goes to them. Called off twice is called off once. Raises `StateChangeError` when it is over, and `ConflictError` when it is no
    longer the `version` that was read.
    """
    with database.write() as session:
        before = access.activity(session, id, actor)
        if version is not None and before.version != version:
            raise ConflictError(id=id, version=before.version)
        wanted = ActivityState.CANCELLED if before.is_public else ActivityState.DRAFT
        if before.state is wanted:
            return before
        check_change(before.state, wanted)
        after = activities.save(session, replace(before, state=wanted))
        organisers.drop_proposed(session, id)
        is_own = actor.grant(LinkPurpose.ACTIVITY, id) is not None
        why = clean_lines(reason)[:REASON_LENGTH]
        tell(session, before, after, now=now, why=why if is_own else "")
        what = "cancel" if after.is_public else "lay_aside"
        trail.note(session, after, actor, what, now=now)
        if not is_own:
            _tell_organiser(session, after, why, now=now)
        return after


def _tell_organiser(session: Session, after: Activity, reason: str, *, now: datetime) -> None:
    """Nobody finds out by chance what a coordinator decided."""
    person_id = organisers.organiser_of(session, after.id)
    if person_id is not None:
        kind = MailKind.ACTIVITY_CALLED_OFF if after.is_public else MailKind.ACTIVITY_LAID_ASIDE
        posting.post(session, kind, person_id, after.id, now=now, text=reason)


def tell(
    session: Session, before: Activity, after: Activity, *, now: datetime, why: str = ""
) -> None:
    """Let who comes know what changed for them, and `why`; more places go to who waits."""
    if after.state is ActivityState.CANCELLED:
        activity_cancelled(session, after.id, now, why=why)
        sponsoring.called_off(session, after.id, now=now)
    elif after.is_public:
        activity_changed(session, before, after, now)


def _is_guarded(session: Session, activity: Activity, actor: Actor) -> bool:
    """Whether its words are shown to visitors now, and `actor` is nobody we know."""
    return activity.is_public and not trust.may_edit_at_once(session, activity, actor)


def _next(before: Activity) -> ActivityState:
    """An edit answers a question: it goes back to the coordinator."""
    if before.state is ActivityState.CHANGES_ASKED:
        return ActivityState.SUBMITTED
    return before.state


def _keep(
    session: Session, stored: Activity, wanted: Activity, waits: frozenset[str], *, now: datetime
) -> None:
    """Keep the words that wait, beside a story that waits; forget those that were taken back."""
    earlier = organisers.proposed(session, stored.id) or {}
    waiting = proposals.facts(wanted, sorted(waits))
    if proposals.STORY in earlier:
        waiting[proposals.STORY] = earlier[proposals.STORY]
    if waiting:
        organisers.propose(session, stored.id, waiting, now=now)
    else:
        organisers.drop_proposed(session, stored.id)
