"""The Powered By wall: a card for each sponsor that wishes to be named."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from domain.editions import Edition
from domain.vocabulary import SponsorForm
from i18n.texts import label
from services import sponsoring
from services.sponsoring import WallEntry
from ui import html, navigation, resources, state
from ui.words import md, plain, t

_ACTIVITIES = 6


def wall(edition: Edition) -> None:
    """Who carries the whole week first, then who makes activities possible."""
    entries = sponsoring.wall(resources.database(), edition.id)
    if not entries:
        html.show(html.empty(plain("wall.none")))
        return
    carrying = [one for one in entries if SponsorForm.POWERED_BY in one.sponsor.forms]
    others = [one for one in entries if one not in carrying]
    for key, group in (("wall.powered", carrying), ("wall.others", others)):
        if group:
            st.header(t(key), anchor=False)
            _cards(group)


def _cards(entries: Sequence[WallEntry]) -> None:
    grid = st.grid(3, min_column_width=280)
    for entry in entries:
        with grid.cell(), st.container(key=f"kaartje_muur_{entry.sponsor.id}"):
            _card(entry)


def _card(entry: WallEntry) -> None:
    sponsor, language = entry.sponsor, state.language()
    st.subheader(md(sponsor.name), anchor=False)
    where = sponsor.place.municipality or sponsor.place.name
    about = ", ".join(part for part in (label(language, sponsor.kind), where) if part)
    html.show(
        html.lines([plain("wall.helped", count=len(entry.activities)), about])
        + html.badges(("", label(language, form)) for form in _in_order(sponsor.forms))
    )
    for activity in entry.activities[:_ACTIVITIES]:
        st.page_link(
            navigation.page("verkennen/activiteit.py"),
            label=md(activity.title),
            query_params={state.ID: activity.id},
        )


def _in_order(forms: frozenset[SponsorForm]) -> list[SponsorForm]:
    return [form for form in SponsorForm if form in forms]
