"""Editions: one national week each, or a demonstration, or something from history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import InvalidValueError
from domain.vocabulary import EditionKind, PublishingRule

# How long what is kept about people stays after the last day of an edition, at the most.
KEPT_DAYS = 30


class EditionDatesError(InvalidValueError):
    """A first day without a last one, or a last day before the first (`first_day`, `last_day`)."""

    key = "error.edition_dates"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition. Its days are None until a coordinator has set them: "data volgen".

    `id` is a short slug used in links ("2025"). `source` says where the facts come from.
    `publishing` says what is read along first, `answer_within_days` how soon organisers hear.
    `erase_on` is the last day on which people's data of it is there; None: KEPT_DAYS after the last.
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

    @property
    def kept_until(self) -> date | None:
        """The last day on which people's data of it is there; None while its days are unknown."""
        if self.last_day is None:
            return None
        return self.erase_on or self.last_day + timedelta(days=KEPT_DAYS)

    @property
    def kept_days(self) -> int:
        """How many days after its last day people's data stays."""
        if self.last_day is None or self.erase_on is None:
            return KEPT_DAYS
        return (self.erase_on - self.last_day).days

    def is_over(self, today: date) -> bool:
        """True when the last day has passed; an edition without days is not over before its year is."""
        return self.last_day < today if self.last_day else self.year < today.year

    def holds(self, day: date) -> bool | None:
        """Whether `day` falls in the week; None while the days are unknown."""
        if self.first_day is None or self.last_day is None:
            return None
        return self.first_day <= day <= self.last_day
