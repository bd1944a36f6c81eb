"""Doubles beside each other, and making one of two after a look at what will move."""

from __future__ import annotations

import streamlit as st

from domain.activities import Activity
from domain.errors import VerbindingError
from domain.times import to_local
from services import activities
from services.organising import doubles, merging
from services.organising.merging import Merging
from ui import html, resources, state
from ui.components import differences, notices
from ui.components.cards import preview_card
from ui.words import plain, sentence, t

PER_PAGE = 10


def beside(one: Activity, other: Activity) -> None:
    """Two activities as visitors see them, and a table of only what differs."""
    edition = next(each for each in notices.editions() if each.id == one.edition_id)
    for column, activity, head in zip(
        st.columns(2, gap="medium"),
        (one, other),
        ("review.there_already", "review.this_one"),
        strict=True,
    ):
        with column:
            html.show(html.hint(plain(head)))
            key = f"naast_{one.id}_{other.id}_{activity.id}"
            preview_card(activity, edition, key=key, now=resources.now())
    differences.show(one, other, heads=("review.there_already", "review.this_one"))


def offer(one: Activity, other: Activity) -> None:
    """The ways to make one of them; first what would move, then to be sure."""
    pair = st.session_state.get(state.MERGING)
    if pair == (one.id, other.id) or pair == (other.id, one.id):
        _confirm(*((one, other) if pair == (one.id, other.id) else (other, one)))
        return
    with st.container(horizontal=True):
        for keep, drop, words in (
            (one, other, "review.keep_first"),
            (other, one, "review.keep_second"),
        ):
            if keep.is_public:
                st.button(
                    t(words),
                    key=f"houd_{keep.id}_{drop.id}",
                    icon=":material/call_merge:",
                    on_click=_begin,
                    args=(keep.id, drop.id),
                )


def doubles_on_the_map() -> None:
    """Everything on the map that may be there twice, most alike first."""
    actor, database = resources.actor(), resources.database()
    today = to_local(resources.now()).date()
    found = doubles.pairs(resources.programme(), actor.scope, today)
    if not found:
        html.show(html.empty(plain("review.no_doubles")))
        return
    st.markdown(t("review.pairs", count=len(found)))
    page = min(int(st.session_state.get(state.DOUBLES_PAGE, 1)), -(-len(found) // PER_PAGE))
    some = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    ids = sorted({id for pair in some for id in pair})
    shown = {one.id: one for one in activities.listed(database, ids)}
    for one, other in some:
        if one in shown and other in shown:
            with st.container(border=True, key=f"paar_{one}_{other}"):
                beside(shown[one], shown[other])
                offer(shown[one], shown[other])
    if len(found) > PER_PAGE:
        st.pagination(-(-len(found) // PER_PAGE), key=state.DOUBLES_PAGE)


def said() -> None:
    """That two became one, or why they did not."""
    refused = st.session_state.pop(state.MERGE_REFUSED, None)
    if refused is not None:
        st.warning(refused)
    title = st.session_state.pop(state.MERGED, None)
    if title is not None:
        st.success(t("review.merged", title=title), icon=":material/call_merge:")


def _begin(keep_id: str, drop_id: str) -> None:
    st.session_state[state.MERGING] = (keep_id, drop_id)


def _confirm(keep: Activity, drop: Activity) -> None:
    """What will move, and the button that does it."""
    try:
        seen = merging.look(
            resources.database(),
            keep.id,
            drop.id,
            actor=resources.actor(),
            now=resources.now(),
        )
    except VerbindingError as error:
        st.warning(sentence(error))
        st.button(t("review.back"), key="samen_terug", on_click=_stop)
        return
    st.header(t("review.merge_title", title=seen.keep.title), anchor=False)
    html.show(html.items(_what_moves(seen)))
    with st.container(horizontal=True):
        st.button(
            t("review.merge_do"),
            key="samen_doe",
            type="primary",
            icon=":material/call_merge:",
            on_click=_merge,
            args=(seen,),
        )
        st.button(t("review.back"), key="samen_terug", on_click=_stop)


def _what_moves(seen: Merging) -> list[str]:
    """Each thing that moves, in a sentence."""
    words = [
        plain("review.move_sign_ups", count=seen.sign_ups, people=seen.people),
        plain("review.move_both", count=seen.both) if seen.both else "",
        plain("review.move_waits", count=seen.waits) if seen.waits else "",
        plain("review.move_pledges", count=seen.pledges.moved) if seen.pledges.moved else "",
        plain("review.move_back", count=seen.pledges.taken_back) if seen.pledges.taken_back else "",
        plain("review.move_proposals", count=seen.proposals) if seen.proposals else "",
        plain("review.move_team") if seen.brings_team else "",
        plain("review.move_told"),
        plain("review.move_address"),
    ]
    return [one for one in words if one]


def _merge(seen: Merging) -> None:
    if state.MERGING not in st.session_state:
        return  # a second tap: what the first one did stays on screen
    _stop()
    try:
        done = merging.merge(
            resources.database(),
            seen.keep.id,
            seen.drop.id,
            versions=(seen.keep.version, seen.drop.version),
            actor=resources.actor(),
            now=resources.now(),
        )
    except VerbindingError as error:
        st.session_state[state.MERGE_REFUSED] = sentence(error)
    else:
        st.session_state[state.MERGED] = done.activity.title


def _stop() -> None:
    st.session_state.pop(state.MERGING, None)
