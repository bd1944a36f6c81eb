"""What was pledged to an activity, for who organises it: say yes, ask, note that it came, thank."""

from __future__ import annotations

import streamlit as st

from domain.activities import Activity
from domain.actors import Actor
from domain.pledges import Side
from domain.vocabulary import PledgeState
from services import sponsoring
from services.sponsoring import PledgeView
from ui import html, resources
from ui.components import pledge_words, spoken
from ui.components.pledge_steps import pledge_steps
from ui.words import plain, t


def pledges_of_activity(activity: Activity, actor: Actor) -> None:
    """Every pledge with what can be done about it now; what waits comes first."""
    st.header(t("pledge.organiser_title"), anchor=False)
    spoken.say()
    found = sponsoring.of_activity(resources.database(), activity.id, actor=actor)
    if not found:
        html.show(html.empty(plain("pledge.organiser_none")))
        return
    html.show(html.notice(plain("sponsor.no_payments")))
    order = list(PledgeState)
    for view in sorted(found, key=lambda one: order.index(one.pledge.state)):
        with st.container(border=True, key=f"toezegging_{view.pledge.id}"):
            _pledge(view)
            pledge_steps(view, Side.ORGANISER, actor)


def _pledge(view: PledgeView) -> None:
    pledge = view.pledge
    rows = [
        pledge_words.line(pledge, view.need),
        plain("pledge.from", sponsor=view.sponsor.name),
        pledge.note,
    ]
    if view.contact is not None:
        name, email = view.contact.first_name, view.contact.email
        rows.append(plain("pledge.contact", name=name, email=email))
    if pledge.question:
        rows.append(plain("pledge.asked", words=pledge.question))
    if pledge.thanks:
        rows.append(plain("pledge.thanked", words=pledge.thanks))
    html.show(html.lines(rows) + html.badges(pledge_words.marks(view)))
