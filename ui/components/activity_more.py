"""Everything that may follow later: what it is, for whom, how many, and what is good to know.

What is asked stands in `domain.fields`; here is how a field of each kind is asked.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from enum import StrEnum
from itertools import groupby
from typing import Any

import streamlit as st

from domain.activities import Activity
from domain.fields import FIELDS, Asked, Field, Kind
from domain.vocabulary import AttendanceMode
from i18n.fields import key as key_of
from i18n.formats import tongue
from i18n.texts import label
from ui import html, state
from ui.components.asked_lines import asked_lines
from ui.words import plain, t

# Spoken most in the Netherlands, and sign language.
_LANGUAGES = ("nl", "en", "fy", "ar", "tr", "pl", "uk", "ti", "fa", "so", "es", "fr", "de", "dse")
_FLAGS = {True: "yes", False: "no"}
# Short fields of one kind that follow each other stand beside each other.
_SHORT = frozenset({Kind.COUNT, Kind.MINUTES, Kind.CHOICE})


def more(start: Activity, *, key: str) -> Activity:
    """Ask the rest; `start` with what was answered. Every question may stay open."""
    with st.expander(t("organise.more_ask"), icon=":material/volunteer_activism:"):
        tasks, needs = asked_lines(start, key=key)
        told = _part(start, Asked.NEEDED, key)
    with st.expander(t("organise.more_tell"), icon=":material/edit_note:"):
        told = _part(told, Asked.TOLD, key)
        html.show(html.hint(plain("organise.no_private")))
    with st.expander(t("organise.more_whom"), icon=":material/groups:"):
        told = _part(told, Asked.FOR_WHOM, key)
    return replace(told, tasks=tasks, needs=needs)


def _part(start: Activity, part: Asked, key: str) -> Activity:
    """The fields of one part of the form."""
    told: dict[str, Any] = {}
    fields = [field for field in FIELDS if field.asked is part]
    for is_short, together in groupby(fields, key=lambda field: field.kind in _SHORT):
        with (
            st.container(horizontal=True, vertical_alignment="bottom")
            if is_short
            else nullcontext()
        ):
            for field in together:
                told[field.name] = _ask(field, start, f"{key}_{field.name}")
    return replace(start, **told)


def _ask(field: Field, start: Activity, key: str) -> object:
    match field.kind:
        case Kind.COUNT | Kind.MINUTES:
            return _number(field, start, key)
        case Kind.FLAG:
            return _flag(field, start, key)
        case Kind.CHOICE:
            return _one(field, start, key)
        case Kind.CHOICES | Kind.TAGS:
            return _several(field, start, key)
        case _:
            box = st.text_area if field.kind is Kind.STORY else st.text_input
            value = getattr(start, field.name)
            typed = box(
                _question(field), value, max_chars=field.most, key=key, persist_state="session"
            )
            return typed or ""


def _number(field: Field, start: Activity, key: str) -> int | None:
    value = getattr(start, field.name)
    least = start.taken if field.name == "capacity" else field.least  # never less than is taken
    typed = st.number_input(
        _question(field),
        least,
        field.most,
        value if value is not None and value >= least else None,
        key=key,
        persist_state="session",
        width=170,
    )
    return field.unsaid if typed is None else int(typed)


def _flag(field: Field, start: Activity, key: str) -> bool | None:
    """Yes or no; a second tap leaves it open again."""
    chosen = st.segmented_control(
        _question(field),
        list(_FLAGS),
        default=getattr(start, field.name),
        format_func=lambda answer: t(key_of(field, _FLAGS[answer])),
        key=key,
        help=t(key_of(field, "help")) if field.has_help else None,
        persist_state="session",
    )
    return chosen if isinstance(chosen, bool) else None


def _several(field: Field, start: Activity, key: str) -> tuple[object, ...] | frozenset[object]:
    """Any number of the members of a closed list, or of languages."""
    chosen = getattr(start, field.name)
    options: list[str] = [*field.members] or list(dict.fromkeys((*_LANGUAGES, *chosen)))
    picked = st.multiselect(
        _question(field),
        options,
        default=[option for option in options if option in chosen],
        format_func=_words,
        placeholder=t("organise.open"),
        key=key,
        persist_state="session",
    )
    return tuple(picked) if field.kind is Kind.TAGS else frozenset(picked)


def _one(field: Field, start: Activity, key: str) -> object:
    value = getattr(start, field.name)
    if value is AttendanceMode.ONLINE:
        return value  # said by the tick at the place
    options = [option for option in field.members if option is not AttendanceMode.ONLINE]
    return st.selectbox(
        _question(field),
        options,
        index=options.index(value) if value in options else None,
        format_func=_words,
        placeholder=t("organise.open"),
        key=key,
        persist_state="session",
        width=300,
    )


def _question(field: Field) -> str:
    return t(key_of(field, "ask"))


def _words(option: str) -> str:
    """The word for a member of a closed list, or the name of a language."""
    language = state.language()
    return label(language, option) if isinstance(option, StrEnum) else tongue(option, language)
