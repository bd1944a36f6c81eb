"""Matching for one visitor, over the programme as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from domain.activities import Activity
from domain.seekers import Seeker
from matching import explain, single
from matching.catalogue import Catalogue
from matching.explain import Outcome
from matching.gates import GateFailure
from matching.scoring import Match
from matching.weights import Weights


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The best matches, best first, and which of them stay in the top three when a weight moves."""

    matches: list[Match]
    steady: frozenset[str]


def suggest(
    seeker: Seeker,
    catalogue: Catalogue,
    *,
    weights: Weights | None = None,
    now_minute: int,
    top: int = 20,
    edition_id: str | None = None,
) -> Suggestions:
    """Ranked, explained matches for `seeker`. Arguments as for `matching.single.suggest`."""
    matches = single.suggest(
        seeker, catalogue, weights=weights, now_minute=now_minute, top=top, edition_id=edition_id
    )
    steady = explain.robust(
        seeker, catalogue, weights=weights, now_minute=now_minute, edition_id=edition_id
    )
    return Suggestions(matches, steady)


def what_if(
    seeker: Seeker,
    catalogue: Catalogue,
    *,
    weights: Weights | None = None,
    now_minute: int,
    edition_id: str | None = None,
) -> list[Outcome]:
    """How many good matches another travel mode, radius, branch or time would give; most first."""
    outcomes = explain.what_if(
        seeker,
        catalogue,
        explain.changes(seeker),
        weights=weights,
        now_minute=now_minute,
        edition_id=edition_id,
    )
    return sorted(outcomes, key=lambda outcome: -outcome.more)


def why_not(
    seeker: Seeker, activity: Activity, *, now_minute: int, edition_id: str | None = None
) -> list[GateFailure]:
    """The firm conditions that keep `activity` from `seeker`; empty when it may be proposed."""
    return explain.why_not(seeker, activity, now_minute=now_minute, edition_id=edition_id)
