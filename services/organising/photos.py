"""The photo of an activity: small, plain, described, and only with consent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data.database import Database
from data.photos import plain_jpeg
from data.repositories import activities, photos
from data.repositories.photos import Photo
from domain.actors import Actor
from domain.errors import InvalidValueError
from domain.words import clean
from services import access
from services.organising import trail, trust

ALT_LENGTH = 200


class PhotoConsentMissingError(InvalidValueError):
    """Nobody said that everybody in the photo agrees."""

    key = "error.photo_consent"


class PhotoWordsMissingError(InvalidValueError):
    """A photo without words for who cannot see it."""

    key = "error.photo_words"


def put_photo(
    database: Database,
    id: str,
    content: bytes,
    *,
    alt: str,
    has_consent: bool,
    actor: Actor,
    now: datetime,
) -> Photo:
    """Store a photo over an earlier one; that of somebody nobody knows waits for a coordinator.

    Raises `PhotoConsentMissingError`, `PhotoWordsMissingError` and `PhotoRefusedError`.
    """
    with database.read() as session:
        access.activity(session, id, actor)  # before any work is done on what was sent
    words = clean(alt)[:ALT_LENGTH]
    if not has_consent:
        raise PhotoConsentMissingError(field="photo")
    if not words:
        raise PhotoWordsMissingError(field="photo")
    jpeg = plain_jpeg(content)
    with database.write() as session:
        found = access.activity(session, id, actor)
        at_once = trust.may_edit_at_once(session, found, actor)
        photo = Photo(id, jpeg, words, consented_at=now, approved_at=now if at_once else None)
        photos.save(session, photo)
        # Another version: a coordinator who reads the one before does not approve this photo.
        activities.save(session, replace(found, photo_consent=True))
        trail.note(session, found, actor, "photo", now=now)
        return photo


def take_photo_away(database: Database, id: str, *, actor: Actor, now: datetime) -> None:
    """Delete the photo, and with it the consent."""
    with database.write() as session:
        found = access.activity(session, id, actor)
        photos.delete(session, id)
        activities.save(session, replace(found, photo_consent=False))
        trail.note(session, found, actor, "no_photo", now=now)


def public_photo(database: Database, id: str) -> Photo | None:
    """The photo that visitors may see of a public activity; None when there is none."""
    with database.read() as session:
        photo = photos.get(session, id)
        if photo is None or photo.approved_at is None:
            return None
        found = activities.by_ids(session, [id])
    return photo if found and found[0].is_public else None
