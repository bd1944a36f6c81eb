"""Answers of nobody in a database."""

from __future__ import annotations

import numpy as np

from data.database import Database
from data.repositories import answers
from domain.activities import id_of
from domain.proposals import Answer
from domain.vocabulary import Audience
from matching.answer_model import Answers
from matching.criteria import CRITERIA


def store(database: Database, made: Answers, audience: Audience = Audience.VOLUNTEER) -> None:
    """Store made answers of an audience."""
    names = list(CRITERIA[audience])
    with database.write() as session:
        for number, (values, yes) in enumerate(zip(made.values, made.yes, strict=True)):
            fit = {
                name: round(float(value), 2)
                for name, value in zip(names, values, strict=True)
                if not np.isnan(value)
            }
            answers.add(
                session,
                Answer(_id(audience, number, made), audience, fit, is_yes=bool(yes), year=2026),
            )


def in_stored_order(made: Answers, audience: Audience = Audience.VOLUNTEER) -> np.ndarray:
    """The rows of made answers as they come out of a database again: by id."""
    return np.argsort([_id(audience, number, made) for number in range(len(made))])


def _id(audience: Audience, number: int, made: Answers) -> str:
    return id_of(f"{audience} {number} of {len(made)}")
