"""Two versions of an activity beside each other: only what differs, in words."""

from __future__ import annotations

from domain.activities import Activity
from i18n import formats
from i18n.texts import label
from matching.catalogue import code
from services.organising import content
from ui import html, state
from ui.components.activity import quantity
from ui.words import plain

_NAMES = {
    "title": "organise.what",
    "place": "organise.where",
    "slots": "organise.when",
    "summary": "organise.summary",
    "description": "organise.description",
    "organiser": "activity.organiser",
    "accessibility": "activity.accessibility",
    "good_to_know": "organise.good_to_know",
    "return_favour": "pledge.favour",
    "tasks": "activity.tasks",
    "needs": "activity.needs",
    "branch": "organise.branch",
    "forms": "organise.forms",
    "groups": "organise.groups",
    "attendance": "organise.attendance",
    "minutes": "organise.minutes",
    "capacity": "organise.capacity",
    "min_crew": "organise.min_crew",
    "min_age": "organise.min_age",
    "languages": "organise.languages",
    "shows_sponsor": "organise.shows_sponsor",
}
SHOWS_SPONSOR = {True: "organise.shows_sponsor_yes", False: "organise.shows_sponsor_no"}


def show(one: Activity, other: Activity, *, heads: tuple[str, str]) -> None:
    """A table of what differs between `one` and `other`; `heads` are the keys above each."""
    differing = content.differing(one, other)
    rows = [
        (plain(_NAMES[name]), _words(one, name), _words(other, name))
        for name in content.FIELDS
        if name in differing
    ]
    rows = [row for row in rows if row[1] != row[2]]  # the same task may be kept under another id
    if rows:
        html.show(html.table([plain("review.head_field"), plain(heads[0]), plain(heads[1])], rows))


def all_of(activity: Activity) -> None:
    """Every field that says something, in words."""
    rows = ((plain(_NAMES[name]), _words(activity, name)) for name in content.FIELDS)
    html.show(html.facts((name, words) for name, words in rows if words != _NOTHING))


def _words(activity: Activity, name: str) -> str:
    """What a field holds, as a visitor would read it; a dash when nothing."""
    language = state.language()
    value = getattr(activity, name)
    if name == "slots":
        return "\n".join(formats.slots(activity.slots, language))
    if name == "place":
        return ", ".join(part for part in (value.address, value.name) if part) or _NOTHING
    if name == "tasks":
        return (
            "\n".join(
                f"{task.title} ({task.people} × {formats.minutes(task.minutes, language)})"
                for task in activity.tasks
            )
            or _NOTHING
        )
    if name == "needs":
        return (
            "\n".join(
                f"{label(language, need.kind)}: {quantity(need, need.quantity)} {need.description}"
                for need in activity.needs
            )
            or _NOTHING
        )
    if name in {"forms", "groups"}:
        return ", ".join(label(language, one) for one in sorted(value, key=code)) or _NOTHING
    if name in {"branch", "attendance"}:
        return label(language, value) if value else _NOTHING
    if name == "shows_sponsor":
        return plain(SHOWS_SPONSOR[value]) if value in SHOWS_SPONSOR else _NOTHING
    if name == "languages":
        return ", ".join(value) or _NOTHING
    return str(value) if value else _NOTHING


_NOTHING = "–"
