"""The words of the whole programme at once: what a list shows, and what it is searched and filtered by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import tables
from data.repositories.programme import in_edition
from domain.fields import FILTERED


@dataclass(frozen=True, slots=True)
class ProgrammeTexts:
    """What a list shows of every activity, in the order of the catalogue's rows (by id).

    `search` holds title, summary, organiser, place and municipality in lower case, one text each.
    `plain` holds the plain fields that a visitor can filter by, by name.
    """

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    places: tuple[str, ...]
    search: tuple[str, ...]
    plain: Mapping[str, tuple[Any, ...]]


def texts(session: Session, edition_id: str | None = None) -> ProgrammeTexts:
    """The texts of every activity, or of one edition. One query."""
    c = tables.activities.c
    words = (c.id, c.title, c.place_name, c.summary, c.organiser, c.place_municipality)
    plain = [field.name for field in FILTERED]
    query = sa.select(*words, *(c[name] for name in plain)).where(*in_edition(edition_id))
    rows = sorted(session.execute(query).all(), key=itemgetter(0))
    return ProgrammeTexts(
        ids=tuple(row[0] for row in rows),
        titles=tuple(row[1] for row in rows),
        places=tuple(row[2] for row in rows),
        search=tuple("\n".join(row[1 : len(words)]).lower() for row in rows),
        plain={
            name: tuple(row[at] for row in rows) for at, name in enumerate(plain, start=len(words))
        },
    )
