"""Where one joins: the button of an activity, and one for each of its tasks."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from domain.activities import Activity, Task
from domain.vocabulary import ActivityState
from i18n import formats
from i18n.texts import label
from ui import html, state
from ui.components import sign_up_form
from ui.words import plain, t


def form(activity: Activity, *, now: datetime) -> None:
    """The form, when a link or a tap asked for it."""
    asked = st.query_params.get(state.SIGNING_UP)
    if asked:
        del st.query_params[state.SIGNING_UP]  # who comes back to this address has seen it
    if asked and activity.is_open(now):
        sign_up_form.begin(activity.id)
    sign_up_form.show(activity)


def join(activity: Activity, *, now: datetime) -> None:
    """The button that signs up for the activity, or a word on why there is none."""
    if not activity.is_open(now):
        key = "cancelled" if activity.state is ActivityState.CANCELLED else "over"
        html.show(html.notice(plain(f"sign_up.{key}")))
        return
    is_done = sign_up_form.is_done(activity.id)
    if is_done:
        html.show(html.notice(plain("sign_up.done")))
        words = "sign_up.one_more"
    else:
        words = "sign_up.wait_list" if is_full(activity) else "sign_up.join"
    st.button(
        t(words),
        key="meld_aan",
        type="secondary" if is_done else "primary",
        icon=":material/volunteer_activism:",
        on_click=sign_up_form.begin,
        args=(activity.id,),
    )


def tasks(activity: Activity, *, now: datetime) -> None:
    """What there is to do: tasks with their time and how many people they still need."""
    if not activity.tasks:
        return
    st.header(t("activity.tasks"))
    for task in activity.tasks:
        with st.container(key=f"taak_{task.id}"):
            _task(activity, task, now=now)


def is_full(activity: Activity) -> bool:
    """Whether whoever signs up now goes to the waiting list."""
    return activity.state is ActivityState.FULL or activity.people_left == 0


def _task(activity: Activity, task: Task, *, now: datetime) -> None:
    language = state.language()
    about = plain(
        "activity.task_about",
        minutes=formats.minutes(task.minutes, language),
        place=label(language, task.place),
    )
    has_room = activity.state is not ActivityState.FULL and task.people_left > 0
    left = plain("sign_up.people_left", count=task.people_left if has_room else 0)
    html.show(
        html.lines([task.title, about]) + html.badges([("vraagt" if has_room else "vol", left)])
    )
    if activity.is_open(now):
        words = "sign_up.help_with" if has_room else "sign_up.wait_for"
        st.button(
            t(words, title=task.title),
            key=f"doe_{task.id}",
            on_click=sign_up_form.begin,
            args=(activity.id,),
            kwargs={"task_id": task.id},
        )
