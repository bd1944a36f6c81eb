"""Which activities come on a list on paper: those of a filter, or those of a series."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

import numpy as np

from data.database import Database
from domain.activities import Series
from domain.editions import Edition
from domain.times import to_local
from i18n.texts import Language, text
from services import activities, filters, listing, scope
from services.filters import Filter
from services.printing import programme as paper
from services.programme import Programme


def of_filter(
    wanted: Filter,
    edition: Edition,
    *,
    database: Database,
    programme: Programme,
    title: str,
    link: str,
    language: Language,
    now: datetime,
) -> bytes:
    """What fits `wanted`, of `edition`; while the edition lasts, its days that are over are left out."""
    days = ahead(scope.days_of(programme, edition.id), today=to_local(now).date())
    keep = filters.mask(replace(wanted, days=frozenset(days)), programme)
    rows = listing.by_time(programme, np.flatnonzero(keep), now=now)
    ids = [str(one) for one in programme.catalogue.ids[rows[: paper.MOST]]]
    return paper.sheet(
        activities.listed(database, ids),
        edition,
        title=title,
        about=paper.choices(wanted, language),
        days=days,
        total=len(rows),
        link=link,
        language=language,
        now=now,
    )


def of_series(
    series: Series,
    edition: Edition,
    *,
    database: Database,
    link: str,
    language: Language,
    now: datetime,
) -> bytes:
    """Every place and day of one series."""
    return paper.sheet(
        activities.in_series(database, series.id),
        edition,
        title=text(language, "print.programme_of", name=series.title),
        link=link,
        language=language,
        now=now,
    )


def ahead(days: Collection[date], *, today: date) -> frozenset[date]:
    """Those of `days` that are not over; empty, which means all, when none or every one is."""
    left = frozenset(day for day in days if day >= today)
    return left if len(left) < len(days) else frozenset()
