"""The last step: the good rows into the database, all or none, and a note of what came in."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b

from sqlalchemy.orm import Session

from data.database import Database, LinkedError
from data.records import batches
from data.repositories import editions, imports
from data.repositories.imports import ImportRow
from data.spreadsheets.errors import StoppedError
from data.spreadsheets.reading.sheets import Progress
from domain.accounts import OutsideScopeError
from domain.activities import Need, new_id
from domain.actors import Actor, check_coordinator, check_national
from domain.editions import Edition
from domain.errors import VerbindingError
from domain.imports import Import
from domain.people import Sponsor, Team
from services.desk import audit
from services.importing.kinds import KINDS
from services.importing.types import AskedNeed, Draft, Preview, Thing, is_in_scope

BATCH = 2_000  # rows between looks at the stop button
NOBODY = "-"  # whose import it is at a desk that is open to its own machine


class OutdatedPreviewError(VerbindingError):
    """Something that rows belong to, such as an activity, was taken away after the preview."""

    key = "error.import_outdated"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many came in, how many were in already, and which editions came with them.

    `import_id` is that by which it can be undone.
    """

    added: int
    known: int
    new_editions: tuple[Edition, ...] = ()
    import_id: str = ""


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
    file_name: str = "",
    leave_out: Collection[str] = (),
    report: Progress = lambda _: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Store the ready rows but those whose id is in `leave_out`; one transaction.

    What came in before stays as it is and is counted as known, so a file may come twice. `report`
    hears how many rows are stored. Raises `StoppedError` (then nothing is stored),
    `NotAllowedError`, `OutsideScopeError`, `OutdatedPreviewError` and what `Database.write` raises.
    """
    check_coordinator(actor)
    if preview.new_editions:
        check_national(actor)
    wanted = [draft for draft in preview.ready if draft.id not in leave_out]
    if not all(is_in_scope(actor, draft.thing) for draft in wanted):
        raise OutsideScopeError()
    kind = KINDS[preview.kind]
    rows: list[ImportRow] = []
    made = Import(new_id(), preview.kind, file_name, actor.id or NOBODY, now, 0)
    with _as_previewed(), database.write() as session:
        new_editions = _added(session, preview.new_editions)
        known = kind.known(session, wanted)
        fresh = (draft for draft in wanted if draft.id not in known)
        for batch in batches(fresh, BATCH):
            if is_stopped():
                raise StoppedError()
            kind.store(session, batch, now)
            rows += [_row(made.id, draft) for draft in batch]
            report(len(rows))
        done = Import(made.id, made.kind, made.file_name, made.account_id, now, len(rows))
        imports.add(session, done, rows)
        action = f"import-{preview.kind.name.lower()}"
        audit.note(session, actor, action, subject=made.id, count=len(rows), now=now)
    return Outcome(len(rows), len(wanted) - len(rows), new_editions, made.id)


@contextmanager
def _as_previewed() -> Iterator[None]:
    """Say it in words about the preview when what rows belong to is gone."""
    try:
        yield
    except LinkedError as error:
        raise OutdatedPreviewError() from error


def _added(session: Session, wanted: Collection[Edition]) -> tuple[Edition, ...]:
    """Those editions that were not made by somebody else since the preview; they are now."""
    there = {one.id for one in editions.all(session)}
    new = tuple(one for one in wanted if one.id not in there)
    for edition in new:
        editions.save(session, edition)
    return new


def digest_of(thing: Thing | Need) -> str:
    """What tells whether a thing is still as it came in; "" for one that says so itself.

    An activity has its version, and somebody who changes their own wishes is confirmed by it.
    """
    match thing:
        case AskedNeed():
            return digest_of(thing.need)
        case Need():
            said: list[object] = [thing.kind, thing.quantity, thing.description]
        case Team() | Sponsor():
            said = [asdict(thing)]
        case _:
            return ""
    words = json.dumps(said, sort_keys=True, default=sorted)
    return blake2b(words.encode(), digest_size=12).hexdigest()


def _row(import_id: str, draft: Draft) -> ImportRow:
    return ImportRow(import_id, draft.id, digest_of(draft.thing))
