"""What there is to read of one: as visitors would see it, what is new, and what may be the same."""

from __future__ import annotations

import streamlit as st

from services import activities, organising
from services.organising import Waiting
from ui import html, resources
from ui.components import activity as view
from ui.components import differences
from ui.components.cards import preview_card
from ui.reviewing import merging
from ui.words import md, plain, t


def show(one: Waiting) -> None:
    """Everything that a decision is about."""
    key = "review.by" if one.has_address else "review.by_nobody"
    st.markdown(t(key, name=one.first_name))
    if not one.is_new and one.changed:
        st.subheader(t("review.beside"), anchor=False)
        differences.show(one.activity, one.proposed, heads=("review.old", "review.new_words"))
    st.subheader(t("review.as_visitors"), anchor=False)
    preview_card(one.proposed, one.edition, key=f"lees_{one.activity.id}", now=resources.now())
    view.story(one.proposed)
    view.needs(one.proposed)
    with st.expander(t("review.every_field")):
        differences.all_of(one.proposed)
    if one.photo is not None:
        st.image(one.photo.jpeg, caption=md(one.photo.alt), alt=one.photo.alt, width=420)
    if one.story is not None:
        st.subheader(t("review.story"), anchor=False)
        html.show(html.paragraph(one.story.text))
    _doubles(one)


def _doubles(one: Waiting) -> None:
    """What may be the same, beside it, with what differs."""
    found = organising.alike(resources.programme(), one.proposed)
    shown = activities.listed(resources.database(), found)
    if not shown:
        return
    st.subheader(t("review.doubles"), anchor=False)
    html.show(html.hint(plain("review.doubles_hint")))
    for other in shown:
        merging.beside(other, one.proposed)
        merging.offer(other, one.activity)
