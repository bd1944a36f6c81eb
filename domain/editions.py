"""Editions: one national week each, or a demonstration, or something from history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.errors import InvalidValueError
from domain.vocabulary import EditionKind, PublishingRule


class EditionDatesError(InvalidValueError):
    """A first day without a last one, or a last day before the first (`first_day`, `last_day`)."""

    key = "error.edition_dates"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition. Its days are None until a coordinator has set them: "data volgen".

    `id` is a short slug used in links ("2025"). `source` says where the facts come from.
    `publishing` says what is read along first, `answer_within_days` how soon organisers hear.
    `erase_on` is the day on which people's data of it goes; None: as `services.retention` says.
    `welcome_nl` and `welcome_en` are a coordinator's own words above the map.
    """

    id: str
    name: str
    year: int
    kind: EditionKind = EditionKind.WEEK
    first_day: date | None = None
    last_day: date | None = None
    hashtag: str = ""
    contact: str = ""
    source: str = ""
    publishing: PublishingRule = PublishingRule.FIRST_READ
    answer_within_days: int = 2
    erase_on: date | None = None
    welcome_nl: str = ""
    welcome_en: str = ""

    def __post_init__(self) -> None:
        first, last = self.first_day, self.last_day
        if (first is None) != (last is None) or (first and last and last < first):
            raise EditionDatesError(first_day=first, last_day=last)

    def is_over(self, today: date) -> bool:
        """True when the last day has passed; an edition without days is not over before its year is."""
        return self.last_day < today if self.last_day else self.year < today.year

    def holds(self, day: date) -> bool | None:
        """Whether `day` falls in the week; None while the days are unknown."""
        if self.first_day is None or self.last_day is None:
            return None
        return self.first_day <= day <= self.last_day
