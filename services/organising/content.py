"""What an organiser may write of an activity: which fields, how much, and without hidden signs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain import fields
from domain.activities import TITLE_LENGTH, Activity, Need, Task
from domain.errors import InvalidValueError
from domain.fields import Field, Kind
from domain.places import Place
from domain.words import clean, clean_lines

MOST_PARTS = 30
MOST_CENTS = 10_000_000


def cleaned(activity: Activity) -> Activity:
    """The same with its words composed, without signs that nobody sees, and no longer than fits.

    Tasks without words are left out. Raises `TitleMissingError`, and `InvalidValueError` for what
    no form offers.
    """
    if len(activity.slots) > MOST_PARTS:
        raise InvalidValueError(field="slots", reason="too_many")
    plain: dict[str, Any] = {field.name: _cleaned(field, activity) for field in fields.FIELDS}
    return replace(
        activity,
        **plain,
        place=_cleaned_place(activity.place),
        tasks=tuple(_cleaned_task(one) for one in activity.tasks[:MOST_PARTS] if clean(one.title)),
        needs=tuple(_cleaned_need(one) for one in activity.needs[:MOST_PARTS]),
        slots=tuple(sorted(activity.slots, key=lambda slot: slot.starts_at)),
    )


def _cleaned(field: Field, activity: Activity) -> object:
    value = getattr(activity, field.name)
    match field.kind:
        case Kind.WORDS:
            return clean(value)[: field.most]
        case Kind.LINES | Kind.STORY:
            return clean_lines(value)[: field.most]
        case Kind.COUNT | Kind.MINUTES:
            if not value and field.least:  # 0 says no more than an empty field
                return field.unsaid
            if value is not None and not field.least <= value <= field.most:
                raise InvalidValueError(field=field.name, reason="counts")
        case Kind.TAGS:
            if not all(fields.LANGUAGE_TAG.fullmatch(tag) for tag in value):
                raise InvalidValueError(field=field.name, reason="unknown")
    return value


def differing(one: Activity, other: Activity) -> frozenset[str]:
    """The names of the fields in which two versions differ; what is taken or promised aside."""
    return frozenset(
        name for name in (*fields.WORDS, *fields.CHOICES) if _bare(one, name) != _bare(other, name)
    )


def _bare(activity: Activity, name: str) -> object:
    if name == "tasks":
        return tuple(replace(task, taken=0) for task in activity.tasks)
    if name == "needs":
        return tuple(replace(need, promised=0) for need in activity.needs)
    return getattr(activity, name)


def _cleaned_place(place: Place) -> Place:
    return replace(
        place,
        name=clean(place.name)[: fields.NAME_LENGTH],
        address=clean(place.address)[:TITLE_LENGTH],
    )


def _cleaned_task(task: Task) -> Task:
    if task.people > fields.MOST_PEOPLE or task.minutes > fields.MOST_MINUTES:
        raise InvalidValueError(field="task", reason="counts")
    return replace(task, title=clean(task.title)[:TITLE_LENGTH])


def _cleaned_need(need: Need) -> Need:
    if need.quantity > MOST_CENTS:
        raise InvalidValueError(field="need", reason="counts")
    return replace(need, description=clean(need.description)[:TITLE_LENGTH])
