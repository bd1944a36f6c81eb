"""The mail of the morning to a coordinator: one line for each thing that waits or is new.

The outbox holds only counts: `facts` has a number for each line, and for a pile how many whole
days the longest waits, as "12 3".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from i18n.texts import Language, text
from services import addresses
from services.addresses import Page

FAILED_MAIL, LATE_ERASING = "given_up", "late_erasing"
NEW_ACTIVITIES, NEW_PLEDGES, NEW_SIGN_UPS = "new_activities", "new_pledges", "new_sign_ups"

# Where each line leads, in the order of the letter. A pile has the value of its
# `services.desk.waiting.Pile`; what waits comes first, then what went wrong, then what is new.
PAGES = {
    "lezen": Page.REVIEW,
    "toezeggingen": Page.PLEDGES,
    FAILED_MAIL: Page.MESSAGES,
    LATE_ERASING: Page.DESK,
    NEW_ACTIVITIES: Page.DESK,
    NEW_PLEDGES: Page.PLEDGES,
    NEW_SIGN_UPS: Page.DESK,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the letter, and the address of the page where it can be done."""

    words: str
    address: str


def fact(count: int, days: int | None = None) -> str:
    """How a line is kept until it is sent."""
    return f"{count}" if days is None else f"{count} {days}"


def lines(facts: Mapping[str, str], language: Language, public_url: str) -> tuple[Line, ...]:
    """The lines of the letter, in order."""
    return tuple(
        Line(_words(name, facts[name], language), addresses.address(public_url, page))
        for name, page in PAGES.items()
        if name in facts
    )


def _words(name: str, kept: str, language: Language) -> str:
    count, _, days = kept.partition(" ")
    words = text(language, f"mail.digest.line.{name}", count=int(count))
    if not days:
        return words
    return f"{words} {text(language, 'mail.digest.longest', count=int(days))}"
