"""What there is to choose from: the days, towns and editions that have activities."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

from data.geocoding.entries import Municipality
from data.geocoding.gazetteer import Gazetteer
from domain.activities import PUBLIC_STATES
from domain.fields import primary
from domain.places import Province
from domain.times import to_local
from matching.catalogue import UNKNOWN, code
from services.programme import Programme, kept_per_programme

DAYS_SHOWN = 400
_HALF_HOUR = 30


@kept_per_programme(32)
def days_of(programme: Programme, edition_id: str) -> tuple[date, ...]:
    """The local days on which something starts, earliest first; at most DAYS_SHOWN."""
    catalogue = programme.catalogue
    counts = np.diff(catalogue.slot_offsets)
    in_edition = np.repeat(_public(programme, edition_id), counts)
    # Local days begin on a half hour of UTC at the finest, so starts are rounded down to one.
    starts = np.unique(catalogue.slot_starts[in_edition] // _HALF_HOUR * _HALF_HOUR)
    found = {to_local(datetime.fromtimestamp(int(start) * 60, UTC)).date() for start in starts}
    return tuple(sorted(found)[:DAYS_SHOWN])


@kept_per_programme(32)
def municipalities_of(
    programme: Programme, gazetteer: Gazetteer, edition_id: str, province: Province | None = None
) -> tuple[Municipality, ...]:
    """The municipalities with activities, by name; of one province when that is given."""
    keep = _public(programme, edition_id)
    if province:
        keep = keep & (programme.catalogue.province == code(province))
    numbers = set(np.unique(programme.catalogue.municipality[keep]).tolist()) - {UNKNOWN}
    found = [one for one in gazetteer.municipalities() if int(one.code[2:]) in numbers]
    return tuple(sorted(found, key=lambda one: one.name.removeprefix("'s-").casefold()))


@kept_per_programme(32)
def languages_of(programme: Programme, edition_id: str) -> tuple[str, ...]:
    """The languages, as primary tags, that activities say they are in; what most speak comes first."""
    spoken = programme.plain["languages"]
    counts = np.bincount(spoken.codes[_public(programme, edition_id)], minlength=len(spoken.values))
    found: Counter[str] = Counter()
    for tags, count in zip(spoken.values, counts.tolist(), strict=True):
        found.update(dict.fromkeys(map(primary, tags), count))
    return tuple(tag for tag, count in found.most_common() if count)


def _public(programme: Programme, edition_id: str) -> NDArray[np.bool_]:
    catalogue = programme.catalogue
    states = [code(state) for state in PUBLIC_STATES]
    return (catalogue.editions == edition_id) & np.isin(catalogue.state, states)
