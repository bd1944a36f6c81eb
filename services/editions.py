"""Which edition a visitor looks at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from data.database import Database
from data.repositories import editions
from domain.editions import Edition
from domain.times import midnight, to_local
from domain.vocabulary import EditionKind


def all_editions(database: Database) -> list[Edition]:
    """Every edition: the week's own, newest first, then examples, then history."""
    kinds = list(EditionKind)
    with database.read() as session:
        found = editions.all(session)
    return sorted(found, key=lambda edition: (kinds.index(edition.kind), -edition.year, edition.id))


def in_view(
    every: Sequence[Edition], with_activities: Sequence[str], *, today: date
) -> Edition | None:
    """The edition that a newcomer should see; `with_activities` holds edition ids.

    That is the first week still to come that has activities, else the example when it is there,
    else the newest edition with activities, else the newest at all. None when there are none.
    Expects `every` in the order of `all_editions`.
    """
    filled = [edition for edition in every if edition.id in set(with_activities)]
    coming = [
        edition
        for edition in reversed(filled)
        if edition.kind is EditionKind.WEEK and not edition.is_over(today)
    ]
    examples = [edition for edition in filled if edition.kind is EditionKind.EXAMPLE]
    for group in (coming, examples, filled, every):
        if group:
            return group[0]
    return None


def open_to_plans(every: Sequence[Edition], *, today: date) -> Edition | None:
    """The edition that a new activity belongs to: the first week still to come, else the example.

    None when every week is over. Expects `every` in the order of `all_editions`.
    """
    kinds = (EditionKind.WEEK, EditionKind.EXAMPLE)
    coming = [one for one in every if one.kind in kinds and not one.is_over(today)]
    return min(coming, key=lambda one: (kinds.index(one.kind), one.year), default=None)


def coming_first(every: Sequence[Edition], *, today: date) -> list[Edition]:
    """The same editions, the one that new activities belong to in front."""
    coming = open_to_plans(every, today=today)
    return sorted(every, key=lambda edition: edition != coming)


def day_to_open(edition: Edition, days: Sequence[date], *, today: date) -> date:
    """Which of `days` (at least one, in order) an agenda opens on: today, but not before the week.

    Looking back it opens on the first of the week. Where that has no days, on what comes next.
    """
    first = edition.first_day or today
    wanted = first if edition.is_over(today) else max(first, today)
    return next((day for begin in (wanted, today, first) for day in days if day >= begin), days[0])


def moment_in(edition: Edition, *, now: datetime) -> datetime:
    """The moment from which `edition` is matched: now, or its beginning when it is over.

    So a visitor who looks back sees what would have suited at the start of that week.
    """
    if not edition.is_over(to_local(now).date()):
        return now
    begin = edition.first_day or date(edition.year, 1, 1)
    return midnight(begin)
