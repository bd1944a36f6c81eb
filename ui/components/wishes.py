"""The few questions that matter for a match. Every one may stay open, and then it costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from enum import StrEnum
from typing import Literal, TypeVar

import streamlit as st

from domain.branches import Branch
from domain.editions import Edition
from domain.people import SPARE_MINUTES
from domain.times import TimeSlot, part_of_day, whole_day
from domain.vocabulary import (
    Audience,
    ConnectionForm,
    DayPart,
    NeedKind,
    TargetGroup,
    TaskPlace,
    TravelMode,
)
from i18n import formats
from i18n.texts import label
from matching.weights import Weights, current
from services.programme import Programme
from services.scope import days_of
from services.volunteering.words import adult, spare_time
from ui import state
from ui.words import t

MAX_DAYS_AS_PILLS = 10
_NO_LIMIT = 1000
_RADII_KM = (1, 2, 5, 10, 15, 30, 50, 100, _NO_LIMIT)
_Member = TypeVar("_Member", bound=StrEnum)


def travel_input(*, key: str) -> TravelMode | None:
    """How does someone get there? None means it does not matter."""
    return _pill(t("wish.travel"), list(TravelMode), key=key)


def radius_input(*, key: str) -> float | None:
    """How far at most, in km? None sets no limit: what is near then only comes first."""
    st.select_slider(
        t("wish.radius"),
        _RADII_KM,
        value=_NO_LIMIT,
        format_func=_distance_words,
        key=key,
        persist_state="session",
    )
    return chosen_radius(key)


def chosen_radius(key: str) -> float | None:
    """The limit that was set by hand with the slider of `key`, in km, also before it is drawn."""
    chosen = st.session_state.get(key, _NO_LIMIT)
    return None if chosen == _NO_LIMIT else float(chosen)


def _distance_words(km: float) -> str:
    return t("wish.no_limit") if km == _NO_LIMIT else t("wish.km", km=km)


def times_input(
    programme: Programme, edition: Edition, *, days_key: str, parts_key: str
) -> tuple[TimeSlot, ...]:
    """On which days, and at which part of them? Empty means any time.

    Who names a part and no day means that part of every day.
    """
    every = days_of(programme, edition.id)
    days = sorted(_days_input(every, key=days_key))
    if not days and len(every) > MAX_DAYS_AS_PILLS:
        return ()
    parts = st.pills(
        t("wish.parts"),
        list(DayPart),
        selection_mode="multi",
        format_func=lambda part: label(state.language(), part),
        key=parts_key,
        wrap=True,
        persist_state="session",
    )
    if not parts:
        return tuple(whole_day(day) for day in days)
    chosen = sorted(parts, key=list(DayPart).index)
    return tuple(part_of_day(day, part) for day in days or every for part in chosen)


def _days_input(days: Sequence[date], *, key: str) -> list[date]:
    words = t("wish.days")
    if len(days) <= MAX_DAYS_AS_PILLS:
        return st.pills(
            words,
            days,
            selection_mode="multi",
            format_func=_day,
            key=key,
            wrap=True,
            persist_state="session",
        )
    return st.multiselect(
        words,
        days,
        format_func=_day,
        key=key,
        placeholder=t("filter.all_days"),
        persist_state="session",
    )


def where_input(*, key: str) -> bool | None:
    """From home (True), on the spot (False), or either (None)."""
    chosen = _pill(t("wish.where"), list(TaskPlace), key=key)
    return None if chosen is None else chosen is TaskPlace.AT_HOME


def minutes_input(
    *, key: str, start: int | None = None, on_change: Callable[[], None] | None = None
) -> int | None:
    """How much time is there, in minutes? None leaves it open.

    With `start`, what is kept already, or with `on_change`, which keeps it, nothing outlives the page.
    """
    language = state.language()
    return st.pills(
        t("wish.minutes"),
        sorted({*SPARE_MINUTES, *({start} if start else ())}),
        default=start,
        wrap=True,
        format_func=lambda minutes: spare_time(minutes, language),
        key=key,
        on_change=on_change,
        persist_state=_outlives(start, on_change),
    )


def adult_input(
    *, key: str, start: bool | None = None, on_change: Callable[[], None] | None = None
) -> bool | None:
    """Is somebody 18 or older? As `minutes_input`."""
    language = state.language()
    return st.pills(
        t("wish.adult"),
        (True, False),
        default=start,
        format_func=lambda answer: adult(language, is_adult=answer),
        help=t("wish.adult_hint"),
        key=key,
        on_change=on_change,
        persist_state=_outlives(start, on_change),
    )


def branches_input(*, key: str, label_key: str = "wish.branches") -> frozenset[Branch]:
    """Which branches? Empty means no preference."""
    return _several(t(label_key), list(Branch), key=key)


def forms_input(*, key: str) -> frozenset[ConnectionForm]:
    """Which forms of connection? Empty means no preference."""
    return _several(t("wish.forms"), list(ConnectionForm), key=key)


def groups_input(*, key: str) -> frozenset[TargetGroup]:
    """For whom? Empty means no preference."""
    return _several(t("wish.groups"), list(TargetGroup), key=key)


def offers_input(
    *, key: str, label_key: str, start: Collection[NeedKind] | None = None
) -> frozenset[NeedKind]:
    """What can be offered? Empty leaves it open; `start` is chosen already."""
    language = state.language()
    return frozenset(
        st.pills(
            t(label_key),
            list(NeedKind),
            selection_mode="multi",
            default=sorted(start) if start else None,
            wrap=True,
            format_func=lambda kind: label(language, kind),
            key=key,
            persist_state="session",
        )
    )


def weights_input(audience: Audience, *, key: str) -> Weights:
    """What counts most? The version in use until a slider is moved."""
    weights = current(audience)
    own = {}
    with st.expander(t("wish.weights"), icon=":material/balance:"):
        st.markdown(t(weights.reason_key))
        for name, value in weights.values.items():
            moved = st.slider(
                t(f"matching.criterion.{name}"),
                0,
                50,
                round(100 * value),
                step=5,
                key=f"{key}_{name}",
                persist_state="session",
            )
            if moved != round(100 * value):
                own[name] = moved / 100
        st.button(t("wish.weights_reset"), key=f"{key}_terug", on_click=_reset, args=(key, weights))
    if own and not any({**weights.values, **own}.values()):
        st.info(t("wish.weights_zero"))
        return weights
    return weights.with_values(own)


def _outlives(*kept: object) -> Literal["session"] | None:
    """An answer that is kept nowhere else outlives the page."""
    return "session" if all(one is None for one in kept) else None


def _day(day: date) -> str:
    return formats.short_day(day, state.language())


def _reset(key: str, weights: Weights) -> None:
    for name in weights.values:
        st.session_state.pop(f"{key}_{name}", None)


def _pill(words: str, options: Sequence[_Member], *, key: str) -> _Member | None:
    language = state.language()
    return st.pills(
        words,
        options,
        wrap=True,
        format_func=lambda member: label(language, member),
        key=key,
        persist_state="session",
    )


def _several(words: str, options: Sequence[_Member], *, key: str) -> frozenset[_Member]:
    language = state.language()
    return frozenset(
        st.multiselect(
            words,
            options,
            format_func=lambda member: label(language, member),
            key=key,
            placeholder=t("wish.open"),
            persist_state="session",
        )
    )
