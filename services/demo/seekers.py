"""Made-up people who look for something, spread over the country like its people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from data.geocoding.gazetteer import Gazetteer
from domain.branches import Branch
from domain.seekers import Seeker
from domain.vocabulary import Audience, ConnectionForm, NeedKind, TargetGroup, TravelMode
from services.demo.dice import Dice
from services.demo.towns import Town, spot_in, spread

_T = TypeVar("_T")

# Most say where they are and little else. None is a way to travel that was not said.
TRAVEL = (None, TravelMode.WALKING, TravelMode.CYCLING, TravelMode.CYCLING, TravelMode.CAR)
NAMES_BRANCHES, NAMES_FORMS, NAMES_GROUPS, OFFERS_AS_TEAM = 0.5, 0.25, 0.25, 0.7


def seekers(
    towns: Sequence[Town], count: int, *, audience: Audience, gazetteer: Gazetteer
) -> list[Seeker]:
    """`count` seekers of one audience in `towns`: the same on every machine. All say where they are."""
    luck = Dice(f"voorbeeld/seekers/{audience}")
    return [
        _seeker(number, town, audience, gazetteer)
        for number, town in enumerate(spread(towns, count, luck))
    ]


def _seeker(number: int, town: Town, audience: Audience, gazetteer: Gazetteer) -> Seeker:
    dice = Dice(f"voorbeeld/seeker/{audience}/{number}")
    is_team, is_sponsor = audience is Audience.TEAM, audience is Audience.SPONSOR
    offers = is_sponsor or (is_team and dice.chance(OFFERS_AS_TEAM))
    return Seeker(
        f"{number:06d}",
        audience,
        spot_in(town, dice, gazetteer).point,
        travel_mode=None if is_sponsor else dice.pick(TRAVEL),
        branches=_some(tuple(Branch), NAMES_BRANCHES, dice),
        forms=_some(tuple(ConnectionForm), NAMES_FORMS, dice),
        groups=_some(_GROUPS, NAMES_GROUPS, dice),
        offers=_some(tuple(NeedKind), 1.0 if offers else 0.0, dice),
        wants_to_be_shown=dice.pick((True, False, None)) if is_sponsor else None,
        size=dice.between(2, 12) if is_team else 1,
    )


_GROUPS = tuple(group for group in TargetGroup if group is not TargetGroup.EVERYONE)


def _some(options: tuple[_T, ...], chance: float, dice: Dice) -> frozenset[_T]:
    """One or two of `options` with this chance, else none."""
    if not dice.chance(chance):
        return frozenset()
    return frozenset(dice.shuffled(options)[: dice.between(1, 2)])
