"""The last step: the good rows into the database, all or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from data.database import Database
from data.records import batches
from data.repositories import activities, editions
from data.spreadsheets.errors import StoppedError
from data.spreadsheets.reading.sheets import Progress
from domain.activities import Activity
from domain.actors import Actor, check_coordinator
from domain.editions import Edition
from services.importing.previewing import SOURCE
from services.importing.types import Preview

BATCH = 2_000  # rows between looks at the stop button


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many came in, how many were in already, and which editions came with them."""

    added: int
    known: int
    new_editions: tuple[Edition, ...] = ()


def known_editions(database: Database) -> list[Edition]:
    """Every edition there is, for a preview by date."""
    with database.read() as session:
        return editions.all(session)


def commit(
    database: Database,
    preview: Preview,
    *,
    actor: Actor,
    now: datetime,
    leave_out: Collection[str] = (),
    report: Progress = lambda _: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Store the ready rows but those whose activity id is in `leave_out`; one transaction.

    What came in before stays as it is and is counted as known, so a file may come twice. `report`
    hears how many rows are stored. Raises `StoppedError` (then nothing is stored),
    `NotAllowedError` and what `Database.write` raises.
    """
    check_coordinator(actor)
    wanted: dict[str, list[Activity]] = defaultdict(list)
    for draft in preview.ready:
        if draft.activity.id not in leave_out:
            wanted[draft.activity.edition_id].append(replace(draft.activity, created_at=now))
    added = done = 0
    with database.write() as session:
        for edition in preview.new_editions:
            editions.save(session, edition)
        for edition_id, rows in wanted.items():
            known = activities.source_keys(session, edition_id, SOURCE)
            fresh = (row for row in rows if row.source_key not in known)
            for batch in batches(fresh, BATCH):
                if is_stopped():
                    raise StoppedError()
                added += activities.save_many(session, batch)
                report(added)
            done += len(rows)
    return Outcome(added, done - added, preview.new_editions)
