"""When an activity is: one moment to begin with, and as many more as somebody adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

import streamlit as st

from domain.activities import Activity
from domain.editions import Edition
from domain.errors import VerbindingError
from domain.times import AmbiguousTimeError, TimeSlot, to_local
from i18n import formats
from services.organising.content import MOST_PARTS
from services.organising.moments import days_to_choose, slot
from ui import html, resources, state
from ui.words import plain, sentence, t

_OTHER = "anders"


@dataclass(slots=True)
class Moments:
    """The moments on the page, by a number that each keeps; `made` is how many there ever were."""

    numbers: list[int]
    made: int


def moments_input(start: Activity, edition: Edition, *, key: str) -> tuple[TimeSlot, ...]:
    """Ask when. A moment without a day is left out; while one cannot be read, `start` holds."""
    count = max(1, len(start.slots))
    shown: Moments = st.session_state.setdefault(
        f"{key}_momenten", Moments(list(range(count)), count)
    )
    found: list[TimeSlot] = []
    can_read = True
    for number in shown.numbers:
        known = start.slots[number] if number < len(start.slots) else None
        day, moment = _moment(known, edition, key, number)
        can_read = can_read and (day is None or moment is not None)
        if moment is not None:
            found.append(moment)
    if found and len(shown.numbers) < MOST_PARTS:
        st.button(
            t("organise.add_moment"),
            key=f"{key}_nog_moment",
            icon=":material/add:",
            on_click=_add,
            args=(shown,),
        )
    return tuple(dict.fromkeys(found)) if can_read else start.slots


def _moment(
    known: TimeSlot | None, edition: Edition, key: str, number: int
) -> tuple[date | None, TimeSlot | None]:
    """A day, and the moment on it; None while it is not chosen or cannot be read."""
    own = key if number == 0 else f"{key}_moment_{number}"
    label = "organise.when" if number == 0 else "organise.also_when"
    day = _day(known, edition, own, label)
    found = None
    if day is not None:
        starts, ends = _times(known, own)
        found = _read(lambda fold: slot(day, starts, ends, fold=fold), own)
    if number:
        shown: Moments = st.session_state[f"{key}_momenten"]
        st.button(
            t("organise.drop_moment"),
            key=f"{own}_weg",
            icon=":material/close:",
            type="tertiary",
            on_click=_drop,
            args=(shown, number),
        )
    return day, found


def _add(shown: Moments) -> None:
    shown.numbers.append(shown.made)
    shown.made += 1


def _drop(shown: Moments, number: int) -> None:
    shown.numbers = [one for one in shown.numbers if one != number]  # a second tap finds nothing


def _times(known: TimeSlot | None, key: str) -> tuple[time | None, time | None]:
    with st.container(horizontal=True, key=f"{key}_tijden"):
        timed = known if known and known.has_clock else None
        starts = st.time_input(
            t("organise.starts"),
            value=to_local(timed.starts_at).time() if timed else None,
            key=f"{key}_begin",
            persist_state="session",
        )
        ends = st.time_input(
            t("organise.ends"),
            value=to_local(timed.ends_at).time() if timed else None,
            key=f"{key}_einde",
            persist_state="session",
        )
    return starts, ends


def _day(known: TimeSlot | None, edition: Edition, key: str, label: str) -> date | None:
    """One of the days of the week by a tap, or any other day."""
    chosen = to_local(known.starts_at).date() if known else None
    today = to_local(resources.now()).date()
    days = days_to_choose(edition, now=resources.now())
    wanted: date | str | None = _OTHER
    options: list[date | str] = [*days, _OTHER]
    if days:
        default: date | str | None = (
            None if chosen is None else chosen if chosen in days else _OTHER
        )
        wanted = st.pills(
            t(label),
            options,
            default=default,
            wrap=True,
            format_func=_day_words,
            key=f"{key}_dag",
            persist_state="session",
        )
    if wanted != _OTHER:
        return wanted if isinstance(wanted, date) else None
    other = st.date_input(
        t("organise.day") if days else t(label),
        value=chosen,
        min_value=min(today, chosen or today),
        max_value=max(today + timedelta(days=366), chosen or today),
        format="DD-MM-YYYY",
        key=f"{key}_andere_dag",
        persist_state="session",
    )
    if isinstance(other, date) and edition.holds(other) is False:
        html.show(html.hint(plain("organise.outside_week")))
    return other if isinstance(other, date) else None


def _day_words(day: date | str) -> str:
    if isinstance(day, date):
        return formats.short_day(day, state.language())
    return t("organise.other_day")


def _read(make: Callable[[int | None], TimeSlot], key: str) -> TimeSlot | None:
    """The slot, asking which of two hours is meant where one comes twice."""
    try:
        return make(None)
    except AmbiguousTimeError as error:
        st.info(sentence(error))
        which = st.pills(
            t("organise.which_hour"),
            [0, 1],
            format_func=lambda fold: t("organise.second_hour" if fold else "organise.first_hour"),
            key=f"{key}_welk_uur",
        )
        return None if which is None else make(which)
    except VerbindingError as error:
        st.warning(sentence(error))
        return None
