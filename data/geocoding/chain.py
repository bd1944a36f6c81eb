"""From the gazetteer outwards: what it does not know exactly enough is asked of remote geocoders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Protocol

from data.geocoding import nominatim, pdok
from data.geocoding.gazetteer import Gazetteer, distance_km
from data.geocoding.names import plain
from data.geocoding.remote import Remote
from data.geocoding.wording import is_address
from data.repositories.geocodes import Answer
from data.settings import Settings
from domain.places import GeocoderUnavailableError, Place, PlaceNotFoundError, Precision
from domain.words import clean

KEPT = timedelta(days=90)
KEPT_UNKNOWN = timedelta(days=7)  # a new street is known soon
NEAR_KM = 30.0  # a remote answer farther from the town of the address is another place
LONGEST_QUERY = 200
USER_AGENT = "verbindingswijzer/0.1 ({url})"


class Memory(Protocol):
    """What was answered before."""

    def recall(self, source: str, query: str) -> Answer | None:
        """The last answer of `source`; None when it was never asked."""

    def keep(self, answer: Answer) -> None:
        """Keep an answer over an earlier one."""


def find(
    query: str, gazetteer: Gazetteer, remotes: Sequence[Remote], memory: Memory, *, now: datetime
) -> Place:
    """The most exact place for `query` that anyone knows.

    A postcode or a town comes from the gazetteer alone; an address, or a name that it does not
    know, is asked of `remotes` in their order, unless `memory` has the answer. Whatever fails
    there, the gazetteer's answer stands. Raises what `Gazetteer.find` raises.
    """
    offline, unknown = _offline(query, gazetteer)
    if offline is not None and not is_address(query):
        return offline
    for remote in remotes:
        found = _ask(remote, query, memory, now)
        if found is not None and _is_better(found, offline):
            return _completed(found, gazetteer)
    if offline is not None:
        return offline
    raise unknown or PlaceNotFoundError(query=query)


@cache
def remotes_of(settings: Settings) -> tuple[Remote, ...]:
    """The remote geocoders an installation wants, in the order they are asked; one set a process."""
    agent = USER_AGENT.format(url=settings.public_url)
    found = []
    if settings.pdok:
        server = pdok.PdokLocatieserver(user_agent=agent)
        found.append(Remote(pdok.SOURCE, server.geocode, pdok.place, seconds_between=0.2))
    if settings.nominatim_url:
        other = nominatim.nominatim(settings.nominatim_url, user_agent=agent)
        ask = partial(other.geocode, country_codes="nl", addressdetails=True, language="nl")
        found.append(Remote(nominatim.SOURCE, ask, nominatim.place, seconds_between=1.0))
    return tuple(found)


def _offline(query: str, gazetteer: Gazetteer) -> tuple[Place | None, PlaceNotFoundError | None]:
    try:
        return gazetteer.find(query), None
    except PlaceNotFoundError as error:
        return None, error


def _ask(remote: Remote, query: str, memory: Memory, now: datetime) -> Place | None:
    key = plain(query)[:LONGEST_QUERY]
    known = memory.recall(remote.source, key)
    if known is not None and now - known.asked_at < (KEPT if known.place else KEPT_UNKNOWN):
        return known.place
    try:
        found = remote.find(clean(query)[:LONGEST_QUERY])
    except GeocoderUnavailableError:
        return None  # the next one, or the gazetteer, answers instead
    memory.keep(Answer(remote.source, key, found, now))
    return found


def _is_better(found: Place, offline: Place | None) -> bool:
    """Whether a remote answer is about the same town, and finer than what is known already."""
    if offline is None:
        return True
    finer = found.precision in (Precision.EXACT, Precision.ADDRESS, Precision.STREET)
    return finer and distance_km(found, offline) <= NEAR_KM


def _completed(found: Place, gazetteer: Gazetteer) -> Place:
    """`found` with the municipality and province that its source left open."""
    if found.point is None or (found.municipality_code and found.province):
        return found
    near = gazetteer.nearest(found.point)
    return replace(
        found,
        name=found.name or near.name,
        municipality=near.municipality,
        municipality_code=near.municipality_code,
        province=near.province,
    )
