"""When each recurring job last ran, stored: its heartbeat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from data import records, tables


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The last run of a job: when it ended, how long it took, and what it did, without names."""

    name: str
    ran_at: datetime
    milliseconds: int
    outcome: str


def beat(session: Session, heartbeat: Heartbeat) -> None:
    """Note a run. One query."""
    records.put(session, tables.jobs, records.row(heartbeat, tables.jobs))


def all(session: Session) -> dict[str, Heartbeat]:
    """The last run of every job, by name. One query."""
    return {found.name: found for found in records.where(session, tables.jobs, Heartbeat)}
