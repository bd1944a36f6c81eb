"""Time slots as one cell, in words that `data.spreadsheets.dates` reads back as they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta

from domain.times import AMSTERDAM, TimeSlot, to_local


def to_cell(slots: Sequence[TimeSlot]) -> str:
    """All slots in one cell; whole days come last, so that no time of another day holds for them."""
    ordered = sorted(slots, key=lambda slot: (_is_whole_day(slot), slot.starts_at, slot.ends_at))
    return "; ".join(map(_slot, ordered))


def _slot(slot: TimeSlot) -> str:
    start, end = to_local(slot.starts_at), to_local(slot.ends_at)
    if _is_whole_day(slot):
        return f"{start:%d-%m-%Y}"
    if _comes_twice(slot):  # then only the distance to UTC tells which one is meant
        return f"{start.isoformat(timespec='minutes')} - {end.isoformat(timespec='minutes')}"
    if start.date() == end.date():
        return f"{start:%d-%m-%Y %H:%M}-{end:%H:%M}"
    return f"{start:%d-%m-%Y %H:%M} - {end:%d-%m-%Y %H:%M}"


def _is_whole_day(slot: TimeSlot) -> bool:
    start, end = to_local(slot.starts_at), to_local(slot.ends_at)
    tomorrow = start.date() + timedelta(days=1)
    return (
        not slot.has_clock
        and f"{start:%H:%M}{end:%H:%M}" == "00:0000:00"
        and end.date() == tomorrow
    )


def _comes_twice(slot: TimeSlot) -> bool:
    """Whether the clock shows the start or the end a second time that night."""
    for moment in (slot.starts_at, slot.ends_at):
        local = moment.astimezone(AMSTERDAM)
        first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        if first != second:
            return True
    return False
