"""Until when a proposal may be answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.activities import Activity
from services.signing_up.letters import next_start

LONGEST = timedelta(days=3)
BEFORE_START = timedelta(hours=24)  # so that a place that comes back can still be asked around
SHORTEST = timedelta(hours=3)  # a mail must be able to be read


def answer_until(activity: Activity, *, now: datetime) -> datetime | None:
    """Three days from now, or a day before the next start when that is sooner; None for too late.

    While no time is known it is three days.
    """
    starts_at = next_start(activity, now=now)
    if starts_at is None:
        return None if activity.slots else now + LONGEST
    until = min(now + LONGEST, starts_at - BEFORE_START)
    return until if until - now >= SHORTEST else None
