"""Ranked activities with the reason why, on cards and on a map: one piece for all three audiences."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from domain.activities import Activity
from domain.editions import Edition
from domain.places import Place
from domain.seekers import Seeker
from domain.vocabulary import Audience
from matching.catalogue import minute
from matching.explain import Outcome
from matching.scoring import Match
from matching.weights import Weights
from services import activities, editions, explanations, matching
from services.matching import Suggestions
from services.programme import Programme
from ui import html, map_view, resources, state
from ui.components import notices
from ui.components.cards import activity_card
from ui.components.match_reasons import reasons
from ui.components.view_switch import side_by_side
from ui.words import md, plain, t

_TOP = 20
_PER_PAGE = 5


def invitation(key: str) -> None:
    """What stands there before the first answer."""
    html.show(html.empty(plain(key)))


def show(
    seeker: Seeker, place: Place | None, programme: Programme, edition: Edition, *, weights: Weights
) -> None:
    """The best matches for `seeker` in `edition`, on cards with their reasons and on a map."""
    moment = editions.moment_in(edition, now=resources.now())
    notices.about_edition(edition, over="notice.as_of")
    found = matching.suggest(
        seeker,
        programme.catalogue,
        weights=weights,
        now_minute=minute(moment),
        top=_TOP,
        edition_id=edition.id,
    )
    if found.matches:
        st.header(t("suggestions.title", count=len(found.matches)), anchor=False)
        list_side, map_side = side_by_side(key=str(seeker.audience))
        with list_side:
            _cards(found, edition, moment=moment, audience=seeker.audience)
        with map_side:
            _map(found, seeker, place, programme)
    else:
        html.show(html.empty(plain("suggestions.none")))
    outcomes = matching.what_if(
        seeker,
        programme.catalogue,
        weights=weights,
        now_minute=minute(moment),
        edition_id=edition.id,
    )
    _what_if(outcomes)


def _map(found: Suggestions, seeker: Seeker, place: Place | None, programme: Programme) -> None:
    map_view.result_map(
        [match.activity_id for match in found.matches],
        programme,
        origin=place.point if place else None,
        radius_km=seeker.radius_km,
        without_pin={match.activity_id for match in found.matches if _is_from_home(match)},
        key=f"kaart_{seeker.audience}",
        language=state.language(),
    )


def _is_from_home(match: Match) -> bool:
    return any(
        part.criterion == "nearness" and part.pattern in {"home", "online"} for part in match.parts
    )


def _cards(found: Suggestions, edition: Edition, *, moment: datetime, audience: Audience) -> None:
    pages = -(-len(found.matches) // _PER_PAGE)
    page = min(st.session_state.get(state.PAGE, 1), pages)
    shown = found.matches[(page - 1) * _PER_PAGE : page * _PER_PAGE]
    by_id = {
        activity.id: activity
        for activity in activities.listed(
            resources.database(), [match.activity_id for match in shown]
        )
    }
    for match in shown:
        activity = by_id.get(match.activity_id)
        if activity is not None:  # it may have been taken off between two reads
            _card(match, activity, edition, moment=moment, audience=audience)
            reasons(match, is_steady=match.activity_id in found.steady)
    if pages > 1:
        st.pagination(pages, key=state.PAGE)


def _card(
    match: Match, activity: Activity, edition: Edition, *, moment: datetime, audience: Audience
) -> None:
    language = state.language()
    activity_card(
        activity,
        edition,
        key=f"match_{match.activity_id}",
        now=moment,
        lead="" if match.km is None else explanations.distance(match.km, language),
        rank=match.rank,
        with_sign_up=audience is Audience.VOLUNTEER,
    )


def _what_if(outcomes: list[Outcome]) -> None:
    if not outcomes:
        return
    st.header(t("suggestions.what_if"), anchor=False)
    language = state.language()
    st.markdown(
        "\n".join(f"- {md(explanations.what_if(outcome, language))}" for outcome in outcomes)
    )
