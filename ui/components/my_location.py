"""Where is this browser? Asked only after a tap, and rounded before it leaves the browser.

The script of the shell (`static/schil.js`) waits for the tap, asks the browser and types the
answer, to about a kilometre, into a field that nobody sees. Only the name of the postcode area
or town that lies nearest is kept.
"""

from __future__ import annotations

import streamlit as st

from domain.errors import VerbindingError
from services import places
from ui import resources
from ui.words import t

_FIELD = "locatie_gevonden"
_UNKNOWN = "locatie_onbekend"


def my_location(*, into: str) -> None:
    """A button that fills the field with key `into` with the postcode or town around the visitor."""
    st.button(t("place.my_location"), key="mijn_locatie", icon=":material/my_location:")
    with st.container(key="locatieveld"):
        st.text_input(
            t("place.location_field"),
            key=_FIELD,
            max_chars=20,
            live="100ms",
            autocomplete="off",
            on_change=_take,
            args=(into,),
        )


def say_when_unknown() -> None:
    """Say so when the last tap brought nothing, and what to do instead."""
    if st.session_state.pop(_UNKNOWN, False):
        st.info(t("place.no_location"))


def _take(into: str) -> None:
    found = str(st.session_state[_FIELD] or "")
    if not found:
        return
    st.session_state[_FIELD] = ""  # so that the next tap is a change again
    try:
        latitude, longitude = (float(part) for part in found.split(","))
        place = places.around(resources.settings(), latitude=latitude, longitude=longitude)
    except (ValueError, VerbindingError):
        st.session_state[_UNKNOWN] = True
        return
    province = place.province.label if place.province else ""
    st.session_state[into] = place.pc4 or f"{place.name} ({province})"
