"""The parts of an activity's own page."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from domain.activities import Activity, Need
from domain.fields import Seen
from domain.vocabulary import NeedKind
from i18n import fields, formats
from i18n.texts import label
from services.activities import ActivityDetail
from services.addresses import Page, address
from services.conversation import deck_for
from ui import html, map_view, navigation, paper, resources, state
from ui.components.cards import marks, when, where
from ui.components.take_over import take_over
from ui.words import md, plain, t


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
    for name, words in fields.told(activity, Seen.TEXT, state.language()):
        st.header(md(name))
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


def questions(activity: Activity) -> None:
    """Questions that help a conversation start, for whom the activity is meant."""
    deck = deck_for(activity.groups, state.language())
    with st.expander(t("activity.questions"), icon=":material/forum:"):
        html.show(html.items(deck.conversation))
        st.page_link(
            navigation.page("verkennen/gesprekskaarten.py"),
            label=t("activity.all_questions"),
            query_params={state.CARDS: deck.group},
        )


def pass_on(found: ActivityDetail) -> None:
    """Take it to the street, or take the idea over."""
    st.header(t("activity.pass_on"), anchor=False)
    paper.activity_sheets(found)
    share(found)
    take_over({state.FROM: found.activity.id})


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
        *fields.told(activity, Seen.FACT, language),
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
    link = address(resources.settings().public_url, Page.ACTIVITY, id=activity.id)
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
