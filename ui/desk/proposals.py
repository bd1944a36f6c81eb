"""Sending the drafts of a plan to the people in it, and following what they say."""

from __future__ import annotations

import streamlit as st

from domain.actors import Actor
from domain.editions import Edition
from domain.errors import VerbindingError
from i18n import formats
from services.planning import following, sending
from services.planning.following import Answers, Following
from services.planning.sending import HeldBack, Sent
from ui import html, resources, state
from ui.components.cards import when
from ui.desk.csv_button import csv_button
from ui.words import plain, sentence, t

_SENT = "voorstellen_verstuurd"  # what the last sending brought (services.planning.sending.Sent)
_SHOWN = 200  # activities in the table; the file holds all
_COLUMNS = ("drafts", "asked", "yes", "no", "no_answer", "waits", "changed", "withdrawn")
_HELD = {
    HeldBack.CLOSED: "proposal.desk.held.closed",
    HeldBack.TOO_LATE: "proposal.desk.held.too_late",
    HeldBack.FULL: "proposal.desk.held.full",
    HeldBack.ALREADY: "proposal.desk.held.already",
    HeldBack.MAY_NOT: "proposal.desk.held.may_not",
    HeldBack.ENOUGH: "proposal.desk.held.enough",
    HeldBack.UNFIT: "proposal.desk.held.unfit",
    HeldBack.FEW_REASONS: "proposal.desk.held.few_reasons",
}


def send_panel(edition: Edition, actor: Actor) -> None:
    """The drafts that are ready, the mail they become, the button, and what people said."""
    found = following.following(resources.database(), edition.id, actor=actor)
    st.header(t("proposal.desk.title"), anchor=False)
    html.show(html.hint(plain("proposal.desk.lead")))
    _said()
    if found.total.drafts:
        html.show(html.notice(plain("proposal.desk.ready", count=found.total.drafts)))
        _preview(edition, actor)
        _send_button(edition, actor)
    else:
        key = "proposal.desk.all_sent" if found.total.asked else "proposal.desk.none"
        html.show(html.empty(plain(key)))
    if found.total.asked:
        _follow(found)


def _preview(edition: Edition, actor: Actor) -> None:
    with st.expander(t("proposal.desk.preview"), icon=":material/mail:"):
        found = following.preview(
            resources.database(), edition.id, actor=actor, now=resources.now()
        )
        if found is None:
            return
        html.show(html.hint(plain("proposal.desk.preview_lead")))
        html.show(html.facts([(plain("proposal.desk.preview_subject"), found.subject)]))
        for words in (found.greeting, *found.paragraphs):
            html.show(html.paragraph(words))
        html.show(html.facts(found.details))
        buttons = [("vraagt", found.button.words), *(("", way.words) for way in found.links)]
        html.show(html.badges(buttons))
        for words in found.after:
            html.show(html.paragraph(words))


def _send_button(edition: Edition, actor: Actor) -> None:
    with st.popover(t("proposal.desk.send"), icon=":material/send:", type="primary"):
        st.markdown(t("proposal.desk.send_sure"))
        is_sure = st.button(
            t("proposal.desk.send_yes"), key="voorstellen_versturen", type="primary"
        )
    if is_sure:
        with st.spinner(t("proposal.desk.sending")):  # twenty thousand take some twenty seconds
            _send(edition, actor)
        st.rerun()


def _send(edition: Edition, actor: Actor) -> None:
    try:
        done: Sent | VerbindingError = sending.send(
            resources.database(), edition.id, actor=actor, now=resources.now()
        )
    except VerbindingError as error:
        done = error
    st.session_state[_SENT] = done


def _said() -> None:
    """What the last sending brought, once."""
    done = st.session_state.pop(_SENT, None)
    if isinstance(done, VerbindingError):
        st.warning(sentence(done))
    elif isinstance(done, Sent):
        st.success(t("proposal.desk.sent", count=done.count))
        held = [t(_HELD[reason], count=count) for reason, count in done.held_back.items()]
        if held:
            st.markdown("\n".join(f"- {one}" for one in held))


def _follow(found: Following) -> None:
    language, total = state.language(), found.total
    st.subheader(t("proposal.desk.follow"), anchor=False)
    with st.container(horizontal=True, key="antwoorden"):
        for name in ("asked", "yes", "no", "no_answer", "waits"):
            value = formats.number(getattr(total, name), language)
            st.metric(t(f"proposal.desk.{name}"), value, border=True)
    if total.no or total.no_answer or total.changed or total.withdrawn:
        html.show(html.notice(plain("proposal.desk.again")))
    with st.expander(t("proposal.desk.by_activity"), icon=":material/table_rows:"):
        _table(found)


def _table(found: Following) -> None:
    names = [
        plain("proposal.desk.activity"),
        plain("proposal.desk.when"),
        *(plain(f"proposal.desk.{name}") for name in _COLUMNS),
    ]
    rows = [
        (activity.title, when(activity), *_numbers(answers))
        for activity, answers in found.by_activity
    ]
    shown = [tuple("" if cell == "0" else cell for cell in row) for row in rows[:_SHOWN]]
    html.show(html.table(names, shown))
    csv_button(names, rows, name=plain("proposal.desk.follow"), key="antwoorden_csv")


def _numbers(answers: Answers) -> tuple[str, ...]:
    return tuple(formats.number(getattr(answers, name), state.language()) for name in _COLUMNS)
