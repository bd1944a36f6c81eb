"""When made-up things happen: in ISO week 50, and now and then just outside the week."""

from __future__ import annotations

from datetime import date, time, timedelta

from data import packaged
from domain.branches import Branch
from domain.times import TimeSlot, local_to_utc
from domain.vocabulary import TargetGroup
from services.demo.dice import Dice
from services.demo.recipes import Recipe

ISO_WEEK = 50
LAST_OFFSET = 5  # Monday is 0, so the week ends on Saturday, as it did in 2024

OUTSIDE = 0.03
OUTSIDE_OFFSETS = (-1, 6, 7)  # the Sundays around it and the Monday after
LATER_MINUTES = (0, 0, 0, 15, 30)


def first_day(year: int) -> date:
    """The Monday of ISO week 50 of `year`."""
    return date.fromisocalendar(year, ISO_WEEK, 1)


def last_day(year: int) -> date:
    """The Saturday of ISO week 50 of `year`."""
    return first_day(year) + timedelta(days=LAST_OFFSET)


def slots(recipe: Recipe, year: int, dice: Dice) -> tuple[TimeSlot, ...]:
    """When it is held: as many days in a row as the recipe says, at one hour of the day."""
    part = dice.pick(recipe.day_parts)
    later = timedelta(minutes=dice.pick(LATER_MINUTES))
    offset = dice.between(0, _latest(recipe, part) + 1 - recipe.repeat)
    if recipe.repeat == 1 and _free_of_work(recipe, part) and dice.chance(OUTSIDE):
        offset = dice.pick(OUTSIDE_OFFSETS)
    days = [first_day(year) + timedelta(days=offset + number) for number in range(recipe.repeat)]
    if part not in packaged.read("demo/woorden")["clock"]:
        return tuple(_whole(day) for day in days)
    return tuple(_part(day, part, recipe.hours, later) for day in days)


def _latest(recipe: Recipe, part: str) -> int:
    return LAST_OFFSET if _free_of_work(recipe, part) else LAST_OFFSET - 1


def _free_of_work(recipe: Recipe, part: str) -> bool:
    """Whether it may be in a weekend: no school and no colleagues needed."""
    return (
        part != "uitschool"
        and recipe.branch is not Branch.EDUCATION
        and TargetGroup.COLLEAGUES not in recipe.groups
    )


def _part(day: date, part: str, hours: float, later: timedelta) -> TimeSlot:
    clock: time = packaged.read("demo/woorden")["clock"][part]
    starts_at = local_to_utc(day, clock) + later
    return TimeSlot(starts_at, starts_at + timedelta(hours=hours))


def _whole(day: date) -> TimeSlot:
    """From one local midnight to the next."""
    following = day + timedelta(days=1)
    return TimeSlot(local_to_utc(day, time()), local_to_utc(following, time()), has_clock=False)
