"""What is counted of people who look for something to do: how often, never who."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from domain.places import Province
from domain.seekers import Seeker
from domain.vocabulary import Audience


class Question(StrEnum):
    """A question that somebody who looks may answer. `ANY` is counted for whoever looks at all."""

    ANY = "gekeken"
    PLACE = "plaats"
    TIMES = "tijden"
    BRANCHES = "branches"
    FORMS = "vormen"
    GROUPS = "doelgroepen"
    OFFERS = "aanbod"
    SHOWN = "zichtbaar"
    SIZE = "grootte"
    MINUTES = "minuten"


@dataclass(frozen=True, slots=True)
class Look:
    """What one count is of. `province` is None for who did not say where they are."""

    edition_id: str
    audience: Audience
    province: Province | None
    question: Question


# Where the answer to a question stands in a `Seeker`.
_ANSWERS: dict[Question, str] = {
    Question.PLACE: "point",
    Question.TIMES: "times",
    Question.BRANCHES: "branches",
    Question.FORMS: "forms",
    Question.GROUPS: "groups",
    Question.OFFERS: "offers",
    Question.SHOWN: "wants_to_be_shown",
    Question.SIZE: "size",
    Question.MINUTES: "minutes",
}
_SILENT = {field.name: field.default for field in fields(Seeker)}


def answered(seeker: Seeker) -> frozenset[Question]:
    """The questions that a seeker answered, and `ANY`."""
    said = (
        question for question, name in _ANSWERS.items() if getattr(seeker, name) != _SILENT[name]
    )
    return frozenset({Question.ANY, *said})
