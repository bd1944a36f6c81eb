"""What the answers to proposals say of the weights, for coordinators. Nothing switches by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from data.database import Database
from data.repositories import answers
from domain.actors import Actor, check_coordinator
from domain.proposals import Answer
from domain.vocabulary import Audience
from matching.answer_model import Answers
from matching.learning import Lesson, learn
from matching.weights import by_version, current
from services.discretion import LEAST_SHOWN


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one audience; `lesson` is None with fewer than LEAST_SHOWN answers."""

    audience: Audience
    lesson: Lesson | None


def told(database: Database, *, actor: Actor) -> list[Told]:
    """What the answers of each audience say. Three queries, and seconds where there are new answers.

    Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    with database.read() as session:
        found = {audience: answers.of_audience(session, audience) for audience in Audience}
    return [
        Told(audience, _lesson(audience, said) if len(said) >= LEAST_SHOWN else None)
        for audience, said in found.items()
    ]


def version_of(lesson: Lesson, *, day: date) -> str:
    """What a version of these learnt weights is named, on the day that it is written down."""
    return f"{day.isoformat()} {lesson.audience.name.lower()} answers"


def line_of(lesson: Lesson, *, day: date) -> str:
    """The learnt weights as they would stand in `matching.weights.VERSIONS`."""
    weights = ", ".join(f"{name}={weight:.2f}" for name, weight in lesson.learnt.items())
    named = f'"{version_of(lesson, day=day)}", Audience.{lesson.audience.name},'
    return f"    _version(\n        {named}\n        {weights},\n    ),"


def _lesson(audience: Audience, said: Sequence[Answer]) -> Lesson:
    version = current(audience)
    names = list(version.values)
    values = np.array([[each.fit.get(name, np.nan) for name in names] for each in said])
    yes = np.array([each.is_yes for each in said], dtype=np.bool_)
    return _kept(version.version, values.tobytes(), yes.tobytes())


@lru_cache(maxsize=2 * len(Audience))
def _kept(version: str, values: bytes, yes: bytes) -> Lesson:
    """The lesson of these very answers: fitted once, however often somebody looks."""
    said = np.frombuffer(yes, dtype=np.bool_)
    rows = np.frombuffer(values, dtype=np.float64).reshape(len(said), -1)
    return learn(Answers(rows, said), by_version(version))
