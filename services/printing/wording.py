"""Words that several sheets share."""

from __future__ import annotations

from datetime import datetime

from data.printing import typesetting
from data.printing.characters import writable
from domain.activities import Activity
from domain.times import to_local
from domain.vocabulary import ActivityState, TargetGroup
from i18n import formats
from i18n.texts import Language, label, labels, text


def address(link: str) -> str:
    """A link as one types it: without its scheme."""
    return link.partition("://")[2] or link


def site(link: str) -> str:
    """The address of the site that a link belongs to, short enough to type."""
    return address(link).partition("/")[0]


def code(link: str, language: Language) -> dict[str, object]:
    """What a template needs to draw `link`: as a QR code, as a link and as words."""
    return {
        "link": link,
        "address": address(link),
        "qr": typesetting.qr(link),
        "qr_alt": text(language, "print.qr_alt", address=address(link)),
    }


def title(activity: Activity, language: Language) -> str:
    """Its title; only that it is an activity when nothing in the title can be printed."""
    return writable(activity.title) or text(language, "nav.activity")


def mark(activity: Activity, language: Language) -> str:
    """That it is off, over or full; empty when it is none of these."""
    said = {ActivityState.CANCELLED, ActivityState.FINISHED, ActivityState.FULL}
    if activity.state in said:
        return label(language, activity.state).capitalize()
    return text(language, "card.full") if activity.people_left == 0 else ""


def for_whom(activity: Activity, language: Language) -> str:
    """Its target groups; who is meant beside everyone need not be named."""
    if TargetGroup.EVERYONE in activity.groups:
        return label(language, TargetGroup.EVERYONE)
    return labels(language, activity.groups)


def made(link: str, language: Language, *, now: datetime) -> str:
    """The day a sheet was made, and where to look for what changed since."""
    day = formats.day(to_local(now).date(), language)
    return text(language, "print.made", day=day, address=site(link))
