"""What teams and sponsors have in common: by what one is known again."""

from __future__ import annotations

from data.geocoding.names import plain
from domain.people import Sponsor, Team

GroupKey = tuple[str, str, str]


def key_of(group: Team | Sponsor) -> GroupKey:
    """The edition, the name and the town of a group, however they are spelled."""
    place = group.place
    return group.edition_id, plain(group.name), place.municipality_code or plain(place.name)
