"""A list of activities by day, for a notice board or a hand without a phone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from data.geocoding.gazetteer import Gazetteer
from data.printing import typesetting
from domain.activities import Activity
from domain.editions import Edition
from domain.fields import FILTERED
from domain.times import TimeSlot, to_local
from i18n import fields, formats
from i18n.texts import Language, labels, text
from services.filters import Filter
from services.printing import wording
from services.printing.poster import shortened

MOST = 150  # activities on one list: some twenty pages, more than a notice board holds
_SUMMARY = 160


def sheet(
    activities: Sequence[Activity],
    edition: Edition,
    *,
    title: str,
    about: Sequence[str] = (),
    days: Collection[date] = (),
    total: int | None = None,
    link: str,
    language: Language,
    now: datetime,
) -> bytes:
    """The activities as PDF, under every day on which they happen, earliest first.

    Holds the first MOST of them and says so. `days` leaves out all others; empty keeps every day.
    `about` are lines under the title. `total` is how many there are when `activities` is not all.
    """
    shown = activities[:MOST]
    total = len(activities) if total is None else total
    content = {
        "title": title,
        "author": edition.name,
        "edition": " · ".join(one for one in (edition.name, edition.hashtag) if one),
        "about": list(about),
        "online": text(language, "print.online", address=wording.site(link)),
        "days": _days(shown, frozenset(days), language),
        "more": ""
        if total <= len(shown)
        else text(
            language,
            "print.more",
            shown=formats.number(len(shown), language),
            total=formats.number(total, language),
        ),
        "made": wording.made(link, language, now=now),
        "page": text(language, "print.page", page="#1", pages="#2"),
        **wording.code(link, language),
    }
    return typesetting.pdf("programme", content, language=language, now=now)


def heading(wanted: Filter, gazetteer: Gazetteer, language: Language) -> str:
    """What the list of a filter is called: after its town, else its province."""
    town = next(
        (one for one in gazetteer.municipalities() if one.code == wanted.municipality), None
    )
    if town or wanted.province:
        place = town.name if town else wanted.province.label if wanted.province else ""
        return text(language, "print.programme_in", place=place)
    return text(language, "print.programme")


def choices(wanted: Filter, language: Language) -> list[str]:
    """The other wishes of a filter, a line each."""
    sets = (wanted.branches, wanted.forms, wanted.groups, wanted.attendance)
    chosen = [labels(language, one) for one in sets]
    chosen.append(text(language, "filter.at_home") if wanted.at_home else "")
    chosen.append(", ".join(formats.tongue(tag, language) for tag in sorted(wanted.languages)))
    chosen += [fields.name(field, language) for field in FILTERED if field.name in wanted.yes]
    words = "; ".join(one for one in chosen if one)
    return [
        *([text(language, "print.asked_words", words=wanted.words)] if wanted.words else []),
        *([text(language, "print.asked", choices=words)] if words else []),
    ]


def _days(
    activities: Sequence[Activity], wanted: frozenset[date], language: Language
) -> list[dict[str, object]]:
    by_day: dict[date, list[tuple[datetime, str, Activity]]] = defaultdict(list)
    undated = []
    for activity in activities:
        if not activity.slots:
            undated.append(activity)
        for slot in activity.slots:
            for day in _days_of(slot):
                if not wanted or day in wanted:
                    by_day[day].append((slot.starts_at, _time(slot, day, language), activity))
    found: list[dict[str, object]] = [
        {
            "name": formats.day(day, language),
            "items": [
                _item(activity, time, language)
                for _, time, activity in sorted(
                    items, key=lambda item: (item[0], item[2].title, item[2].id)
                )
            ],
        }
        for day, items in sorted(by_day.items())
    ]
    if undated and not wanted:
        items = [_item(activity, "", language) for activity in undated]
        found.append({"name": text(language, "print.no_time"), "items": items})
    return found


def _days_of(slot: TimeSlot) -> list[date]:
    """The local days that a slot touches."""
    first = to_local(slot.starts_at).date()
    last = to_local(slot.ends_at - timedelta(microseconds=1)).date()
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _time(slot: TimeSlot, day: date, language: Language) -> str:
    """When on `day` it is: a slot may begin the day before or end the day after."""
    starts = to_local(slot.starts_at).date() == day
    ends = to_local(slot.ends_at).date() == day
    if not slot.has_clock or not (starts or ends):
        return text(language, "print.all_day")
    key = "until" if starts and ends else "from" if starts else "still_until"
    return text(
        language,
        f"print.{key}",
        start=formats.clock(slot.starts_at, language),
        end=formats.clock(slot.ends_at, language),
    )


def _item(activity: Activity, time: str, language: Language) -> dict[str, object]:
    where = (activity.place.address, formats.where(activity, language))
    lines = [
        ", ".join(one for one in dict.fromkeys(where) if one),
        shortened(activity.summary or activity.description, _SUMMARY),
        text(language, "print.organised_by", name=activity.organiser) if activity.organiser else "",
    ]
    return {
        "time": time,
        "title": wording.title(activity, language),
        "lines": [line for line in lines if line],
        "mark": wording.mark(activity, language),
    }
