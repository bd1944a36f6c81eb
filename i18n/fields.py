"""What the plain fields of an activity are called and what they hold, as people read it."""

from __future__ import annotations

from domain.activities import Activity
from domain.fields import WORDY, Field, Kind, Seen, primary, seen_at
from i18n import formats
from i18n.texts import Language, keys, label, labels, text


def key(field: Field, part: str) -> str:
    """The key of a sentence about a field: its question is `part` "ask"."""
    return f"field.{field.name}.{part}"


def has(field: Field, part: str, language: Language) -> bool:
    """Whether there is a sentence for a part that not every field has: "help", "heading", "open"."""
    return key(field, part) in keys(language)


def name(field: Field, language: Language) -> str:
    """What stands before it: a noun, as a row or a heading."""
    return text(language, key(field, "name"))


def heading(field: Field, language: Language) -> str:
    """What a column of it is called in spreadsheets, both ways."""
    has_own = has(field, "heading", language)
    return text(language, key(field, "heading")) if has_own else name(field, language)


def said(activity: Activity, field: Field, language: Language) -> str:
    """What it holds, in words; empty when nothing was said. Words of people are as they were typed."""
    value = getattr(activity, field.name)
    if not value and value is not False:
        return ""
    if field.kind in WORDY:
        return str(value)
    match field.kind:
        case Kind.MINUTES:
            return formats.about(value, language)
        case Kind.FLAG:
            return text(language, key(field, "yes" if value else "no"))
        case Kind.CHOICE:
            return label(language, value)
        case Kind.CHOICES:
            return labels(language, value)
        case Kind.TAGS:
            return ", ".join(formats.tongue(tag, language) for tag in value)
        case _:
            return text(language, key(field, "said"), count=value)


def told(activity: Activity, place: Seen, language: Language) -> list[tuple[str, str]]:
    """The name and the words of each field that is seen in one place and says something."""
    found = ((name(one, language), said(activity, one, language)) for one in seen_at(place))
    return [(name, words) for name, words in found if words]


def conditions(activity: Activity, language: Language) -> list[str]:
    """What somebody should know before they come, short: from which age, in what language, how long."""
    found = []
    if activity.min_age:
        found.append(text(language, "field.min_age.said", count=activity.min_age))
    if activity.languages and Language.NL not in map(primary, activity.languages):
        found.append(formats.in_languages(activity.languages, language))
    if activity.minutes:
        found.append(formats.about(activity.minutes, language))
    return found
