"""What waits for somebody, and how long the longest has waited."""

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
    """One pile: how many, and how long the longest has waited; None when that is not known."""

    pile: Pile
    count: int
    longest: timedelta | None


def piles(database: Database, *, edition_id: str, actor: Actor, now: datetime) -> list[Waits]:
    """Every pile that is not empty. Raises `NotAllowedError`."""
    queue = reviewing.queue(database, actor=actor)
    silent = silence.unanswered(database, edition_id, actor=actor, now=now)
    found = [
        _pile(Pile.REVIEW, [one.since for one in queue if one.edition.id == edition_id], now),
        _pile(Pile.PLEDGES, [one.since for one in silent], now),
    ]
    return [one for one in found if one.count]


def _pile(pile: Pile, moments: Iterable[datetime | None], now: datetime) -> Waits:
    all_moments = list(moments)
    known = [moment for moment in all_moments if moment is not None]
    return Waits(pile, len(all_moments), now - min(known) if known else None)
