"""What coordinators see of pledges: what waits how long and on whom, and who wishes to be named."""

from __future__ import annotations

from functools import partial

import streamlit as st
from markupsafe import Markup

from domain.actors import Actor
from domain.editions import Edition
from services import sponsoring
from services.sponsoring import Waiting
from services.sponsoring.silence import REMINDED
from ui import html, resources, state
from ui.components import pledge_words
from ui.components.pledge_steps import pledge_steps
from ui.components.spoken import Said, attempt
from ui.words import plain, t

_SHOWN = 50


def waiting(edition: Edition, actor: Actor) -> None:
    """Every pledge that waits, longest first, with the buttons to help it along."""
    now = resources.now()
    found = sponsoring.unanswered(resources.database(), edition.id, actor=actor, now=now)
    if not found:
        html.show(html.empty(plain("pledge.desk_none")))
        return
    html.show(html.notice(plain("pledge.long", count=sum(one.is_long for one in found))))
    for one in found[:_SHOWN]:
        with st.container(border=True, key=f"wacht_{one.view.pledge.id}"):
            html.show(_words(one, (now - one.since).days))
            pledge_steps(one.view, one.side, actor)
            if one.waits in REMINDED:
                _reminder(one, actor)


def to_approve(edition: Edition, actor: Actor) -> None:
    """Sponsors that nobody said yes to yet and that wish to be on the wall."""
    found = sponsoring.to_approve(resources.database(), edition.id, actor=actor)
    if not found:
        return
    st.header(t("pledge.approve_title"), anchor=False)
    st.markdown(t("pledge.approve_lead"))
    for sponsor in found:
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            html.show(html.lines([sponsor.name, sponsor.place.municipality]))
            st.button(
                t("pledge.approve"),
                key=f"laat_zien_{sponsor.id}",
                on_click=_approve,
                args=(sponsor.id, actor),
            )


def _reminder(one: Waiting, actor: Actor) -> None:
    """A button that mails whoever it waits for once more."""
    st.button(
        t("pledge.remind"),
        key=f"herinner_{one.view.pledge.id}",
        icon=":material/forward_to_inbox:",
        on_click=_remind,
        args=(one.view.pledge.id, actor),
    )


def _remind(pledge_id: str, actor: Actor) -> None:
    has_address = True

    def remind() -> None:
        nonlocal has_address
        has_address = sponsoring.remind(
            resources.database(), pledge_id, actor=actor, now=resources.now()
        )

    attempt(remind, done=t("pledge.reminded"))
    if not has_address:
        st.session_state[state.SAID] = Said(t("pledge.no_address"), has_worked=False)


def _words(one: Waiting, days: int) -> Markup:
    view = one.view
    return html.facts(
        [
            (plain("pledge.desk_what"), pledge_words.line(view.pledge, view.need)),
            (
                plain("pledge.desk_who"),
                plain(
                    "pledge.desk_between",
                    sponsor=view.sponsor.name,
                    activity=view.activity.title,
                ),
            ),
            (plain("pledge.desk_waits"), plain(f"pledge.waits_{one.waits}")),
            (plain("pledge.desk_since"), plain("pledge.days", count=days)),
        ]
    )


def _approve(sponsor_id: str, actor: Actor) -> None:
    approve = partial(
        sponsoring.approve,
        resources.database(),
        sponsor_id,
        actor=actor,
        now=resources.now(),
    )
    attempt(approve, done=t("sponsor.is_shown"))
