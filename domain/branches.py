"""Branches: own keys, mapped to SBI 2025, and how much one is like another."""

from __future__ import annotations

from enum import StrEnum


class Branch(StrEnum):
    """A branch by its own key. SBI letters differ between 2008 and 2025, so a letter is never the key."""

    EDUCATION = "onderwijs"
    CULTURE = "cultuur"
    SPORT = "sport"
    BANKING = "banken"
    CARE = "zorg"
    WELFARE = "welzijn"
    GOVERNMENT = "overheid"
    HOUSING = "wonen"
    RETAIL = "winkels"
    TRANSPORT = "vervoer"
    ICT = "ict"
    CONSTRUCTION = "bouw"
    HOSPITALITY = "horeca"
    INDUSTRY = "industrie"
    AGRICULTURE = "landbouw"
    ASSOCIATIONS = "verenigingen"
    FAITH = "levensbeschouwing"
    NATURE = "natuur"
    MEDIA = "media"
    SERVICES = "diensten"


# Relatives, each pair once; `affinity` reads it both ways. Judged by shared places, people and
# audiences: a museum and a sports hall share a section, a school and a care home share visitors.
_RELATIVES: dict[tuple[Branch, Branch], float] = {
    (Branch.CULTURE, Branch.SPORT): 0.5,
    (Branch.CULTURE, Branch.EDUCATION): 0.5,
    (Branch.CULTURE, Branch.MEDIA): 0.5,
    (Branch.CULTURE, Branch.FAITH): 0.3,
    (Branch.CULTURE, Branch.HOSPITALITY): 0.3,
    (Branch.CULTURE, Branch.ASSOCIATIONS): 0.4,
    (Branch.CULTURE, Branch.NATURE): 0.3,
    (Branch.SPORT, Branch.EDUCATION): 0.4,
    (Branch.SPORT, Branch.ASSOCIATIONS): 0.5,
    (Branch.SPORT, Branch.WELFARE): 0.4,
    (Branch.SPORT, Branch.NATURE): 0.3,
    (Branch.EDUCATION, Branch.WELFARE): 0.4,
    (Branch.EDUCATION, Branch.ICT): 0.2,
    (Branch.CARE, Branch.WELFARE): 0.7,
    (Branch.CARE, Branch.HOUSING): 0.3,
    (Branch.WELFARE, Branch.HOUSING): 0.4,
    (Branch.WELFARE, Branch.ASSOCIATIONS): 0.5,
    (Branch.WELFARE, Branch.FAITH): 0.4,
    (Branch.WELFARE, Branch.GOVERNMENT): 0.4,
    (Branch.GOVERNMENT, Branch.HOUSING): 0.3,
    (Branch.GOVERNMENT, Branch.EDUCATION): 0.2,
    (Branch.HOUSING, Branch.CONSTRUCTION): 0.4,
    (Branch.CONSTRUCTION, Branch.INDUSTRY): 0.4,
    (Branch.RETAIL, Branch.HOSPITALITY): 0.5,
    (Branch.RETAIL, Branch.INDUSTRY): 0.2,
    (Branch.HOSPITALITY, Branch.AGRICULTURE): 0.3,
    (Branch.AGRICULTURE, Branch.NATURE): 0.5,
    (Branch.AGRICULTURE, Branch.INDUSTRY): 0.2,
    (Branch.BANKING, Branch.SERVICES): 0.5,
    (Branch.BANKING, Branch.HOUSING): 0.2,
    (Branch.ICT, Branch.SERVICES): 0.4,
    (Branch.ICT, Branch.MEDIA): 0.4,
    (Branch.TRANSPORT, Branch.INDUSTRY): 0.3,
    (Branch.TRANSPORT, Branch.RETAIL): 0.2,
    (Branch.ASSOCIATIONS, Branch.FAITH): 0.4,
    (Branch.MEDIA, Branch.SERVICES): 0.3,
}


def affinity(one: Branch, other: Branch) -> float:
    """How much one branch is like another, in [0, 1]: 1 the same, graded for relatives, else 0. Symmetric."""
    if one is other:
        return 1.0
    return _RELATIVES.get((one, other), _RELATIVES.get((other, one), 0.0))
