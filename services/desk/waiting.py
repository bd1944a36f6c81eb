"""What waits for somebody, how long the longest has waited, and what waits longer than was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from data.database import Database
from domain.actors import Actor
from services.organising import reviewing
from services.sponsoring import silence


class Pile(StrEnum):
    """The piles of the desk, in the order in which they are worked through."""

    REVIEW = "lezen"
    PLEDGES = "toezeggingen"


@dataclass(frozen=True, slots=True)
class Waits:
    """One pile: how many, and how long the longest has waited; None when that is not known.

    `late` counts what waits longer than `patience`: what organisers of the edition were told, or
    what a sponsor may be expected to bear.
    """

    pile: Pile
    count: int
    longest: timedelta | None
    late: int
    patience: timedelta


def piles(database: Database, *, edition_id: str, actor: Actor, now: datetime) -> list[Waits]:
    """Every pile that is not empty. Raises `NotAllowedError`."""
    lines = reviewing.lines(database, actor=actor, now=now)
    queue = [one for one in lines if one.row.edition_id == edition_id]
    promised = queue[0].promised if queue else timedelta()
    silent = silence.unanswered(database, edition_id, actor=actor, now=now)
    found = [
        _pile(Pile.REVIEW, [one.row.since for one in queue], promised, now),
        _pile(Pile.PLEDGES, [one.since for one in silent], silence.PATIENCE, now),
    ]
    return [one for one in found if one.count]


def _pile(
    pile: Pile, moments: Iterable[datetime | None], patience: timedelta, now: datetime
) -> Waits:
    all_moments = list(moments)
    known = [moment for moment in all_moments if moment is not None]
    return Waits(
        pile,
        len(all_moments),
        now - min(known) if known else None,
        sum(now - moment > patience for moment in known),
        patience,
    )
