"""Everything that may follow later: what it is, for whom, how many, and what is good to know.

What is asked stands in `domain.fields`; here is how a field of each kind is asked.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from enum import StrEnum
from itertools import groupby
from typing import Any

import streamlit as st

from domain.activities import Activity
from domain.fields import FIELDS, Asked, Field, Kind
from domain.vocabulary import AttendanceMode
from i18n.fields import has
from i18n.fields import key as key_of
from i18n.formats import tongue
from i18n.texts import label
from ui import html, state
from ui.components.asked_lines import asked_lines
from ui.words import plain, t

# Spoken most in the Netherlands, and sign language.
_LANGUAGES = ("nl", "en", "fy", "ar", "tr", "pl", "uk", "ti", "fa", "so", "es", "fr", "de", "dse")
_ANSWERS = {"yes": True, "no": False, "open": None}  # the last also by a second tap
# Short questions that follow each other stand beside each other.
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
    told: dict[str, Any] = {}
    fields = [field for field in FIELDS if field.asked is part]
    for is_short, together in groupby(fields, key=lambda field: field.kind in _SHORT):
        with _beside() if is_short else nullcontext():
            for field in together:
                told[field.name] = _ask(field, start, f"{key}_{field.name}")
    return replace(start, **told)


def _beside() -> AbstractContextManager[object]:
    return st.container(horizontal=True, vertical_alignment="bottom")


def _ask(field: Field, start: Activity, key: str) -> object:
    value, question = getattr(start, field.name), t(key_of(field, "ask"))
    kept: dict[str, Any] = {"key": key, "persist_state": "session"}
    if field.kind in {Kind.CHOICE, Kind.CHOICES, Kind.TAGS}:
        return _choose(field, value, question, kept)
    match field.kind:
        case Kind.COUNT | Kind.MINUTES:
            least = start.taken if field.name == "capacity" else field.least
            filled = value if value is not None and value >= least else None
            typed = st.number_input(question, least, field.most, filled, width=170, **kept)
            return field.unsaid if typed is None else int(typed)
        case Kind.FLAG:
            answers = [part for part in _ANSWERS if has(field, part, state.language())]
            kept["help"] = (
                t(key_of(field, "help")) if has(field, "help", state.language()) else None
            )
            kept["format_func"] = lambda part: t(key_of(field, part))
            before = next((part for part in answers if _ANSWERS[part] is value), None)
            chosen = st.segmented_control(question, answers, default=before, **kept)
            return _ANSWERS[chosen or "open"]
        case _:
            box = st.text_area if field.kind is Kind.STORY else st.text_input
            return box(question, value, max_chars=field.most, **kept) or ""


def _choose(field: Field, value: Any, question: str, kept: dict[str, Any]) -> object:  # noqa: ANN401
    kept |= {"format_func": _words, "placeholder": t("organise.open")}
    if field.kind is Kind.TAGS:
        known = list(dict.fromkeys((*_LANGUAGES, *value)))
        return tuple(st.multiselect(question, known, default=list(value), **kept))
    if field.kind is Kind.CHOICES:
        chosen = [member for member in field.members if member in value]
        return frozenset(st.multiselect(question, list(field.members), default=chosen, **kept))
    if value is AttendanceMode.ONLINE:
        return value  # said by the tick at the place
    options = [member for member in field.members if member is not AttendanceMode.ONLINE]
    at = options.index(value) if value in options else None
    return st.selectbox(question, options, index=at, width=300, **kept)


def _words(option: str) -> str:
    """The word for a member of a closed list, or the name of a language."""
    language = state.language()
    return label(language, option) if isinstance(option, StrEnum) else tongue(option, language)
