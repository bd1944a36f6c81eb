"""What a volunteer would like, in words: in the mail, on their own page and with their own data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from domain.people import SPARE_MINUTES, Volunteer
from domain.times import TimeSlot, part_of_day, to_local
from domain.vocabulary import DayPart
from i18n import formats
from i18n.texts import Language, label, labels, text

_YES_NO = {True: "yes", False: "no"}


def in_words(wishes: Volunteer, language: Language) -> list[tuple[str, str]]:
    """What they would like and how often they may be asked, as pairs of what and words."""
    often = (text(language, "volunteer.wishes.asks"), asks(wishes.asks_per_week, language))
    return [*likes(wishes, language), often]


def likes(wishes: Volunteer, language: Language) -> list[tuple[str, str]]:
    """Pairs of what and words; what somebody did not say is left out."""
    rows = [
        ("volunteer.wishes.place", wishes.place.name),
        ("volunteer.wishes.travel", _mode(wishes, language)),
        ("volunteer.wishes.how_far", _how_far(wishes, language)),
        ("volunteer.wishes.where", _where(wishes, language)),
        ("volunteer.wishes.days", _days(wishes, language)),
        ("volunteer.wishes.minutes", spare_time(wishes.minutes, language)),
        ("volunteer.wishes.adult", adult(language, is_adult=wishes.is_adult)),
        ("volunteer.wishes.branches", _labels(wishes.branches, language)),
        ("volunteer.wishes.forms", _labels(wishes.forms, language)),
    ]
    return [(text(language, key), words) for key, words in rows if words]


def asks(times: int, language: Language) -> str:
    """How often somebody may be asked."""
    return text(language, "volunteer.asks", count=times)


def spare_time(minutes: int | None, language: Language) -> str:
    """How much time somebody has; empty when they did not say."""
    if minutes in SPARE_MINUTES:
        return text(language, f"volunteer.spare_time.{minutes}")
    return "" if minutes is None else formats.minutes(minutes, language)


def adult(language: Language, *, is_adult: bool | None) -> str:
    """The answer to "18 or older?"; empty when they did not say."""
    return "" if is_adult is None else text(language, f"volunteer.adult.{_YES_NO[is_adult]}")


def _mode(wishes: Volunteer, language: Language) -> str:
    return label(language, wishes.travel_mode) if wishes.travel_mode else ""


def _how_far(wishes: Volunteer, language: Language) -> str:
    if wishes.radius_km is None:
        return ""
    km = formats.number(round(wishes.radius_km), language)
    return text(language, "volunteer.wishes.far", km=km)


def _where(wishes: Volunteer, language: Language) -> str:
    if wishes.at_home is None:
        return ""
    key = "volunteer.wishes.at_home" if wishes.at_home else "volunteer.wishes.on_site"
    return text(language, key)


def _days(wishes: Volunteer, language: Language) -> str:
    days = sorted({to_local(slot.starts_at).date() for slot in wishes.times})
    return ", ".join(_day(day, wishes, language) for day in days)


def _day(day: date, wishes: Volunteer, language: Language) -> str:
    spans = {(slot.starts_at, slot.ends_at) for slot in wishes.times}
    parts = [one for one in DayPart if _span(part_of_day(day, one)) in spans]
    words = (formats.short_day(day, language), labels(language, parts))
    return " ".join(one for one in words if one)


def _span(slot: TimeSlot) -> tuple[datetime, datetime]:
    return slot.starts_at, slot.ends_at


def _labels(members: Iterable[StrEnum], language: Language) -> str:
    return ", ".join(sorted(label(language, one) for one in members))
