"""The parts of the page on which an organiser looks after one activity."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from domain.accounts import OutsideScopeError
from domain.activities import Activity, ConflictError
from domain.contacts import LinkPurpose
from domain.errors import VerbindingError
from domain.vocabulary import ActivityState
from i18n.texts import label
from services import addresses, organising
from services.organising import MyActivity
from services.organising.editing import REASON_LENGTH
from ui import how_found, html, navigation, resources, state
from ui import organising as parts
from ui.components import activity_form, activity_more, differences
from ui.components.cards import when, where
from ui.components.lost_link import lost_link
from ui.components.outside_scope import outside_scope
from ui.components.photo_input import photo_input
from ui.words import plain, sentence, t

_OVER = (ActivityState.CANCELLED, ActivityState.FINISHED)


@dataclass(slots=True)
class EditWork:
    """What this visit is changing: the version that the form began with, and a clash with another."""

    started: Activity
    is_saved: bool = False
    waits: bool = False
    theirs: Activity | None = None


def found_or_stop() -> MyActivity:
    """The activity of the link that was opened here; asks for the link when there is none."""
    actor = resources.actor()
    opened = actor.subjects(LinkPurpose.ACTIVITY)
    asked = st.query_params.get(state.ID) or (opened[0] if len(opened) == 1 else "")
    if not asked and opened:
        _choose(opened)
        st.stop()
    try:
        return organising.mine(resources.database(), asked, actor=actor)
    except OutsideScopeError as error:
        outside_scope(error)
        st.stop()
    except VerbindingError:
        html.show(html.head(plain("mine.closed"), plain("mine.closed_lead")))
        lost_link(LinkPurpose.ACTIVITY)
        st.stop()


def head(mine: MyActivity) -> None:
    """What it is called, where it stands, and what somebody asked."""
    shown, language = mine.activity, state.language()
    html.show(
        html.head(shown.title)
        + html.lines([when(shown), where(shown)])
        + html.badges([("", label(language, shown.state))])
    )
    is_merged = shown.merged_into is not None
    st.markdown(t("mine.merged" if is_merged else f"mine.state_{shown.state.value}"))
    if mine.question:
        st.info(t("mine.asked"), icon=":material/chat:")
        html.show(html.paragraph(mine.question))
    if mine.waits:
        st.info(t("mine.words_wait"), icon=":material/hourglass_top:")
    if mine.waits or shown.state is ActivityState.SUBMITTED:
        days = mine.edition.answer_within_days
        html.show(html.hint(plain("organise.answer_within", count=days)))
    if shown.is_public or is_merged:  # the page of what was merged leads to what stayed
        st.page_link(
            navigation.page("verkennen/activiteit.py"),
            label=t("mine.see"),
            icon=":material/visibility:",
            query_params={state.ID: shown.id},
        )


def edit_tab(mine: MyActivity) -> None:
    """The whole form, filled with what is there now."""
    if mine.activity.state in _OVER:
        html.show(html.empty(plain("mine.nothing_to_edit")))
        return
    work = _work(mine)
    key = f"mijn_{mine.activity.id}_{work.started.version}"
    how_found.show(mine, key=key)
    if mine.activity.is_public and mine.needs_review:
        html.show(html.notice(plain("mine.edits_wait")))
    form, picture = st.columns([3, 2], gap="large")
    with form:
        typed = activity_form.essentials(work.started, mine.edition, key=key)
        told = activity_more.more(work.started, key=key)
        pressed = st.button(
            t("mine.save"), type="primary", icon=":material/check:", key="mijn_bewaar"
        )
        answer = st.container()
    with picture:
        typed = parts.preview(typed, told, mine.edition, key=key)
    with answer:
        if pressed:
            _save(work, typed, told)
        _outcome(work, typed, told)


def photo_part(mine: MyActivity) -> None:
    """The photo: the one that is there, and another."""
    if mine.activity.state is ActivityState.CANCELLED:
        return
    with st.expander(t("photo.part"), icon=":material/photo_camera:"):
        photo_input(mine)


def _work(mine: MyActivity) -> EditWork:
    """The form of this visit, from the version that it began with: an edit of somebody else shows."""
    works: dict[str, EditWork] = st.session_state.setdefault(state.MY_ACTIVITY, {})
    return works.setdefault(mine.activity.id, EditWork(mine.latest))


def _save(work: EditWork, typed: activity_form.Essentials, told: Activity) -> None:
    try:
        draft = activity_form.draft_of(told, typed)
        edited = organising.edit(
            resources.database(), draft, actor=resources.actor(), now=resources.now()
        )
    except ConflictError:
        current = organising.mine(resources.database(), work.started.id, actor=resources.actor())
        work.theirs = current.latest
        return
    except VerbindingError as error:
        st.warning(sentence(error), icon=":material/edit:")
        return
    _begin_again(work, is_saved=True, waits=bool(edited.waits))
    st.rerun()


def _begin_again(work: EditWork, *, is_saved: bool, waits: bool) -> None:
    """Go on from what is stored now."""
    current = organising.mine(resources.database(), work.started.id, actor=resources.actor())
    work.started, work.theirs = current.latest, None
    work.is_saved, work.waits = is_saved, waits


def _outcome(work: EditWork, typed: activity_form.Essentials, told: Activity) -> None:
    """Saved, or what somebody else changed meanwhile, beside what is in the form."""
    if work.theirs is not None:
        st.warning(t("mine.conflict"), icon=":material/compare_arrows:")
        try:
            ours = activity_form.draft_of(told, typed)
        except VerbindingError as error:
            st.warning(sentence(error))
            return
        differences.show(work.theirs, ours, heads=("mine.theirs", "mine.ours"))
        with st.container(horizontal=True):
            if st.button(t("mine.keep_ours"), key="mijn_toch", type="primary"):
                told = replace(told, version=work.theirs.version)
                _save(work, typed, told)
            if st.button(t("mine.take_theirs"), key="mijn_hunne"):
                _begin_again(work, is_saved=False, waits=False)
                st.rerun()
    elif work.is_saved:
        st.success(t("mine.saved_waits" if work.waits else "mine.saved"), icon=":material/check:")
        work.is_saved = False


def link_tab(mine: MyActivity) -> None:
    """The link: a new one, which closes the others; and calling the activity off."""
    st.markdown(t("mine.link_lead"))
    if st.button(t("mine.new_link"), key="mijn_nieuwe_link", icon=":material/key:"):
        secret = organising.new_link(
            resources.database(), mine.activity.id, actor=resources.actor(), now=resources.now()
        )
        st.success(t("mine.link_made"))
        st.code(
            addresses.personal(resources.settings().public_url, secret),
            language=None,
            wrap_lines=True,
        )
        st.link_button(t("organise.open_link"), addresses.personal(".", secret))


def copy_tab(mine: MyActivity) -> None:
    """The same once more, on another day or in another place."""
    st.markdown(t("mine.copy_lead"))
    st.page_link(
        navigation.page("meedoen/organiseren.py"),
        label=t("mine.copy"),
        icon=":material/content_copy:",
        query_params={state.FROM: mine.activity.id},
    )


def cancel_part(mine: MyActivity) -> None:
    """Call it off, with one more tap to be sure; or put what was laid aside back."""
    shown = mine.activity
    if shown.state is ActivityState.DRAFT:
        if st.button(t("mine.hand_in"), key="mijn_toch_weer", type="primary"):
            organising.hand_in(
                resources.database(), shown.id, actor=resources.actor(), now=resources.now()
            )
            st.rerun()
        return
    if shown.state in _OVER:
        return
    st.markdown(t("mine.cancel_lead" if shown.is_public else "mine.lay_aside_lead"))
    why = ""
    if shown.is_public:
        why = st.text_area(
            t("mine.cancel_why"),
            max_chars=REASON_LENGTH,
            help=t("mine.cancel_why_help"),
            key="mijn_reden",
        )
    is_sure = st.checkbox(t("mine.cancel_sure"), key="mijn_zeker")
    if st.button(t("mine.cancel"), key="mijn_afgelasten", disabled=not is_sure):
        organising.cancel(
            resources.database(),
            shown.id,
            actor=resources.actor(),
            now=resources.now(),
            reason=why or "",
        )
        st.rerun()


def _choose(opened: list[str]) -> None:
    """Several activities are open in this browser: which one?"""
    html.show(html.head(plain("mine.which")))
    for mine in (
        organising.mine(resources.database(), id, actor=resources.actor()) for id in opened
    ):
        st.page_link(
            navigation.page("meedoen/mijn_activiteit.py"),
            label=t("mine.title_and_when", title=mine.activity.title, when=when(mine.activity)),
            query_params={state.ID: mine.activity.id},
        )
