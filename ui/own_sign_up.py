"""The parts of the page of one's own sign-up."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import streamlit as st

from domain.sign_ups import Standing, standing
from i18n import formats
from services import signing_up
from services.signing_up import MOST_PEOPLE, MySignUp
from ui import html, navigation, resources, state
from ui.components.calendar_link import calendar_link
from ui.components.cards import when, where
from ui.components.spoken import attempt, say
from ui.components.task_choice import NO_TASK, task_choice
from ui.words import plain, t

SENTENCE_LENGTH = 300


class Tap(StrEnum):
    """What an activity did for somebody."""

    SEEN = "gezien"
    HEARD = "gehoord"
    APPRECIATED = "gewaardeerd"


# What there is to say yes to, and with which words.
_YES = {
    Standing.HELD: "my_sign_up.yes_come",
    Standing.MOVED_UP: "my_sign_up.yes_come",
    Standing.TOO_LATE: "my_sign_up.yes_come",
    Standing.TO_WAIT: "my_sign_up.yes_wait",
    Standing.SIGNED_OFF: "my_sign_up.yes_again",
}


def help_with_link() -> None:
    """For a visit in which no link was opened: how to get one."""
    html.show(html.head(plain("my_sign_up.closed_title"), plain("my_sign_up.closed_lead")))
    st.page_link(
        navigation.page("meedoen/mijn_gegevens.py"),
        label=t("my_sign_up.new_link"),
        icon=":material/mail:",
    )
    st.page_link(
        navigation.page("verkennen/kaart.py"), label=t("activity.to_map"), icon=":material/map:"
    )


def header(mine: MySignUp, *, now: datetime) -> None:
    """For what, and how it stands, in words; what a button just brought comes with it."""
    activity, until = mine.activity, mine.sign_up.hold_until
    found = standing(mine.sign_up, mine.activity, now=now)
    html.show(
        html.head(activity.title, plain("my_sign_up.hello", name=mine.person.first_name))
        + html.lines([when(activity), where(activity)])
    )
    say()
    html.show(
        html.notice(
            plain(
                f"my_sign_up.standing.{found}",
                until=formats.moment(until, state.language()) if until else "",
                number=mine.position_in_waiting_list or 1,
            )
        )
    )
    for other in mine.overlaps:
        st.warning(t("sign_up.overlap", title=other.title, when=when(other)))


def answer(mine: MySignUp, *, now: datetime) -> None:
    """The button that says yes, while there is something to say yes to."""
    yes = _YES.get(standing(mine.sign_up, mine.activity, now=now))
    if yes is not None and mine.activity.is_open(now):
        st.button(t(yes), key="aanmelding_ja", type="primary", on_click=_confirm, args=(mine,))


def thanks(mine: MySignUp, *, now: datetime) -> None:
    """Afterwards: three taps and one sentence, for who was there."""
    if not (mine.activity.has_begun(now) and mine.sign_up.state.comes):
        return
    st.header(t("my_sign_up.thanks_title"), anchor=False)
    with st.form("bedankje", border=False):
        taps = st.pills(
            t("my_sign_up.thanks_question"),
            list(Tap),
            selection_mode="multi",
            format_func=lambda tap: t(f"my_sign_up.tap.{tap}"),
            key="bedankje_tikken",
        )
        words = st.text_area(
            t("my_sign_up.thanks_sentence"), max_chars=SENTENCE_LENGTH, key="bedankje_zin"
        )
        consent = st.checkbox(t("sign_up.show_my_sentence"), key="bedankje_toestemming")
        if st.form_submit_button(t("my_sign_up.thanks_send"), type="primary"):
            attempt(
                lambda: signing_up.answer_thanks(
                    resources.database(),
                    mine.sign_up.id,
                    seen=Tap.SEEN in taps,
                    heard=Tap.HEARD in taps,
                    appreciated=Tap.APPRECIATED in taps,
                    text=words or "",
                    consent=consent,
                    actor=resources.actor(),
                    now=resources.now(),
                ),
                done=t("my_sign_up.thanks_kept"),
            )
            st.rerun()


def practical(mine: MySignUp, *, now: datetime) -> None:
    """What somebody comes to do, with how many, and where to read more and keep the date."""
    sign_up, activity = mine.sign_up, mine.activity
    task = next((task for task in activity.tasks if task.id == sign_up.task_id), None)
    rows = [
        (plain("my_sign_up.what"), task.title if task else plain("sign_up.no_task")),
        (plain("my_sign_up.people"), plain("my_sign_up.persons", count=sign_up.people)),
        (plain("field.organiser.name"), activity.organiser),
    ]
    html.show(html.facts(rows))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            navigation.page("verkennen/activiteit.py"),
            label=t("my_sign_up.to_activity"),
            icon=":material/arrow_forward:",
            query_params={state.ID: activity.id},
        )
        if standing(mine.sign_up, mine.activity, now=now).is_expected:
            calendar_link(activity)


def change(mine: MySignUp, *, now: datetime) -> None:
    """Another number of people or another task."""
    if not standing(mine.sign_up, mine.activity, now=now).is_expected:
        return
    sign_up, activity = mine.sign_up, mine.activity
    with st.expander(t("my_sign_up.change"), icon=":material/edit:"):
        st.session_state.setdefault("aanmelding_taak", sign_up.task_id or NO_TASK)
        st.session_state.setdefault("aanmelding_aantal", sign_up.people)
        with st.form("aanmelding_anders", border=False):
            task_choice(activity, key="aanmelding_taak")
            st.number_input(t("sign_up.people"), 1, MOST_PEOPLE, key="aanmelding_aantal")
            st.form_submit_button(t("my_sign_up.keep"), on_click=_change, args=(mine,))


def sign_off(mine: MySignUp, *, now: datetime) -> None:
    """Calling off, with a second tap."""
    if not standing(mine.sign_up, mine.activity, now=now).is_expected:
        return
    with st.popover(t("my_sign_up.sign_off"), icon=":material/event_busy:"):
        st.markdown(t("my_sign_up.sign_off_sure"))
        st.button(
            t("my_sign_up.sign_off_yes"), key="aanmelding_af", on_click=_sign_off, args=(mine,)
        )


def _confirm(mine: MySignUp) -> None:
    attempt(
        lambda: signing_up.confirm(
            resources.database(), mine.sign_up.id, actor=resources.actor(), now=resources.now()
        ),
        done=t("my_sign_up.confirmed"),
    )


def _change(mine: MySignUp) -> None:
    attempt(
        lambda: signing_up.change(
            resources.database(),
            mine.sign_up.id,
            people=int(st.session_state["aanmelding_aantal"]),
            task_id=st.session_state.get("aanmelding_taak") or None,
            actor=resources.actor(),
            now=resources.now(),
        ),
        done=t("my_sign_up.changed"),
    )


def _sign_off(mine: MySignUp) -> None:
    attempt(
        lambda: signing_up.cancel(
            resources.database(), mine.sign_up.id, actor=resources.actor(), now=resources.now()
        ),
        done=t("my_sign_up.signed_off"),
    )
