"""What was imported before, each with a way to take it out again as a whole."""

from __future__ import annotations

from functools import partial

import streamlit as st

from domain.errors import VerbindingError
from domain.imports import Import
from domain.times import to_local
from i18n import formats
from services import importing
from services.importing import Undone
from ui import html, resources, state
from ui.importing import work
from ui.words import plain, sentence, t

_SHOWN, _KEPT_SHOWN = 30, 20
_ASKED, _DONE = state.IMPORT_ASKED, state.IMPORT_UNDONE


def show() -> None:
    """The list, newest first, with what came of the last time something was taken out."""
    st.header(t("import.undo.title"), anchor=False)
    st.markdown(t("import.undo.lead"))
    found = importing.earlier(resources.database(), actor=resources.actor())
    if not found:
        html.show(html.empty(plain("import.undo.none")))
    if undone := st.session_state.get(_DONE):
        _show_undone(undone)
    for one in found[:_SHOWN]:
        with st.container(border=True):
            _show_one(one)


def _show_one(one: Import) -> None:
    language = state.language()
    kind = plain(f"import.kind.{one.kind}")
    name = plain("import.undo.file", name=one.file_name, kind=kind) if one.file_name else kind
    said = [name, formats.moment(one.made_at, language), plain("import.brought", count=one.added)]
    if one.undone_at is not None:
        day = formats.day(to_local(one.undone_at).date(), language)
        said += [plain("import.undo.undone", day=day)]
        said += [plain("import.kept", count=one.kept)] if one.kept else []
    html.show(html.lines(said))
    if one.undone_at is not None or not one.added:
        return
    if st.session_state.get(_ASKED) != one.id:
        st.button(
            t("import.undo.button"),
            key=f"import_weg_{one.id}",
            icon=":material/undo:",
            on_click=_ask,
            args=(one.id,),
        )
        return
    st.warning(t(f"import.undo.sure_{one.kind}"), icon=":material/undo:")
    with st.container(horizontal=True):
        st.button(
            t("import.undo.yes"),
            type="primary",
            key=f"import_weg_ja_{one.id}",
            on_click=_undo,
            args=(one.id,),
        )
        st.button(t("import.undo.no"), key=f"import_weg_nee_{one.id}", on_click=_ask, args=("",))


def _show_undone(undone: Undone | VerbindingError) -> None:
    if isinstance(undone, VerbindingError):
        st.error(sentence(undone))
        return
    language = state.language()
    st.success(t("import.removed", count=undone.removed), icon=":material/check:")
    if not undone.kept:
        return
    st.info(t("import.kept", count=len(undone.kept)), icon=":material/info:")
    with st.expander(t("import.undo.kept_title")):
        for one in undone.kept[:_KEPT_SHOWN]:
            reason = importing.reason(one.reason, language)
            st.markdown(f"- {t('import.undo.kept_line', name=one.name, reason=reason)}")
        if (more := len(undone.kept) - _KEPT_SHOWN) > 0:
            st.markdown(t("import.undo.kept_more", count=more))
    st.download_button(
        t("import.undo.download"),
        partial(importing.kept_csv, undone, language),
        file_name=f"{plain('import.undo.download_name')}.csv",
        mime="text/csv",
        key="import_weg_lijst",
        on_click="ignore",
        icon=":material/download:",
    )


def _ask(import_id: str) -> None:
    st.session_state[_ASKED] = import_id


def _undo(import_id: str) -> None:
    if st.session_state.get(_ASKED) != import_id:
        return  # a second tap: what the first one did stays on screen
    st.session_state[_ASKED] = ""
    try:
        found: Undone | VerbindingError = importing.undo(
            resources.database(), import_id, actor=resources.actor(), now=resources.now()
        )
    except VerbindingError as error:
        found = error
    current = work()
    if current.outcome and current.outcome.import_id == import_id:
        current.outcome = None  # what it says came in is out again
    st.session_state[_DONE] = found
