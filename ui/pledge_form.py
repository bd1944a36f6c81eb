"""Pledging towards one activity: which need, how much, on which condition."""

from __future__ import annotations

import streamlit as st

from domain.activities import Activity, Need, NeedMetError, new_id
from domain.actors import Actor
from domain.errors import VerbindingError
from domain.people import Sponsor
from domain.vocabulary import NeedKind, PledgeCondition
from services import sponsoring
from services.sponsoring import Promise
from services.sponsoring.pledging import NOTE_LENGTH
from ui import html, navigation, resources, state
from ui.components import pledge_words
from ui.words import plain, sentence, t

_EUROS = 100


def sponsor_or_stop(actor: Actor) -> Sponsor:
    """In whose name; who is no sponsor yet is shown the way, and comes back here."""
    mine = sponsoring.mine(resources.database(), actor=actor)
    if not mine:
        html.show(html.notice(plain("pledge.become_lead")))
        st.page_link(
            navigation.page("meedoen/sponsor_worden.py"),
            label=t("pledge.become"),
            icon=":material/redeem:",
        )
        st.stop()
    if len(mine) == 1:
        return mine[0]
    return st.selectbox(
        t("portfolio.pledge_as"), mine, format_func=lambda one: one.name, key="toezeggen_als"
    )


def pledge_form(activity: Activity, sponsor: Sponsor, actor: Actor) -> None:
    """The form; what is met already is not asked."""
    asked = [need for need in activity.needs if need.open]
    if not asked:
        html.show(html.empty(plain("pledge.met")))
        return
    need = asked[0]
    if len(asked) > 1:
        by_id = {one.id: one for one in asked}
        need = by_id[
            st.radio(
                t("pledge.need"),
                list(by_id),
                format_func=lambda id: _asked(by_id[id]),
                key=f"wat_{activity.id}",
            )
        ]
    else:
        st.markdown(_asked(need))
    wanted = _fields(need)
    if st.button(t("pledge.button"), type="primary", icon=":material/handshake:"):
        _promise(wanted, sponsor, actor, need)


def said() -> None:
    """What the last pledge brought; once."""
    if st.session_state.pop(state.PLEDGED, False):
        st.success(t("pledge.done"))


def _asked(need: Need) -> str:
    return t(
        "pledge.need_line",
        what=pledge_words.what(need),
        amount=pledge_words.amount(need, need.open),
    )


def _fields(need: Need) -> Promise:
    key = f"toezeggen_{need.id}"
    condition, each = PledgeCondition.NONE, None
    if need.kind is NeedKind.MONEY:
        condition = st.pills(
            t("pledge.condition"),
            list(PledgeCondition),
            default=PledgeCondition.NONE,
            required=True,
            wrap=True,
            format_func=lambda one: t(f"pledge.condition_{one}"),
            key=f"{key}_voorwaarde",
        )
        if condition is PledgeCondition.PER_PARTICIPANT:
            each = _euros("pledge.each", need.open, 1_000, key=f"{key}_per")
        label_key = "pledge.euros_most" if each else "pledge.euros"
        quantity = _euros(label_key, need.open, need.open, key=f"{key}_euro")
    else:
        quantity = int(
            st.number_input(t("pledge.number"), 1, need.open, need.open, key=f"{key}_aantal")
        )
    note = st.text_area(
        t("pledge.note"),
        max_chars=NOTE_LENGTH,
        placeholder=t("pledge.note_example"),
        key=f"{key}_tekst",
        height="content",
    )
    drafts: dict[str, str] = st.session_state.setdefault(state.PLEDGE_DRAFT, {})
    # One id for as long as the form stands there: a double click is one pledge.
    id = drafts.setdefault(need.id, new_id())
    return Promise(id, need.id, quantity, condition, each, note)


def _euros(label_key: str, most_cents: int, start_cents: int, *, key: str) -> int:
    most = most_cents / _EUROS
    typed = st.number_input(
        t(label_key),
        0.01,
        most,
        min(start_cents / _EUROS, most),
        step=5.0,
        format="%.2f",
        key=key,
    )
    return round(typed * _EUROS)


def _promise(wanted: Promise, sponsor: Sponsor, actor: Actor, need: Need) -> None:
    try:
        sponsoring.promise(
            resources.database(),
            wanted,
            sponsor.id,
            actor=actor,
            source_address=resources.source_address(),
            now=resources.now(),
        )
    except NeedMetError as error:
        st.warning(sentence(error))
        left = int(str(error.facts["left"]))
        if left:
            st.markdown(t("pledge.left_over", amount=pledge_words.amount(need, left)))
    except VerbindingError as error:
        st.warning(sentence(error))
    else:
        st.session_state[state.PLEDGE_DRAFT].pop(need.id)
        st.session_state[state.PLEDGED] = True
        st.rerun()
