"""What is needed, typed as a line and shown as it was understood, to change or take away.

The rows of a visit are in its own state under `key`; each has an id that stays, so that who signed
up for a task or promised something keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import streamlit as st

from domain import asking
from domain.activities import TITLE_LENGTH, Activity, Need, Task, new_id
from domain.fields import MOST_MINUTES, MOST_PEOPLE
from domain.vocabulary import NeedKind, TaskPlace
from i18n.texts import label
from services.organising.content import MOST_PARTS
from ui import html, state
from ui.words import plain, t

_MOST_EUROS = 100_000


@dataclass(slots=True)
class Lines:
    """The rows on the page: tasks for people, needs for everything else."""

    tasks: list[Task] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)


def asked_lines(start: Activity, *, key: str) -> tuple[tuple[Task, ...], tuple[Need, ...]]:
    """Ask what is needed, line by line, and give the tasks and needs as they stand now."""
    lines: Lines = st.session_state.setdefault(
        f"{key}_gevraagd", Lines(list(start.tasks), list(start.needs))
    )
    st.text_input(
        t("organise.ask"),
        key=f"{key}_regel",
        max_chars=TITLE_LENGTH,
        placeholder=t("organise.ask_placeholder"),
        on_change=_add,
        args=(key,),
        disabled=len(lines.tasks) + len(lines.needs) >= MOST_PARTS,
        icon=":material/add:",
    )
    if lines.tasks or lines.needs:
        html.show(html.hint(plain("organise.understood")))
    tasks = [_task_row(task, key) for task in lines.tasks]
    needs = [_need_row(need, key) for need in lines.needs]
    return tuple(tasks), tuple(needs)


def _add(key: str) -> None:
    """Read the line that was typed and make a row of it."""
    typed = st.session_state.get(f"{key}_regel", "")
    asked = asking.read(typed or "")
    if asked is None:
        return
    lines: Lines = st.session_state[f"{key}_gevraagd"]
    words = asked.words[:TITLE_LENGTH]
    if asked.kind is NeedKind.PEOPLE:
        lines.tasks.append(Task(new_id(), words, asked.minutes, asked.quantity, place=asked.place))
    else:
        lines.needs.append(Need(new_id(), asked.kind, asked.quantity, description=words))
    st.session_state[f"{key}_regel"] = ""


def _remove(key: str, id: str) -> None:
    lines: Lines = st.session_state[f"{key}_gevraagd"]
    lines.tasks = [task for task in lines.tasks if task.id != id]
    lines.needs = [need for need in lines.needs if need.id != id]


def _task_row(task: Task, key: str) -> Task:
    row = f"{key}_taak_{task.id}"
    with st.container(border=True, key=f"{row}_vak", gap="small"):
        title = st.text_input(
            t("organise.task"),
            value=task.title,
            max_chars=TITLE_LENGTH,
            key=row,
            persist_state="session",
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            people = st.number_input(
                t("organise.task_people"),
                max(1, task.taken),
                MOST_PEOPLE,
                task.people,
                key=f"{row}_mensen",
                persist_state="session",
                width=130,
            )
            minutes = st.number_input(
                t("organise.task_minutes"),
                5,
                MOST_MINUTES,
                max(5, task.minutes),
                step=5,
                key=f"{row}_minuten",
                persist_state="session",
                width=130,
            )
            at_home = st.checkbox(
                t("organise.task_home"),
                value=task.place is TaskPlace.AT_HOME,
                key=f"{row}_thuis",
                persist_state="session",
            )
            if not task.taken:
                _remove_button(key, task.id)
    place = TaskPlace.AT_HOME if at_home else TaskPlace.ON_SITE
    return replace(task, title=title or "", people=int(people), minutes=int(minutes), place=place)


def _need_row(need: Need, key: str) -> Need:
    row, language = f"{key}_nodig_{need.id}", state.language()
    with (
        st.container(border=True, key=f"{row}_vak", gap="small"),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        kind = st.selectbox(
            t("organise.need_kind"),
            list(NeedKind),
            index=list(NeedKind).index(need.kind),
            format_func=lambda one: label(language, one),
            key=f"{row}_soort",
            persist_state="session",
            disabled=need.promised > 0,
            width=190,
        )
        kind = kind or need.kind
        quantity = _quantity(need, kind, row)
        words = st.text_input(
            t("organise.need_words"),
            value=need.description,
            max_chars=TITLE_LENGTH,
            key=row,
            persist_state="session",
            width=300,
        )
        if not need.promised:
            _remove_button(key, need.id)
    return replace(need, kind=kind, quantity=quantity, description=words or "")


def _quantity(need: Need, kind: NeedKind, row: str) -> int:
    """Euros on screen, cents in the answer; pieces for everything else."""
    if kind is NeedKind.MONEY:
        cents = need.quantity if need.kind is NeedKind.MONEY else 100
        euros = st.number_input(
            t("organise.need_euros"),
            max(0.01, need.promised / 100),
            float(_MOST_EUROS),
            cents / 100,
            step=5.0,
            format="%g",
            key=f"{row}_euro",
            persist_state="session",
            width=140,
        )
        return round(euros * 100)
    pieces = need.quantity if need.kind is not NeedKind.MONEY else 1
    count = st.number_input(
        t("organise.need_count"),
        max(1, need.promised),
        MOST_PEOPLE,
        pieces,
        key=f"{row}_aantal",
        persist_state="session",
        width=140,
    )
    return int(count)


def _remove_button(key: str, id: str) -> None:
    st.button(
        t("organise.remove"),
        key=f"{key}_weg_{id}",
        type="tertiary",
        icon=":material/close:",
        on_click=_remove,
        args=(key, id),
    )
