"""Made-up teams and sponsors: `data/reference/demo/deelnemers.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data import packaged
from domain.activities import Activity, id_of
from domain.branches import Branch, affinity
from domain.people import Sponsor, Team
from domain.places import NOWHERE, Province
from domain.vocabulary import NeedKind, SponsorForm, SponsorKind, TeamKind
from services.demo.dice import Dice
from services.demo.towns import Town, spread

TEAMS = 40
INSPIRED = 0.65
KINDRED = 0.4  # affinity from which a team takes up an activity of another branch


def teams(towns: Sequence[Town], edition_id: str) -> tuple[Team, ...]:
    """The teams, over the country like its people; most were inspired by one before them."""
    dice = Dice("voorbeeld/teams")
    templates: list[dict[str, Any]] = packaged.read("demo/deelnemers")["team"]
    made: list[Team] = []
    for number, town in enumerate(dice.shuffled(list(spread(towns, TEAMS, dice)))):
        spark = dice.pick(made).id if made and dice.chance(INSPIRED) else None
        made.append(
            _team(templates[number % len(templates)], town, number, edition_id, spark, dice)
        )
    return tuple(made)


def _team(
    table: dict[str, Any], town: Town, number: int, edition_id: str, spark: str | None, dice: Dice
) -> Team:
    return Team(
        id=id_of(f"{edition_id}/team/{number}"),
        name=_marked(table["name"].format(place=town.place.name)),
        edition_id=edition_id,
        kind=TeamKind(table["kind"]),
        place=town.place,
        branch=Branch(table["branch"]) if "branch" in table else None,
        offers=frozenset(NeedKind(kind) for kind in table["offers"]),
        size=dice.between(*table["size"]),
        can_do=table["can_do"],
        inspired_by=spark,
    )


def sponsors(towns: Sequence[Town], edition_id: str) -> tuple[Sponsor, ...]:
    """The sponsors, each in a town of its own unless it is nationwide."""
    dice = Dice("voorbeeld/sponsors")
    tables: list[dict[str, Any]] = packaged.read("demo/deelnemers")["sponsor"]
    homes = dice.shuffled(list(spread(towns, len(tables), dice)))
    return tuple(
        _sponsor(table, town, number, edition_id)
        for number, (table, town) in enumerate(zip(tables, homes, strict=True))
    )


def _sponsor(table: dict[str, Any], town: Town, number: int, edition_id: str) -> Sponsor:
    nationwide = table.get("nationwide", False)
    return Sponsor(
        id=id_of(f"{edition_id}/sponsor/{number}"),
        name=_marked(table["name"]),
        edition_id=edition_id,
        kind=SponsorKind(table["kind"]),
        place=NOWHERE if nationwide else town.place,
        nationwide=nationwide,
        branches=frozenset(Branch(branch) for branch in table["branches"]),
        offers=frozenset(NeedKind(kind) for kind in table["offers"]),
        forms=frozenset(SponsorForm(form) for form in table["forms"]),
        budget_cents=table["budget"] * 100 if "budget" in table else None,
        wants_to_be_shown=table["shown"],
    )


def team_for(
    activity: Activity, province: Province, teams: Sequence[Team], dice: Dice
) -> Team | None:
    """A team of the province that works in the branch or anywhere; None when there is none."""
    willing = [
        team
        for team in teams
        if team.place.province is province
        and (
            team.branch is None
            or (activity.branch and affinity(team.branch, activity.branch) >= KINDRED)
        )
    ]
    return dice.pick(willing) if willing else None


def _marked(name: str) -> str:
    return f"{name} {packaged.read('demo/woorden')['mark']}"
