"""The settings of an edition, as a form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from domain.actors import Actor
from domain.editions import Edition
from domain.errors import VerbindingError
from domain.vocabulary import PublishingRule
from i18n.texts import label
from services.desk import edition_settings
from services.desk.edition_settings import (
    CONTACT_LENGTH,
    HASHTAG_LENGTH,
    MOST_ANSWER_DAYS,
    NAME_LENGTH,
    WELCOME_LENGTH,
    differing,
)
from ui import resources, state
from ui.words import sentence, t


def edition_form(edition: Edition, actor: Actor) -> None:
    """Ask for what may change and store it; what was typed stays when it does not fit."""
    # When what is stored changes, the fields begin anew with it.
    key = f"editie_{edition.id}_{hash(edition)}"
    with st.form(key, border=True):
        typed = {
            "name": st.text_input(
                t("edition.name"), edition.name, max_chars=NAME_LENGTH, key=f"{key}_naam"
            ),
            **_days(edition, key),
            **_words(edition, key),
            **_rules(edition, key),
        }
        sent = st.form_submit_button(t("edition.save"), type="primary")
    if sent:
        _store(edition, typed, actor)


def _days(edition: Edition, key: str) -> dict[str, Any]:
    left, right = st.columns(2)

    def day(where: Any, name: str, value: date | None) -> date | None:  # noqa: ANN401 - a column
        chosen: date | None = where.date_input(
            t(f"edition.{name}"), value, format="DD-MM-YYYY", key=f"{key}_{name}"
        )
        return chosen

    first = day(left, "first_day", edition.first_day)
    last = day(right, "last_day", edition.last_day)
    if st.checkbox(t("edition.no_days"), edition.first_day is None, key=f"{key}_geen_dagen"):
        return {"first_day": None, "last_day": None}
    return {"first_day": first, "last_day": last}


def _words(edition: Edition, key: str) -> dict[str, Any]:
    left, right = st.columns(2)
    found: dict[str, Any] = {
        "hashtag": left.text_input(
            t("edition.hashtag"), edition.hashtag, max_chars=HASHTAG_LENGTH, key=f"{key}_hashtag"
        ),
        "contact": right.text_input(
            t("edition.contact"),
            edition.contact,
            max_chars=CONTACT_LENGTH,
            help=t("edition.contact_help"),
            key=f"{key}_contact",
        ),
    }
    # Two rows of two, so that a phone shows them in this order as well.
    for where, name, words in zip(
        st.columns(2),
        ("welcome_nl", "welcome_en"),
        (edition.welcome_nl, edition.welcome_en),
        strict=True,
    ):
        found[name] = where.text_area(
            t(f"edition.{name}"),
            words,
            max_chars=WELCOME_LENGTH,
            height=100,
            help=t("edition.welcome_help"),
            key=f"{key}_{name}",
        )
    return found


def _rules(edition: Edition, key: str) -> dict[str, Any]:
    publishing = st.radio(
        t("edition.publishing"),
        list(PublishingRule),
        index=list(PublishingRule).index(edition.publishing),
        format_func=lambda one: label(state.language(), one),
        key=f"{key}_regel",
    )
    left, right = st.columns(2)
    return {
        "publishing": publishing,
        "answer_within_days": left.number_input(
            t("edition.answer_within_days"),
            1,
            MOST_ANSWER_DAYS,
            edition.answer_within_days,
            help=t("edition.answer_help"),
            key=f"{key}_antwoord",
        ),
        "erase_on": right.date_input(
            t("edition.erase_on"),
            edition.erase_on,
            format="DD-MM-YYYY",
            help=t("edition.erase_on_help"),
            key=f"{key}_wissen",
        ),
    }


def _store(edition: Edition, typed: dict[str, Any], actor: Actor) -> None:
    try:
        changed = edition_settings.change(
            resources.database(), replace(edition, **typed), actor=actor, now=resources.now()
        )
    except VerbindingError as error:
        st.error(sentence(error))
        return
    if differing(edition, changed):
        st.success(t("edition.saved"))
    else:
        st.info(t("edition.nothing_changed"))


def next_edition(actor: Actor) -> None:
    """A button that opens the next week."""
    if st.button(t("edition.open_next"), key="volgende_editie", icon=":material/add_circle:"):
        try:
            opened = edition_settings.open_next(
                resources.database(), actor=actor, now=resources.now()
            )
        except VerbindingError as error:
            st.error(sentence(error))
        else:
            st.success(t("edition.opened", name=opened.name))
