"""A team offers to take an activity under its wing; its organiser answers."""

from __future__ import annotations

import streamlit as st

from domain.activities import Activity
from domain.actors import Actor
from domain.adoptions import AdoptionState
from domain.contacts import LinkPurpose
from domain.errors import VerbindingError
from i18n.texts import label
from services.teams import adopting, starting
from ui import html, resources, state
from ui.words import plain, sentence, t


def offer(activity: Activity, actor: Actor) -> None:
    """A button for each team that this visitor manages, on an activity without a team."""
    mine = actor.subjects(LinkPurpose.TEAM)
    if not mine or activity.team_id is not None:
        return
    st.header(t("team.adopt"), anchor=False)
    for team_id in mine:
        try:
            team = starting.own(resources.database(), team_id, actor=actor)
            if st.button(
                t("team.adopt_as", team=team.name),
                key=f"adopteer_{team_id}",
                icon=":material/volunteer_activism:",
            ):
                adopting.ask(
                    resources.database(), activity.id, team_id, actor=actor, now=resources.now()
                )
                st.success(t("team.adopt_asked"))
        except VerbindingError as error:
            st.info(sentence(error))


def answers(activity: Activity, actor: Actor) -> None:
    """For the organiser: the teams that offered, and a yes or not now for each."""
    asked = adopting.of_activity(resources.database(), activity.id, actor=actor)
    asked = [one for one in asked if one.adoption.state is not AdoptionState.WITHDRAWN]
    if not asked:
        return
    st.subheader(t("team.offers_help"), anchor=False)
    for one in asked:
        with st.container(border=True):
            word = label(state.language(), one.adoption.state)
            html.show(html.lines([one.team.name, one.team.can_do]) + html.badges([("", word)]))
            if one.adoption.state is not AdoptionState.AGREED:
                _answer(one.team.id, one.team.name, activity, actor)


def _answer(team_id: str, name: str, activity: Activity, actor: Actor) -> None:
    yes, later = st.columns(2)
    database, now = resources.database(), resources.now()
    try:
        if yes.button(t("team.agree"), key=f"graag_{team_id}", type="primary"):
            adopting.agree(database, activity.id, team_id, actor=actor, now=now)
            st.toast(plain("team.agreed", team=name))
            st.rerun()
        if later.button(t("team.not_now"), key=f"niet_nu_{team_id}"):
            adopting.not_now(database, activity.id, team_id, actor=actor, now=now)
            st.rerun()
    except VerbindingError as error:
        st.info(sentence(error))
