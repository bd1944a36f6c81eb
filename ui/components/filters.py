"""What does a visitor want to see? The filters of map and agenda, each a parameter in the URL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from domain.branches import Branch
from domain.editions import Edition
from domain.fields import FILTERED, Field, Kind
from domain.places import Province
from domain.vocabulary import AttendanceMode, ConnectionForm, TargetGroup
from i18n import formats
from i18n.fields import key as key_of
from i18n.texts import Language, label, text
from services.filters import WORDS_LENGTH, Filter
from services.programme import Programme
from services.scope import days_of, languages_of, municipalities_of
from ui import bound, resources, state
from ui.words import t

AT_HOME = "thuis"
_YES = tuple(field for field in FILTERED if field.kind is Kind.FLAG)
_EMPTY = {state.PROVINCE: None, state.MUNICIPALITY: None} | {field.filter: False for field in _YES}
_Option = TypeVar("_Option")


class Ask(StrEnum):
    """What an activity may still be short of."""

    PEOPLE = "mensen"
    SUPPORT = "steun"
    TEAM = "team"


def edition_choice(every: Sequence[Edition], default: Edition) -> Edition:
    """The edition to look at; `default` when the visitor did not choose."""
    return st.selectbox(
        t("filter.edition"),
        list(every),
        index=list(every).index(default),
        format_func=lambda edition: edition.name,
        key=state.EDITION,
        bind="query-params",
    )


def words_input() -> str:
    """Free words; every one must occur."""
    typed = st.text_input(
        t("filter.words"),
        key=state.WORDS,
        max_chars=WORDS_LENGTH,
        type="search",
        live="300ms",
        placeholder=t("filter.words_placeholder"),
        icon=":material/search:",
        bind="query-params",
    )
    return typed or ""


def filter_bar(
    programme: Programme, every: Sequence[Edition], default: Edition, *, with_days: bool
) -> tuple[Edition, Filter]:
    """Every filter: words and days in sight, the others behind one button that counts those on.

    Gives the edition that was chosen and what to keep of it.
    """
    words = words_input()
    days_place = st.container() if with_days else None
    # On the first run of a link its filters are in the URL only.
    on = sum(
        bool(st.session_state.get(key, st.query_params.get(key))) for key in state.FOLDED_FILTERS
    )
    with st.popover(t("filter.more", count=on), icon=":material/tune:", width="stretch"):
        edition = edition_choice(every, default)
        folded = _folded(programme, edition)
        st.button(t("filter.clear"), on_click=_clear, args=(default,), icon=":material/close:")
    days: list[date] = []
    if days_place is not None:
        with days_place:
            days = days_input(programme, edition)
    return edition, replace(folded, words=words, days=frozenset(days))


def _folded(programme: Programme, edition: Edition) -> Filter:
    branches = several(state.BRANCHES, list(Branch))
    forms = several(state.FORMS, list(ConnectionForm))
    groups = several(state.GROUPS, list(TargetGroup))
    ways = several(state.ATTENDANCE, [*AttendanceMode, AT_HOME], said=_way)
    asks = several(state.ASKS, list(Ask), said=_ask)
    province = _one(state.PROVINCE, list(Province), said=lambda one, _: one.label)
    towns = municipalities_of(
        programme, resources.gazetteer(), edition_id=edition.id, province=province
    )
    town = _one(state.MUNICIPALITY, towns, said=lambda one, _: one.name)
    languages = several(state.LANGUAGES, languages_of(programme, edition.id), said=formats.tongue)
    yes = [field.name for field in _YES if _tick(field)]
    return Filter(
        edition=edition.id,
        branches=frozenset(branches),
        forms=frozenset(forms),
        groups=frozenset(groups),
        attendance=frozenset(way for way in ways if isinstance(way, AttendanceMode)),
        at_home=AT_HOME in ways,
        province=province,
        municipality=town.code if town else "",
        needs_people=Ask.PEOPLE in asks,
        needs_support=Ask.SUPPORT in asks,
        without_team=Ask.TEAM in asks,
        languages=frozenset(languages),
        yes=frozenset(yes),
    )


def days_input(programme: Programme, edition: Edition) -> list[date]:
    """On which days? None chosen means all."""
    days = days_of(programme, edition.id)
    return st.multiselect(
        t("filter.days"),
        days,
        format_func=bound.words(state.DAYS, days, formats.short_day, is_many=True),
        key=state.DAYS,
        placeholder=t("filter.all_days"),
        bind="query-params",
    )


def several(
    key: str, options: Sequence[_Option], *, said: Callable[[_Option, Language], str] | None = None
) -> list[_Option]:
    """Any number of `options`, under the name that `key` has among the filters.

    `said` gives the words for an option in a language; without it that of the vocabulary.
    """
    return st.multiselect(
        t(f"filter.{key}"),
        options,
        format_func=bound.words(key, options, said or _word, is_many=True),
        key=key,
        placeholder=t("filter.all"),
        bind="query-params",
    )


def _one(
    key: str, options: Sequence[_Option], *, said: Callable[[_Option, Language], str]
) -> _Option | None:
    return st.selectbox(
        t(f"filter.{key}"),
        options,
        index=None,
        format_func=bound.words(key, options, said),
        key=key,
        placeholder=t("filter.all"),
        bind="query-params",
    )


def _tick(field: Field) -> bool:
    return st.checkbox(t(key_of(field, "name")), key=field.filter, bind="query-params")


def _word(member: object, language: Language) -> str:
    return label(language, member) if isinstance(member, StrEnum) else str(member)


def _way(way: object, language: Language) -> str:
    return text(language, "filter.at_home") if way == AT_HOME else _word(way, language)


def _ask(ask: Ask, language: Language) -> str:
    return text(language, f"filter.ask.{ask}")


def _clear(default: Edition) -> None:
    """Put every filter back to "all". A widget without a value would take that of its link again."""
    for key in (*state.FOLDED_FILTERS, state.DAYS):
        st.session_state[key] = _EMPTY.get(key, [])
    st.session_state[state.WORDS] = ""
    st.session_state[state.EDITION] = default
