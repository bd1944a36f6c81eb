"""Made-up activities: a recipe, a town and some luck."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from data import packaged
from data.geocoding.gazetteer import Gazetteer
from domain.activities import Activity, Need, Task, id_of
from domain.people import Team
from domain.places import NOWHERE, Place
from domain.vocabulary import ActivityState, AttendanceMode, NeedKind
from services.demo import moments, towns
from services.demo.dice import Dice
from services.demo.participants import team_for
from services.demo.recipes import Recipe, recipes
from services.demo.towns import Town

SOURCE = "voorbeeld"

# Shares of all activities.
FULL, CANCELLED = 0.08, 0.01
WITHOUT_SPOT, ONLY_TOWN = 0.02, 0.15
SAYS_LITTLE = 0.05
ADOPTED, COPIED = 0.75, 0.2
EURO_STEP = 5


@dataclass(slots=True)
class Kitchen:
    """What is remembered between one activity and the next, so that they vary."""

    edition_id: str
    year: int
    gazetteer: Gazetteer
    teams: Sequence[Team]
    uses: Counter[str] = field(default_factory=Counter)
    held: set[tuple[str, str]] = field(default_factory=set)  # recipe and town
    in_town: Counter[Place] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)
    last_of: dict[str, str] = field(default_factory=dict)  # recipe to the id of its last activity


def cook(
    kitchen: Kitchen, country: Sequence[Town], *, count: int, series_id: str
) -> Iterator[Activity]:
    """`count` activities, one at a time, those of the series first."""
    [serial] = [recipe for recipe in recipes() if recipe.in_series]
    stations = towns.largest_by_province(country)[:count]
    for number, town in enumerate(stations):
        dice = Dice(f"{SOURCE}/{number}")
        yield replace(_activity(kitchen, serial, town, number, dice), series_id=series_id)
    luck = Dice(SOURCE)
    others = luck.shuffled(list(towns.homes(country, max(1, count - len(stations)), luck)))
    for number, town in enumerate(others[: count - len(stations)], start=len(stations)):
        dice = Dice(f"{SOURCE}/{number}")
        is_sure = town.is_large and kitchen.in_town[town.place] < towns.IN_LARGE
        kitchen.in_town[town.place] += 1
        recipe = _choose(kitchen, town, dice, is_sure=is_sure)
        activity = _activity(kitchen, recipe, town, number, dice, is_sure=is_sure)
        online = recipe.attendance is AttendanceMode.ONLINE
        yield _bare(activity) if not online and dice.chance(SAYS_LITTLE) else activity


def _choose(kitchen: Kitchen, town: Town, dice: Dice, *, is_sure: bool) -> Recipe:
    """A recipe that fits the town, rather one that was seldom used and not yet held there."""
    fitting = [
        recipe
        for recipe in recipes()
        if not recipe.in_series and recipe.fits(town.province, town.population)
        if not is_sure or recipe.is_for_anyone_nearby
    ]
    new = [recipe for recipe in fitting if (recipe.key, town.place.name) not in kitchen.held]
    options = new or fitting
    return dice.weighted(options, [1 / (1 + kitchen.uses[recipe.key]) ** 2 for recipe in options])


def _activity(
    kitchen: Kitchen, recipe: Recipe, town: Town, number: int, dice: Dice, *, is_sure: bool = False
) -> Activity:
    """What the recipe becomes in this town; a sure one is on the map, goes on and has room."""
    words = packaged.read("demo/woorden")
    id = id_of(f"{kitchen.edition_id}/activity/{number}")
    title, where = _title(kitchen, recipe, town, dice)
    names = {"place": town.place.name, "where": where}
    inspired_by = kitchen.last_of.get(recipe.key) if dice.chance(COPIED) else None
    kitchen.uses[recipe.key] += 1
    kitchen.held.add((recipe.key, town.place.name))
    kitchen.last_of[recipe.key] = id
    full = not is_sure and recipe.people is not None and dice.chance(FULL)
    adopted = dice.chance(ADOPTED)
    activity = Activity(
        id=id,
        edition_id=kitchen.edition_id,
        title=f"{title} {words['mark']}",
        place=_place(kitchen, recipe, town, dice, is_sure=is_sure),
        slots=moments.slots(recipe, kitchen.year, dice),
        summary=recipe.summary.format(**names),
        description=_description(recipe, names, dice),
        organiser=organiser(recipe, town, dice),
        branch=recipe.branch,
        forms=frozenset(recipe.forms),
        groups=frozenset(recipe.groups),
        attendance=recipe.attendance,
        minutes=min(task.minutes for task in recipe.tasks),
        tasks=_tasks(recipe, id, dice, full=full, is_sure=is_sure),
        needs=_needs(recipe, id, dice),
        min_crew=dice.between(1, len(recipe.tasks)),
        min_age=recipe.min_age,
        accessibility=dice.pick(recipe.accessibility or words["accessibility"][recipe.attendance]),
        good_to_know=_good_to_know(recipe, dice),
        languages=recipe.languages,
        photo_consent=dice.chance(0.15),
        shows_sponsor=dice.pick((True, True, False, None)),
        inspired_by=inspired_by,
        state=ActivityState.FULL if full else ActivityState.PUBLISHED,
        source=SOURCE,
        source_key=str(number),
        **dict(recipe.says),
        **_capacity(recipe, dice, full=full),
    )
    if not full and not is_sure and dice.chance(CANCELLED):
        activity = replace(activity, state=ActivityState.CANCELLED)
    team = team_for(activity, town.province, kitchen.teams, dice) if adopted else None
    return replace(activity, team_id=team.id) if team else activity


def _bare(activity: Activity) -> Activity:
    """The same from an organiser who filled in no more than what, where, when and who."""
    return Activity(
        id=activity.id,
        edition_id=activity.edition_id,
        title=activity.title,
        place=activity.place,
        slots=activity.slots,
        description=packaged.read("demo/woorden")["notice"],
        organiser=activity.organiser,
        inspired_by=activity.inspired_by,
        state=ActivityState.PUBLISHED,
        source=activity.source,
        source_key=activity.source_key,
    )


def _title(kitchen: Kitchen, recipe: Recipe, town: Town, dice: Dice) -> tuple[str, str]:
    """A title not used before where there is one, and the spot that goes with it."""
    forms = [(form, where) for form in recipe.titles for where in recipe.where]
    options = [
        (form.format(place=town.place.name, where=where), where)
        for form, where in dice.shuffled(forms)
    ]
    title, where = next((one for one in options if one[0] not in kitchen.titles), options[0])
    kitchen.titles.add(title)
    return title[:1].upper() + title[1:], where


def _place(kitchen: Kitchen, recipe: Recipe, town: Town, dice: Dice, *, is_sure: bool) -> Place:
    if recipe.attendance is AttendanceMode.ONLINE:
        return NOWHERE
    if dice.chance(WITHOUT_SPOT) and not is_sure:
        name = packaged.read("demo/woorden")["place_follows"].format(province=town.province.label)
        return Place(name, province=town.province)
    if dice.chance(ONLY_TOWN):
        return town.place
    return towns.spot_in(town, dice, kitchen.gazetteer)


def _description(recipe: Recipe, names: dict[str, str], dice: Dice) -> str:
    words = packaged.read("demo/woorden")
    closing = dice.pick(recipe.closings or words["closings"][recipe.forms[0]])
    return f"{recipe.description.format(**names)} {closing} {words['notice']}"


def _good_to_know(recipe: Recipe, dice: Dice) -> str:
    if recipe.good_to_know:
        return dice.pick(recipe.good_to_know)
    known = packaged.read("demo/woorden")["good_to_know"]
    return f"{dice.pick(known[recipe.attendance])} {dice.pick(known['any'])}"


def organiser(recipe: Recipe, town: Town, dice: Dice) -> str:
    """Who holds it: a made-up name that fits the branch, marked as made up."""
    words = packaged.read("demo/woorden")
    form = dice.pick(recipe.organisers)
    emblem = dice.pick(words["organisers"]["emblems"])
    return f"{form.format(emblem=emblem, place=town.place.name)} {words['mark']}"


def _tasks(recipe: Recipe, id: str, dice: Dice, *, full: bool, is_sure: bool) -> tuple[Task, ...]:
    tasks = []
    for position, task in enumerate(recipe.tasks):
        people = max(1, task.people + dice.between(-1, 2))
        most = people - is_sure
        taken = people if full else min(most, int(people * dice.fraction() ** 2 * 1.2))
        tasks.append(
            Task(
                id=id_of(f"{id}/task/{position}"),
                title=task.title,
                minutes=task.minutes,
                people=people,
                taken=taken,
                place=task.place,
            )
        )
    return tuple(tasks)


def _needs(recipe: Recipe, id: str, dice: Dice) -> tuple[Need, ...]:
    needs = []
    for position, need in enumerate(recipe.needs):
        quantity = dice.between(need.low, need.high)
        step = 1
        if need.kind is NeedKind.MONEY:  # euros to whole fives, then cents
            quantity, step = round(quantity / EURO_STEP) * EURO_STEP * 100, EURO_STEP * 100
        share = dice.pick((0.0, 0.0, dice.fraction(), 1.0))
        promised = int(quantity * share / step) * step
        needs.append(Need(id_of(f"{id}/need/{position}"), need.kind, quantity, promised, need.text))
    return tuple(needs)


def _capacity(recipe: Recipe, dice: Dice, *, full: bool) -> dict[str, Any]:
    if recipe.people is None:
        return {"expected_participants": dice.between(2, 20) * 5}
    fewest, most = recipe.people
    capacity = dice.between(fewest, most)
    taken = capacity if full else int(capacity * dice.fraction() * 0.9)
    return {
        "capacity": capacity,
        "taken": taken,
        "expected_participants": max(taken, capacity * 4 // 5),
    }
