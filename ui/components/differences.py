"""Two versions of an activity beside each other: only what differs, in words."""

from __future__ import annotations

from domain.activities import Activity
from domain.fields import FIELDS
from i18n import fields, formats
from i18n.texts import label
from ui import html, state
from ui.components.activity import quantity
from ui.words import plain


def show(one: Activity, other: Activity, *, heads: tuple[str, str]) -> None:
    """A table of what differs between `one` and `other`; `heads` are the keys above each."""
    beside = zip(_rows(one), _rows(other), strict=True)
    rows = [(name, mine, theirs) for (name, mine), (_, theirs) in beside if mine != theirs]
    if rows:
        html.show(html.table([plain("review.head_field"), plain(heads[0]), plain(heads[1])], rows))


def all_of(activity: Activity) -> None:
    """Every field that says something, in words."""
    html.show(html.facts((name, words) for name, words in _rows(activity) if words != _NOTHING))


def _rows(activity: Activity) -> list[tuple[str, str]]:
    """Every field and what it holds, as a visitor would read it; a dash when nothing."""
    language = state.language()
    place = activity.place
    title, *others = (
        (fields.name(field, language), fields.said(activity, field, language)) for field in FIELDS
    )
    rows = [
        title,
        (plain("activity.where"), ", ".join(part for part in (place.address, place.name) if part)),
        (plain("activity.when"), "\n".join(formats.slots(activity.slots, language))),
        *others,
        (plain("activity.tasks"), "\n".join(
            f"{task.title} ({task.people} × {formats.minutes(task.minutes, language)})"
            for task in activity.tasks
        )),
        (plain("activity.needs"), "\n".join(
            f"{label(language, need.kind)}: {quantity(need, need.quantity)} {need.description}"
            for need in activity.needs
        )),
    ]  # fmt: skip
    return [(name, words or _NOTHING) for name, words in rows]


_NOTHING = "–"
