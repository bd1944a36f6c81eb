"""The map and the list beside it, in step: what is in view, in the order a visitor wants it."""

from __future__ import annotations

import numpy as np
import streamlit as st

from domain.editions import Edition
from domain.places import Place
from i18n.texts import Language
from services import activities, filters, listing
from services.filters import Bounds, Filter
from services.programme import Programme
from ui import downloads, html, map_view, navigation, resources, state
from ui.components import notices
from ui.components.cards import activity_card
from ui.components.view_switch import View, side_by_side
from ui.map_messages import in_view
from ui.words import plain, t

_PER_PAGE = 6
AROUND_KM = 8.0


@st.fragment
def explore(programme: Programme, edition: Edition, wanted: Filter, place: Place | None) -> None:
    """Draw both sides. Moving the map reruns only this."""
    list_side, map_side = side_by_side(key="verkennen", default=View.MAP)
    around = Bounds.around(place.point, km=AROUND_KM) if place and place.point else None
    with map_side:
        seen = map_view.explore_map(
            programme,
            wanted,
            origin=place.point if place else None,
            view=around,
            key="kaart",
            language=state.language(),
        )
    matching = np.flatnonzero(filters.mask(wanted, programme))
    with list_side:
        if len(matching):
            chosen = seen.chosen_id if seen else None
            _list(programme, edition, matching, place, in_view(seen, around), chosen)
        else:
            key = "explore.nothing" if wanted.count else "explore.nothing_yet"
            html.show(html.empty(plain(key)))
            notices.organise_link()


def welcome(edition: Edition) -> None:
    """The coordinators' own words of welcome, in the language of the visit, when there are any."""
    words = edition.welcome_en if state.language() is Language.EN else edition.welcome_nl
    if words:
        html.show(html.paragraph(words))


def ways_in() -> None:
    """The two most asked next steps, one tap from the first page; a phone hides them in its menu."""
    with st.container(key="doemee_begin", horizontal=True):
        for file in ("meedoen/vrijwilliger.py", "meedoen/organiseren.py"):
            st.page_link(navigation.page(file))


def _list(
    programme: Programme,
    edition: Edition,
    matching: listing.Rows,
    place: Place | None,
    bounds: Bounds | None,
    chosen: str | None,
) -> None:
    on_map, without_point = listing.in_view(programme, matching, bounds)
    _counts(len(on_map), len(without_point))
    if place and place.point:
        on_map = listing.by_distance(programme, on_map, place.point)
    else:
        on_map = listing.by_time(programme, on_map, now=resources.now())
    without_point = listing.by_time(programme, without_point, now=resources.now())
    rows = np.concatenate([on_map, without_point])
    if not len(rows):
        html.show(html.empty(plain("explore.nothing_in_view")))
        notices.organise_link()
        return
    if chosen and not np.isin(programme.rows([chosen]), rows).all():
        chosen = None  # it went out of view, or a filter took it away
    _cards(programme, edition, rows, chosen)
    downloads.list_buttons(programme, rows, key="kaart")


def _counts(on_map: int, without_point: int) -> None:
    st.header(t("explore.in_view", count=on_map), anchor=False)
    if without_point:
        html.show(html.lines(["", plain("explore.without_point", count=without_point)]))


def _cards(programme: Programme, edition: Edition, rows: listing.Rows, chosen: str | None) -> None:
    pages = -(-len(rows) // _PER_PAGE)
    page = min(st.session_state.get(state.PAGE, 1), pages)
    shown = rows[(page - 1) * _PER_PAGE : page * _PER_PAGE]
    ids = [str(one) for one in programme.catalogue.ids[shown]]
    if chosen:
        ids = [chosen, *(one for one in ids if one != chosen)]
    for activity in activities.listed(resources.database(), ids):
        mark = "gekozen_" if activity.id == chosen else ""
        activity_card(activity, edition, key=f"{mark}{activity.id}", now=resources.now())
    if pages > 1:
        st.pagination(pages, key=state.PAGE, max_visible_pages=5)
