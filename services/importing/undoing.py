"""Taking an import back as a whole; what somebody built on since stays, and is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from data.database import Database
from data.records import batches
from data.repositories import activities, built_on, erasure, imports, needs, people, sponsors, teams
from data.repositories import volunteers as stored_volunteers
from data.spreadsheets.writing import to_csv
from domain.accounts import OutsideScopeError
from domain.activities import Activity, Need
from domain.actors import Actor, check_coordinator
from domain.contacts import Person
from domain.errors import NotFoundError
from domain.imports import AlreadyUndoneError, Built, Import, ImportKind
from domain.people import Sponsor, Team, Volunteer
from i18n.texts import Language, text
from services.contacts import Contact
from services.desk import audit
from services.importing.committing import NOBODY, digest_of
from services.importing.kinds import SOURCE
from services.importing.types import AskedNeed, Newcomer, Thing, is_in_scope
from services.signing_up.afterwards import CONSENT_PURPOSE
from services.volunteering import waiting

_PEOPLE_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that stays. `name` is what it is called; of people only their first name."""

    id: str
    name: str
    reason: Built


@dataclass(frozen=True, slots=True)
class Undone:
    """How many are gone, and what stays with its reason."""

    removed: int
    kept: tuple[Kept, ...]

    @property
    def reasons(self) -> list[tuple[Built, int]]:
        """How many stay for which reason, most first."""
        return Counter(one.reason for one in self.kept).most_common()


def earlier(database: Database, *, actor: Actor) -> list[Import]:
    """The imports that `actor` may undo, newest first: all of them, or their own in a part.

    Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    own = None if actor.scope.is_national else actor.id or NOBODY
    with database.read() as session:
        return imports.all(session, own)


def undo(database: Database, import_id: str, *, actor: Actor, now: datetime) -> Undone:
    """Take away what an import brought, but for what somebody built on; one transaction.

    Raises `NotAllowedError`, `OutsideScopeError` for an import of somebody else's by who is not for
    the whole country, `NotFoundError` and `AlreadyUndoneError`.
    """
    check_coordinator(actor)
    with database.write() as session:
        made = imports.get(session, import_id)
        if not actor.scope.is_national and made.account_id != (actor.id or NOBODY):
            raise OutsideScopeError()
        if made.undone_at is not None:
            raise AlreadyUndoneError(id=import_id)
        there = built_on.lock(session, made.kind, import_id)
        reasons = built_on.reasons(session, made.kind, import_id)
        reasons |= _looked_at(session, made, there - reasons.keys(), actor)
        gone = there - reasons.keys()
        kept = _named(session, made.kind, reasons)
        if not imports.undone(session, import_id, kept=len(kept), now=now):
            raise AlreadyUndoneError(id=import_id)
        _remove(session, made.kind, gone)
        imports.forget_rows(session, import_id, gone)
        audit.note(session, actor, "undo-import", subject=import_id, count=len(gone), now=now)
    return Undone(len(gone), kept)


def kept_csv(undone: Undone, language: Language) -> bytes:
    """What stays, with the reason beside it."""
    headings = [text(language, f"import.undo.{name}") for name in ("name", "id", "why")]
    rows = ([one.name, one.id, reason(one.reason, language)] for one in undone.kept)
    return to_csv(headings, rows)


def reason(built: Built, language: Language) -> str:
    """Why something stays, as a sentence."""
    return text(language, f"import.built.{built}")


def _looked_at(
    session: Session, made: Import, ids: Collection[str], actor: Actor
) -> dict[str, Built]:
    """What has to be looked at itself to tell: whether it changed, and where it is now."""
    digests = {row.subject_id: row.digest for row in imports.rows(session, made.id)}
    if actor.scope.is_national and not any(digests.values()):
        return {}
    found: dict[str, Built] = {}
    for id, thing in _things(session, made.kind, ids).items():
        if digests.get(id, "") != digest_of(thing):
            found[id] = Built.CHANGED
        elif not is_in_scope(actor, thing):
            found[id] = Built.OUTSIDE
    return found


def _remove(session: Session, kind: ImportKind, ids: Collection[str]) -> None:
    if kind is ImportKind.VOLUNTEERS:
        for some in batches(sorted(ids), _PEOPLE_AT_ONCE):
            erasure.erase(session, some, consent_prefix=f"{CONSENT_PURPOSE}:")
        return
    built_on.remove(session, kind, ids)
    if kind is ImportKind.ACTIVITIES:
        built_on.remove_empty_editions(session, SOURCE)


def _named(session: Session, kind: ImportKind, reasons: Mapping[str, Built]) -> tuple[Kept, ...]:
    """What stays, by name."""
    names = _names(session, kind, reasons.keys())
    found = [Kept(id, names[id], built) for id, built in reasons.items() if id in names]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def _names(session: Session, kind: ImportKind, ids: Collection[str]) -> dict[str, str]:
    if kind is ImportKind.VOLUNTEERS:  # without their wishes
        found = _people(session, sorted(ids)).items()
        return {id: one.first_name for id, one in found}
    return {id: _name(thing) for id, thing in _things(session, kind, ids).items()}


def _name(thing: Thing) -> str:
    return thing.title if isinstance(thing, Activity) else thing.name


def _things(session: Session, kind: ImportKind, ids: Collection[str]) -> dict[str, Thing]:
    """What came in, as it is now, by id."""
    return {one.id: one for one in _READERS[kind](session, sorted(ids))}


def _newcomers(session: Session, ids: list[str]) -> list[Newcomer]:
    waits = {
        id: one
        for some in batches(ids, _PEOPLE_AT_ONCE)
        for id, one in waiting.by_ids(session, some).items()
    }
    return [
        Newcomer(
            Contact(one.first_name, one.email, one.language),
            waits[id] if id in waits else _wishes(session, id),
        )
        for id, one in _people(session, ids).items()
    ]


def _people(session: Session, ids: list[str]) -> dict[str, Person]:
    return {
        id: one
        for some in batches(ids, _PEOPLE_AT_ONCE)
        for id, one in people.by_ids(session, some).items()
    }


def _wishes(session: Session, id: str) -> Volunteer:
    """What somebody said of whom nothing waits; nothing when they took it back."""
    try:
        return stored_volunteers.get(session, id)
    except NotFoundError:
        return Volunteer(id)


def _asked(session: Session, ids: list[str]) -> list[AskedNeed]:
    wanted = {one.id: one for one in needs.by_ids(session, ids)}
    of = sorted({one.activity_id for one in wanted.values()})
    found = {one.id: one for one in activities.by_ids(session, of)}
    return [
        AskedNeed(
            Need(one.id, one.kind, one.quantity, description=one.description),
            one.activity_id,
            found[one.activity_id].title,
            found[one.activity_id].place,
            found[one.activity_id].branch,
        )
        for one in wanted.values()
    ]


def _teams(session: Session, ids: list[str]) -> list[Team]:
    wanted = set(ids)
    return [one for one in teams.all(session) if one.id in wanted]


def _sponsors(session: Session, ids: list[str]) -> list[Sponsor]:
    wanted = set(ids)
    return [one for one in sponsors.all(session) if one.id in wanted]


_READERS: Mapping[ImportKind, Callable[[Session, list[str]], Collection[Thing]]] = {
    ImportKind.ACTIVITIES: activities.by_ids,
    ImportKind.VOLUNTEERS: _newcomers,
    ImportKind.TEAMS: _teams,
    ImportKind.SPONSORS: _sponsors,
    ImportKind.NEEDS: _asked,
}
