"""Choosing a list to take along, and the two buttons that make it."""

from __future__ import annotations

import secrets

import streamlit as st

from domain.actors import Actor
from domain.editions import Edition
from domain.errors import VerbindingError
from services.desk import exports
from services.desk.exports import REASON_LENGTH, FileKind, ListKind, Order
from ui import html, resources, state
from ui.components import filters
from ui.words import plain, sentence, t

_MIMES = {
    FileKind.CSV: "text/csv",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def order_input(every: list[Edition], default: Edition, actor: Actor) -> Order:
    """Which list, of which edition, and whether people are in it."""
    left, right = st.columns(2, gap="medium")
    with left:
        kind = st.selectbox(
            t("export.which"),
            exports.available(actor),
            format_func=lambda one: plain(f"export.list.{one.value}"),
            key="lijst",
        )
    with right:
        edition = (
            None if kind in exports.WITHOUT_EDITION else filters.edition_choice(every, default)
        )
    html.show(html.hint(plain(f"export.about.{kind.value}")))
    with_people = _with_people(kind)
    reason = st.text_input(
        t("export.reason"),
        key="lijst_waarvoor",
        max_chars=REASON_LENGTH,
        live="300ms",
        placeholder=t("export.reason_placeholder"),
        autocomplete="off",
    )
    html.show(html.hint(plain("export.reason_help")))
    return Order(kind, edition.id if edition else "", with_people=with_people, reason=reason or "")


def _with_people(kind: ListKind) -> bool:
    if not exports.has_people(kind):
        html.show(html.hint(plain("export.no_people")))
        return False
    # A key of its own for each list: what was ticked for one says nothing about the next.
    return st.checkbox(
        t("export.with_people"), key=f"lijst_namen_{kind.value}", help=t("export.with_people_help")
    )


def columns_shown(order: Order) -> None:
    """What will be in the file, before anybody takes it."""
    columns = exports.columns_of(order.kind, with_people=order.with_people)
    with st.expander(t("export.columns"), icon=":material/view_column:"):
        st.markdown(t("export.columns_lead"))
        titles = [one.heading(state.language()) for one in columns]
        st.markdown(
            ", ".join(
                f"**{title}**" if one.is_personal else title
                for one, title in zip(columns, titles, strict=True)
            )
        )
        if order.with_people and any(one.is_personal for one in columns):
            st.markdown(t("export.about_people"))


def buttons(order: Order) -> None:
    """Two buttons; what is missing first is said instead of a file."""
    try:
        exports.check_reason(order)
    except VerbindingError as error:
        st.info(sentence(error), icon=":material/edit_note:")
        is_ready = False
    else:
        is_ready = True
    with st.container(horizontal=True):
        for file, key in ((FileKind.CSV, "export.as_csv"), (FileKind.XLSX, "export.as_xlsx")):
            _button(order, file, key, is_ready=is_ready)


def _button(order: Order, file: FileKind, key: str, *, is_ready: bool) -> None:
    """One button. The file is made when it is pressed, for who the visitor is at that moment."""
    wanted = Order(order.kind, order.edition_id, file, order.with_people, order.reason)
    database, language = resources.database(), state.language()
    asking = resources.coordinator_later()

    def made() -> bytes:
        return exports.made(database, wanted, language, actor=asking(), now=resources.now())

    words = [plain(f"export.list.{order.kind.value}"), order.edition_id]
    st.download_button(
        t(key),
        made,
        file_name=f"{'-'.join(one for one in words if one)}-{_signs()}.{file.value}",
        mime=_MIMES[file],
        key=f"lijst_{file.value}",
        on_click="ignore",
        disabled=not is_ready,
        icon=":material/download:",
        type="primary" if file is FileKind.XLSX else "secondary",
    )


def _signs() -> str:
    """A few signs that nobody can guess: the name of a file is part of its address."""
    if state.EXPORT_SIGNS not in st.session_state:
        st.session_state[state.EXPORT_SIGNS] = secrets.token_hex(8)
    return str(st.session_state[state.EXPORT_SIGNS])
