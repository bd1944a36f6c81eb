"""What fits a search: near, just beyond and from home apart, with the reason why, and on a map."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from matching.catalogue import minute
from matching.explain import Outcome, robust, what_if
from matching.lanes import NEAR, Lane, Lanes, lanes
from services import editions, explanations
from services.programme import Programme
from ui import html, looks, map_view, navigation, resources, state
from ui.components import notices
from ui.components.view_switch import side_by_side
from ui.seeking import groups
from ui.seeking.search import Search, remember
from ui.words import md, plain, t


def invitation(key: str) -> None:
    """What stands there before the first answer."""
    html.show(html.empty(plain(key)))


def show(search: Search, programme: Programme) -> None:
    """Everything in the programme that suits a search, on cards in groups and on a map."""
    if remember(search):
        groups.turn_back()
    looks.note(search.seeker, search.place, search.edition)
    moment = editions.moment_in(search.edition, now=resources.now())
    notices.about_edition(search.edition, over="notice.as_of")
    found = lanes(
        search.seeker,
        programme.catalogue,
        weights=search.weights,
        now_minute=minute(moment),
        edition_id=search.edition.id,
    )
    if found.groups.keys() & {*NEAR, Lane.ANYWHERE}:
        list_side, map_side = side_by_side(key=str(search.seeker.audience))
        with list_side:
            _list(found, search, programme, moment)
        with map_side:
            _map(found, search, programme)
    else:  # nothing to point at
        with st.container(width=720):
            _list(found, search, programme, moment)
    _what_if(
        what_if(
            search.seeker,
            found,
            programme.catalogue,
            now_minute=minute(moment),
            edition_id=search.edition.id,
        )
    )


def _list(found: Lanes, search: Search, programme: Programme, moment: datetime) -> None:
    if found.main is Lane.WITHIN and not found.count(Lane.WITHIN):
        _nothing_near(found, programme)
    elif not found.groups:
        html.show(html.empty(plain("suggestions.none")))
    main = found.groups.get(found.main)
    steady = frozenset() if main is None else robust(main)
    groups.show(found, search, moment=moment, steady=steady)


def _nothing_near(found: Lanes, programme: Programme) -> None:
    """Say that nothing is within reach, and what is the nearest."""
    language = state.language()
    reach_km = explanations.whole_km(found.reach_km or 0, language)
    html.show(html.notice(plain("suggestions.nothing_near", km=reach_km)))
    if found.nearest is not None:
        st.page_link(
            navigation.page("verkennen/activiteit.py"),
            label=t(
                "suggestions.nearest",
                title=programme.titles[found.nearest.row],
                km=explanations.whole_km(found.nearest.km, language),
            ),
            icon=":material/near_me:",
            query_params={state.ID: str(programme.catalogue.ids[found.nearest.row])},
        )


def _map(found: Lanes, search: Search, programme: Programme) -> None:
    ranked = groups.ranked(found, most=map_view.PINS_SHOWN)
    map_view.result_map(
        list(ranked),
        programme,
        ranks=list(ranked.values()),
        origin=search.seeker.point,
        radius_km=found.reach_km,
        key=f"kaart_{search.seeker.audience}",
        language=state.language(),
    )


def _what_if(outcomes: list[Outcome]) -> None:
    if not outcomes:
        return
    st.header(t("suggestions.what_if"), anchor=False)
    language = state.language()
    st.markdown(
        "\n".join(f"- {md(explanations.what_if(outcome, language))}" for outcome in outcomes)
    )
