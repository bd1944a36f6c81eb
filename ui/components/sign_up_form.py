"""Signing up for an activity or one of its tasks: one short form in a dialog over the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st

from domain.activities import Activity, new_id
from domain.errors import VerbindingError
from services import contacts, signing_up
from services.contacts import Contact, NameMissingError
from services.signing_up import MOST_PEOPLE, BelowLeastAgeError, SignUpWish, TooYoungError
from ui import html, resources, state
from ui.components.cards import when, where
from ui.components.contact_input import contact_fields
from ui.components.sign_up_answer import Answered, announce
from ui.components.task_choice import task_choice
from ui.words import sentence, t

YES, NO = "ja", "nee"


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it was drawn: `id` is that of the sign-up, however often the form is sent."""

    id: str
    activity_id: str
    drawn_at: datetime
    answered: Answered | None = None
    is_too_young: bool = False

    def key(self, field: str) -> str:
        """The key of a field; another draft starts with empty ones."""
        return f"aanmelden_{field}_{self.id}"


def begin(activity_id: str, *, task_id: str | None = None) -> None:
    """Let the next run show the form, with the task that was tapped chosen."""
    draft = Draft(new_id(), activity_id, resources.now())
    st.session_state[state.SIGN_UP] = draft
    if task_id is not None:
        st.session_state[draft.key("taak")] = task_id


def is_done(activity_id: str) -> bool:
    """Whether the form was sent for this activity in this visit."""
    return bool(st.session_state.get(_done_key(activity_id)))


def show(activity: Activity) -> None:
    """The form over the page, while it is open for this activity; then what came of it."""
    draft = st.session_state.get(state.SIGN_UP)
    if not isinstance(draft, Draft) or draft.activity_id != activity.id:
        return
    title = t("sign_up.almost") if draft.answered else t("sign_up.title")
    st.dialog(title, on_dismiss=_close)(_content)(activity, draft)


def _content(activity: Activity, draft: Draft) -> None:
    html.show(html.lines([activity.title, when(activity), where(activity)]))
    if draft.answered is not None:
        announce(draft.answered)
    elif draft.is_too_young:
        st.info(sentence(TooYoungError()), icon=":material/favorite:")
    else:
        _form(activity, draft)
        return
    if st.button(t("sign_up.close"), key="aanmelden_sluit", type="primary", width="stretch"):
        _close()
        st.rerun()


def _done_key(activity_id: str) -> str:
    return f"{state.SIGNED_UP}_{activity_id}"


def _close() -> None:
    st.session_state.pop(state.SIGN_UP, None)


@dataclass(frozen=True, slots=True)
class _Filled:
    """A form as it was filled in; None where nothing was chosen."""

    task: str | None
    contact: Contact
    people: int
    age: str | None
    meets_least_age: bool
    trap: str


def _form(activity: Activity, draft: Draft) -> None:
    with st.form(draft.key("formulier"), border=False, enter_to_submit=False):
        filled = _fields(activity, draft)
        st.markdown(t("sign_up.small_print"))
        problems = st.container()
        is_sent = st.form_submit_button(t("sign_up.send"), type="primary", width="stretch")
    if not is_sent:
        return
    with problems:
        if still_open := _still_open(activity, filled):
            st.error("\n".join(f"- {one}" for one in still_open))
        else:
            _send(draft, _wish(draft, filled))


def _fields(activity: Activity, draft: Draft) -> _Filled:
    task = task_choice(activity, key=draft.key("taak"))
    contact = contact_fields(key=draft.key("wie"))
    people = st.number_input(t("sign_up.people"), 1, MOST_PEOPLE, 1, key=draft.key("aantal"))
    age = st.radio(
        t("sign_up.old_enough"),
        [YES, NO],
        index=None,
        format_func=lambda answer: t(f"sign_up.answer.{answer}"),
        horizontal=True,
        key=draft.key("leeftijd"),
    )
    least_age = signing_up.age_asked(activity)
    meets_it = least_age is None or st.checkbox(
        t("sign_up.least_age", age=least_age), key=draft.key("vanaf_leeftijd")
    )
    with st.container(key=draft.key("lokveld")):  # the style sheet hides it from people
        trap = st.text_input(t("sign_up.trap"), key=draft.key("website"), autocomplete="off")
    return _Filled(task, contact, int(people), age, meets_it, trap or "")


def _wish(draft: Draft, filled: _Filled) -> SignUpWish:
    return SignUpWish(
        id=draft.id,
        activity_id=draft.activity_id,
        task_id=filled.task or None,
        people=filled.people,
        first_name=filled.contact.first_name,
        email=filled.contact.email,
        language=filled.contact.language,
        form_seconds=(resources.now() - draft.drawn_at).total_seconds(),
        is_old_enough=filled.age == YES,
        meets_least_age=filled.meets_least_age,
        trap=filled.trap,
    )


def _still_open(activity: Activity, filled: _Filled) -> list[str]:
    """What still has to be filled in, in the order of the form; nothing of somebody too young."""
    if filled.age == NO:
        return []
    found = [t("sign_up.task_open")] if filled.task is None else []
    if not contacts.clean_name(filled.contact.first_name):
        found.append(sentence(NameMissingError()))
    try:
        contacts.clean_email(filled.contact.email)
    except VerbindingError as error:
        found.append(sentence(error))
    if filled.age is None:
        found.append(t("sign_up.age_open"))
    if not filled.meets_least_age:
        found.append(sentence(BelowLeastAgeError(age=signing_up.age_asked(activity))))
    return found


def _send(draft: Draft, wish: SignUpWish) -> None:
    try:
        signed_up = signing_up.sign_up(
            resources.database(),
            wish,
            source_address=resources.source_address(),
            now=resources.now(),
            actor=resources.actor(),
        )
    except TooYoungError:
        # A draft of its own, so that what was typed is forgotten.
        st.session_state[state.SIGN_UP] = replace(draft, id=new_id(), is_too_young=True)
        st.rerun()
    except VerbindingError as error:
        st.error(sentence(error))
    else:
        answered = Answered(signed_up, wish.email.strip())
        st.session_state[_done_key(draft.activity_id)] = True
        st.session_state[state.SIGN_UP] = replace(draft, answered=answered)
        st.rerun()
