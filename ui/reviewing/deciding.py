"""Deciding on one: on the map, a question, or aside. What was read is what is decided on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from domain.contacts import MailKind
from domain.errors import VerbindingError
from services import organising
from services.organising import Waiting, previewing
from services.organising.reviewing import QUESTION_LENGTH
from ui import html, resources, state
from ui.components import letter_preview
from ui.words import plain, sentence, t

QUESTIONS = (
    "where",
    "when",
    "what",
    "private",
    "photo",
    "connect",
    "advert",
    "safe",
    "kind",
    "double",
)
REASONS = ("double", "advert", "try", "silent")


def show(one: Waiting, *, following: str) -> None:
    """The ways to decide; `following` is whose turn it is then."""
    id, version = one.activity.id, one.activity.version
    database, actor, now = resources.database(), resources.actor(), resources.now()
    decide = organising.publish if one.is_new else organising.accept
    if st.button(
        t("review.publish" if one.is_new else "review.accept"),
        key=f"zet_{id}",
        type="primary",
        icon=":material/check:",
        shortcut="Alt+Shift+Z",
    ):
        _do(partial(decide, database, id, version=version, actor=actor, now=now), following)
    question = words_field(f"vraagtekst_{id}", "review.question", "ask", QUESTIONS)
    _mail(one, MailKind.CHANGES_ASKED, question)
    if st.button(
        t("review.ask"),
        key=f"vraag_{id}",
        icon=":material/chat:",
        shortcut="Alt+Shift+V",
        disabled=not question.strip(),
    ):
        ask = organising.ask
        _do(partial(ask, database, id, question, version=version, actor=actor, now=now), following)
    with st.expander(t("review.aside" if one.is_new else "review.call_off")):
        _aside(one, following)


def _aside(one: Waiting, following: str) -> None:
    """Lay aside what nobody saw, or call off what is on the map; with a reason that helps."""
    id = one.activity.id
    st.markdown(t("review.aside_lead" if one.is_new else "review.call_off_lead"))
    reason = words_field(f"reden_{id}", "review.reason", "aside", REASONS)
    kind = MailKind.ACTIVITY_LAID_ASIDE if one.is_new else MailKind.ACTIVITY_CALLED_OFF
    _mail(one, kind, reason)
    if st.button(
        t("review.lay_aside" if one.is_new else "review.call_off"),
        key=f"opzij_{id}",
        disabled=not reason.strip(),
    ):
        action = partial(
            organising.cancel,
            resources.database(),
            id,
            reason=reason,
            version=one.activity.version,
            actor=resources.actor(),
            now=resources.now(),
        )
        _do(action, following)


def words_field(field: str, label: str, kind: str, names: tuple[str, ...]) -> str:
    """Words to send: ready ones to begin with, or one's own."""
    st.pills(
        t("review.ready"),
        names,
        format_func=lambda name: t(f"review.ready_{name}"),
        key=f"{field}_kant",
        wrap=True,
        on_change=_take,
        args=(field, kind),
    )
    return st.text_area(t(label), key=field, max_chars=QUESTION_LENGTH) or ""


def _take(field: str, kind: str) -> None:
    chosen = st.session_state.get(f"{field}_kant")
    if chosen:
        words = f"review.ask_{chosen}" if kind == "ask" else f"review.aside_{chosen}"
        st.session_state[field] = plain(words)


def _mail(one: Waiting, kind: MailKind, words: str) -> None:
    """The mail as it would go, once there are words."""
    if not words.strip():
        return
    if not one.has_address:
        html.show(html.hint(plain("review.no_mail")))
        return
    found = previewing.letter(
        resources.database(),
        one.activity.id,
        kind,
        words,
        actor=resources.actor(),
        now=resources.now(),
    )
    if found is not None:
        with st.expander(t("review.see_mail"), icon=":material/mail:"):
            letter_preview.show(found)


def _do(action: Callable[[], object], following: str) -> None:
    """Do it and go on to whose turn it is; a refusal is said and everything stays."""
    try:
        action()
    except VerbindingError as error:
        st.warning(sentence(error))
        return
    st.session_state[state.REVIEW_OPEN] = following
    st.session_state[state.REVIEWED] = True
    st.rerun()


def said() -> None:
    """That the last decision was stored."""
    if st.session_state.pop(state.REVIEWED, False):
        st.toast(t("review.done"), icon=":material/check:")
