"""The parts of an activity's own page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from domain.activities import Activity, Need
from domain.vocabulary import NeedKind
from i18n import formats
from i18n.texts import label
from matching.catalogue import code
from services.activities import ActivityDetail
from ui import html, map_view, navigation, resources, state
from ui.components.cards import marks, when, where
from ui.words import plain, t

_QUESTIONS = 8
_Member = TypeVar("_Member", bound=StrEnum)


def header(found: ActivityDetail, *, now: datetime) -> None:
    """Way back, title, when and where, and what it still asks."""
    activity = found.activity
    st.page_link(
        navigation.page("verkennen/kaart.py"),
        label=t("activity.to_map"),
        icon=":material/arrow_back:",
    )
    html.show(
        html.head(activity.title, activity.summary)
        + html.lines([when(activity), where(activity)])
        + html.badges(marks(activity, found.edition, now=now))
    )


def story(activity: Activity) -> None:
    """What it is, in the organiser's own words, and what is good to know."""
    if activity.description:
        html.show(html.paragraph(activity.description))
    for key, words in (
        ("activity.good_to_know", activity.good_to_know),
        ("activity.accessibility", activity.accessibility),
    ):
        if words:
            st.header(t(key))
            html.show(html.paragraph(words))


def needs(activity: Activity) -> None:
    """What would make it possible, and what is already promised."""
    if not activity.needs:
        return
    st.header(t("activity.needs"))
    language = state.language()
    html.show(
        html.table(
            [plain("activity.need"), plain("activity.asked"), plain("activity.still")],
            [
                (
                    need.description or label(language, need.kind),
                    quantity(need, need.quantity),
                    quantity(need, need.open) if need.open else plain("activity.met"),
                )
                for need in activity.needs
            ],
        )
    )


def quantity(need: Need, amount: int) -> str:
    """Euros for money, a number for everything else."""
    if need.kind is NeedKind.MONEY:
        return formats.money(amount, state.language())
    return formats.number(amount, state.language())


def questions() -> None:
    """Eight questions that help a conversation start."""
    with st.expander(t("activity.questions"), icon=":material/forum:"):
        for number in range(1, _QUESTIONS + 1):
            st.markdown(f"- {t(f'conversation.question_{number}')}")


def practical(found: ActivityDetail) -> None:
    """When, where, for whom, by whom."""
    activity, language = found.activity, state.language()
    st.header(t("activity.practical"))
    place = ", ".join(
        part for part in dict.fromkeys((activity.place.address, where(activity))) if part
    )
    rows = [
        (plain("activity.when"), "\n".join(formats.slots(activity.slots, language))),
        (plain("activity.where"), place),
        (
            plain("activity.how"),
            label(language, activity.attendance) if activity.attendance else "",
        ),
        (plain("activity.for_whom"), _words(activity.groups)),
        (plain("activity.connects"), _words(activity.forms)),
        (plain("activity.branch"), label(language, activity.branch) if activity.branch else ""),
        (plain("activity.organiser"), activity.organiser),
        (plain("activity.team"), found.team.name if found.team else ""),
        (plain("activity.series"), found.series.title if found.series else ""),
        (plain("activity.edition"), found.edition.name),
        (plain("activity.source"), activity.source),
    ]
    html.show(html.facts(rows))


def place_map(activity: Activity) -> None:
    """Where it is, as a small map; a sentence when there is no point."""
    if activity.place.point is None:
        html.show(html.notice(plain("activity.no_point")))
        return
    map_view.place_map(activity.place.point, key=f"kaart_{activity.id}", language=state.language())


def share(found: ActivityDetail) -> None:
    """A ready text with the link and the edition's hashtag."""
    activity = found.activity
    link = f"{resources.settings().public_url}/activiteit?{state.ACTIVITY}={activity.id}"
    with st.expander(t("activity.share"), icon=":material/share:"):
        words = plain(
            "activity.share_text",
            title=activity.title,
            when=when(activity),
            where=where(activity),
            link=link,
            hashtag=found.edition.hashtag,
        )
        st.code(words.strip(), language=None, wrap_lines=True)


def _words(members: Collection[_Member]) -> str:
    """Members of one closed list as words, in the order of the list."""
    language = state.language()
    return ", ".join(label(language, member) for member in sorted(members, key=code))
