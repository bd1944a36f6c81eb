"""What somebody would like to be asked for: to see, pause, change and erase."""

from __future__ import annotations

import streamlit as st

from domain.contacts import LinkPurpose
from domain.people import Volunteer
from services.volunteering import joining
from services.volunteering.joining import OwnWishes
from services.volunteering.words import asks, likes
from ui import html, navigation, resources, state
from ui.components.lost_link import link_form
from ui.components.spoken import attempt
from ui.components.wishes import adult_input, minutes_input
from ui.words import plain, t

OFTEN = (3, 2, 1)  # a week, to choose from
_OFTEN_KEY = "wensen_vaak"


def closed() -> None:
    """For a visit in which no link was opened: where to send one."""
    lead = plain("volunteer.wishes.closed_lead")
    html.show(html.head(plain("volunteer.wishes.closed_title"), lead))
    link_form(LinkPurpose.PERSON, sent=t("my_data.asked"))


def show(mine: OwnWishes) -> None:
    """The wishes in words, with how to pause, change and erase them."""
    wishes = mine.wishes
    if wishes is None:
        html.show(html.empty(plain("volunteer.wishes.none")))
    else:
        html.show(html.facts(likes(wishes, state.language())))
        if not wishes.asks_per_week:
            html.show(html.notice(plain("volunteer.wishes.paused")))
        _how_often(wishes)
        _more(wishes)
    _to_change()
    if wishes is not None:
        with st.container(horizontal=True):
            _stop(wishes)
            _remove(wishes)


def in_own_data(mine: OwnWishes) -> None:
    """The same among all that is kept: how often they may be asked has its own place there."""
    wishes = mine.wishes
    if wishes is None or wishes.said_at is None:
        return  # only said how often
    st.header(t("volunteer.wishes.title"), anchor=False)
    html.show(html.facts(likes(wishes, state.language())))
    with st.container(horizontal=True, vertical_alignment="center"):
        _to_change()
        _remove(wishes)


def _to_change() -> None:
    st.page_link(
        navigation.page("meedoen/vrijwilliger.py"),
        label=t("volunteer.wishes.change"),
        icon=":material/edit:",
        help=t("volunteer.wishes.change_hint"),
    )


def _how_often(wishes: Volunteer) -> None:
    options = sorted({*OFTEN, wishes.asks_per_week, 0}, reverse=True)
    st.selectbox(
        t("volunteer.wishes.how_often"),
        options,
        index=options.index(wishes.asks_per_week),
        format_func=lambda times: asks(times, state.language()),
        key=f"{_OFTEN_KEY}_{wishes.asks_per_week}",
        on_change=_ask_at_most,
        args=(wishes,),
    )


def _more(wishes: Volunteer) -> None:
    """What may be asked for of who is old enough and has the time; kept at each choice."""
    time, age = f"wensen_tijd_{wishes.minutes}", f"wensen_18_{wishes.is_adult}"

    def keep() -> None:
        attempt(
            lambda: joining.tell(
                resources.database(),
                wishes.id,
                is_adult=st.session_state[age],
                minutes=st.session_state[time],
                actor=resources.actor(),
            ),
            done=t("volunteer.wishes.kept"),
        )

    minutes_input(key=time, start=wishes.minutes, on_change=keep)
    adult_input(key=age, start=wishes.is_adult, on_change=keep)


def _stop(wishes: Volunteer) -> None:
    if not wishes.asks_per_week:
        return
    st.button(
        t("volunteer.wishes.stop"),
        key="wensen_stop",
        icon=":material/notifications_off:",
        on_click=_ask,
        args=(wishes.id, 0, t("volunteer.wishes.stopped")),
    )


def _remove(wishes: Volunteer) -> None:
    with st.popover(t("volunteer.wishes.remove"), icon=":material/delete:"):
        st.markdown(t("volunteer.wishes.remove_sure"))
        st.button(
            t("volunteer.wishes.remove_yes"),
            key="wensen_wissen",
            on_click=_forget,
            args=(wishes.id,),
        )


def _ask_at_most(wishes: Volunteer) -> None:
    times = int(st.session_state[f"{_OFTEN_KEY}_{wishes.asks_per_week}"])
    _ask(wishes.id, times, t("volunteer.wishes.kept"))


def _ask(person_id: str, times: int, done: str) -> None:
    attempt(
        lambda: joining.ask_at_most(
            resources.database(), person_id, times, actor=resources.actor()
        ),
        done=done,
    )


def _forget(person_id: str) -> None:
    attempt(
        lambda: joining.forget(resources.database(), person_id, actor=resources.actor()),
        done=t("volunteer.wishes.removed"),
    )
