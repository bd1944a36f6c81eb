"""The parts of the page on which a coordinator looks at what people handed in."""

from __future__ import annotations

import streamlit as st

from domain.errors import VerbindingError
from i18n import formats
from services import activities, organising
from services.organising import Waiting
from services.organising.reviewing import QUESTION_LENGTH
from ui import html, resources, state
from ui.components import activity as view
from ui.components import differences
from ui.components.cards import activity_card, preview_card
from ui.words import md, plain, sentence, t

_QUESTIONS = ("where", "when", "what", "private", "kind", "double")
_OPEN_AT_FIRST = 1


def queue() -> None:
    """Everything that waits, oldest first; each as visitors would see it."""
    found = organising.queue(resources.database(), actor=resources.actor())
    if not found:
        html.show(html.empty(plain("review.nothing")))
        return
    st.markdown(t("review.count", count=len(found)))
    for number, one in enumerate(found):
        label = t("review.line", title=one.proposed.title, since=_since(one), what=_what(one))
        with st.expander(label, expanded=number < _OPEN_AT_FIRST, key=f"wacht_{one.activity.id}"):
            _show(one)


def _since(one: Waiting) -> str:
    return formats.day(one.since, state.language()) if one.since else ""


def _what(one: Waiting) -> str:
    """New, or what of it waits."""
    if one.is_new:
        return plain("review.new")
    return plain("review.changed")


def _show(one: Waiting) -> None:
    _who(one)
    if not one.is_new and one.changed:
        st.subheader(t("review.beside"), anchor=False)
        differences.show(one.activity, one.proposed, heads=("review.old", "review.new_words"))
    st.subheader(t("review.as_visitors"), anchor=False)
    preview_card(one.proposed, one.edition, key=f"lees_{one.activity.id}", now=resources.now())
    view.story(one.proposed)
    view.needs(one.proposed)
    differences.all_of(one.proposed)
    if one.photo is not None:
        st.image(one.photo.jpeg, caption=md(one.photo.alt), alt=one.photo.alt, width=420)
    if one.story is not None:
        st.subheader(t("review.story"), anchor=False)
        html.show(html.paragraph(one.story.text))
    _doubles(one)
    _decide(one)


def _who(one: Waiting) -> None:
    key = "review.by" if one.has_address else "review.by_nobody"
    st.markdown(t(key, name=one.first_name))


def _doubles(one: Waiting) -> None:
    """What may be the same, beside it."""
    found = organising.alike(resources.programme(), one.proposed)
    shown = activities.listed(resources.database(), found)
    if not shown:
        return
    st.subheader(t("review.doubles"), anchor=False)
    for other in shown:
        activity_card(
            other, one.edition, key=f"dubbel_{one.activity.id}_{other.id}", now=resources.now()
        )


def _decide(one: Waiting) -> None:
    """Publish, ask, or lay aside. What was read is what is decided on: another version is refused."""
    id, version = one.activity.id, one.activity.version
    database, actor, now = resources.database(), resources.actor(), resources.now()
    with st.container(horizontal=True):
        publish = st.button(
            t("review.publish" if one.is_new else "review.accept"),
            key=f"zet_{id}",
            type="primary",
            icon=":material/check:",
        )
        lay_aside = one.is_new and st.button(t("review.lay_aside"), key=f"opzij_{id}")
    question = _question(id)
    asked = st.button(
        t("review.ask"), key=f"vraag_{id}", icon=":material/chat:", disabled=not question.strip()
    )
    try:
        if publish:
            decide = organising.publish if one.is_new else organising.accept
            decide(database, id, version=version, actor=actor, now=now)
        elif asked:
            organising.ask(database, id, question, version=version, actor=actor, now=now)
        elif lay_aside:
            organising.cancel(database, id, actor=actor, now=now)
        else:
            return
    except VerbindingError as error:
        st.warning(sentence(error))
        return
    st.session_state[state.REVIEWED] = True
    st.rerun()


def _question(id: str) -> str:
    """The question to send back: a ready one to begin with, or one's own words."""
    field = f"vraagtekst_{id}"
    st.pills(
        t("review.ready"),
        _QUESTIONS,
        format_func=lambda name: t(f"review.ready_{name}"),
        key=f"{field}_kant",
        wrap=True,
        on_change=_take,
        args=(field,),
    )
    return st.text_area(t("review.question"), key=field, max_chars=QUESTION_LENGTH) or ""


def _take(field: str) -> None:
    chosen = st.session_state.get(f"{field}_kant")
    if chosen:
        st.session_state[field] = plain(f"review.ask_{chosen}")


def said() -> None:
    """That the last decision was stored."""
    if st.session_state.pop(state.REVIEWED, False):
        st.toast(t("review.done"), icon=":material/check:")
