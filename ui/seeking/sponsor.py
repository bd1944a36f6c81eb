"""What a sponsor may answer: what there is to give, and where and for whom."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from domain.editions import Edition
from domain.seekers import Seeker
from domain.vocabulary import Audience, NeedKind
from matching.seekers import USUAL_REACH_KM
from matching.weights import current
from ui import html, navigation
from ui.components import filters, notices, wishes
from ui.components.place_input import place_input
from ui.seeking.search import Search
from ui.words import plain, t


def ways() -> None:
    """Where a sponsor can go from here."""
    with st.container(horizontal=True):
        for file, key in (
            ("meedoen/sponsor_worden.py", "sponsor.join"),
            ("meedoen/mijn_sponsor.py", "sponsor.mine"),
            ("verkennen/powered_by.py", "sponsor.wall"),
        ):
            st.page_link(navigation.page(file), label=t(key))


def ask(default: Edition) -> Search | None:
    """The questions; None until an offer, a place or a branch is known."""
    left, right = st.columns(2, gap="medium")
    with st.expander(t("wish.more_questions"), icon=":material/add_circle:"):
        edition = filters.edition_choice(notices.editions(), default)
        forms = wishes.forms_input(key="gift_vormen")
        groups = wishes.groups_input(key="gift_groepen")
    with left:
        offers = wishes.offers_input(key="gift_aanbod", label_key="sponsor.offers")
        euros = _budget_input() if NeedKind.MONEY in offers else None
        shown = st.checkbox(t("sponsor.shown"), key="gift_zichtbaar", persist_state="session")
    with right:
        place = place_input(key="gift_plaats", label=t("sponsor.place"))
        radius_km = wishes.radius_input(key="gift_straal") if place else None
        branches = wishes.branches_input(key="gift_branches")
    if not offers and place is None and not branches:
        return None
    seeker = Seeker(
        id="",
        audience=Audience.SPONSOR,
        point=place.point if place else None,
        radius_km=radius_km,
        branches=branches,
        forms=forms,
        groups=groups,
        offers=offers,
        budget_cents=None if euros is None else euros * 100,
        wants_to_be_shown=shown or None,
    )
    return Search(seeker, place, edition, current(Audience.SPONSOR))


def wants_a_portfolio() -> bool:
    """Whether we put together what to give to, or the sponsor chooses by itself."""
    how = st.pills(
        t("sponsor.how"),
        ["pakket", "lijst"],
        default="pakket",
        required=True,
        wrap=True,
        format_func=lambda one: t(f"sponsor.how_{one}"),
        key="gift_hoe",
        persist_state="session",
    )
    return how == "pakket"


def within_region(seeker: Seeker) -> Seeker:
    """The same with a region as limit, and says so, for who says where and sets no limit.

    What is put together is one list, and nobody gives to the other end of the country first.
    """
    if seeker.point is None or seeker.radius_km is not None:
        return seeker
    reach_km = USUAL_REACH_KM[seeker.audience]
    html.show(html.hint(plain("sponsor.region", km=round(reach_km))))
    return replace(seeker, radius_km=reach_km)


def _budget_input() -> int | None:
    euros = st.number_input(
        t("sponsor.budget"), 0, 1_000_000, None, 50, key="gift_budget", persist_state="session"
    )
    return None if euros is None else int(euros)
