"""The fields of a sponsor: for joining and for changing it."""

from __future__ import annotations

import streamlit as st

from domain.branches import Branch
from domain.people import Sponsor
from domain.places import NOWHERE, Place
from domain.vocabulary import NeedKind, SponsorForm, SponsorKind
from i18n.texts import label
from services import addresses
from services.sponsoring import Joined
from services.sponsoring.joining import MOST_CENTS, NAME_LENGTH
from ui import html, navigation, resources, state
from ui.components import wishes
from ui.components.place_input import place_input
from ui.words import plain, t

_NEAR, _NATIONWIDE = "near", "nationwide"


def sponsor_fields(id: str, edition_id: str, *, start: Sponsor | None, key: str) -> Sponsor:
    """Ask for a sponsor with `id`, starting from `start`."""
    language = state.language()
    name = st.text_input(
        t("sponsor.name"),
        start.name if start else "",
        max_chars=NAME_LENGTH,
        placeholder=t("sponsor.name_example"),
        key=f"{key}_naam",
        autocomplete="organization",
    )
    kind = st.pills(
        t("sponsor.kind"),
        list(SponsorKind),
        default=start.kind if start else SponsorKind.COMPANY,
        required=True,
        wrap=True,
        format_func=lambda one: label(language, one),
        key=f"{key}_soort",
    )
    nationwide, place = _where(start, key=key)
    offers = wishes.offers_input(
        key=f"{key}_aanbod", label_key="sponsor.offers", start=start.offers if start else None
    )
    budget = _budget(start, key=key) if NeedKind.MONEY in offers else None
    forms = _forms(start, key=key)
    branches = st.multiselect(
        t("sponsor.branches"),
        list(Branch),
        default=sorted(start.branches) if start else None,
        format_func=lambda one: label(language, one),
        placeholder=t("wish.open"),
        key=f"{key}_branches",
    )
    shown = st.checkbox(
        t("sponsor.shown_own"),
        start.wants_to_be_shown if start else False,
        help=t("sponsor.shown_help"),
        key=f"{key}_zichtbaar",
    )
    return Sponsor(
        id=id,
        name=name,
        edition_id=edition_id,
        kind=kind,
        place=place,
        nationwide=nationwide,
        branches=frozenset(branches),
        offers=offers,
        forms=forms,
        budget_cents=budget,
        wants_to_be_shown=shown,
    )


def joined(made: Joined) -> None:
    """What a new sponsor sees: where the link went, the way in, and what to do next."""
    st.success(t("sponsor.joined", name=made.sponsor.name))
    html.show(html.notice(plain("sponsor.joined_lead")))
    st.markdown(t("sponsor.joined_link"))
    address = addresses.personal(resources.settings().public_url, made.secret)
    with st.container(horizontal=True):
        st.link_button(t("sponsor.open_own"), address, type="primary", icon=":material/redeem:")
        st.page_link(
            navigation.page("meedoen/sponsor.py"),
            label=t("sponsor.choose"),
            icon=":material/arrow_forward:",
        )
    if SponsorForm.ORGANISE in made.sponsor.forms:
        st.page_link(
            navigation.page("meedoen/organiseren.py"),
            label=t("sponsor.organise"),
            icon=":material/add_location_alt:",
        )


def _where(start: Sponsor | None, *, key: str) -> tuple[bool, Place]:
    """Nationwide, or near a place; what was known stays until another place is found."""
    chosen = st.segmented_control(
        t("sponsor.where"),
        [_NEAR, _NATIONWIDE],
        default=_NATIONWIDE if start and start.nationwide else _NEAR,
        required=True,
        format_func=lambda one: t(f"sponsor.where_{one}"),
        key=f"{key}_waar",
    )
    if chosen == _NATIONWIDE:
        return True, NOWHERE
    known = start.place if start else NOWHERE
    place_key = f"{key}_plaats"
    if place_key not in st.session_state and known.name:
        st.session_state[place_key] = known.name
    typed = st.session_state.get(place_key, "")
    found = place_input(key=place_key, label=t("sponsor.near_place"))
    return False, found or (known if typed.strip() == known.name else NOWHERE)


def _budget(start: Sponsor | None, *, key: str) -> int | None:
    cents = start.budget_cents if start else None
    euros = st.number_input(
        t("sponsor.budget"),
        0,
        MOST_CENTS // 100,
        None if cents is None else cents // 100,
        50,
        key=f"{key}_budget",
    )
    return None if euros is None else int(euros) * 100


def _forms(start: Sponsor | None, *, key: str) -> frozenset[SponsorForm]:
    """The five ways to carry the week, each with what it means."""
    st.markdown(f"**{t('sponsor.forms')}**")
    st.markdown(t("sponsor.forms_help"))
    chosen = [
        form
        for form in SponsorForm
        if st.checkbox(
            t(f"sponsor.form_{form}"),
            start is not None and form in start.forms,
            key=f"{key}_vorm_{form}",
        )
    ]
    return frozenset(chosen)
