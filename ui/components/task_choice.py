"""What does somebody come to do: one of the tasks, or just take part?"""

from __future__ import annotations

import streamlit as st

from domain.activities import Activity, Task
from i18n import formats
from i18n.texts import label
from ui import state
from ui.words import t

NO_TASK = ""


def task_choice(activity: Activity, *, key: str) -> str | None:
    """The id of the task that was chosen, NO_TASK for just taking part; None while nothing was."""
    if not activity.tasks:
        return NO_TASK
    words = {task.id: task_words(task) for task in activity.tasks} | {NO_TASK: _no_task(activity)}
    return st.radio(
        t("sign_up.task"), list(words), index=None, format_func=words.__getitem__, key=key
    )


def task_words(task: Task) -> str:
    """A task with its time, its place and how many people it still needs, for a Markdown place."""
    language = state.language()
    return t(
        "sign_up.task_option",
        title=task.title,
        minutes=formats.minutes(task.minutes, language),
        place=label(language, task.place),
        left=_left(task.people_left),
    )


def _no_task(activity: Activity) -> str:
    left = None if activity.capacity is None else activity.capacity - activity.taken
    if left is None:
        return t("sign_up.no_task")
    return t("sign_up.no_task_left", left=t("sign_up.places_left", count=left))


def _left(count: int) -> str:
    return t("sign_up.people_left", count=count)
