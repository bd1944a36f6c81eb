"""Many decisions at once: each activity in a transaction of its own, each organiser their mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.database import Database
from domain.activities import ConflictError, StateChangeError
from domain.actors import Actor, check_coordinator
from domain.errors import NotFoundError
from services.organising.editing import cancel
from services.organising.reviewing import Line, accept, publish


class Decision(StrEnum):
    """What is decided for all of them."""

    PUBLISH = "zet"  # on the map, or let changed words be seen
    LAY_ASIDE = "opzij"


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of it: the titles of what was done, and of what somebody changed meanwhile."""

    done: tuple[str, ...]
    changed: tuple[str, ...]


def decide(
    database: Database,
    chosen: Sequence[Line],
    decision: Decision,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> Decided:
    """Decide on all that was chosen, as it was read; what changed since is left as it is.

    Only new ones are laid aside. Raises `NotAllowedError` and `OutsideScopeError`.
    """
    check_coordinator(actor)
    done, changed = [], []
    for line in chosen:
        if decision is Decision.LAY_ASIDE and not line.row.is_new:
            continue
        try:
            _decide(database, line, decision, actor=actor, now=now, reason=reason)
        except (ConflictError, StateChangeError, NotFoundError):
            changed.append(line.row.title)
        else:
            done.append(line.row.title)
    return Decided(tuple(done), tuple(changed))


def _decide(
    database: Database,
    line: Line,
    decision: Decision,
    *,
    actor: Actor,
    now: datetime,
    reason: str,
) -> None:
    row = line.row
    if decision is Decision.LAY_ASIDE:
        cancel(database, row.id, version=row.version, reason=reason, actor=actor, now=now)
    elif row.is_new:
        publish(database, row.id, version=row.version, actor=actor, now=now)
    else:
        accept(database, row.id, version=row.version, actor=actor, now=now)
