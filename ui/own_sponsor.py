"""What those who manage a sponsor see of it: its pledges, what they did, and its fields."""

from __future__ import annotations

import streamlit as st

from domain.accounts import OutsideScopeError
from domain.actors import Actor
from domain.contacts import LinkPurpose
from domain.errors import VerbindingError
from domain.people import Sponsor
from domain.pledges import Side
from domain.vocabulary import ActivityState
from services import sponsoring
from services.sponsoring import OwnSponsor
from ui import html, navigation, resources, sponsor_form, state
from ui.components import pledge_words
from ui.components.lost_link import lost_link
from ui.components.outside_scope import outside_scope
from ui.components.pledge_steps import pledge_steps
from ui.words import md, plain, sentence, t


def found_or_stop(actor: Actor) -> OwnSponsor:
    """The sponsor of the link that was opened here; says how to get one when there is none."""
    mine = sponsoring.mine(resources.database(), actor=actor)
    asked = st.query_params.get(state.ID) or (mine[0].id if mine else "")
    try:
        sponsoring.confirm(resources.database(), asked, actor=actor, now=resources.now())
        return sponsoring.own(resources.database(), asked, actor=actor)
    except OutsideScopeError as error:
        outside_scope(error)
        st.stop()
    except VerbindingError:
        html.show(html.head(plain("sponsor.not_open"), plain("sponsor.not_open_lead")))
        lost_link(LinkPurpose.SPONSOR)
        st.page_link(
            navigation.page("meedoen/sponsor_worden.py"),
            label=t("sponsor.join"),
            icon=":material/redeem:",
        )
        st.stop()


def head(found: OwnSponsor) -> None:
    """Its name and what still stands in its way."""
    html.show(html.head(found.sponsor.name, plain("sponsor.mine_lead")))
    if not found.may_pledge:
        st.info(t("sponsor.unconfirmed"), icon=":material/mail:")
    elif found.sponsor.wants_to_be_shown:
        key = "sponsor.is_shown" if found.is_approved else "sponsor.waits_for_yes"
        html.show(html.notice(plain(key)))


def pledges(sponsor: Sponsor, actor: Actor) -> None:
    """What it pledged and what can be done about it now."""
    found = sponsoring.of_sponsor(resources.database(), sponsor.id, actor=actor)
    st.page_link(
        navigation.page("meedoen/sponsor.py"),
        label=t("sponsor.choose"),
        icon=":material/arrow_forward:",
    )
    if not found:
        html.show(html.empty(plain("sponsor.no_pledges")))
        return
    html.show(html.notice(plain("sponsor.no_payments")))
    for view in found:
        pledge = view.pledge
        with st.container(key=f"kaartje_toezegging_{pledge.id}"):
            st.page_link(
                navigation.page("verkennen/activiteit.py"),
                label=md(view.activity.title),
                query_params={state.ID: view.activity.id},
            )
            rows = [pledge_words.line(pledge, view.need), pledge.note]
            if view.activity.state is ActivityState.CANCELLED:
                rows.append(plain("pledge.called_off"))
            if pledge.question:
                rows.append(plain("pledge.asked", words=pledge.question))
            if pledge.thanks:
                rows.append(plain("pledge.thanked", words=pledge.thanks))
            html.show(html.lines(rows) + html.badges(pledge_words.marks(view)))
            pledge_steps(view, Side.SPONSOR, actor)


def change(sponsor: Sponsor, actor: Actor) -> None:
    """The fields, filled in."""
    wanted = sponsor_form.sponsor_fields(
        sponsor.id, sponsor.edition_id, start=sponsor, key=f"sponsor_{sponsor.id}"
    )
    if st.button(t("sponsor.save"), type="primary"):
        try:
            sponsoring.change(resources.database(), wanted, actor=actor, now=resources.now())
        except VerbindingError as error:
            st.error(sentence(error))
        else:
            st.toast(t("sponsor.saved"))
            st.rerun()


def switch(actor: Actor, current: Sponsor) -> None:
    """The way to another sponsor that was opened in this browser."""
    for other in sponsoring.mine(resources.database(), actor=actor):
        if other.id != current.id and actor.grant(LinkPurpose.SPONSOR, other.id):
            st.page_link(
                navigation.page("meedoen/mijn_sponsor.py"),
                label=md(other.name),
                icon=":material/redeem:",
                query_params={state.ID: other.id},
            )
