"""What people get to see, measured: versions of the weights on one programme, as a table of words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from data.geocoding.gazetteer import Gazetteer
from domain.vocabulary import Audience
from i18n.formats import number
from i18n.texts import Language, text
from matching.catalogue import Catalogue
from matching.evaluation import Figures, Surroundings, figures, in_lanes, one_list, surroundings
from matching.lanes import Lane
from matching.seekers import Seekers
from matching.weights import by_version
from services.demo.seekers import seekers as demo_seekers
from services.demo.towns import towns_of

PEOPLE = 1_000  # as many as are made up
MOST = 2_000  # of a longer file so many are looked at
NOTHING = "–"


class Table(NamedTuple):
    """Headings, and rows of as many words."""

    headings: list[str]
    rows: list[list[str]]


def made_up(gazetteer: Gazetteer, audience: Audience) -> Seekers:
    """Seekers that nobody is, spread like the people of the country."""
    towns = towns_of(gazetteer)
    return Seekers.from_seekers(demo_seekers(towns, PEOPLE, audience=audience, gazetteer=gazetteer))


def some_of(parts: Iterable[Seekers], audience: Audience) -> Seekers:
    """At most MOST of these seekers, taken at equal steps."""
    seekers = Seekers.together(list(parts), audience)
    steps = np.linspace(0, len(seekers), num=min(len(seekers), MOST), endpoint=False)
    return seekers.take(steps.astype(np.intp))


def compared(
    seekers: Seekers,
    catalogue: Catalogue,
    *,
    versions: Sequence[str],
    now_minute: int,
    edition_id: str | None,
    language: Language,
) -> Table:
    """Each version of the weights as one list and in lanes, beside the programme itself."""
    around = surroundings(seekers, catalogue, now_minute=now_minute, edition_id=edition_id)
    columns = {}
    for version in versions:
        for way, ranked in (("one", one_list), ("lanes", in_lanes)):
            found = ranked(
                seekers,
                catalogue,
                weights=by_version(version),
                now_minute=now_minute,
                edition_id=edition_id,
            )
            heading = text(language, f"match.head.{way}", version=version)
            columns[heading] = figures(found, around)
    return as_table(columns, around, language)


def as_table(columns: Mapping[str, Figures], around: Surroundings, language: Language) -> Table:
    """A column of figures under each heading, and what the programme itself has in the last."""
    headings = ["", *columns, text(language, "match.head.programme")]
    rows = [
        [
            text(language, f"match.head.row.{row.key}"),
            *(row.said(row.of_list(column), language) for column in columns.values()),
            row.said(row.of_programme(around), language) if row.of_programme else "",
        ]
        for row in _ROWS
    ]
    return Table(headings, rows)


def _percent(share: float, language: Language) -> str:
    return NOTHING if math.isnan(share) else f"{number(round(100 * share, 1), language)} %"


def _plain(amount: float, language: Language) -> str:
    return NOTHING if math.isnan(amount) else number(round(amount, 2), language)


class _Row(NamedTuple):
    """A figure of a list, and what the programme has of the same."""

    key: str
    of_list: Callable[[Figures], float]
    of_programme: Callable[[Surroundings], float] | None = None
    said: Callable[[float, Language], str] = _percent


def _in_lane(lane: Lane) -> _Row:
    return _Row(lane.value, lambda found: found.lanes[lane], lambda around: around.share(lane))


_ROWS = (
    _Row("near_first", lambda found: found.near_first, lambda around: around.near),
    _Row("km", lambda found: found.km, lambda around: around.km, _plain),
    _Row("silent", lambda found: found.silent, lambda around: around.silent),
    *(_in_lane(lane) for lane in Lane if lane is not Lane.ANYWHERE),
    _Row("branch", lambda found: found.branch_fits),
    _Row("gini", lambda found: found.gini, None, _plain),
    _Row("unseen", lambda found: found.unseen),
    _Row("without", lambda found: float(found.without_match), None, _plain),
)
