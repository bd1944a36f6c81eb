"""A poster for one activity: A4, large type, a QR code, no map needed."""

from __future__ import annotations

from datetime import datetime

from data.printing import typesetting
from domain.activities import Activity
from domain.fields import Seen
from i18n import fields, formats
from i18n.texts import Language, text
from services.activities import ActivityDetail
from services.printing import wording

_TIMES = 3
_STORY = 420  # characters of a description, when there is no summary
_NOTE = 140


def poster(found: ActivityDetail, *, link: str, language: Language, now: datetime) -> bytes:
    """The poster as PDF, always one page. `link` is the activity's own page."""
    activity, edition = found.activity, found.edition
    when = _when(activity, link, language)
    content = {
        "title": wording.title(activity, language),
        "author": activity.organiser or edition.name,
        "edition": edition.name,
        "hashtag": edition.hashtag,
        "mark": wording.mark(activity, language),
        "summary": activity.summary or shortened(activity.description, _STORY),
        "facts": _named({"print.when": when, "print.where": _where(activity, language)}, language),
        "notes": _notes(activity, language),
        "invite": text(language, "print.invite"),
        "scan": text(language, "print.scan"),
        "no_screen": text(language, "print.no_screen"),
        **wording.code(link, language),
    }
    return typesetting.pdf("poster", content, language=language, now=now)


def shortened(words: str, most: int) -> str:
    """At most `most` characters of `words`, cut between words."""
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(maxsplit=1)[0].rstrip(",.;:") + "…"


def _notes(activity: Activity, language: Language) -> list[tuple[str, str]]:
    first = {
        "print.for_whom": wording.for_whom(activity, language),
        "print.organiser": activity.organiser,
    }
    more = fields.told(activity, Seen.PAPER, language)
    return _named(first, language) + [(name, shortened(words, _NOTE)) for name, words in more]


def _named(facts: dict[str, str], language: Language) -> list[tuple[str, str]]:
    return [(text(language, key), words) for key, words in facts.items() if words]


def _when(activity: Activity, link: str, language: Language) -> str:
    words = formats.slots(activity.slots, language)
    more = len(words) - _TIMES
    if more > 0:
        address = wording.address(link)
        words[_TIMES:] = [text(language, "print.times", count=more, address=address)]
    return "\n".join(words)


def _where(activity: Activity, language: Language) -> str:
    lines = (activity.place.address, formats.where(activity, language))
    return ", ".join(one for one in dict.fromkeys(lines) if one)
