"""The parts of the page on which somebody puts an activity on the map."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from domain.activities import Activity, TitleMissingError, new_id
from domain.actors import Role
from domain.editions import Edition
from domain.errors import NotFoundError, VerbindingError
from domain.times import to_local
from domain.vocabulary import ActivityState
from services import activities, addresses, editions, ideas, organising
from services.contacts import Contact
from services.organising import Placed
from ui import html, navigation, resources, state
from ui.components import activity_form
from ui.components.activity_form import Essentials
from ui.components.cards import activity_card, preview_card
from ui.components.contact_input import contact_fields
from ui.words import plain, sentence, t

_RULES = 4


@dataclass(slots=True)
class OrganiseWork:
    """What this visit is putting on the map: what the form began with, and what came of it."""

    start: Activity
    placed: Placed | None = None

    @property
    def key(self) -> str:
        """What the keys of the form begin with; another beginning is another form."""
        return f"org_{self.start.id}"


def edition_or_stop() -> Edition:
    """The edition that a new activity belongs to; stops the page kindly when there is none."""
    every = editions.all_editions(resources.database())
    found = editions.open_to_plans(every, today=to_local(resources.now()).date())
    if found is None:
        html.show(html.empty(plain("organise.no_edition")))
        st.stop()
    return found


def work(edition: Edition) -> OrganiseWork:
    """The form of this visit: empty, or filled with the idea or activity that the link names."""
    idea, source = (st.query_params.get(name, "") for name in (state.IDEA, state.FROM))
    found: dict[tuple[str, ...], OrganiseWork] = st.session_state.setdefault(state.ORGANISING, {})
    asked = (edition.id, idea, source)
    if asked not in found:
        found[asked] = OrganiseWork(_start(edition, idea, source))
    return found[asked]


def inspiration(current: OrganiseWork) -> None:
    """Where the idea came from, or where to find one."""
    if current.start.inspired_by:
        html.show(html.notice(plain("organise.inspired", title=current.start.title)))
        return
    st.page_link(
        navigation.page("meedoen/ideeen.py"),
        label=t("organise.find_idea"),
        icon=":material/emoji_objects:",
    )


def agreement(current: OrganiseWork) -> tuple[bool, Contact | None]:
    """The house rules with one tick, and an address for who wants the link by mail."""
    accepts = st.checkbox(
        t("organise.rules"), key=f"{current.key}_spelregels", persist_state="session"
    )
    with st.expander(t("organise.rules_lead"), icon=":material/handshake:"):
        st.markdown("\n".join(f"- {t(f'about.rule_{number}')}" for number in range(1, _RULES + 1)))
    with st.expander(t("organise.contact"), icon=":material/mail:"):
        html.show(html.hint(plain("organise.contact_why")))
        contact = contact_fields(key=current.key)
    return accepts, contact if contact.email.strip() else None


def preview(typed: Essentials, told: Activity, edition: Edition, *, key: str) -> Essentials:
    """The card and its point while somebody types; what was typed with the point as it was moved."""
    st.header(t("organise.preview"), anchor=False)
    shown = replace(typed, title=typed.title or plain("organise.preview_title"))
    draft = replace(
        activity_form.draft_of(told, shown), state=ActivityState.PUBLISHED, edition_id=edition.id
    )
    preview_card(draft, edition, key=f"{key}_voorbeeld", now=resources.now())
    if typed.is_online:
        return typed
    html.show(
        html.hint(plain("organise.move_point" if typed.place.point else "organise.no_point_yet"))
    )
    return replace(typed, place=activity_form.point_map(typed.place, key=key))


def doubles(typed: Essentials, start: Activity, edition: Edition) -> None:
    """Is it this one? Shown while somebody types, before they make it twice."""
    if not typed.title:
        return
    found = organising.alike(resources.programme(), activity_form.draft_of(start, typed))
    shown = activities.listed(resources.database(), found)
    if not shown:
        return
    st.markdown(t("organise.is_it_this", count=len(shown)))
    for one in shown:
        activity_card(one, edition, key=f"dubbel_{one.id}", now=resources.now())


def place(
    current: OrganiseWork,
    typed: Essentials,
    told: Activity,
    *,
    accepts: bool,
    contact: Contact | None,
) -> None:
    """Store it and show what came of it; an error says what would help and loses nothing."""
    shown = replace(typed, title=typed.title or activity_form.UNTITLED)
    problems: list[VerbindingError] = [] if typed.title else [TitleMissingError(field="title")]
    draft = activity_form.draft_of(told, shown)
    problems += organising.missing(draft, accepts_rules=accepts)
    if problems:
        st.warning("\n".join(f"- {sentence(one)}" for one in problems), icon=":material/edit:")
        return
    try:
        current.placed = organising.put_on_map(
            resources.database(),
            draft,
            accepts_rules=accepts,
            contact=contact,
            source_address=resources.source_address(),
            now=resources.now(),
            actor=resources.actor(),
        )
    except VerbindingError as error:
        st.warning(sentence(error), icon=":material/edit:")
        return
    st.rerun()


def done(placed: Placed, edition: Edition) -> None:
    """It is there: the link to keep, and what happens now."""
    html.show(
        html.head(
            plain("organise.done_waiting" if placed.waits_for_review else "organise.done_public"),
            plain("organise.done_lead"),
        )
    )
    words = t("organise.waits_lead" if placed.waits_for_review else "organise.public_lead")
    if placed.waits_for_review:
        words += " " + t("organise.answer_within", count=edition.answer_within_days)
    st.success(words, icon=":material/check_circle:")
    preview_card(placed.activity, edition, key="geplaatst", now=resources.now())
    st.header(t("organise.your_link"), anchor=False)
    st.markdown(t("organise.keep_link"))
    st.code(
        addresses.personal(resources.settings().public_url, placed.secret),
        language=None,
        wrap_lines=True,
    )
    if placed.is_mailed:
        st.markdown(t("organise.mailed"))
    with st.container(horizontal=True):
        st.link_button(
            t("organise.open_link"),
            addresses.personal(".", placed.secret),
            type="primary",
            icon=":material/edit:",
        )
        st.button(
            t("organise.another"), key="org_nog_een", icon=":material/add:", on_click=_begin_anew
        )
    if placed.waits_for_review and resources.actor().role is Role.COORDINATOR:
        st.page_link(
            navigation.page("beheer/beoordelen.py"),
            label=t("organise.to_review"),
            icon=":material/fact_check:",
        )


def _begin_anew() -> None:
    st.session_state.pop(state.ORGANISING, None)
    for name in (state.IDEA, state.FROM):
        st.query_params.pop(name, None)


def _start(edition: Edition, idea: str, source: str) -> Activity:
    """An activity without words to begin with, or one that takes an idea over."""
    empty = Activity(new_id(), edition.id, activity_form.UNTITLED)
    try:
        if source:
            found = activities.detail(resources.database(), source)
            return organising.prepared(empty, found.activity)
        if idea:
            return organising.from_recipe(empty, ideas.recipe(idea, state.language()))
    except NotFoundError:
        st.info(t("organise.idea_gone"))
    return empty
