"""Branches: own keys, mapped to SBI 2025, and how much one is like another."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Sbi:
    """Where a branch stands in the Standaard Bedrijfsindeling 2025: a section and its divisions."""

    section: str
    divisions: tuple[int, ...]


SBI_2025: dict[Branch, Sbi] = {
    Branch.EDUCATION: Sbi("Q", (85,)),
    Branch.CULTURE: Sbi("S", (90, 91)),
    Branch.SPORT: Sbi("S", (93,)),
    Branch.BANKING: Sbi("L", (64, 65, 66)),
    Branch.CARE: Sbi("R", (86, 87)),
    Branch.WELFARE: Sbi("R", (88,)),
    Branch.GOVERNMENT: Sbi("P", (84,)),
    Branch.HOUSING: Sbi("M", (68,)),
    Branch.RETAIL: Sbi("G", (46, 47)),
    Branch.TRANSPORT: Sbi("H", (49, 50, 51, 52, 53)),
    Branch.ICT: Sbi("K", (61, 62, 63)),
    Branch.CONSTRUCTION: Sbi("F", (41, 42, 43)),
    Branch.HOSPITALITY: Sbi("I", (55, 56)),
    Branch.INDUSTRY: Sbi("C", tuple(range(10, 34))),
    Branch.AGRICULTURE: Sbi("A", (1, 2, 3)),
    Branch.ASSOCIATIONS: Sbi("T", (94,)),
    Branch.FAITH: Sbi("T", (94,)),
    Branch.NATURE: Sbi("S", (91,)),
    Branch.MEDIA: Sbi("J", (58, 59, 60)),
    Branch.SERVICES: Sbi("N", tuple(range(69, 76))),
}

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
