"""The settings of an edition, as a form."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from domain.actors import Actor
from domain.editions import Edition
from domain.errors import VerbindingError
from domain.vocabulary import PublishingRule
from i18n.texts import label
from services.desk import edition_settings
from services.desk.edition_settings import CONTACT_LENGTH, HASHTAG_LENGTH, NAME_LENGTH
from ui import resources, state
from ui.words import sentence, t


def edition_form(edition: Edition, actor: Actor) -> None:
    """Ask for what may change and store it; what was typed stays when it does not fit."""
    key = f"editie_{edition.id}"
    with st.form(key, border=True):
        name = st.text_input(t("edition.name"), edition.name, max_chars=NAME_LENGTH)
        left, right = st.columns(2)
        first = left.date_input(t("edition.first_day"), edition.first_day, format="DD-MM-YYYY")
        last = right.date_input(t("edition.last_day"), edition.last_day, format="DD-MM-YYYY")
        no_days = st.checkbox(t("edition.no_days"), edition.first_day is None)
        hashtag = st.text_input(t("edition.hashtag"), edition.hashtag, max_chars=HASHTAG_LENGTH)
        contact = st.text_input(
            t("edition.contact"),
            edition.contact,
            max_chars=CONTACT_LENGTH,
            help=t("edition.contact_help"),
        )
        publishing = st.radio(
            t("edition.publishing"),
            PublishingRule,
            index=list(PublishingRule).index(edition.publishing),
            format_func=lambda one: label(state.language(), one),
        )
        sent = st.form_submit_button(t("edition.save"), type="primary")
    if not sent:
        return
    try:
        changed = replace(
            edition,
            name=name,
            first_day=None if no_days else first,
            last_day=None if no_days else last,
            hashtag=hashtag,
            contact=contact,
            publishing=publishing,
        )
        edition_settings.change(resources.database(), changed, actor=actor, now=resources.now())
    except VerbindingError as error:
        st.error(sentence(error))
    else:
        st.success(t("edition.saved"))


def next_edition(actor: Actor) -> None:
    """A button that opens the next week."""
    if st.button(t("edition.open_next"), icon=":material/add_circle:"):
        try:
            opened = edition_settings.open_next(
                resources.database(), actor=actor, now=resources.now()
            )
        except VerbindingError as error:
            st.error(sentence(error))
        else:
            st.success(t("edition.opened", name=opened.name))
