"""On the page of one activity: why it fits what was looked for in this visit, or what keeps it away."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from domain.activities import Activity
from domain.vocabulary import Audience
from matching.catalogue import Catalogue, minute
from matching.explain import why_not
from matching.gates import GateFailure
from matching.lanes import lanes
from services import explanations
from ui import html, navigation, state
from ui.components.match_reasons import lead, reasons
from ui.seeking.search import Search, remembered
from ui.words import plain, t

# Shut to everybody, and the page says so by itself.
_OF_ITSELF = (
    GateFailure("published", "no"),
    GateFailure("edition", "no"),
    GateFailure("not_over", "no"),
)
_PAGES = {
    Audience.VOLUNTEER: "meedoen/vrijwilliger.py",
    Audience.SPONSOR: "meedoen/sponsor.py",
    Audience.TEAM: "meedoen/team.py",
}


def show(activity: Activity, *, now: datetime) -> None:
    """Nothing when nothing was looked for yet, or when it is open to nobody."""
    search = remembered()
    if search is None:
        return
    failures = why_not(
        search.seeker, activity, now_minute=minute(now), edition_id=search.edition.id
    )
    if set(failures) & set(_OF_ITSELF):
        return
    with st.container(key="past_dit", width=720):
        if failures:
            html.show(html.notice(plain("suggestions.why_not")))
            html.show(html.items(explanations.gate(one, state.language()) for one in failures))
        else:
            _why(search, activity, now=now)
        st.page_link(
            navigation.page(_PAGES[search.seeker.audience]),
            label=t("suggestions.change"),
            icon=":material/tune:",
        )


def _why(search: Search, activity: Activity, *, now: datetime) -> None:
    found = lanes(
        search.seeker,
        Catalogue.from_activities([activity]),
        weights=search.weights,
        now_minute=minute(now),
    )
    for lane, group in found.groups.items():  # the one where it stands
        (match,) = group.matches(0, 1)
        if facts := lead(match, lane, activity, search.seeker):
            html.show(html.lines([plain("suggestions.for_you", facts=facts)]))
        reasons(match, activity, search.seeker)
