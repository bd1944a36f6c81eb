"""Counts of people that point at nobody."""

from __future__ import annotations

# Fewer people than this are never counted out loud: they might be found again.
LEAST_SHOWN = 5


def discreet(count: int) -> int | None:
    """A count that may be told: None for fewer than LEAST_SHOWN and more than 0."""
    return count if count >= LEAST_SHOWN or count == 0 else None


def at_least(count: int) -> int | None:
    """A count in whole steps of LEAST_SHOWN, so that one more does not show; None for fewer.

    0 stays 0. For what anybody may ask again and again, while somebody they know is counted.
    """
    return count // LEAST_SHOWN * LEAST_SHOWN or (None if count else 0)
