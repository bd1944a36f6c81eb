"""The mail of a coordinator's part: how it stands, a list without names, and trying again."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from data.repositories.mail_overview import Entry, Wanted
from domain.actors import Actor
from domain.contacts import MailKind, Progress
from domain.times import to_local
from i18n import formats
from services.desk import outbox
from services.desk.outbox import AGAIN, PAGE
from ui import html, resources, state
from ui.components.spoken import attempt
from ui.words import plain, t

_HEADS = (
    "messages.what",
    "messages.about",
    "messages.state",
    "messages.problem",
    "messages.tries",
    "messages.created",
    "messages.due",
)


def numbers(actor: Actor) -> None:
    """How it stands with mail, in figures and two sentences."""
    found = outbox.standing(resources.database(), actor=actor, now=resources.now())
    counts = found.counts
    if resources.settings().smtp_url is None:
        html.show(html.notice(plain("outbox.notice.no_server")))
    with st.container(horizontal=True, key="cijfers"):
        _figure("messages.waits", counts.by_progress[Progress.WAITING])
        _figure("messages.today", counts.sent_today)
        _figure("messages.this_week", counts.sent_this_week)
        _figure("messages.again", counts.by_progress[Progress.AGAIN])
        _figure("messages.given_up", counts.by_progress[Progress.GIVEN_UP])
    if counts.oldest is not None:
        html.show(html.hint(plain("messages.oldest", moment=_moment(counts.oldest))))
    if found.ran_at is None:
        html.show(html.notice(plain("messages.never_ran")))
    else:
        html.show(html.hint(plain("messages.ran", moment=_moment(found.ran_at))))


def mail_list(actor: Actor) -> None:
    """The mails, newest first, by state and kind, and the buttons to try again."""
    wanted = _wanted()
    number = int(st.session_state.get(state.MAIL_PAGE, 1))
    entries, total = outbox.page(resources.database(), wanted, number, actor=actor)
    if not entries and total:  # the filter left fewer pages than the visit was at
        entries, total = outbox.page(resources.database(), wanted, 1, actor=actor)
    if not entries:
        html.show(html.empty(plain("messages.none")))
        return
    html.show(html.hint(plain("messages.count", count=total)))
    html.show(html.table([plain(key) for key in _HEADS], [_row(one) for one in entries]))
    pages = -(-total // PAGE)
    if pages > 1:
        st.pagination(pages, key=state.MAIL_PAGE, max_visible_pages=5)
    _try_again(entries, wanted, actor)


def _wanted() -> Wanted:
    left, right = st.columns(2, gap="medium")
    with left:
        progress = st.multiselect(
            t("messages.state"),
            list(Progress),
            format_func=lambda one: plain(f"messages.progress.{one.value}"),
            placeholder=t("filter.all"),
            key="mail_stand",
        )
    with right:
        kinds = st.multiselect(
            t("messages.what"),
            sorted(MailKind, key=_kind),
            format_func=_kind,
            placeholder=t("filter.all"),
            key="mail_soort",
        )
    return Wanted(frozenset(progress), frozenset(kinds))


def _try_again(entries: list[Entry], wanted: Wanted, actor: Actor) -> None:
    """Nothing while all went; else which of this page, and one button for everything shown."""
    able = {one.id: one for one in entries if one.progress in AGAIN}
    if not able:
        return
    st.subheader(t("messages.try_again"), anchor=False)
    html.show(html.hint(plain("messages.try_again_help")))
    chosen = st.multiselect(
        t("messages.which"),
        list(able),
        format_func=lambda id: _line(able[id]),
        placeholder=t("messages.which_none"),
        key="mail_opnieuw",
    )
    with st.container(horizontal=True):
        st.button(
            t("messages.send_chosen"),
            key="stuur_gekozen",
            icon=":material/send:",
            disabled=not chosen,
            on_click=_again,
            args=(chosen, actor),
        )
        st.button(
            t("messages.send_all"),
            key="stuur_alle",
            icon=":material/done_all:",
            on_click=_again_all,
            args=(wanted, actor),
        )


def _again(ids: list[str], actor: Actor) -> None:
    attempt(
        lambda: outbox.again(resources.database(), ids, actor=actor, now=resources.now()),
        done=t("messages.sent_again"),
    )
    st.session_state.pop("mail_opnieuw", None)


def _again_all(wanted: Wanted, actor: Actor) -> None:
    attempt(
        lambda: outbox.again_all(resources.database(), wanted, actor=actor, now=resources.now()),
        done=t("messages.sent_again"),
    )


def _row(one: Entry) -> tuple[str, ...]:
    return (
        _kind(one.kind),
        one.about,
        plain(f"messages.progress.{one.progress.value}"),
        plain(f"outbox.problem.{one.problem}") if one.problem else "",
        formats.number(one.attempts, state.language()),
        _short(one.created_at),
        _short(one.due_at),
    )


def _line(one: Entry) -> str:
    return plain(
        "messages.line", kind=_kind(one.kind), about=one.about, moment=_moment(one.created_at)
    )


def _kind(kind: MailKind) -> str:
    return plain(f"messages.kind.{kind.value}")


def _figure(key: str, value: int) -> None:
    st.metric(t(key), formats.number(value, state.language()), border=True)


def _moment(when: datetime) -> str:
    return formats.moment(when, state.language())


def _short(when: datetime) -> str:
    local = to_local(when)
    day = formats.short_day(local.date(), state.language())
    return plain("messages.moment", day=day, clock=formats.clock(local, state.language()))
