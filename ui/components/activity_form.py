"""The three fields that make an activity: what, where, when. The same for a new one and a known one.

`start` is what the fields hold at first. Nothing that was typed is lost by an error: every field
keeps its words under its key until `key` changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from domain.activities import TITLE_LENGTH, Activity
from domain.editions import Edition
from domain.places import NOWHERE, Place
from domain.times import TimeSlot
from domain.vocabulary import AttendanceMode
from services import places
from ui import html, map_view, resources, state
from ui.components.moments_input import moments_input
from ui.components.place_input import place_input
from ui.words import plain, t

_MAP_HEIGHT = 300
# The title of what has none yet: the field then is empty.
UNTITLED = "…"


@dataclass(frozen=True, slots=True)
class Essentials:
    """What the three fields hold now; `place` and `slots` of a new one are empty until they are read."""

    title: str
    place: Place
    is_online: bool
    slots: tuple[TimeSlot, ...]


def essentials(start: Activity, edition: Edition, *, key: str) -> Essentials:
    """Ask what, where and when."""
    title = st.text_input(
        t("field.title.ask"),
        value="" if start.title == UNTITLED else start.title,
        key=f"{key}_wat",
        max_chars=TITLE_LENGTH,
        placeholder=t("organise.what_placeholder"),
        persist_state="session",
        live=True,
    )
    place, is_online = _where(start, key)
    return Essentials(
        (title or "").strip(), place, is_online, moments_input(start, edition, key=key)
    )


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
