"""Days, times, money and distances as people write them, on an Amsterdam clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from domain.activities import Activity
from domain.fields import primary
from domain.times import TimeSlot, to_local
from domain.vocabulary import AttendanceMode
from i18n.texts import Language, keys, text

_LOCALES = {Language.NL: "nl_NL", Language.EN: "en_GB"}
_SIGN_LANGUAGE = "dse"  # Dutch Sign Language, which Babel has no name for


def day(moment: date, language: Language) -> str:
    """ "za 12 december 2026"."""
    return format_date(moment, "EE d MMMM y", locale=_LOCALES[language])


def short_day(moment: date, language: Language) -> str:
    """ "za 12 dec", for a button or a heading that has the year beside it."""
    words = format_date(moment, "EE d MMM", locale=_LOCALES[language])
    return words.replace(".", "")


def clock(moment: datetime, language: Language) -> str:
    """ "14.00" in Dutch, "14:00" in English."""
    return to_local(moment).strftime("%H.%M" if language is Language.NL else "%H:%M")


def moment(when: datetime, language: Language) -> str:
    """ "za 12 december 2026, 14.00 uur"."""
    return text(
        language, "format.moment", day=day(to_local(when), language), clock=clock(when, language)
    )


def slot(when: TimeSlot, language: Language) -> str:
    """ "za 12 december 2026, 14.00 tot 17.00 uur"; only days when no clock time is known."""
    starts, ends = to_local(when.starts_at), to_local(when.ends_at)
    if not when.has_clock:
        last = (ends - timedelta(minutes=1)).date()
        if last <= starts.date():
            return day(starts, language)
        return text(language, "format.days", first=day(starts, language), last=day(last, language))
    if ends.date() == starts.date():
        return text(
            language,
            "format.slot",
            day=day(starts, language),
            start=clock(starts, language),
            end=clock(ends, language),
        )
    return text(
        language,
        "format.slot_over_days",
        day=day(starts, language),
        start=clock(starts, language),
        last=day(ends, language),
        end=clock(ends, language),
    )


def slots(all_slots: tuple[TimeSlot, ...], language: Language) -> list[str]:
    """Every slot in words, earliest first; one sentence "nog niet bekend" when there is none."""
    ordered = sorted(all_slots, key=lambda when: when.starts_at)
    return [slot(when, language) for when in ordered] or [text(language, "format.no_time")]


def money(cents: int, language: Language) -> str:
    """ "€ 80" for whole euros, "€ 80,50" otherwise."""
    pattern = "¤ #,##0" if cents % 100 == 0 else "¤ #,##0.00"
    amount = format_currency(
        cents / 100, "EUR", pattern, locale=_LOCALES[language], currency_digits=False
    )
    return amount.replace("\xa0", " ")


def number(value: float, language: Language) -> str:
    """ "1.234" in Dutch, "1,234" in English."""
    return format_decimal(value, locale=_LOCALES[language])


def minutes(value: int, language: Language) -> str:
    """ "45 minuten", "2 uur", "1 uur en 30 minuten"."""
    hours, rest = divmod(value, 60)
    parts = []
    if hours:
        parts.append(text(language, "format.hours", count=hours))
    if rest or not hours:
        parts.append(text(language, "format.minutes", count=rest))
    return text(language, "format.and", one=parts[0], two=parts[1]) if len(parts) == 2 else parts[0]


def about(value: int, language: Language) -> str:
    """ "ongeveer een half uur", "ongeveer 2 uur": an effort in minutes is never exact."""
    known = f"format.about.{value}"
    if known in keys(language):
        return text(language, known)
    return text(language, "format.about_time", time=minutes(value, language))


def tongue(tag: str, language: Language) -> str:
    """What a language is called, "Engels"; the tag itself where nobody knows its name."""
    if primary(tag) == _SIGN_LANGUAGE:
        return text(language, "format.sign_language")
    return str(Locale.parse(_LOCALES[language]).languages.get(primary(tag), tag))


def in_languages(tags: Iterable[str], language: Language) -> str:
    """ "in het Engels en Turks"."""
    spoken = dict.fromkeys(map(primary, tags))
    if list(spoken) == [_SIGN_LANGUAGE]:
        return text(language, "format.in_sign_language")
    *others, last = (tongue(tag, language) for tag in spoken)
    names = text(language, "format.and", one=", ".join(others), two=last) if others else last
    return text(language, "format.in_languages", languages=names)


def where(activity: Activity, language: Language) -> str:
    """Its spot and town, or online, or that the place follows."""
    if activity.attendance is AttendanceMode.ONLINE:
        return text(language, "card.online")
    name, town = activity.place.name, activity.place.municipality
    shown = [name, town] if town not in name else [name]  # "3511 Utrecht" says it already
    return ", ".join(one for one in shown if one) or text(language, "card.place_follows")
