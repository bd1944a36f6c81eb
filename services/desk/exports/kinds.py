"""The lists that a coordinator can download."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.actors import Actor


class ListKind(StrEnum):
    """A list; the key also stands in the audit trail and in the name of the file."""

    ACTIVITIES = "activiteiten"
    NEEDS = "behoeften"
    TEAMS = "teams"
    SPONSORS = "sponsors"
    PLEDGES = "toezeggingen"
    SIGN_UPS = "aanmeldingen"
    VOLUNTEERS = "vrijwilligers"
    PROPOSALS = "voorstellen"
    ORGANISERS = "organisatoren"
    MAILS = "post"
    TRAIL = "logboek"


# These are not cut up by region or branch, so only a national coordinator may have them.
NATIONAL = frozenset({ListKind.MAILS, ListKind.TRAIL})
# These are of no edition: of all that is known.
WITHOUT_EDITION = NATIONAL | {ListKind.VOLUNTEERS}


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list goes: of an edition, for whom, and whether people are in it."""

    edition_id: str
    actor: Actor
    with_people: bool
