"""Changed words that wait for a coordinator, as JSON and back. The old words stay up meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from domain.activities import Activity, Need, Story, Task
from domain.places import Place, Point, Precision, Province
from domain.vocabulary import NeedKind, TaskPlace

STORY = "story"  # beside the fields of the activity: the story told afterwards


def facts(activity: Activity, names: Iterable[str]) -> dict[str, Any]:
    """The fields `names` of an activity as what JSON can hold."""
    return {name: _WRITE.get(name, lambda value: value)(getattr(activity, name)) for name in names}


def applied(activity: Activity, proposed: Mapping[str, Any]) -> Activity:
    """`activity` with the proposed fields; what is taken and promised stays as it is."""
    values: dict[str, Any] = {}
    for name, value in proposed.items():
        if name == STORY:
            continue
        values[name] = _READ[name](activity, value) if name in _READ else value
    return replace(activity, **values) if values else activity


def story(activity_id: str, proposed: Mapping[str, Any]) -> Story | None:
    """The story that waits, if one does."""
    found = proposed.get(STORY)
    if not found:
        return None
    return Story(activity_id, str(found["text"]), bool(found["consent"]))


def _place(place: Place) -> dict[str, Any]:
    point = place.point
    return {field.name: getattr(place, field.name) for field in fields(Place)} | {
        "point": [point.lat, point.lon] if point else None
    }


def _read_place(_activity: Activity, value: dict[str, Any]) -> Place:
    return Place(
        **value
        | {
            "point": Point(*value["point"]) if value["point"] else None,
            "precision": Precision(value["precision"]) if value["precision"] else None,
            "province": Province(value["province"]) if value["province"] else None,
        }
    )


def _read_tasks(activity: Activity, value: list[list[Any]]) -> tuple[Task, ...]:
    taken = {task.id: task.taken for task in activity.tasks}
    return tuple(
        Task(id, title, minutes, people, min(people, taken.get(id, 0)), TaskPlace(place))
        for id, title, minutes, people, place in value
    )


def _read_needs(activity: Activity, value: list[list[Any]]) -> tuple[Need, ...]:
    promised = {need.id: need.promised for need in activity.needs}
    return tuple(
        Need(id, NeedKind(kind), quantity, min(quantity, promised.get(id, 0)), description)
        for id, kind, quantity, description in value
    )


_WRITE: dict[str, Callable[[Any], Any]] = {
    "place": _place,
    "tasks": lambda tasks: [[t.id, t.title, t.minutes, t.people, t.place.value] for t in tasks],
    "needs": lambda needs: [[n.id, n.kind.value, n.quantity, n.description] for n in needs],
}
_READ: dict[str, Callable[[Activity, Any], Any]] = {
    "place": _read_place,
    "tasks": _read_tasks,
    "needs": _read_needs,
}
