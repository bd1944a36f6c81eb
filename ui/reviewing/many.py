"""Many at once: tick, look once more at what was ticked, and decide on all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from services.organising import many
from services.organising.many import Decided, Decision
from services.organising.reviewing import Line
from ui import html, resources, state
from ui.reviewing.deciding import REASONS, words_field
from ui.reviewing.queue import PER_PAGE, words_of
from ui.words import plain, t


@dataclass(frozen=True, slots=True)
class Pending:
    """What was ticked, as it was read then, and what is to be done with it."""

    lines: tuple[Line, ...]
    decision: Decision


def show(lines: Sequence[Line]) -> None:
    """The list to tick, or what was ticked to look at once more."""
    _outcome()
    pending = st.session_state.get(state.REVIEW_PENDING)
    if isinstance(pending, Pending):
        _confirm(pending)
        return
    st.markdown(t("review.many_lead"))
    pages = -(-len(lines) // PER_PAGE)
    page = min(int(st.session_state.get(state.REVIEW_MANY_PAGE, 1)), pages)
    shown = lines[(page - 1) * PER_PAGE : page * PER_PAGE]
    st.button(
        t("review.tick_all", count=len(shown)),
        key="lees_kies_alles",
        icon=":material/select_all:",
        on_click=_tick,
        args=([one.id for one in shown],),
    )
    for line in shown:
        st.checkbox(words_of(line), key=_key(line.id), persist_state="session")
    if pages > 1:
        st.pagination(pages, key=state.REVIEW_MANY_PAGE)
    _decisions([one for one in lines if st.session_state.get(_key(one.id))])


def _decisions(ticked: Sequence[Line]) -> None:
    """What may be done with what is ticked; only what is new can be laid aside."""
    new = [one for one in ticked if one.row.is_new]
    with st.container(horizontal=True, key="leesveel"):
        for decision, chosen in ((Decision.PUBLISH, ticked), (Decision.LAY_ASIDE, new)):
            st.button(
                t(f"review.many_{decision}", count=len(chosen)),
                key=f"veel_{decision}",
                type="primary" if decision is Decision.PUBLISH else "secondary",
                disabled=not chosen,
                on_click=_ask,
                args=(Pending(tuple(chosen), decision),),
            )


def _confirm(pending: Pending) -> None:
    """What will happen, before it does."""
    st.header(t(f"review.sure_{pending.decision}", count=len(pending.lines)), anchor=False)
    html.show(
        html.table(
            [plain("review.head_what"), plain("review.head_where"), plain("review.head_kind")],
            [
                (
                    one.row.title,
                    one.row.place.municipality or plain("review.nowhere"),
                    plain("review.new" if one.row.is_new else "review.changed"),
                )
                for one in pending.lines
            ],
        )
    )
    html.show(html.hint(plain("review.many_mail")))
    is_aside = pending.decision is Decision.LAY_ASIDE
    reason = words_field("reden_veel", "review.reason", "aside", REASONS) if is_aside else ""
    with st.container(horizontal=True):
        st.button(
            t("review.many_do"),
            key="veel_doe",
            type="primary",
            disabled=is_aside and not reason.strip(),
            on_click=_decide,
            args=(pending, reason),
        )
        st.button(t("review.back"), key="veel_terug", on_click=_forget)


def _decide(pending: Pending, reason: str) -> None:
    if st.session_state.get(state.REVIEW_PENDING) is None:
        return  # a second tap: what the first one did stays on screen
    st.session_state[state.REVIEW_DECIDED] = many.decide(
        resources.database(),
        pending.lines,
        pending.decision,
        reason=reason,
        actor=resources.actor(),
        now=resources.now(),
    )
    _forget()
    for line in pending.lines:
        st.session_state.pop(_key(line.id), None)


def _outcome() -> None:
    """What came of it, once."""
    decided = st.session_state.pop(state.REVIEW_DECIDED, None)
    if not isinstance(decided, Decided):
        return
    st.success(t("review.many_done", count=len(decided.done)), icon=":material/check:")
    if decided.changed:
        st.warning(t("review.many_changed", count=len(decided.changed)))
        html.show(html.items(decided.changed))


def _ask(pending: Pending) -> None:
    st.session_state[state.REVIEW_PENDING] = pending


def _forget() -> None:
    st.session_state.pop(state.REVIEW_PENDING, None)


def _tick(ids: Sequence[str]) -> None:
    """Tick all of a page; once more and none is."""
    is_on = not all(st.session_state.get(_key(id)) for id in ids)
    for id in ids:
        st.session_state[_key(id)] = is_on


def _key(id: str) -> str:
    return f"vink_{id}"
