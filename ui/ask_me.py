"""Rather let us propose something: a quiet form under the suggestions, with what was answered there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st

from domain.activities import new_id
from domain.contacts import LinkPurpose
from domain.errors import VerbindingError
from domain.people import Volunteer
from domain.places import NOWHERE, Place
from domain.seekers import Seeker
from services.volunteering import joining
from services.volunteering.words import likes
from ui import html, navigation, resources, state
from ui.components.contact_input import contact_fields
from ui.components.mail_notice import mail_notice, mail_state
from ui.components.wishes import adult_input
from ui.own_wishes import OFTEN
from ui.words import plain, sentence, t

_DRAFT = "vraag_mij_concept"  # the form as it was drawn (Draft)
_OFTEN = "vraag_mij_vaak"


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it was drawn: sent twice with one `id` it is one mail."""

    id: str
    drawn_at: datetime
    is_sent: bool = False


def show(seeker: Seeker, place: Place | None) -> None:
    """The form, or for who is known in this browser a button that keeps their answers at once."""
    wishes = _wishes(seeker, place)
    with st.container(key="vraagmij", width=720):
        st.header(t("volunteer.ask_me.title"), anchor=False)
        html.show(html.hint(plain("volunteer.ask_me.lead")))
        known = _known()
        if known is not None:
            _keep(replace(wishes, id=known))
            return
        with st.expander(t("volunteer.ask_me.open"), icon=":material/waving_hand:"):
            _form(wishes)


def _known() -> str | None:
    """The person whose link to their wishes, or to all about them, was opened here."""
    actor = resources.actor()
    found = actor.subjects(LinkPurpose.WISHES) or actor.subjects(LinkPurpose.PERSON)
    return found[0] if found else None


def _wishes(seeker: Seeker, place: Place | None) -> Volunteer:
    """What was answered on the page, as what we would remember of it."""
    return Volunteer(
        id="",
        place=joining.coarse(place) if place else NOWHERE,
        travel_mode=seeker.travel_mode if place else None,
        radius_km=seeker.radius_km,
        times=seeker.times,
        branches=seeker.branches,
        forms=seeker.forms,
        at_home=seeker.at_home,
        minutes=seeker.minutes,
    )


def _form(wishes: Volunteer) -> None:
    draft = st.session_state.setdefault(_DRAFT, Draft(new_id(), resources.now()))
    if draft.is_sent:
        _sent()
        return
    _remembered(wishes)
    wishes = replace(wishes, is_adult=adult_input(key=f"vraag_mij_{draft.id}_18"))
    with st.form(f"vraag_mij_{draft.id}", border=False, enter_to_submit=False):
        contact = contact_fields(key=f"vraag_mij_{draft.id}")
        often = _how_often()
        has_agreed = st.checkbox(t("volunteer.ask_me.agree"), key=f"vraag_mij_ja_{draft.id}")
        st.markdown(t("volunteer.ask_me.small_print"))
        if not st.form_submit_button(t("volunteer.ask_me.send"), type="primary"):
            return
    try:
        joining.join(
            resources.database(),
            replace(wishes, id=draft.id, asks_per_week=often),
            contact,
            has_agreed=has_agreed,
            form_seconds=(resources.now() - draft.drawn_at).total_seconds(),
            source_address=resources.source_address(),
            now=resources.now(),
        )
    except VerbindingError as error:
        st.error(sentence(error))
    else:
        st.session_state[_DRAFT] = replace(draft, is_sent=True)
        st.rerun()


def _sent() -> None:
    st.success(t("volunteer.ask_me.sent"), icon=":material/mail:")
    mail_notice(mail_state())


def _keep(wishes: Volunteer) -> None:
    """For who is known: nothing to fill in, and nothing to wait for."""
    st.markdown(t("volunteer.ask_me.known"))
    _remembered(wishes)
    wishes = _with_age(wishes, before=_before(wishes.id))
    often = _how_often()
    if st.button(t("volunteer.ask_me.save"), key="vraag_mij_bewaar", icon=":material/bookmark:"):
        try:
            joining.change(
                resources.database(),
                replace(wishes, asks_per_week=often),
                actor=resources.actor(),
                now=resources.now(),
            )
        except VerbindingError as error:
            st.error(sentence(error))
        else:
            st.success(t("volunteer.ask_me.saved"))
    st.page_link(
        navigation.page("meedoen/mijn_wensen.py"),
        label=t("volunteer.ask_me.to_mine"),
        icon=":material/arrow_forward:",
    )


def _before(person_id: str) -> Volunteer | None:
    """What is kept of somebody until now."""
    own = joining.own(resources.database(), person_id, actor=resources.actor())
    return own.wishes


def _with_age(wishes: Volunteer, *, before: Volunteer | None) -> Volunteer:
    """The wishes with whether they are an adult; what they said `before` is chosen already."""
    is_adult = before.is_adult if before else None
    return replace(wishes, is_adult=adult_input(key=f"vraag_mij_18_{is_adult}", start=is_adult))


def _how_often() -> int:
    chosen = st.segmented_control(
        t("volunteer.ask_me.how_often"),
        sorted(OFTEN),
        default=1,
        required=True,
        format_func=lambda times: t("volunteer.ask_me.times", count=times),
        key=_OFTEN,
    )
    return int(chosen or 1)


def _remembered(wishes: Volunteer) -> None:
    """What we keep of the answers above, so that nobody wonders."""
    rows = [words for _, words in likes(wishes, state.language())]
    if rows:
        html.show(html.hint(plain("volunteer.ask_me.keeps", what="; ".join(rows))))
    else:
        html.show(html.hint(plain("volunteer.ask_me.keeps_nothing")))
