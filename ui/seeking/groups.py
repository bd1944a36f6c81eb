"""The groups of a search: a heading with its count, a page of cards, and a way to turn it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import islice

import streamlit as st

from domain.activities import Activity
from domain.vocabulary import Audience
from matching.lanes import ASIDE, AT_ONCE, NEAR, STRETCH, Group, Lane, Lanes
from matching.scoring import Match
from services import activities, explanations
from ui import html, resources, state
from ui.components.cards import activity_card
from ui.components.match_reasons import lead, reasons
from ui.seeking.search import Search
from ui.words import plain, t

_NUMBERED = (*NEAR, Lane.ANYWHERE)  # those that the map shows


def show(found: Lanes, search: Search, *, moment: datetime, steady: Collection[str]) -> None:
    """Every group with something in it. `steady` are the ids that stay in front whatever counts most."""
    matches = {
        lane: group.matches(*_page(lane, group))
        for lane, group in found.groups.items()
        if lane not in ASIDE or st.session_state.get(_switch(lane))
    }
    ids = [match.activity_id for page in matches.values() for match in page]
    by_id = {one.id: one for one in activities.listed(resources.database(), ids)}
    for lane, group in found.groups.items():
        if lane is Lane.FURTHER and found.is_limited:
            continue  # a limit that was set by hand hides
        _heading(lane, found, search.seeker.audience)
        for match in matches.get(lane, []):
            activity = by_id.get(match.activity_id)
            if activity is not None:  # it may have been taken off between two reads
                _card(match, activity, lane, found, search, moment=moment)
                reasons(match, activity, search.seeker, is_steady=match.activity_id in steady)
        if lane in matches and len(group) > AT_ONCE:
            pages = -(-len(group) // AT_ONCE)
            st.pagination(pages, key=_key(lane), max_visible_pages=5)


def turn_back() -> None:
    """Begin every group at its first page again."""
    for lane in Lane:
        st.session_state.pop(_key(lane), None)


def ranked(found: Lanes, *, most: int) -> dict[str, int]:
    """Up to `most` ids for the map with the numbers of their cards; the cards in sight come first."""
    numbers: dict[str, int] = {}
    for lane in _NUMBERED:
        if group := found.groups.get(lane):
            first, last = _page(lane, group)
            best = group.pairs.catalogue.ids[group.rows(0, max(last, most))].tolist()
            in_sight = range(first, min(last, len(best)))
            places = dict.fromkeys([*in_sight, *range(len(best))])
            numbers |= {best[place]: _ahead(lane, found) + place + 1 for place in places}
    return dict(islice(numbers.items(), most))


def _page(lane: Lane, group: Group) -> tuple[int, int]:
    """The positions in a group that are in sight: from and up to."""
    pages = -(-len(group) // AT_ONCE)
    page = min(st.session_state.get(_key(lane), 1), pages)
    return (page - 1) * AT_ONCE, page * AT_ONCE


def _key(lane: Lane) -> str:
    return f"{state.PAGE}_{lane}"


def _switch(lane: Lane) -> str:
    return f"ook_{lane}"


def _ahead(lane: Lane, found: Lanes) -> int:
    """How many numbers the group before it takes."""
    return found.count(Lane.WITHIN) if lane is Lane.BEYOND else 0


def _heading(lane: Lane, found: Lanes, audience: Audience) -> None:
    count = found.count(lane)
    if lane in ASIDE:
        st.toggle(t(f"suggestions.also.{lane}", count=count), key=_switch(lane))
        return
    name = "online" if lane is Lane.HOME and audience is not Audience.VOLUNTEER else lane
    st.header(t(f"suggestions.group.{name}", count=count), anchor=False)
    if lane in NEAR and found.reach_km is not None:
        km = found.reach_km * (STRETCH if lane is Lane.BEYOND else 1)
        words = plain(f"suggestions.reach.{lane}", km=explanations.whole_km(km, state.language()))
        html.show(html.hint(words))


def _card(
    match: Match, activity: Activity, lane: Lane, found: Lanes, search: Search, *, moment: datetime
) -> None:
    activity_card(
        activity,
        search.edition,
        key=f"match_{match.activity_id}",
        now=moment,
        lead=lead(match, lane, activity, search.seeker),
        rank=_ahead(lane, found) + match.rank if lane in _NUMBERED else None,
        with_sign_up=search.seeker.audience is Audience.VOLUNTEER,
    )
