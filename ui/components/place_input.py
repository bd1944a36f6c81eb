"""Where? A postcode or a town, and what to do when that is not enough."""

from __future__ import annotations

import streamlit as st

from domain.errors import VerbindingError
from domain.places import AmbiguousPlaceError, Place, PlaceNotFoundError
from services import places
from ui import resources
from ui.components.my_location import my_location, say_when_unknown
from ui.words import md, sentence, t


def place_input(
    *,
    key: str,
    label: str,
    parameter: str | None = None,
    is_of_activity: bool = False,
    with_location: bool = False,
) -> Place | None:
    """Ask for a place; None while nothing (findable) was typed. What was typed stays.

    A name that several places carry asks which one; an unknown name offers names that look like it.
    With `parameter` the town goes into the URL under that name, so that a view can be shared;
    a postcode never does. `is_of_activity` lets an address be looked up outside this machine where
    the settings allow it; never for where somebody is. `with_location` adds a button to search, and
    one that asks the browser where it is.
    """
    if parameter and key not in st.session_state:
        st.session_state[key] = st.query_params.get(parameter, "")
    with st.container(key=f"{key}_rij", horizontal=with_location, vertical_alignment="bottom"):
        typed = st.text_input(
            label,
            key=key,
            max_chars=80,
            placeholder=t("place.placeholder"),
            persist_state="session",
            autocomplete="off" if is_of_activity else "postal-code",
            icon=":material/location_on:",
        )
        if with_location:
            # Leaving the field is what sends it; the button is what people look for.
            st.button(t("place.search"), key=f"zoek_{key}", icon=":material/search:")
            my_location(into=key)
    if with_location:
        say_when_unknown()
    query = (typed or "").strip()
    found = _found(query, key, is_of_activity=is_of_activity) if query else None
    if parameter:
        _share(found, parameter)
    return found


def _found(query: str, key: str, *, is_of_activity: bool) -> Place | None:
    try:
        return places.find_place(
            resources.database(),
            resources.settings(),
            query,
            now=resources.now(),
            allow_remote=is_of_activity,
        )
    except AmbiguousPlaceError as error:
        return _which(error, key)
    except PlaceNotFoundError as error:
        _not_found(error, key)
    except VerbindingError as error:
        st.warning(sentence(error))
    return None


def _share(place: Place | None, parameter: str) -> None:
    if place is None:
        st.query_params.pop(parameter, None)
        return
    town = place.name.removeprefix(place.pc4).strip() or place.municipality
    province = place.province.label if place.province else ""
    st.query_params[parameter] = f"{town} ({province})" if province else town


def _which(error: AmbiguousPlaceError, key: str) -> Place | None:
    return st.pills(
        t("place.which"),
        error.candidates,
        format_func=_distinct,
        key=f"{key}_welke",
        persist_state="session",
    )


def _distinct(place: Place) -> str:
    """A name that sets a place apart from its namesakes."""
    province = place.province.label if place.province else ""
    town = place.municipality if place.municipality != place.name else ""
    return md(", ".join(part for part in (place.name, town, province) if part))


def _not_found(error: PlaceNotFoundError, key: str) -> None:
    st.info(t("place.not_found", query=error.query))
    if error.suggestions:
        st.pills(
            t("place.did_you_mean"),
            error.suggestions,
            format_func=md,
            key=f"{key}_bedoel",
            on_change=_take,
            args=(key,),
        )


def _take(key: str) -> None:
    """Put the suggestion that was tapped in the text field."""
    chosen = st.session_state.get(f"{key}_bedoel")
    if chosen:
        st.session_state[key] = chosen
