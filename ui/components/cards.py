"""An activity on a card: what, when, where, and what it still asks."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from domain.activities import Activity
from domain.editions import Edition
from domain.times import to_local
from domain.vocabulary import ActivityState
from i18n import fields, formats
from i18n.texts import label
from ui import html, navigation, resources, state
from ui.words import md, plain, t


def activity_card(
    activity: Activity,
    edition: Edition,
    *,
    key: str,
    now: datetime,
    lead: str = "",
    rank: int | None = None,
    with_sign_up: bool = True,
) -> None:
    """Draw a card that leads to the activity's own page.

    `lead` stands before the first line; `rank` is the number of its pin on the map. `key` is
    unique on the page. `with_sign_up` adds a link that opens the form at once, while that can be.
    """
    with st.container(key=f"kaartje_{key}"):
        page = navigation.page("verkennen/activiteit.py")
        st.page_link(
            page,
            label=md(activity.title) if rank is None else f"{rank}. {md(activity.title)}",
            query_params={state.ID: activity.id},
            width="stretch",
        )
        html.show(
            html.lines(
                line for line in (lead, when(activity), where(activity), activity.summary) if line
            )
            + html.badges(marks(activity, edition, now=now))
        )
        if with_sign_up and activity.is_open(resources.now()):
            with st.container(key=f"doemee_{key}"):
                st.page_link(
                    page,
                    label=t("card.sign_up"),
                    icon=":material/volunteer_activism:",
                    query_params={state.ID: activity.id, state.SIGNING_UP: "1"},
                )


def preview_card(activity: Activity, edition: Edition, *, key: str, now: datetime) -> None:
    """The card of an activity that has no page yet: the same, but it leads nowhere."""
    with st.container(key=f"kaartje_{key}"):
        html.show(
            html.card_title(activity.title)
            + html.lines(
                line for line in (when(activity), where(activity), activity.summary) if line
            )
            + html.badges(marks(activity, edition, now=now))
        )


def when(activity: Activity) -> str:
    """The first time slot in words, and how many more there are."""
    words = formats.slots(activity.slots, state.language())
    more = len(words) - 1
    return plain("card.more_times", first=words[0], count=more) if more else words[0]


def where(activity: Activity) -> str:
    """Town, or online, or that the place follows."""
    return formats.where(activity, state.language())


def marks(activity: Activity, edition: Edition, *, now: datetime) -> list[tuple[str, str]]:
    """What a visitor should see at a glance, as (kind, words). What is over or off asks nothing."""
    language = state.language()
    found: list[tuple[str, str]] = []
    if activity.state is ActivityState.CANCELLED:
        found.append(("vol", label(language, activity.state)))
    elif activity.is_over(now):
        found.append(("", label(language, ActivityState.FINISHED)))
    else:
        found += _asks(activity)
    if activity.branch:
        found.append(("", label(language, activity.branch)))
    if _is_outside(activity, edition):
        found.append(("", plain("card.outside_week")))
    return found


def _asks(activity: Activity) -> list[tuple[str, str]]:
    """What it still asks, and what who comes should know before."""
    found: list[tuple[str, str]] = []
    left = activity.people_left
    if activity.state is ActivityState.FULL or left == 0:
        found.append(("vol", plain("card.full")))
    elif left is not None:
        key = "card.people_left" if activity.tasks else "card.places_left"
        found.append(("vraagt", plain(key, count=left)))
    if activity.money_open_cents:
        amount = formats.money(activity.money_open_cents, state.language())
        found.append(("vraagt", plain("card.money_open", amount=amount)))
    if activity.has_home_task:
        found.append(("", plain("card.from_home")))
    found += [("", words) for words in fields.conditions(activity, state.language())]
    return found


def _is_outside(activity: Activity, edition: Edition) -> bool:
    """Whether none of its slots starts in the week; False while the week has no dates."""
    inside = [edition.holds(to_local(slot.starts_at).date()) for slot in activity.slots]
    return bool(inside) and None not in inside and not any(inside)
