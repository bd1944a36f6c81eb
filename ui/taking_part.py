"""Who comes to an activity, for its organiser: names, a message, who came, thanks and the story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from domain.activities import TEXT_LENGTH, Story
from domain.errors import VerbindingError
from domain.vocabulary import SignUpState
from services import organising, signing_up
from services.organising import MyActivity
from services.signing_up import Participant
from ui import html, resources
from ui.words import md, plain, sentence, t


@dataclass(frozen=True, slots=True)
class _Letter:
    """Words of the organiser to everybody at once: the keys of its sentences, and what sends it."""

    name: str
    ask: str
    button: str
    icon: str
    done: str
    send: Callable[..., int]
    hint: str | None = None
    placeholder: str | None = None


_MESSAGE = _Letter(
    name="bericht",
    ask="mine.message",
    button="mine.send",
    icon=":material/send:",
    done="mine.sent",
    send=organising.message,
    hint="mine.message_lead",
)
_THANKS = _Letter(
    name="bedankje",
    ask="mine.thanks",
    button="mine.thank",
    icon=":material/favorite:",
    done="mine.thanked",
    send=organising.thank,
    placeholder="mine.thanks_placeholder",
)


def people_tab(mine: MyActivity) -> None:
    """Who comes and who waits, with a message to all who come."""
    people = _participants(mine)
    expected = [one for one in people if one.sign_up.state is not SignUpState.WAITING]
    waiting = [one for one in people if one.sign_up.state is SignUpState.WAITING]
    if not people:
        html.show(html.empty(plain("mine.nobody_yet")))
        return
    st.subheader(t("mine.coming", count=sum(one.sign_up.people for one in expected)), anchor=False)
    if expected:
        html.show(_list(mine, expected))
    if waiting:
        st.subheader(
            t("mine.waiting", count=sum(one.sign_up.people for one in waiting)), anchor=False
        )
        html.show(_list(mine, waiting))
    html.show(html.hint(plain("mine.only_for_you")))
    if any(one.sign_up.state.is_ahead for one in expected):
        _letter(mine, _MESSAGE)


def after_tab(mine: MyActivity) -> None:
    """Once it has begun: who came, a thank-you, and the story."""
    if not mine.activity.has_begun(resources.now()):
        html.show(html.empty(plain("mine.not_yet")))
        return
    people = [one for one in _participants(mine) if one.sign_up.state.said_yes]
    if people:
        st.subheader(t("mine.who_came"), anchor=False)
        for one in people:
            _came(one)
        _letter(mine, _THANKS)
    _story(mine)


def _participants(mine: MyActivity) -> list[Participant]:
    return signing_up.of_activity(resources.database(), mine.activity.id, actor=resources.actor())


def _list(mine: MyActivity, people: list[Participant]) -> Markup:
    titles = {task.id: task.title for task in mine.activity.tasks}
    return html.people(
        (
            _name(one),
            one.email,
            ", ".join(
                words
                for words in (
                    plain(f"mine.stands_{one.sign_up.state.value}"),
                    titles.get(one.sign_up.task_id or "", ""),
                )
                if words
            ),
        )
        for one in people
    )


def _name(one: Participant) -> str:
    """A first name, and how many come along."""
    name = one.first_name or plain("mine.erased")
    return plain("mine.name_and_number", name=name, count=one.sign_up.people)


def _letter(mine: MyActivity, letter: _Letter) -> None:
    """Write to everybody who comes, or came; says how many it went to."""
    with st.form(f"{letter.name}_{mine.activity.id}", border=True):
        words = st.text_area(
            t(letter.ask),
            max_chars=TEXT_LENGTH,
            placeholder=t(letter.placeholder) if letter.placeholder else None,
            key=f"mijn_{letter.name}",
        )
        if letter.hint:
            html.show(html.hint(plain(letter.hint)))
        if not st.form_submit_button(t(letter.button), icon=letter.icon):
            return
    try:
        count = letter.send(
            resources.database(),
            mine.activity.id,
            words or "",
            actor=resources.actor(),
            now=resources.now(),
        )
    except VerbindingError as error:
        st.warning(sentence(error))
        return
    st.success(t(letter.done, count=count))


def _came(one: Participant) -> None:
    """One tap: came, or did not."""
    sign_up = one.sign_up
    noted = {SignUpState.ATTENDED: True, SignUpState.ABSENT: False}.get(sign_up.state)
    key = f"mijn_kwam_{sign_up.id}"
    st.segmented_control(
        md(_name(one)),
        [True, False],
        default=noted,
        format_func=lambda came: t("mine.came" if came else "mine.stayed_away"),
        key=key,
        on_change=_note,
        args=(key, sign_up.id),
    )


def _note(key: str, id: str) -> None:
    came = st.session_state.get(key)
    if came is None:
        return
    signing_up.attended(
        resources.database(), id, came, actor=resources.actor(), now=resources.now()
    )


def _story(mine: MyActivity) -> None:
    st.subheader(t("mine.story"), anchor=False)
    if mine.story_waits:
        st.info(t("mine.story_waits"), icon=":material/hourglass_top:")
    told = mine.story
    with st.form(f"verhaal_{mine.activity.id}", border=True):
        words = st.text_area(
            t("mine.story_words"),
            value=told.text if told else "",
            max_chars=TEXT_LENGTH,
            key="mijn_verhaal",
        )
        consent = st.checkbox(
            t("mine.story_consent"), value=bool(told and told.consent), key="mijn_verhaal_mag"
        )
        if not st.form_submit_button(t("mine.tell"), icon=":material/auto_stories:"):
            return
    try:
        is_shown = organising.tell_story(
            resources.database(),
            Story(mine.activity.id, words or "", consent),
            actor=resources.actor(),
            now=resources.now(),
        )
    except VerbindingError as error:
        st.warning(sentence(error))
        return
    if is_shown:
        st.success(t("mine.story_shown"))
    else:
        st.success(t("mine.story_kept" if not consent else "mine.story_waits"))
