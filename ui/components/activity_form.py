"""The three fields that make an activity: what, where, when. The same for a new one and a known one.

`start` is what the fields hold at first. Nothing that was typed is lost by an error: every field
keeps its words under its key until `key` changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import streamlit as st

from domain.activities import TITLE_LENGTH, Activity
from domain.editions import Edition
from domain.errors import VerbindingError
from domain.places import NOWHERE, Place
from domain.times import AmbiguousTimeError, TimeSlot, to_local
from domain.vocabulary import AttendanceMode
from i18n import formats
from services import places
from services.organising.moments import days_to_choose, slot
from ui import html, map_view, resources, state
from ui.components.place_input import place_input
from ui.words import plain, sentence, t

_MAP_HEIGHT = 300
_OTHER = "anders"
# The title of what has none yet: the field then is empty.
UNTITLED = "…"


@dataclass(frozen=True, slots=True)
class Essentials:
    """What the three fields hold now; `place` and `slots` are empty while they cannot be read."""

    title: str
    place: Place
    is_online: bool
    slots: tuple[TimeSlot, ...]


def essentials(start: Activity, edition: Edition, *, key: str) -> Essentials:
    """Ask what, where and when."""
    title = st.text_input(
        t("organise.what"),
        value="" if start.title == UNTITLED else start.title,
        key=f"{key}_wat",
        max_chars=TITLE_LENGTH,
        placeholder=t("organise.what_placeholder"),
        persist_state="session",
        live=True,
    )
    place, is_online = _where(start, key)
    return Essentials((title or "").strip(), place, is_online, _when(start, edition, key))


def draft_of(start: Activity, typed: Essentials) -> Activity:
    """`start` with what was typed; raises `TitleMissingError` without a title."""
    attendance = start.attendance
    if typed.is_online:
        attendance = AttendanceMode.ONLINE
    elif attendance is AttendanceMode.ONLINE:
        attendance = None
    return replace(
        start, title=typed.title, place=typed.place, slots=typed.slots, attendance=attendance
    )


def point_map(place: Place, *, key: str) -> Place:
    """The place on a map; a click moves its point. The list of fields does not need it."""
    with st.container(key=f"{key}_puntvak"):
        point = map_view.pick_point_map(
            place.point,
            key=f"{key}_punt_{place.name}",  # another place starts at its own point
            language=state.language(),
            height=_MAP_HEIGHT,
        )
    if point is None or point == place.point:
        return place
    return places.moved_to(resources.settings(), place, point)


def _where(start: Activity, key: str) -> tuple[Place, bool]:
    field = f"{key}_waar"
    if field not in st.session_state:
        st.session_state[field] = start.place.name
    place = place_input(key=field, label=t("organise.where"), is_of_activity=True)
    html.show(html.hint(plain("organise.no_home")))
    is_online = st.checkbox(
        t("organise.online"),
        value=start.attendance is AttendanceMode.ONLINE,
        key=f"{key}_online",
        persist_state="session",
    )
    if is_online:
        return NOWHERE, True
    if place is None and not start.place.address:
        return NOWHERE, False  # the spot is asked once the town is there
    if st.session_state[field] == start.place.name and start.place.point is not None:
        place = start.place  # also a point that was moved by hand
    address = st.text_input(
        t("organise.address"),
        value=start.place.address,
        key=f"{key}_adres",
        max_chars=TITLE_LENGTH,
        placeholder=t("organise.address_placeholder"),
        persist_state="session",
    )
    return replace(place or NOWHERE, address=(address or "").strip()), False


def _when(start: Activity, edition: Edition, key: str) -> tuple[TimeSlot, ...]:
    first = start.slots[0] if start.slots else None
    day = _day(first, edition, key)
    if day is None:
        return start.slots[1:]
    with st.container(horizontal=True, key=f"{key}_tijden"):
        timed = first if first and first.has_clock else None
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
    found = _read(lambda fold: slot(day, starts, ends, fold=fold), key)
    return (found, *start.slots[1:]) if found else ()


def _day(first: TimeSlot | None, edition: Edition, key: str) -> date | None:
    """One of the days of the week by a tap, or any other day."""
    chosen = to_local(first.starts_at).date() if first else None
    today = to_local(resources.now()).date()
    days = days_to_choose(edition, now=resources.now())
    wanted: date | str | None = _OTHER
    options: list[date | str] = [*days, _OTHER]
    if days:
        default: date | str | None = (
            None if chosen is None else chosen if chosen in days else _OTHER
        )
        wanted = st.pills(
            t("organise.when"),
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
        t("organise.day") if days else t("organise.when"),
        value=chosen,
        min_value=min(today, chosen or today),
        max_value=today + timedelta(days=366),
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
