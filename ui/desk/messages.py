"""Writing to the organisers of a selection: who, what, how it looks, and sending it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from domain.accounts import Scope
from domain.activities import TEXT_LENGTH, new_id
from domain.actors import Actor
from domain.branches import Branch
from domain.editions import Edition
from domain.errors import VerbindingError
from domain.places import Place, Province
from domain.vocabulary import ActivityState
from i18n import formats
from i18n.texts import label
from services.desk import messages
from services.desk.messages import PER_MINUTE, STATES, SUBJECT_LENGTH, Audience, Selection
from ui import html, resources, state
from ui.components.spoken import Said, attempt
from ui.words import plain, sentence, t

_PREVIEW_PIXELS = 900
_Option = TypeVar("_Option")


def waiting(actor: Actor) -> None:
    """Messages of which mails still wait, each with a button to hold them back."""
    for one in messages.batches(resources.database(), actor=actor):
        with st.container(border=True, key=f"wacht_{one.id}"):
            starts, ends = (
                formats.moment(at, state.language()) for at in (one.starts_at, one.ends_at)
            )
            words = plain("messages.batch", count=one.waiting, starts=starts, ends=ends)
            html.show(html.lines([words]))
            st.button(
                t("messages.hold_back"),
                key=f"tegen_{one.id}",
                icon=":material/undo:",
                on_click=_hold_back,
                args=(one.id, actor),
            )


def writer(edition: Edition, actor: Actor) -> None:
    """The selection with how many it is, the words, the mail as it will look, and the button."""
    selection = _selection(edition, actor.scope)
    found = messages.audience(resources.database(), selection, actor=actor)
    _said_of(found)
    if not found.about:
        return
    # The same number until a new message is begun: two taps on the button send once.
    batch = st.session_state.setdefault(state.MESSAGE, new_id())
    if st.session_state.get(state.MESSAGE_SENT) == batch:
        html.show(html.notice(plain("messages.is_sent")))
        st.button(t("messages.new"), key="nieuw_bericht", icon=":material/edit:", on_click=_begin)
        return
    subject = st.text_input(
        t("messages.subject"), max_chars=SUBJECT_LENGTH, key=f"onderwerp_{batch}", live="300ms"
    )
    text = st.text_area(
        t("messages.text"),
        max_chars=TEXT_LENGTH,
        key=f"tekst_{batch}",
        height=200,
        help=t("messages.text_help"),
    )
    if not (subject or "").strip() or not (text or "").strip():
        html.show(html.hint(plain("messages.words_first")))
        return
    _preview(selection, subject, text, actor)
    html.show(html.hint(plain("messages.pace", count=PER_MINUTE)))
    st.button(
        t("messages.send", count=len(found.about)),
        key="verstuur_bericht",
        type="primary",
        icon=":material/send:",
        on_click=_send,
        args=(selection, subject, text, batch, actor),
    )


def _selection(edition: Edition, scope: Scope) -> Selection:
    towns = {
        one.code: one
        for one in resources.gazetteer().municipalities()
        if _is_here(scope, Place("", municipality_code=one.code, province=one.province))
    }
    provinces = [one for one in Province if _is_here(scope, Place("", province=one))]
    left, right = st.columns(2, gap="medium")
    with left:
        chosen_provinces = _several(
            "filter.provincie", provinces, lambda one: one.label, key="bericht_provincie"
        )
        branches = _several("filter.branche", _branches(scope), _word, key="bericht_branche")
    with right:
        chosen_towns = _several(
            "filter.gemeente",
            sorted(towns, key=lambda code: towns[code].name),
            lambda code: towns[code].name,
            key="bericht_gemeente",
        )
        states = _several(
            "messages.activity_state",
            list(STATES),
            _word,
            default=[state for state in ActivityState if state.is_on],
            key="bericht_stand",
        )
    part = Scope(frozenset(chosen_provinces), frozenset(chosen_towns), frozenset(branches))
    return Selection(edition.id, part, frozenset(states))


def _branches(scope: Scope) -> list[Branch]:
    return [one for one in Branch if not scope.branches or one in scope.branches]


def _word(one: StrEnum) -> str:
    return label(state.language(), one)


def _several(
    name: str,
    options: Sequence[_Option],
    words: Callable[[_Option], str],
    *,
    key: str,
    default: Sequence[_Option] = (),
) -> list[_Option]:
    return st.multiselect(
        t(name),
        options,
        default=list(default),
        format_func=words,
        placeholder=t("filter.all"),
        key=key,
    )


def _is_here(scope: Scope, place: Place) -> bool:
    return Scope(scope.provinces, scope.municipalities).covers(place, None)


def _said_of(found: Audience) -> None:
    if not found.about:
        html.show(html.empty(plain("messages.nobody")))
    else:
        count = formats.number(found.activities, state.language())
        html.show(html.notice(plain("messages.audience", count=len(found.about), activities=count)))
    if found.only_needed:
        html.show(html.hint(plain("messages.only_needed", count=found.only_needed)))
    if found.unconfirmed:
        html.show(html.hint(plain("messages.unconfirmed", count=found.unconfirmed)))


def _preview(selection: Selection, subject: str, text: str, actor: Actor) -> None:
    try:
        found = messages.preview(
            resources.database(),
            resources.settings(),
            selection,
            subject,
            text,
            first_name=plain("messages.first_name"),
            actor=actor,
            now=resources.now(),
        )
    except VerbindingError as error:
        st.error(sentence(error))
        return
    st.subheader(t("messages.preview"), anchor=False)
    html.show(html.facts([(plain("messages.subject"), found.subject)]))
    html.framed(found.html, plain("messages.preview"), height=_PREVIEW_PIXELS)


def _send(selection: Selection, subject: str, text: str, batch: str, actor: Actor) -> None:
    try:
        count = messages.send(
            resources.database(),
            selection,
            subject,
            text,
            batch=batch,
            actor=actor,
            now=resources.now(),
        )
    except VerbindingError as error:
        st.session_state[state.SAID] = Said(sentence(error), has_worked=False)
        return
    st.session_state[state.MESSAGE_SENT] = batch
    if count:
        st.session_state[state.SAID] = Said(t("messages.posted", count=count), has_worked=True)


def _begin() -> None:
    st.session_state.pop(state.MESSAGE, None)


def _hold_back(batch: str, actor: Actor) -> None:
    attempt(
        lambda: messages.hold_back(resources.database(), batch, actor=actor, now=resources.now()),
        done=t("messages.held_back"),
    )
