"""Everything that may follow later: what it is, for whom, how many, and what is good to know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

import streamlit as st
from babel import Locale

from domain.activities import SUMMARY_LENGTH, TEXT_LENGTH, Activity
from domain.branches import Branch
from domain.vocabulary import AttendanceMode, ConnectionForm, TargetGroup
from i18n.texts import label
from services.organising.content import MOST_AGE, MOST_MINUTES, MOST_PEOPLE, NAME_LENGTH
from ui import html, state
from ui.components.asked_lines import asked_lines
from ui.components.differences import SHOWS_SPONSOR
from ui.words import plain, t

# Spoken most in the Netherlands, and sign language.
_LANGUAGES = ("nl", "en", "fy", "ar", "tr", "pl", "uk", "ti", "fa", "so", "es", "fr", "de", "dse")
_Member = TypeVar("_Member", bound=StrEnum)


def more(start: Activity, *, key: str) -> Activity:
    """Ask the rest; `start` with what was answered. Every question may stay open."""
    with st.expander(t("organise.more_ask"), icon=":material/volunteer_activism:"):
        tasks, needs = asked_lines(start, key=key)
        asked = replace(start, shows_sponsor=_shows_sponsor(start, key))
    with st.expander(t("organise.more_tell"), icon=":material/edit_note:"):
        told = _tell(asked, key)
    with st.expander(t("organise.more_whom"), icon=":material/groups:"):
        told = _whom(told, key)
    return replace(told, tasks=tasks, needs=needs)


def _tell(start: Activity, key: str) -> Activity:
    summary = _words("organise.summary", start.summary, f"{key}_kort", SUMMARY_LENGTH)
    description = st.text_area(
        t("organise.description"),
        value=start.description,
        max_chars=TEXT_LENGTH,
        key=f"{key}_verhaal",
        persist_state="session",
    )
    good_to_know = _words("organise.good_to_know", start.good_to_know, f"{key}_weten", TEXT_LENGTH)
    accessibility = _words(
        "organise.accessibility", start.accessibility, f"{key}_toegang", TEXT_LENGTH
    )
    return_favour = _words("pledge.favour", start.return_favour, f"{key}_terug", SUMMARY_LENGTH)
    organiser = _words("organise.organiser", start.organiser, f"{key}_wie", NAME_LENGTH)
    html.show(html.hint(plain("organise.no_private")))
    return replace(
        start,
        summary=summary,
        description=description or "",
        good_to_know=good_to_know,
        accessibility=accessibility,
        return_favour=return_favour,
        organiser=organiser,
    )


def _whom(start: Activity, key: str) -> Activity:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        capacity = _number("organise.capacity", start.capacity, f"{key}_plaatsen", start.taken)
        crew = _number("organise.min_crew", start.min_crew or None, f"{key}_ploeg")
        minutes = _number(
            "organise.minutes", start.minutes, f"{key}_minuten", most=MOST_MINUTES, least=1
        )
        age = _number("organise.min_age", start.min_age, f"{key}_leeftijd", most=MOST_AGE)
    groups = _several("organise.groups", TargetGroup, start.groups, f"{key}_groepen")
    forms = _several("organise.forms", ConnectionForm, start.forms, f"{key}_vormen")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        branch = _one("organise.branch", list(Branch), start.branch, f"{key}_branche")
        attendance = start.attendance
        if attendance is not AttendanceMode.ONLINE:
            modes: list[AttendanceMode] = [
                one for one in AttendanceMode if one is not AttendanceMode.ONLINE
            ]
            attendance = _one("organise.attendance", modes, start.attendance, f"{key}_hoe")
    return replace(
        start,
        capacity=capacity,
        min_crew=crew or 0,
        minutes=minutes,
        min_age=age,
        groups=groups,
        forms=forms,
        branch=branch,
        attendance=attendance,
        languages=_languages(start.languages, key),
    )


def _shows_sponsor(start: Activity, key: str) -> bool | None:
    """Whether a sponsor may be seen at it; a second tap leaves it open again."""
    chosen = st.segmented_control(
        t("organise.shows_sponsor"),
        list(SHOWS_SPONSOR),
        default=start.shows_sponsor,
        format_func=lambda one: t(SHOWS_SPONSOR[one]),
        key=f"{key}_sponsor_zichtbaar",
        help=t("organise.shows_sponsor_help"),
        persist_state="session",
    )
    return chosen if isinstance(chosen, bool) else None


def _languages(chosen: Sequence[str], key: str) -> tuple[str, ...]:
    names = Locale(state.language().value).languages
    picked = st.multiselect(
        t("organise.languages"),
        list(dict.fromkeys((*_LANGUAGES, *chosen))),
        default=list(chosen),
        format_func=lambda tag: str(
            names.get(tag.partition("-")[0]) or t("organise.sign_language")
        ),
        placeholder=t("organise.open"),
        key=f"{key}_talen",
        persist_state="session",
    )
    return tuple(picked)


def _words(words: str, value: str, key: str, most: int) -> str:
    typed = st.text_input(t(words), value=value, max_chars=most, key=key, persist_state="session")
    return typed or ""


def _number(
    words: str, value: int | None, key: str, least: int = 0, *, most: int = MOST_PEOPLE
) -> int | None:
    typed = st.number_input(
        t(words), least, most, value, key=key, persist_state="session", width=170
    )
    return None if typed is None else int(typed)


def _several(
    words: str, members: type[_Member], chosen: Iterable[_Member], key: str
) -> frozenset[_Member]:
    language = state.language()
    picked = set(chosen)
    return frozenset(
        st.multiselect(
            t(words),
            list(members),
            default=[one for one in members if one in picked],
            format_func=lambda member: label(language, member),
            placeholder=t("organise.open"),
            key=key,
            persist_state="session",
        )
    )


def _one(words: str, members: list[_Member], chosen: _Member | None, key: str) -> _Member | None:
    language = state.language()
    return st.selectbox(
        t(words),
        members,
        index=members.index(chosen) if chosen in members else None,
        format_func=lambda member: label(language, member),
        placeholder=t("organise.open"),
        key=key,
        persist_state="session",
        width=300,
    )
